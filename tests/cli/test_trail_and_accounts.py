"""The commands of the trail, of the first administrator and of the post."""

import argparse
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from tests.support.cast import make_cast
from wijk.cli import accounts, mail, trail
from wijk.core import outbox
from wijk.core.errors import Absent, Refused
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for module in (trail, accounts, mail):
        module.register(commands)
    options = parser.parse_args(words)
    return int(options.run(options))


def test_verify_says_that_the_trail_holds(capsys: pytest.CaptureFixture[str]) -> None:
    make_cast()
    assert run("trail", "verify") == 0
    assert "The trail holds: 5 entries, 1 checkpoints" in capsys.readouterr().out


def test_verify_says_where_it_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    make_cast()
    Entry.objects.filter(index=2).update(actor="x")
    assert run("trail", "verify") == 1
    assert "Entries 2 to 2 are not what was written" in capsys.readouterr().out


def test_a_checkpoint_that_was_kept_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_cast()
    kept = tmp_path / "checkpoint.txt"
    assert run("trail", "checkpoint", "--out", str(kept)) == 0
    assert run("trail", "verify", "--checkpoint", str(kept)) == 0
    kept.write_text(kept.read_text("utf-8").replace("\n5\n", "\n6\n"), "utf-8")
    assert run("trail", "verify", "--checkpoint", str(kept)) == 1
    assert "not signed by this installation" in capsys.readouterr().out


def test_a_file_that_is_no_checkpoint_says_so(tmp_path: Path) -> None:
    other = tmp_path / "x.txt"
    other.write_bytes(b"\xff\xfe nothing")
    with pytest.raises(Refused, match=r"x\.txt"):
        run("trail", "verify", "--checkpoint", str(other))


def test_evidence_is_written(tmp_path: Path) -> None:
    make_cast()
    assert run("trail", "bundle", "3", "--out", str(tmp_path / "b.json")) == 0
    assert '"index": 3' in (tmp_path / "b.json").read_text("utf-8")
    with pytest.raises(Absent):
        run("trail", "bundle", "99", "--out", str(tmp_path / "b.json"))


def test_the_first_administrator_gets_a_link_that_sets_a_password(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("admin", "create", "ann@voorbeeld.be", "--site", "http://localhost") == 0
    link = next(word for word in capsys.readouterr().out.split() if word.startswith("http://localhost/nl/"))
    client = Client(headers={"host": "localhost"})
    page = client.get(link.removeprefix("http://localhost"), follow=True)
    words = {"password1": "a long word for one test", "password2": "a long word for one test"}
    assert client.post(page.request["PATH_INFO"], words).status_code == 302
    with pytest.raises(Refused, match="--more"):
        run("admin", "create", "b@voorbeeld.be")


def test_post_is_sent_or_waits(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    outbox.write(to="jan@voorbeeld.be", subject="x", body="y", language="nl")
    settings.WIJK_POST = False
    assert run("mail", "send") == 1
    assert "Letters waiting: 1" in capsys.readouterr().out
    settings.WIJK_POST = True
    assert run("mail", "send") == 0
    assert "1 sent" in capsys.readouterr().out
