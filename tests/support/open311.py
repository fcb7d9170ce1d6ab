"""A program of somebody else that speaks Open311 GeoReport v2, in JSON or XML: it knows the address of the discovery and the published
structure, and nothing of this house. Every answer is held against that structure.

By itself it reports something over the network: `python -m tests.support.open311 http://localhost:8000 50.857 4.345 "A hole in the road"`.
"""

import json
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit
from urllib.request import Request, urlopen
from xml.etree.ElementTree import Element

import jsonschema_rs
from defusedxml.ElementTree import fromstring

MEDIA = {"json": "application/json", "xml": "text/xml"}
#: What the standard calls one thing of each list in XML.
ITEMS = {"services": "service", "service_requests": "request", "attributes": "attribute", "values": "value", "endpoints": "endpoint",
         "formats": "format", "errors": "error"}  # fmt: skip


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
ANSWER = shape("", service_request_id=TEXT, token=TEXT, service_notice=maybe("string"), account_id=maybe("string"))
ANSWER["anyOf"] = [{"required": ["service_request_id"]}, {"required": ["token"]}]
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


@dataclass(frozen=True, slots=True)
class Answered:
    """What came back."""

    status: int
    media: str
    body: bytes


#: Asks (no fields) or sends something (with fields) at an address.
Talk = Callable[[str, Mapping[str, Any] | None], Answered]


class Fault(Exception):
    """The service answered that something is wrong: `status` and the errors, as the standard has them."""

    def __init__(self, status: int, errors: list[dict[str, Any]]) -> None:
        super().__init__(f"{status}: {errors}")
        self.status, self.errors = status, errors


class Program:
    """The client. The same calls give the same answers in both forms."""

    def __init__(self, discovery: str, form: str, talk: Talk) -> None:
        self.form, self.talk = form, talk
        told = self.get(f"{discovery}/discovery", "discovery", DISCOVERY)
        self.home = str(
            next(
                e["url"]
                for e in told["endpoints"]
                if e["specification"].endswith("GeoReport_v2") and MEDIA[form] in e["formats"]
            )
        )

    def services(self) -> list[dict[str, Any]]:
        """What can be reported."""
        return list(self.get(f"{self.home}/services", "services", many(SERVICE)))

    def definition(self, code: str) -> dict[str, Any]:
        """What is asked about one service."""
        return dict(self.get(f"{self.home}/services/{code}", "service_definition", DEFINITION))

    def report(self, **sent: Any) -> str:
        """Report something; its number, asked for by its token as long as the service has none yet."""
        made = self.reported(**sent)
        return str(made["service_request_id"]) if made.get("service_request_id") else self.number(str(made["token"]))

    def reported(self, **sent: Any) -> dict[str, Any]:
        """Report something; what the service answered at once."""
        got = self.talk(f"{self.home}/requests.{self.form}", sent)
        return dict(self._read(got, "service_requests", many(ANSWER))[0])

    def number(self, token: str, tries: int = 5) -> str:
        """The number behind a token."""
        for _each in range(tries):
            got = self.get(f"{self.home}/tokens/{token}", "service_requests", many(TOKEN))
            if got and got[0]["service_request_id"]:
                return str(got[0]["service_request_id"])
            time.sleep(1)
        raise TimeoutError(token)

    def request(self, number: str) -> dict[str, Any]:
        """One report."""
        return dict(self.get(f"{self.home}/requests/{number}", "service_requests", many(REQUEST))[0])

    def requests(self, **query: str) -> list[dict[str, Any]]:
        """Reports that fit."""
        return list(self.get(f"{self.home}/requests", "service_requests", many(REQUEST), **query))

    def get(self, path: str, root: str, schema: Mapping[str, Any], /, **query: str) -> Any:
        """Ask; raises Fault."""
        asked = f"?{urlencode(query)}" if query else ""
        return self._read(self.talk(f"{path}.{self.form}{asked}", None), root, schema)

    def _read(self, got: Answered, root: str, schema: Mapping[str, Any]) -> Any:
        assert got.media == f"{MEDIA[self.form]}; charset=utf-8", got
        if got.status >= 400:
            errors = self._told(got.body, "errors", FAULTS)
            assert {one["code"] for one in errors} == {got.status}
            raise Fault(got.status, errors)
        assert got.status == 200, got
        return self._told(got.body, root, schema)

    def _told(self, body: bytes, root: str, schema: Mapping[str, Any]) -> Any:
        if self.form == "json":
            return valid(json.loads(body), schema)
        assert body.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
        top = fromstring(body)
        assert top.tag == root, top.tag
        return valid(plain(top, schema), schema)


def many(item: Mapping[str, Any]) -> dict[str, Any]:
    """A list of these."""
    return {"type": "array", "items": item}


def valid(told: Any, schema: Mapping[str, Any]) -> Any:
    """The answer, when it has the shape that the standard gives it."""
    jsonschema_rs.validator_for(dict(schema), validate_formats=True).validate(told)
    return told


def plain(element: Element, schema: Mapping[str, Any]) -> Any:
    """XML by the convention of the standard: what JSON would have said, each value of the kind that the shape expects."""
    if item := ITEMS.get(element.tag):
        assert {one.tag for one in element} <= {item}, f"<{element.tag}> holds only <{item}>"
        return [plain(one, schema.get("items", {})) for one in element]
    if len(element):
        names = [one.tag for one in element]
        assert len(names) == len(set(names)), f"twice the same in <{element.tag}>: {names}"
        return {one.tag: plain(one, schema.get("properties", {}).get(one.tag, {})) for one in element}
    text = element.text
    kinds = [schema.get("type"), *(option.get("type") for option in schema.get("anyOf", ()))]
    if text is None:
        return None
    if "boolean" in kinds:
        return {"true": True, "false": False}[text]
    return int(text) if "integer" in kinds else float(text) if "number" in kinds else text


def over_http(address: str, fields: Mapping[str, Any] | None) -> Answered:
    """Over the network."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError(address)
    sent = None if fields is None else urlencode(fields).encode()
    try:
        with urlopen(Request(address, sent), timeout=20) as answer:
            return Answered(answer.status, answer.headers["Content-Type"], answer.read())
    except HTTPError as fault:
        return Answered(fault.code, fault.headers["Content-Type"], fault.read())


def main(home: str, lat: str, long: str, words: str, form: str = "json") -> None:
    """Report something to a service that runs, and print what it says of it."""
    program = Program(f"{home.rstrip('/')}/open311", form, over_http)
    service = next(one for one in program.services() if one["type"] == "realtime")
    number = program.report(service_code=service["service_code"], description=words, lat=lat, long=long)
    print(json.dumps(program.request(number), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
