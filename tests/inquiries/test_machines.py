"""What do programs, the sheet on paper and the other rooms get of an inquiry: all that is public, in time, and nobody?"""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from tests.support import inquiring
from tests.support.stage import HERE, Stage
from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.providers import Done, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Passerby
from wijk.inquiries import access, actions
from wijk.inquiries.counting import Listed, Terms, period
from wijk.inquiries.models import Remark
from wijk.inquiries.providing_public import beside, describes, finds, goes_on, tells
from wijk.inquiries.sheet import on_paper
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db
TABLES = {
    "inquiries": "inquiries.csv",
    "inquiry-remarks": "inquiries/{key}/remarks.csv",
    "inquiry-themes": "inquiries/{key}/themes.csv",
}
SHEET = {
    "title": "Strooien bij vorst",
    "text": "Wie strooit er?",
    "contact": "an@voorbeeld.be",
    "shown": "An uit de straat",
}


def lines_of(client: Client, path: str) -> list[dict[str, str]]:
    answer: Any = client.get(path)
    assert answer.status_code == 200
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return list(csv.DictReader(io.StringIO(told.decode())))


def test_every_column_is_in_the_dictionary_and_the_heading_is_there_where_nobody_spoke(
    stage: Stage, client: Client
) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    for table, path in TABLES.items():
        answer: Any = client.get(f"/api/v1/{path.format(key=row.key)}")
        head = b"".join(answer.streaming_content).decode().splitlines()[0].split(",")
        meant = lines_of(client, f"/api/v1/inquiries-dictionary/{table}.csv")
        assert head == [line["column"] for line in meant]
        assert all(line[f"meaning_{language}"] for line in meant for language in ("nl", "fr", "en"))


def test_nobody_is_told_to_a_program(stage: Stage, client: Client) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    inquiring.said(stage, row, "Een brief", how="counter", email="an@voorbeeld.be", shown_as="An uit de straat")
    for path in (
        "inquiries.json",
        f"inquiries/{row.key}.json",
        f"inquiries/{row.key}/remarks.json",
        f"inquiries/{row.key}/remarks.csv",
    ):
        answer: Any = client.get(f"/api/v1/{path}")
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"an@voorbeeld.be" not in told
        assert b"An uit de straat" not in told
    assert (
        "An uit de straat" in client.get(f"/nl/inquiries/{row.key}/").content.decode()
    )  # a name that was chosen to be shown


def test_the_days_are_reckoned_again_from_what_the_api_tells(stage: Stage, client: Client) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    actions.extend(inquiring.CLERK, inquiry=row, days=4, why=inquiring.REPLY)
    told = client.get(f"/api/v1/inquiries/{row.key}.json").json()["period"]
    rule = told["rule"]
    listed = tuple(Listed(one["begins"], one["ends"], one["how"]) for one in rule["listed"])
    terms = Terms(rule["days"], rule["working"], rule["after"], rule["moves"], listed)
    found = period(terms, date.fromisoformat(told["announced_on"]), [one["days"] for one in told["extensions"]])
    assert (found.first.isoformat(), found.last.isoformat()) == (told["first"], told["last"])
    lines = lines_of(client, f"/en/inquiries/{row.key}/days.csv")
    assert [line["day"] for line in lines] == [day.on.isoformat() for day in found.days]
    assert max(int(line["number"] or 0) for line in lines) == rule["days"] + 4


def test_the_calendar_holds_the_days_and_the_last_one(stage: Stage, client: Client) -> None:
    row = inquiring.announced(stage, clock.today())
    read = Calendar.from_ical(client.get(f"/en/inquiries/{row.key}/inquiry.ics").content)
    events = [one for one in read.walk() if one.name == "VEVENT"]
    assert row.last is not None
    assert [(one.decoded("dtstart"), one.decoded("dtend")) for one in events] == [
        (row.first, row.last + timedelta(days=1)), (row.last, row.last + timedelta(days=1))
    ]  # fmt: skip


def test_a_sheet_counts_once_and_by_the_day_on_which_it_was_handed_in(stage: Stage) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=30))
    clerk = stage.everywhere["clerk"].viewer
    assert row.last is not None
    assert row.last < clock.today()
    form = on_paper.forms(row.subject, clerk, "fr")[0]
    assert form.title == "Plan de la place"
    assert "La place sera sans voitures." in form.intro
    for day, code, late in ((row.last, "S1", False), (row.last + timedelta(days=1), "S2", True)):
        first = on_paper.take(clerk, row.subject, form.code, SHEET, once=code, language="fr", given=day)
        again = on_paper.take(clerk, row.subject, form.code, SHEET, once=code, language="fr", given=day)
        assert first == again
        remark = Remark.objects.get(contribution__key=first.id)
        assert (remark.how, remark.late, remark.received_on) == ("sheet", late, day)
    assert row.remarks.count() == 2


def test_a_sheet_that_cannot_be_taken_in_names_its_field(stage: Stage) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    clerk = stage.everywhere["clerk"].viewer
    with pytest.raises(Refused) as fault:
        on_paper.take(
            clerk, row.subject, "remark", {**SHEET, "title": ""}, once="S3", language="nl", given=clock.today()
        )
    assert fault.value.params["field"] == "title"
    with pytest.raises(Absent):
        on_paper.forms(row.subject, stage.stranger.viewer, "nl")
    assert row.remarks.count() == 0


def test_other_rooms_hear_of_it_once_it_is_announced(stage: Stage) -> None:
    prepared = stage.scenes["inquiries"].prepared
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    nobody = Passerby()
    assert describes.card(prepared.subject, nobody) is None
    card = describes.card(row.subject, nobody)
    assert card is not None
    assert card.url.endswith(f"/inquiries/{row.key}/")
    assert [one.subject for one in goes_on.happenings(HERE, nobody, 5)] == [row.subject]
    assert goes_on.happenings(HERE, nobody, 5)[0].state == "now"
    assert [one.url for one in finds.found("plein", 5)] == [card.url]
    done = [Done(n, clock.now(), access.ANNOUNCE, one.subject, HERE, {}) for n, one in enumerate((row, prepared))]
    news, nothing = tells.news(done)
    assert nothing is None
    assert news is not None
    assert news.large
    assert HERE in news.areas


def test_it_is_told_once_and_not_by_its_place_to_speak_too(stage: Stage) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    assert row.opening is not None
    told = [one.happenings(HERE, Passerby(), 20) for one in providers("goes_on")]
    assert [one.subject for group in told for one in group if row.key in one.card.url] == [row.subject]
    entries = Entry.objects.filter(subject__in=(row.key, row.opening.key)).order_by("index")
    done = [Done(e.index, e.at, e.verb, Subject(e.kind, e.subject), e.area, e.data) for e in entries]
    assert {one.verb for one in done} >= {access.ANNOUNCE, "contributions.open"}
    news = [one for teller in providers("tells") for one in teller.news(done) if one is not None]
    assert [one.path for one in news] == [f"inquiries/{row.key}/"]


def test_beside_a_contribution_stands_its_number_and_nothing_beside_another(stage: Stage, client: Client) -> None:
    row = inquiring.announced(stage, clock.today() - timedelta(days=3))
    one = inquiring.said(stage, row, "Een brief", how="counter")
    page = client.get(f"/en/voices/{one.contribution.key}/")
    assert "Remark 1 in a public inquiry" in page.content.decode()
    idea = Subject("contributions.contribution", stage.scenes["contributions"].idea.key)
    assert beside.beside(idea, Passerby(), page.wsgi_request) == []
    assert len(beside.beside(one.subject, Passerby(), page.wsgi_request)) == 1
