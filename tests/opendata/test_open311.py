"""Open311 GeoReport v2: a program finds the service, reports something with a photograph, and follows what comes of it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.support.open311 import Answered, Fault, Program
from tests.support.pictures import photograph
from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.answers import actions as answering
from wijk.answers import queries as answers
from wijk.answers.models import Request, Service
from wijk.contributions import actions
from wijk.contributions.models import Contribution, Opening
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.territory.models import Street


def talk(address: str, fields: Mapping[str, Any] | None) -> Answered:
    """To the house, past the network; no cookie goes along."""
    client, path = (
        Client(enforce_csrf_checks=True, headers={"accept-language": "en"}),
        address.removeprefix("http://testserver"),
    )
    got = client.get(path) if fields is None else client.post(path, fields)
    return Answered(got.status_code, got["Content-Type"], got.content)


def refusal(status: int, program: Program, path: str, /, **query: str) -> str:
    """The sentence by which a question is refused."""
    with pytest.raises(Fault) as caught:
        program.get(f"{program.home}/{path}", "", {}, **query)
    assert caught.value.status == status
    return str(caught.value.errors[0]["description"])


@pytest.fixture(params=["json", "xml"])
def program(request: pytest.FixtureRequest, stage: Stage) -> Program:
    """A program that speaks one of both forms."""
    return Program("/open311", request.param, talk)


@pytest.fixture
def roads(stage: Stage) -> Service:
    """Repairs of roads go to the roads."""
    roads: Service = stage.scenes["answers"].roads
    answering.keep_route(stage.everywhere["clerk"].viewer, service=roads, kind="repair", category="mobility")
    return roads


def of(number: str) -> Request:
    """The promise of an answer to what has this number."""
    found = answers.of(Contribution.objects.get(key=number))
    assert found is not None
    return found


def test_an_errand_from_discovery_to_what_came_of_it(program: Program, stage: Stage) -> None:
    services = program.services()
    chosen = next(s for s in services if s["service_code"] == "repair.mobility")
    assert chosen["metadata"] is True
    asked = program.definition(chosen["service_code"])
    answers = {
        f"attribute[{a['code']}]": a["values"][0]["key"]
        for a in asked["attributes"]
        if a["datatype"] == "singlevaluelist"
    }
    sent = {
        "service_code": chosen["service_code"], "description": "Er ligt een diepe put in de weg\nnaast de school.", "lat": "50.857",
        "long": "4.345", "address_string": "naast de school", "first_name": "Josephine", "phone": "0470 00 00 00", "device_id": "abc",
        "media_url": "https://example.org/put.jpg", **answers,
    }  # fmt: skip
    made = program.reported(**sent, media=photograph("put.jpg"))
    key = program.number(made["service_request_id"])
    assert made["service_notice"]
    waiting = program.request(key)
    assert (waiting["status"], waiting["description"], waiting["lat"]) == ("open", None, None)
    row = Contribution.objects.get(key=key)
    assert row.channel == "open311"
    assert row.extra == {"danger": "yes"}
    assert "Josephine" not in f"{row.title}{row.body}{row.shown_as}{row.extra}"
    assert "https://example.org/put.jpg" in row.body
    actions.set_visibility(row, visibility="shown", reason="")
    seen = program.request(key)
    assert "diepe put" in seen["description"]
    assert (seen["lat"], seen["long"], seen["address"]) == (50.857, 4.345, "naast de school")
    assert seen["media_url"].startswith("http")
    assert Client().get(urlsplit(seen["media_url"]).path).status_code == 200
    actions.set_state(row, state="done")
    done = program.requests(service_request_id=f"{key},nothing")
    assert [one["status"] for one in done] == ["closed"]


def test_a_report_sent_again_counts_once(program: Program, stage: Stage) -> None:
    sent = {"service_code": "repair", "description": "De lamp flikkert", "lat": "50.857", "long": "4.345"}
    assert program.report(**sent) == program.report(**sent)


def test_an_address_alone_finds_its_street(program: Program, stage: Stage) -> None:
    street = Street.objects.order_by("key").first()
    assert street is not None
    told = {
        "service_code": "repair",
        "description": "Stuk",
        "address_string": f"{street.name.to('nl')} 12, 1000 Kleinstad",
    }
    row = Contribution.objects.get(key=program.report(**told))
    assert (row.street, row.spot) == (street.key, told["address_string"])


def test_lists_are_narrowed_down(program: Program, stage: Stage) -> None:
    every = program.requests()
    lamp = Contribution.objects.get(title="De lamp is stuk").key
    assert lamp in {one["service_request_id"] for one in every}
    assert {one["service_code"].partition(".")[0] for one in every} == {"repair"}
    some = program.requests(service_code="repair.mobility,repair.none")
    assert some == [one for one in every if one["service_code"] == "repair.mobility"]
    assert program.requests(service_code="repair.leisure") == []
    for state in ("open", "closed"):
        assert program.requests(status=state) == [one for one in every if one["status"] == state]
    assert program.requests(status="open,closed") == every
    later = (clock.now() + timedelta(days=2)).isoformat()
    assert program.requests(start_date=later) == []
    earlier = (clock.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert program.requests(start_date=earlier) == every
    assert program.requests(end_date=earlier) == []
    assert program.requests(page="2", page_size="1") == every[1:2]


@pytest.mark.parametrize(
    "query",
    [
        {"status": "lost"}, {"start_date": "2026-01-01"}, {"start_date": "soon"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-07-01T00:00:00Z"}, {"page": "many"}, {"page_size": "x"},
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_answered_as_the_standard_says(
    program: Program, query: dict[str, str]
) -> None:
    assert refusal(400, program, "requests", **query)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({}, 400), ({"service_code": "nonsense"}, 404), ({"service_code": "repair"}, 400),
        ({"service_code": "repair", "description": "Put"}, 400), ({"service_code": "repair", "description": "Put", "lat": "x", "long": "1"}, 400),
        ({"service_code": "repair", "description": "Put", "lat": "0", "long": "0"}, 400),
        ({"service_code": "repair", "description": "Put", "lat": "50.857"}, 400),
        ({"service_code": "repair", "description": "x" * 4001, "lat": "50.857", "long": "4.345"}, 400),
        ({"service_code": "repair", "description": "Put", "lat": "50.857", "long": "4.345", "email": "nobody"}, 400),
    ],
)  # fmt: skip
def test_a_report_that_is_not_right_is_refused_and_nothing_is_kept(
    program: Program, sent: dict[str, str], status: int
) -> None:
    before = Contribution.objects.count()
    with pytest.raises(Fault) as caught:
        program.report(**sent)
    assert caught.value.status == status
    assert "{" not in caught.value.errors[0]["description"]
    assert Contribution.objects.count() == before


@pytest.mark.parametrize("path", ["services/none", "requests/none", "tokens/none", "services/x.y.z"])
def test_what_is_not_there_is_said_as_the_standard_says(program: Program, path: str) -> None:
    assert refusal(404, program, path)


def test_what_was_removed_is_no_longer_there(program: Program, stage: Stage) -> None:
    row = Contribution.objects.get(title="De lamp is stuk")
    actions.set_visibility(row, visibility="removed", reason="private")
    assert refusal(404, program, f"requests/{row.key}")
    assert row.key not in {one["service_request_id"] for one in program.requests()}


def test_an_idea_is_no_service_request(program: Program, stage: Stage) -> None:
    assert refusal(404, program, f"requests/{stage.scenes['contributions'].idea.key}")


def test_hostile_words_stay_words(program: Program, stage: Stage) -> None:
    words = "Put <script>alert(1)</script> ]]> &amp; \u202eomgekeerd \x01"
    row = Contribution.objects.get(
        key=program.report(service_code="repair", description=words, lat="50.857", long="4.345")
    )
    actions.set_visibility(row, visibility="shown", reason="")
    seen = program.request(row.key)
    assert seen["description"].startswith("Put <script>alert(1)</script> ]]> &amp; omgekeerd")


def put(program: Program, words: str = "De lamp flikkert") -> str:
    """Something to repair that everybody reads; its number."""
    number = program.report(service_code="repair.mobility", description=words, lat="50.857", long="4.345")
    actions.set_visibility(Contribution.objects.get(key=number), visibility="shown", reason="")
    return number


def test_who_answers_by_which_day_and_what_they_said(program: Program, stage: Stage, roads: Service) -> None:
    number = put(program)
    waits, promised = program.request(number), of(number)
    assert promised.service == roads
    assert waits["agency_responsible"] == "Roads"
    expected = datetime.fromisoformat(waits["expected_datetime"])
    assert expected == timezone.make_aware(datetime(*promised.due.timetuple()[:3], 23, 59, 59))  # noqa: DTZ001 - made aware
    assert expected.utcoffset() is not None
    assert waits["service_notice"].startswith("An answer comes by")
    answering.answer(
        stage.everywhere["service"].viewer, request=promised, outcome="refused", text="Daar staat binnenkort een andere lamp.",
        reason=answers.reasons()[0].code,
    )  # fmt: skip
    refused = program.requests(service_request_id=number)[0]
    reason = answers.reasons()[0].title.to("en")
    assert (refused["status"], refused["expected_datetime"], refused["service_notice"]) == ("closed", None, None)
    assert refused["status_notes"] == f"refused: {reason}\nDaar staat binnenkort een andere lamp."


def test_what_an_acceptance_promises_is_told(program: Program, stage: Stage) -> None:
    number = put(program)
    day = answers.today() + timedelta(days=30)
    answering.answer(
        stage.everywhere["service"].viewer, request=of(number), outcome="accepted", text="Ja, de lamp wordt hersteld.",
        follows="Een nieuwe lamp.", by=Subject("answers.service", "roads"), by_when=day,
    )  # fmt: skip
    told = program.request(number)
    assert (told["status"], told["service_notice"]) == ("open", "Een nieuwe lamp.")
    assert told["expected_datetime"].startswith(day.isoformat())


def test_what_is_late_says_so(program: Program, stage: Stage) -> None:
    number = put(program)
    Request.objects.filter(pk=of(number).pk).update(
        asked_on=answers.today() - timedelta(days=9), due=answers.today() - timedelta(days=1)
    )
    assert "it is late" in program.request(number)["service_notice"]


def test_what_waits_for_a_moderator_does_not_say_where_it_goes(program: Program, stage: Stage) -> None:
    number = put(program)
    actions.set_visibility(Contribution.objects.get(key=number), visibility="waiting", reason="")
    told = program.request(number)
    names = ("agency_responsible", "service_notice", "expected_datetime", "description", "lat", "long", "address")
    assert {told[name] for name in names} == {None}


def test_what_was_taken_together_stands_as_the_other_does(program: Program, stage: Stage, roads: Service) -> None:
    number, other = put(program, "Lamp kapot"), put(program, "De lamp is kapot")
    answering.merge(stage.everywhere["service"].viewer, request=of(number), into=of(other))
    told = program.request(number)
    assert other in told["status_notes"]
    assert told["agency_responsible"] == program.request(other)["agency_responsible"] == "Roads"
    actions.set_state(Contribution.objects.get(key=other), state="done")
    assert program.request(number)["status"] == "closed"


def test_the_words_are_in_the_language_that_is_asked_for(program: Program, stage: Stage, roads: Service) -> None:
    number = put(program)
    got = Client(headers={"accept-language": "fr"}).get(f"/open311/v2/requests/{number}.json").json()[0]
    assert got["agency_responsible"] == "Voirie"


def test_who_sends_very_much_or_may_not_report_is_told_so_by_403(
    program: Program, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"service_code": "repair", "description": "Put", "lat": "50.857", "long": "4.345"}
    monkeypatch.setattr(settings, "WIJK_MODERATION", settings.WIJK_MODERATION | {"programs_per_hour": 1})
    assert program.report(**sent)
    with pytest.raises(Fault) as caught:
        program.report(**sent | {"description": "Nog een put"})
    assert caught.value.status == 403
    monkeypatch.undo()
    Opening.objects.filter(key="city").update(who="account")
    with pytest.raises(Fault) as caught:
        program.report(**sent | {"description": "Een derde put"})
    assert caught.value.status == 403
    assert Contribution.objects.filter(channel="open311").count() == 1


def test_another_form_than_both_is_not_there() -> None:
    got = Client().get("/open311/v2/services.yaml")
    assert (got.status_code, got["Content-Type"]) == (404, "text/xml; charset=utf-8")
    assert b"<code>404</code>" in got.content


def test_a_list_of_many_reports_asks_no_more_questions_than_one_of_few(stage: Stage) -> None:
    """Each report has a service, a place, perhaps an answer: they are asked for together."""
    program, found = Program("/open311", "json", talk), list[tuple[int, int]]()
    for more in (1, 12):
        for at in range(more):
            put(program, f"Lamp {more} {at} flikkert")
        with CaptureQueriesContext(connection) as asked:
            rows = Client().get("/open311/v2/requests.json").json()
        found.append((len(rows), len(asked)))
    (few, questions), (many, same) = found
    assert many == few + 12
    assert same == questions <= 9
