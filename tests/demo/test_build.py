"""Does the demo come to life, once, and only where it is meant to?"""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from wijk.accounts.models import Grant, Person
from wijk.core import mailbox
from wijk.core.errors import Refused
from wijk.core.verbs import ROLES
from wijk.core.viewer import Operator, Passerby
from wijk.demo import actions
from wijk.demo.life import SCALES
from wijk.indicators.models import Delivery, Source
from wijk.territory.models import Area, Perimeter
from wijk.trail.models import Entry


@pytest.fixture
def demo(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    quiet = replace(SCALES["village"], voices=None, voting=0)  # what people say is tried in `test_speaking`
    monkeypatch.setattr(actions, "SCALES", {"village": quiet, "city": quiet})
    settings.WIJK_DEMO = True
    settings.WIJK_FOLDER = tmp_path
    settings.WIJK_SECOND_FACTOR = False  # as in every demo
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.MD5PasswordHasher"
    ]  # quick; the real one is slow on purpose
    return settings


@pytest.mark.django_db
def test_it_refuses_where_there_is_no_demo(settings: Any) -> None:
    settings.WIJK_DEMO = False
    with pytest.raises(Refused):
        actions.build(Operator(), size="village")
    assert not Area.objects.exists()


@pytest.mark.django_db
def test_it_refuses_somebody_without_a_terminal(demo: Any) -> None:
    with pytest.raises(Refused):
        actions.build(Passerby(), size="village")


@pytest.mark.django_db
def test_it_makes_a_city_with_its_cast_and_something_on_the_desk(demo: Any) -> None:
    heard: list[str] = []
    made = actions.build(Operator(), size="village", progress=heard.append)
    assert made.name == "Reedmouth"
    assert "40 sectors" in made.told
    assert heard
    assert set(Grant.objects.values_list("role", flat=True)) == set(ROLES)
    assert all(Person.objects.get(email=a.email).check_password(a.password) for a in actions.ACCOUNTS)
    assert Perimeter.objects.count() == 3
    assert Source.objects.filter(verdict="rejected").exists()
    waiting = Delivery.objects.get(origin="upload")
    assert waiting.status == Delivery.Status.STAGED
    assert [f["code"] for f in waiting.findings if f["severity"] != "note"] == ["jump"]


@pytest.mark.django_db
def test_a_second_time_it_does_nothing(demo: Any) -> None:
    first = actions.build(Operator(), size="village")
    entries = Entry.objects.count()
    heard: list[str] = []
    again = actions.build(Operator(), size="city", progress=heard.append)
    assert again == first
    assert not heard
    assert Entry.objects.count() == entries


@pytest.mark.django_db
def test_after_an_interruption_it_makes_what_is_missing(demo: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: Any, **more: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as held:
        held.setattr(actions, "stage_delivery", stop)
        with pytest.raises(KeyboardInterrupt):
            actions.build(Operator(), size="village")
    actions.build(Operator(), size="village")
    assert Delivery.objects.filter(origin="upload").count() == 1
    assert Person.objects.count() == len(actions.ACCOUNTS)


def put_letter(folder: Path, number: int) -> str:
    key = f"20260102T0304050000{number:02d}-00000{number}"
    letter = {"key": key, "at": "2026-01-02T03:04:05+00:00", "to": "bo@example.org", "subject": f"Brief {number}",
              "language": "nl", "body": "Dag <Bo>,\n\nhttps://example.org/x?a=1&b=2", "links": []}  # fmt: skip
    (folder / "mail").mkdir(exist_ok=True)
    (folder / "mail" / f"{key}.json").write_text(json.dumps(letter))
    return key


@pytest.mark.django_db
def test_the_post_box_is_empty_at_first_and_then_shows_letters(demo: Any, tmp_path: Path) -> None:
    client = Client(headers={"host": "localhost"})
    assert "timeline" not in client.get("/demo/mail/").content.decode()
    key = put_letter(tmp_path, 1)
    assert mailbox.count() == 1
    assert "Brief 1" in client.get("/demo/mail/").content.decode()
    page = client.get(f"/demo/mail/{key}/").content.decode()
    assert "&lt;Bo&gt;" in page
    assert 'href="https://example.org/x?a=1&amp;b=2"' in page


@pytest.mark.django_db
def test_the_post_box_is_not_there_without_a_demo(settings: Any) -> None:
    settings.WIJK_DEMO = False
    client = Client(headers={"host": "localhost"})
    assert client.get("/demo/mail/").status_code == 404
    assert client.get("/demo/mail/20260102T030405000001-000001/").status_code == 404


@pytest.mark.django_db
def test_there_is_no_letter_outside_the_box(demo: Any) -> None:
    client = Client(headers={"host": "localhost"})
    assert client.get("/demo/mail/20260102T030405000009-000009/").status_code == 404
    assert client.get("/demo/mail/installation/").status_code == 404


@pytest.mark.django_db
def test_a_letter_is_seen_as_a_mail_program_shows_it_and_may_do_nothing(demo: Any, tmp_path: Path) -> None:
    client = Client(headers={"host": "localhost"})
    plain, dressed = put_letter(tmp_path, 1), put_letter(tmp_path, 2)
    file = tmp_path / "mail" / f"{dressed}.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | {"html": "<p>Dag <b>Bo</b></p>"}))
    assert "/dressed/" not in client.get(f"/demo/mail/{plain}/").content.decode()
    assert client.get(f"/demo/mail/{plain}/dressed/").status_code == 404
    assert f"/demo/mail/{dressed}/dressed/" in client.get(f"/demo/mail/{dressed}/").content.decode()
    answer = client.get(f"/demo/mail/{dressed}/dressed/")
    assert answer.content == b"<p>Dag <b>Bo</b></p>"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
