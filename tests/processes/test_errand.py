"""A process from the first page to the last, in the browser's way: prepared, framed, endorsed by three, run, and accounted for."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tests.support.scenes.processes import said
from tests.support.stage import HERE, Stage
from tests.support.verbs.processes import small_plan
from wijk.core import clock
from wijk.core.providers import Done
from wijk.core.subject import Subject
from wijk.core.viewer import Operator, Passerby
from wijk.organs import actions as organs
from wijk.processes import actions, providing, queries
from wijk.processes.models import Process
from wijk.processes.sections import mark
from wijk.trail.models import Entry


def client_of(stage: Stage, role: str) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.everywhere[role].person)  # type: ignore[index]
    return client


def read(answer: Any) -> str:
    assert answer.status_code == 200, answer.status_code
    words: str = answer.content.decode()
    return words


def send(client: Client, path: str, **facts: Any) -> str:
    return read(client.post(f"/en/office/processes/{path}", facts, follow=True))


def test_from_an_empty_page_to_promised_and_done(stage: Stage) -> None:
    client, visitor, today = client_of(stage, "facilitator"), Client(headers={"host": "localhost"}), clock.today()
    send(
        client, "new/", title_nl="Groene straat", summary_nl="We maken de straat groen.", place=HERE, living_there="yes"
    )
    process = Process.objects.get(key="groene-straat")
    base = "groene-straat/"
    assert visitor.get("/en/processes/groene-straat/").status_code == 404
    council = organs.found_organ(
        Operator(), title=said("Straatraad", "Conseil", "Street council"), kind="council", place=HERE
    )
    last = today + timedelta(days=20)
    for title, start, end in (
        ("Praten", today, last),
        ("Planten", last + timedelta(days=1), last + timedelta(days=30)),
    ):
        send(client, f"{base}phases/new/", title_nl=title, start=start, end=end, doing_nl="Kom mee.", link="/nl/")
    send(client, f"{base}participants/new/", title_nl="Wie hier woont")
    told = send(client, f"{base}phases/praten/open/")
    assert "Announce the process first" in told
    assert "cannot change" in read(client.get(f"/en/office/processes/{base}framework/topics/"))
    write_all(client, process, council.key)
    page = send(client, f"{base}publish/", warnings_read="on")
    assert "Version 1" in page
    send(client, f"{base}announce/")
    for organ in endorsers(stage):
        send(client, f"{base}endorse/", about=f"organs.organ:{organ}", on=today, by_nl="Na overleg")
    assert queries.version(process, 1).endorsements.count() == 3
    shown = read(visitor.get("/nl/processes/groene-straat/"))
    assert "Straatraad" in shown
    send(client, f"{base}promises/new/", title_nl="Antwoorden op alle vragen", phase="praten", kind="answers", due=last)
    send(client, f"{base}phases/praten/open/")
    refused = send(client, f"{base}phases/praten/close/")
    assert "It still owes: Antwoorden op alle vragen" in refused
    number = process.phases.get(code="praten").promises.get().pk
    send(client, f"{base}promises/{number}/", became="kept", done_nl="Alle 31 vragen kregen antwoord.", link="/nl/")
    send(client, f"{base}phases/praten/close/")
    send(client, f"{base}promises/new/", title_nl="Een feest", phase="planten", kind="other")
    send(client, f"{base}phases/planten/open/")
    number = process.phases.get(code="planten").promises.get().pk
    send(client, f"{base}promises/{number}/", became="not_given", done_nl="Het regende.")
    send(client, f"{base}phases/planten/close/")
    assert "Write first how it went" in send(client, f"{base}finish/")
    send(
        client,
        f"{base}evaluate/",
        evaluation_nl="Het werd groen.",
        learnt_nl="Begin vroeger.",
        took_part=31,
        first_time=12,
    )
    send(client, f"{base}finish/")
    done = read(visitor.get("/en/processes/groene-straat/promised/"))
    for words in ("1 of 2", "Alle 31 vragen", "Het regende.", "not given", "Het werd groen.", "Begin vroeger.", "31"):
        assert words in done, words
    process.refresh_from_db()
    assert process.state == "closed"
    verbs = list(Entry.objects.filter(subject="groene-straat").values_list("verb", flat=True))
    assert verbs[0] == "processes.create_process"
    assert verbs[-1] == "processes.close_process"


def write_all(client: Client, process: Process, organ: str) -> None:
    """Fill every step of the framework through its form."""
    steps: dict[str, dict[str, Any]] = {
        "topics": {"topics-rows": "2", "topics-0-what_nl": "De bomen", "topics-0-why_nl": "Ze zijn oud",
                   "topics-0-by_nl": "De raad", "topics-1-what_nl": "De banken", "topics-1-negotiable": "on"},
        "levels": {"share-praten-wie-hier-woont-level": "concert", "share-planten-wie-hier-woont-level": "consult",
                   "share-praten-wie-hier-woont-promise_nl": "We praten tot we elkaar kennen."},
        "decisions": {"deciders-rows": "1", "deciders-0-topic_nl": "De banken", "deciders-0-organ": organ,
                      "deciders-0-rule": "majority", "elected_nl": "De begroting"},
        "means": {"means-rows": "1", "means-0-hours": "80", "means-0-cents": "1250.50"},
        "people": {"coordinator-function_nl": "Wijkwerker", "follow_up-function_nl": "Ombudsdienst"},
    }  # fmt: skip
    for section, facts in steps.items():
        seen = mark(queries.draft_content(process), section)
        send(client, f"{process.key}/framework/{section}/", seen=seen, **facts)
    content = queries.draft_content(process)
    assert content.means[0].cents == 125_050
    assert [t.negotiable for t in content.topics] == [False, True]
    assert content.share("praten", "wie-hier-woont") is not None


def endorsers(stage: Stage) -> list[str]:
    scene = stage.scenes["organs"]
    return [scene.committee.key, scene.council.key, stage.scenes["processes"].committee.key]


def test_two_who_write_at_once_lose_nothing(stage: Stage) -> None:
    process = stage.scenes["processes"].square
    seen = mark(queries.draft_content(process), "rights")
    path = f"{process.key}/framework/rights/"
    send(client_of(stage, "manager"), path, seen=seen, rights_nl="Hun woorden", duties_nl="")
    page = send(client_of(stage, "expert"), path, seen=seen, rights_nl="Mijn woorden", duties_nl="")
    assert "Hun woorden" in page
    assert "Mijn woorden" in page
    assert "Somebody else changed this section" in page
    assert queries.draft_content(process).rights["nl"] == "Hun woorden"
    fresh = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert fresh is not None
    send(client_of(stage, "expert"), path, seen=fresh[1], rights_nl="Samen", duties_nl="")
    assert queries.draft_content(process).rights["nl"] == "Samen"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_each_page_speaks_each_language(stage: Stage, language: str) -> None:
    process, client = stage.scenes["processes"].square, Client(headers={"host": "localhost"})
    actions.write_framework(Operator(), process=process, section="rights", parts={"rights": said("a", "b", "c")})
    actions.publish_framework(Operator(), process=process, why=said("x", "y", "z"), warnings_read=True)
    for page in (
        "",
        f"{process.key}/",
        f"{process.key}/framework/",
        f"{process.key}/framework/1/",
        f"{process.key}/promised/",
    ):
        body = read(client.get(f"/{language}/processes/{page}"))
        assert process.title[language] in body
        assert f'<html lang="{language}"' in body
    changed = read(client.get(f"/{language}/processes/{process.key}/framework/changes/"))
    assert "<ins>" in changed
    paper = client.get(f"/{language}/processes/{process.key}/framework/1.pdf")
    assert paper.content.startswith(b"%PDF")


def test_what_people_type_is_never_markup(stage: Stage) -> None:
    process, evil = stage.scenes["processes"].square, said(*["<script>alert(1)</script>"] * 3)
    actions.change_process(Operator(), process=process, title=evil, summary=evil, place=HERE)
    actions.promise(Operator(), process=process, phase="look", kind="other", title=evil)
    visitor, office = Client(headers={"host": "localhost"}), client_of(stage, "manager")
    for page in ("", f"{process.key}/", f"{process.key}/promised/", f"{process.key}/framework/1/"):
        assert "<script>alert" not in read(visitor.get(f"/en/processes/{page}"))
    assert "<script>alert" not in read(office.get(f"/en/office/processes/{process.key}/"))
    assert visitor.get(f"/en/processes/{process.key}/framework/1.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize("query", ["?area=%00", "?theme=%27%22", "?when=never", "?page=-1", "?area=neighbourhood/999"])
def test_strange_questions_are_answered_calmly(stage: Stage, query: str) -> None:
    assert Client(headers={"host": "localhost"}).get(f"/en/processes/{query}").status_code in (200, 400)


def test_the_page_of_an_area_hears_what_goes_on_there(stage: Stage) -> None:
    with translation.override("en"):
        here = providing.goes_on.happenings(HERE, Passerby(), 9)
        there = providing.goes_on.happenings("neighbourhood/3", Passerby(), 9)
    assert [(h.state, h.card.title) for h in here] == [
        ("now", "The square anew: Looking"),
        ("next", "The square anew: Choosing"),
    ]
    assert not there
    assert [p.key for p in queries.at(HERE)] == ["het-plein-opnieuw"]


def test_a_phase_past_its_day_is_late(stage: Stage) -> None:
    process = stage.scenes["processes"].square
    process.phases.filter(code="look").update(end=clock.today() - timedelta(days=1))
    with translation.override("en"):
        assert providing.goes_on.happenings(HERE, Passerby(), 9)[0].state == "late"


def test_followers_hear_in_their_language_and_nothing_of_drafts(stage: Stage) -> None:
    lines = list(Entry.objects.filter(kind="processes.process").order_by("index"))
    done = [as_done(line) for line in lines]
    news = providing.told.news(done)
    told = {line.verb: one for line, one in zip(lines, news, strict=True) if one is not None}
    assert told["processes.open_phase"].title["fr"] == "La place autrement : « Regarder » commence"
    assert told["processes.endorse"].about[1] == Subject("organs.organ", stage.scenes["processes"].committee.key)
    assert HERE in told["processes.open_phase"].areas
    assert not [line for line, one in zip(lines, news, strict=True) if one and line.subject == "nog-niet-gezegd"]
    assert "processes.write_framework" not in told


def as_done(line: Entry) -> Any:
    from_trail = Subject(line.kind, line.subject)
    return Done(line.index, line.at, line.verb, from_trail, line.area, line.data)


def test_a_plan_becomes_phases_with_promises_and_tasks(stage: Stage) -> None:
    process = actions.start_from_plan(
        Operator(), plan=small_plan(clock.today()), title=said("Plan", "Plan", "Plan"), place=HERE
    )
    phases = list(process.phases.all())
    assert [p.code for p in phases] == ["hear"]
    assert {p.kind for p in phases[0].promises.all()} == {"information", "answers", "evaluation"}
    assert queries.draft_content(process).means[0].hours == 40


def test_open_data_tells_everything_public_and_no_draft(stage: Stage) -> None:
    client = Client(headers={"host": "localhost"})
    listed = client.get("/api/v1/processes.json").json()
    assert [p["key"] for p in listed["processes"]] == ["het-plein-opnieuw"]
    one = client.get("/api/v1/processes/het-plein-opnieuw.json").json()
    assert one["framework"][0]["content"]["shares"][0]["level"] == "consult"
    assert one["promised"][0]["promises"][0]["state"] == "owed"
    assert client.get("/api/v1/processes/nog-niet-gezegd.json").status_code == 404
    table = b"".join(client.get("/api/v1/processes.csv").streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    names = [c["name"] for c in client.get("/api/v1/processes-dictionary.json").json()["columns"]]
    assert table[0].split(",") == names
    assert len(table) == 2
