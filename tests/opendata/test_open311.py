"""Open311 GeoReport v2: a program finds the service, reports something with a photograph, and follows what comes of it."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import jsonschema_rs
import pytest
from defusedxml.ElementTree import fromstring
from django.test import Client

from tests.support.pictures import photograph
from tests.support.stage import Stage
from tests.support.stage import stage as stage
from tests.support.stage import standing as standing
from wijk.contributions import actions
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.territory.models import Street

HOME = "/open311"


def maybe(kind: str, **more: Any) -> dict[str, Any]:
    """A value of this kind, or none."""
    return {"anyOf": [{"type": kind, **more}, {"type": "null"}]}


def shape(needed: str, /, **fields: Any) -> dict[str, Any]:
    """An object with these fields and no others, as the tables of the standard have them."""
    return {"type": "object", "required": needed.split(), "properties": fields, "additionalProperties": False}


TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "format": "date-time", "pattern": r"(Z|[+-]\d\d:\d\d)$"}
SERVICE = shape(
    "service_code service_name description metadata type keywords group", service_code=TEXT, service_name=TEXT, description=maybe("string"),
    metadata={"type": "boolean"}, type={"enum": ["realtime", "batch", "blackbox"]}, keywords=maybe("string"), group=maybe("string"),
)  # fmt: skip
VALUE = shape("key name", key=TEXT, name=TEXT)
ATTRIBUTE = shape(
    "variable code datatype required datatype_description order description", variable={"type": "boolean"}, code=TEXT,
    datatype={"enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]}, required={"type": "boolean"},
    datatype_description=maybe("string"), order={"type": "integer", "minimum": 1}, description=TEXT,
    values={"type": "array", "items": VALUE},
)  # fmt: skip
DEFINITION = shape("service_code attributes", service_code=TEXT, attributes={"type": "array", "items": ATTRIBUTE})
REQUEST = shape(
    "service_request_id status service_name service_code requested_datetime updated_datetime lat long", service_request_id=TEXT,
    status={"enum": ["open", "closed"]}, status_notes=maybe("string"), service_name=TEXT, service_code=TEXT,
    description=maybe("string", maxLength=4000), agency_responsible=maybe("string"), service_notice=maybe("string"),
    requested_datetime=MOMENT, updated_datetime=MOMENT, expected_datetime={"anyOf": [MOMENT, {"type": "null"}]}, address=maybe("string"),
    address_id=maybe("string"), zipcode=maybe("string"), lat=maybe("number"), long=maybe("number"), media_url=maybe("string", format="uri"),
)  # fmt: skip
ANSWER = shape(
    "service_request_id",
    service_request_id=TEXT,
    token=TEXT,
    service_notice=maybe("string"),
    account_id=maybe("string"),
)
TOKEN = shape("service_request_id token", service_request_id=TEXT, token=TEXT)
ENDPOINT = shape(
    "specification url changeset type formats", specification={"const": "http://wiki.open311.org/GeoReport_v2"},
    url={"type": "string", "format": "uri"}, changeset=TEXT, type={"enum": ["production", "test"]},
    formats={"type": "array", "items": {"enum": ["text/xml", "application/json"]}, "minItems": 2},
)  # fmt: skip
DISCOVERY = shape(
    "changeset contact key_service endpoints", changeset=TEXT, contact=TEXT, key_service=TEXT,
    endpoints={"type": "array", "items": ENDPOINT, "minItems": 1},
)  # fmt: skip
FAULTS = {
    "type": "array",
    "minItems": 1,
    "items": shape("code description", code={"type": "integer"}, description=TEXT),
}
LISTS = {"services", "service_requests", "attributes", "values", "endpoints", "formats", "errors"}


def many(item: dict[str, Any]) -> dict[str, Any]:
    """A list of these."""
    return {"type": "array", "items": item}


def valid(told: Any, schema: dict[str, Any]) -> Any:
    """The answer, when it has the shape that the standard gives it."""
    jsonschema_rs.validator_for(schema, validate_formats=True).validate(told)
    return told


class Program:
    """A client of another program: it knows nothing but the address of the discovery, in JSON or in XML."""

    def __init__(self, form: str) -> None:
        self.form, self.client = form, Client(enforce_csrf_checks=True)
        told = self.get(f"{HOME}/discovery", DISCOVERY)
        home = next(e["url"] for e in told["endpoints"] if e["specification"].endswith("GeoReport_v2"))
        self.home = str(home).removeprefix("http://testserver")

    def get(self, path: str, schema: dict[str, Any], expected: int = 200, /, **query: str) -> Any:
        """Ask; the same whatever the form."""
        return self.read(self.client.get(f"{path}.{self.form}", query), schema, expected)

    def report(self, schema: dict[str, Any], expected: int = 200, /, **sent: Any) -> Any:
        """Send something."""
        return self.read(self.client.post(f"{self.home}/requests.{self.form}", sent), schema, expected)

    def read(self, answer: Any, schema: dict[str, Any], status: int) -> Any:
        """An answer, checked."""
        assert answer.status_code == status, answer.content[:300]
        media = {"json": "application/json", "xml": "text/xml"}[self.form]
        assert answer["Content-Type"] == f"{media}; charset=utf-8"
        if self.form == "json":
            return valid(answer.json(), schema)
        assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        return valid(plain(fromstring(answer.content), schema), schema)


def plain(element: Element, schema: dict[str, Any]) -> Any:
    """XML by the convention of the standard: what JSON would have said, each value of the kind that the shape expects."""
    if element.tag in LISTS:
        return [plain(one, schema.get("items", {})) for one in element]
    if len(element):
        return {one.tag: plain(one, schema.get("properties", {}).get(one.tag, {})) for one in element}
    text = element.text
    kinds = [schema.get("type"), *(option.get("type") for option in schema.get("anyOf", ()))]
    if text is None:
        return [] if "array" in kinds else None
    if "boolean" in kinds:
        return {"true": True, "false": False}[text]
    return int(text) if "integer" in kinds else float(text) if "number" in kinds else text


@pytest.fixture(params=["json", "xml"])
def program(request: pytest.FixtureRequest, stage: Stage) -> Program:
    """A program that speaks one of both forms."""
    return Program(request.param)


def test_an_errand_from_discovery_to_what_came_of_it(program: Program, stage: Stage) -> None:
    services = program.get(f"{program.home}/services", many(SERVICE))
    chosen = next(s for s in services if s["service_code"] == "repair.mobility")
    assert chosen["metadata"] is True
    asked = program.get(f"{program.home}/services/{chosen['service_code']}", DEFINITION)
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
    made = program.report(many(ANSWER), **sent, media=photograph("put.jpg"))[0]
    assert program.report(many(ANSWER), **sent)[0]["service_request_id"] != "" != made["service_notice"]
    key = made["service_request_id"]
    waiting = program.get(f"{program.home}/requests/{key}", many(REQUEST))[0]
    assert (waiting["status"], waiting["description"], waiting["lat"]) == ("open", None, None)
    row = Contribution.objects.get(key=key)
    assert row.channel == "open311"
    assert row.extra == {"danger": "yes"}
    assert "Josephine" not in f"{row.title}{row.body}{row.shown_as}{row.extra}"
    assert "https://example.org/put.jpg" in row.body
    actions.set_visibility(row, visibility="shown", reason="")
    seen = program.get(f"{program.home}/requests/{key}", many(REQUEST))[0]
    assert "diepe put" in seen["description"]
    assert (seen["lat"], seen["long"], seen["address"]) == (50.857, 4.345, "naast de school")
    assert seen["media_url"].startswith("http")
    assert program.client.get(urlsplit(seen["media_url"]).path).status_code == 200
    actions.set_state(row, state="done")
    done = program.get(f"{program.home}/requests", many(REQUEST), service_request_id=f"{key},nothing")
    assert [one["status"] for one in done] == ["closed"]
    assert program.get(f"{program.home}/tokens/{key}", many(TOKEN))[0]["service_request_id"] == key


def test_a_report_sent_again_counts_once(program: Program, stage: Stage) -> None:
    sent = {"service_code": "repair", "description": "De lamp flikkert", "lat": "50.857", "long": "4.345"}
    first, again = (program.report(many(ANSWER), **sent) for _ in range(2))
    assert first[0]["service_request_id"] == again[0]["service_request_id"]


def test_an_address_alone_finds_its_street(program: Program, stage: Stage) -> None:
    street = Street.objects.order_by("key").first()
    assert street is not None
    told = {
        "service_code": "repair",
        "description": "Stuk",
        "address_string": f"{street.name.to('nl')} 12, 1000 Kleinstad",
    }
    made = program.report(many(ANSWER), **told)
    row = Contribution.objects.get(key=made[0]["service_request_id"])
    assert (row.street, row.spot) == (street.key, told["address_string"])


def test_lists_are_narrowed_down(program: Program, stage: Stage) -> None:
    path = f"{program.home}/requests"
    every = program.get(path, many(REQUEST))
    lamp = Contribution.objects.get(title="De lamp is stuk").key
    assert lamp in {one["service_request_id"] for one in every}
    assert {one["service_code"].partition(".")[0] for one in every} == {"repair"}
    some = program.get(path, many(REQUEST), service_code="repair.mobility,repair.none")
    assert some == [one for one in every if one["service_code"] == "repair.mobility"]
    assert program.get(path, many(REQUEST), service_code="repair.leisure") == []
    for state in ("open", "closed"):
        assert program.get(path, many(REQUEST), status=state) == [one for one in every if one["status"] == state]
    assert program.get(path, many(REQUEST), status="open,closed") == every
    later = (clock.now() + timedelta(days=2)).isoformat()
    assert program.get(path, many(REQUEST), start_date=later) == []
    earlier = (clock.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert program.get(path, many(REQUEST), start_date=earlier) == every
    assert program.get(path, many(REQUEST), end_date=earlier) == []
    assert program.get(path, many(REQUEST), page="2", page_size="1") == every[1:2]


@pytest.mark.parametrize(
    "query",
    [
        {"status": "lost"}, {"start_date": "2026-01-01"}, {"start_date": "soon"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-07-01T00:00:00Z"},
    ],
)  # fmt: skip
def test_a_question_that_makes_no_sense_is_answered_as_the_standard_says(
    program: Program, query: dict[str, str]
) -> None:
    assert program.get(f"{program.home}/requests", FAULTS, 400, **query)[0]["code"] == 400


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
    fault = program.report(FAULTS, status, **sent)[0]
    assert fault["code"] == status
    assert "{" not in fault["description"]
    assert Contribution.objects.count() == before


@pytest.mark.parametrize("path", ["services/none", "requests/none", "tokens/none", "services/x.y.z"])
def test_what_is_not_there_is_said_as_the_standard_says(program: Program, path: str) -> None:
    assert program.get(f"{program.home}/{path}", FAULTS, 404)[0]["code"] == 404


def test_what_was_removed_is_no_longer_there(program: Program, stage: Stage) -> None:
    row = Contribution.objects.get(title="De lamp is stuk")
    actions.set_visibility(row, visibility="removed", reason="private")
    program.get(f"{program.home}/requests/{row.key}", FAULTS, 404)
    assert row.key not in {one["service_request_id"] for one in program.get(f"{program.home}/requests", many(REQUEST))}


def test_an_idea_is_no_service_request(program: Program, stage: Stage) -> None:
    program.get(f"{program.home}/requests/{stage.scenes['contributions'].idea.key}", FAULTS, 404)


def test_hostile_words_stay_words(program: Program, stage: Stage) -> None:
    words = "Put <script>alert(1)</script> ]]> &amp; \u202eomgekeerd \x01"
    made = program.report(many(ANSWER), service_code="repair", description=words, lat="50.857", long="4.345")[0]
    row = Contribution.objects.get(key=made["service_request_id"])
    actions.set_visibility(row, visibility="shown", reason="")
    seen = program.get(f"{program.home}/requests/{row.key}", many(REQUEST))[0]
    assert seen["description"].startswith("Put <script>alert(1)</script> ]]> &amp; omgekeerd")
