"""What one installation may set, and what it then wears."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from wijk.config import signin
from wijk.config.database import database
from wijk.core import installation
from wijk.core.errors import Refused

ASKED = """
import json, django
django.setup()
from django.conf import settings
names = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS",
         "ALLOWED_HOSTS", "DEBUG", "WIJK_SECOND_FACTOR", "WIJK_DEMO", "EMAIL_HOST", "EMAIL_USE_TLS", "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def settings_of(folder: Path, **values: object) -> dict[str, object]:
    """The settings of an installation with these values, in a process of their own."""
    installation.change(folder, **values)
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    environment |= {"WIJK_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "wijk.config.settings"}
    done = subprocess.run([sys.executable, "-c", ASKED], env=environment, capture_output=True, text=True, check=True)
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_an_installation_on_https_keeps_everything_to_https(tmp_path: Path) -> None:
    mail = {"host": "mail.example.org", "from": "wijk@example.org"}
    told = settings_of(tmp_path / "data", https=True, hosts=["wijk.example.org"], mail=mail)
    secure = ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE", "SECURE_SSL_REDIRECT"]
    assert [told[name] for name in secure] == [True] * 4
    assert told["SECURE_HSTS_SECONDS"] == 31_536_000
    assert told["ALLOWED_HOSTS"] == ["wijk.example.org"]
    assert (told["EMAIL_HOST"], told["EMAIL_USE_TLS"]) == ("mail.example.org", True)
    assert (told["DEBUG"], told["WIJK_SECOND_FACTOR"], told["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"]) == (
        False,
        True,
        False,
    )


def test_a_fresh_installation_listens_to_this_machine_alone(tmp_path: Path) -> None:
    told = settings_of(tmp_path / "data")
    assert told["ALLOWED_HOSTS"] == ["localhost", "127.0.0.1", "[::1]"]
    assert told["WIJK_DEMO"] is False


def test_secrets_are_for_the_owner_alone_and_never_twice_the_same(tmp_path: Path) -> None:
    read = []
    for name in ("one", "two"):
        installation.change(tmp_path / name)
        assert oct((tmp_path / name / installation.FILE).stat().st_mode & 0o777) == "0o600"
        read.append(installation.read(tmp_path / name))
    assert read[0].secret_key != read[1].secret_key
    assert read[0].signing_key != read[1].signing_key
    assert min(len(one.secret_key) for one in read) >= 50


def test_changing_a_setting_keeps_the_others(tmp_path: Path) -> None:
    installation.change(tmp_path, hosts=["a.example"])
    before = installation.read(tmp_path)
    installation.change(tmp_path, demo=True)
    after = installation.read(tmp_path)
    assert (after.hosts, after.secret_key, after.demo) == (("a.example",), before.secret_key, True)


def test_reading_makes_nothing(tmp_path: Path) -> None:
    installation.read(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", installation.KINDS)
def test_every_setting_is_documented(root: Path, name: str) -> None:
    text = (root / "docs" / "reference" / "settings.md").read_text(encoding="utf-8")
    assert f"`{name}`" in text or f"`[{name}]`" in text or f"`[[{name}]]`" in text


def test_a_setting_that_nobody_knows_is_not_passed_over(tmp_path: Path) -> None:
    installation.change(tmp_path, mail={"host": "a", "sender": "b"})
    with pytest.raises(Refused, match="sender"):
        signin.mail(installation.read(tmp_path))
    installation.change(tmp_path, openid=[{"id": "eid", "name": "eID"}])
    with pytest.raises(Refused, match="server"):
        signin.signin(installation.read(tmp_path))


def test_an_address_of_postgresql_is_taken_apart(tmp_path: Path) -> None:
    told = database("postgres://u:p%40ss@h.example:5433/n?sslmode=require", tmp_path)
    assert [told[k] for k in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == ["n", "u", "p@ss", "h.example", 5433]
    assert told["OPTIONS"] == {"sslmode": "require"}
    with pytest.raises(Refused, match="mysql"):
        database("mysql://h/n", tmp_path)
