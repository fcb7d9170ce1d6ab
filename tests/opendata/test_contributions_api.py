"""What people said, for programs: filters, pages, files that are never empty-handed and never personal, and a door to say something."""

import csv
import io
import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.contributions.models import Author, Contribution
from wijk.contributions.queries import Filter, counted
from wijk.opendata.voices import COLUMNS

API = "/api/v1/contributions"


def ask(path: str, status: int = 200) -> Any:
    """A JSON answer."""
    answer = Client().get(path)
    assert answer.status_code == status, answer.content[:300]
    return answer.json()


def table(path: str) -> list[dict[str, str]]:
    """A CSV answer as rows."""
    answer: Any = Client().get(path)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))


def say(stage: Stage, *, key: str = "", **more: Any) -> Any:
    """Say something as a program does."""
    told = {
        "kind": "idea",
        "title": "Meer bomen",
        "body": "Op het plein.",
        "lon": 4.345,
        "lat": 50.857,
        "email": "an@voorbeeld.be",
    }
    head = {"Idempotency-Key": key} if key else None
    return Client(enforce_csrf_checks=True).post(
        API, json.dumps(told | more), content_type="application/json", headers=head
    )


def test_the_list_is_what_everybody_may_read(stage: Stage) -> None:
    told = ask(API)
    assert (
        told["total"] == counted(Filter()).n == len(told["contributions"]) == Contribution.objects.shown().count() > 0
    )
    hidden = Contribution.objects.exclude(visibility="shown").values_list("key", flat=True)
    assert not {one["key"] for one in told["contributions"]} & set(hidden)
    assert {one["kind"] for one in ask(f"{API}?kind=repair")["contributions"]} == {"repair"}
    assert ask(f"{API}?q=lammp")["contributions"][0]["title"] == "De lamp is stuk"
    assert ask(f"{API}?kind=none") == {"total": 0, "more": False, "limit": 100, "next": None, "contributions": []}


def test_pages_lead_on_to_everything_and_end(stage: Stage) -> None:
    found, path = [], f"{API}?limit=1"
    while path:
        told = ask(path.removeprefix("http://testserver"))
        found += [one["key"] for one in told["contributions"]]
        path = told["next"]
    assert found == [one["key"] for one in ask(API)["contributions"]]


@pytest.mark.parametrize("query", ["?order=best", "?since=yesterday", "?lon=400&lat=1", "?q=" + "x" * 200, "?metres=0"])
def test_a_question_that_makes_no_sense_is_refused_with_a_sentence(stage: Stage, query: str) -> None:
    answer = Client().get(API + query)
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


def test_files_have_their_heading_and_what_each_column_means(stage: Stage) -> None:
    empty: Any = Client().get("/voices.csv?kind=none")
    head = b"".join(empty.streaming_content).decode().strip()
    names = [one["name"] for one in ask("/api/v1/contributions-dictionary.json")["columns"]]
    assert head.split(",") == names == [column.name for column in COLUMNS]
    assert all(
        set(one["meaning"]) == {"nl", "fr", "en"} for one in ask("/api/v1/contributions-dictionary.json")["columns"]
    )
    rows = table("/voices.csv?state=open")
    assert {row["state"] for row in rows} == {"open"}
    assert table(f"{API}.csv?state=open") == rows


def test_the_map_file_holds_what_has_a_point(stage: Stage) -> None:
    answer: Any = Client().get("/voices.geojson")
    told = json.loads(b"".join(answer.streaming_content))
    assert told["type"] == "FeatureCollection"
    assert {f["id"] for f in told["features"]} == set(
        Contribution.objects.shown().exclude(lon=None).values_list("key", flat=True)
    )


def test_nothing_says_who_or_at_which_hour(stage: Stage) -> None:
    row = Contribution.objects.shown().select_related("author").filter(pk=stage.scenes["contributions"].idea.pk).first()
    assert row is not None
    row.shown_as = "Josephine van het hoekhuis"
    row.save()
    Author.objects.filter(contribution=row).update(contact="geheim@voorbeeld.be")
    answers: list[Any] = [Client().get(path) for path in (API, f"{API}/{row.key}", "/voices.csv", "/voices.geojson")]
    said = [b"".join(a.streaming_content) if a.streaming else a.content for a in answers]
    said.append(Client().get(f"/open311/v2/requests/{row.key}.json").content)
    for text in said:
        assert b"Josephine" not in text
        assert b"geheim" not in text
        assert row.given_at.strftime("%H:%M").encode() not in text or row.given_at.strftime("%H:%M") == "00:00"
        assert stage.cast.charlie.person.key.encode() not in text


def test_one_is_told_and_what_is_not_shown_is_not_there(stage: Stage) -> None:
    shown = Contribution.objects.shown().first()
    assert shown is not None
    assert ask(f"{API}/{shown.key}")["title"] == shown.title
    waiting = stage.scenes["contributions"].pending
    assert ask(f"{API}/{waiting.key}", 404)["code"] == "absent"
    assert ask(f"{API}/nothing", 404)["code"] == "absent"


def test_a_program_says_something_by_the_same_door_and_once(stage: Stage) -> None:
    before = Contribution.objects.count()
    first, again = say(stage, key="k1"), say(stage, key="k1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["key"] == again.json()["key"]
    assert Contribution.objects.count() == before + 1
    assert first.json()["visibility"] == "unconfirmed"
    assert "csrftoken" not in first.cookies
    assert not ask(f"{API}?q=bomen")["contributions"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"email": ""}, "no-contact"), ({"title": "x"}, "no-title"), ({"kind": "nonsense"}, "no-kind"), ({"lon": 9.0}, "outside"),
        ({"category": "weather"}, "no-category"), ({"opening": "nowhere"}, "absent"), ({"kind": "repair", "lon": None, "lat": None}, "no-place"),
        ({"opening": "ci\0ty"}, "absent"), ({"body": "x" * 19_000}, "too-long"),
    ],
)  # fmt: skip
def test_what_is_not_right_is_refused_and_nothing_is_kept(stage: Stage, more: dict[str, Any], code: str) -> None:
    before = Contribution.objects.count()
    answer = say(stage, **more)
    assert answer.status_code in (400, 404)
    assert answer.json()["code"] == code
    assert Contribution.objects.count() == before


def test_very_much_from_one_hand_is_asked_to_wait(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "WIJK_MODERATION", settings.WIJK_MODERATION | {"programs_per_hour": 2})
    assert [say(stage, title=f"Idee {n}").status_code for n in range(3)] == [201, 201, 400]
