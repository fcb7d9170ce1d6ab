"""What does each answer look like? The responses of the OpenAPI document: every status, medium and shape that a program may meet.

Ninja describes what is asked; what we answer is written by hand into streams and files, and is therefore described here. The tests ask
each operation at random and hold every answer against this.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from wijk.core.text import LANGUAGES
from wijk.opendata import answering, moderation, voices
from wijk.opendata.paging import Column

Schema = dict[str, Any]
MEDIA = {
    "json": "application/json", "csv": "text/csv", "geojson": "application/geo+json", "parquet": "application/vnd.apache.parquet",
    "xml": "text/xml", "jsonld": "application/ld+json", "ttl": "text/turtle",
}  # fmt: skip
TYPES = {
    "text": ["string", "null"], "code": ["string", "null"], "link": ["string", "null"], "e-mail": ["string", "null"],
    "date": ["string", "null"], "moment": ["string", "null"], "codes": ["string", "array", "null"],
    "number": ["number", "null"], "integer": ["integer", "null"], "boolean": ["boolean", "null"],
}  # fmt: skip
TEXT: Schema = {"type": "object", "additionalProperties": {"type": "string"}}
#: GeoJSON answers that have no form in their address.
FEATURES = ("/ogc/collections/{key}/items", "/ogc/collections/{key}/items/{item}")


def shape(needed: str, **fields: Schema) -> Schema:
    """An object that has all of these."""
    return {"type": "object", "required": needed.split(), "properties": fields}


def listed(name: str, one: Schema, *head: str) -> Schema:
    """An object with one list in it."""
    known = {"total": {"type": "integer"}, "limit": {"type": "integer"}, "offset": {"type": "integer"}}
    fields = {word: known.get(word, {"type": ["string", "null"]}) for word in head}
    return shape(" ".join((*head, name)), **fields, **{name: {"type": "array", "items": one}})


def row(columns: Sequence[Column[Any]]) -> Schema:
    """One row of a list as JSON: the columns of its CSV, where a text in three columns is one object."""
    said = {c.name: TYPES[c.kind] for c in columns}
    fields: dict[str, Schema] = {}
    for name, types in said.items():
        stem, _, language = name.rpartition("_")
        spoken = language in LANGUAGES and all(f"{stem}_{one}" in said for one in LANGUAGES)
        fields[stem if spoken else name] = {"anyOf": [TEXT, {"type": "null"}]} if spoken else {"type": types}
    return shape(" ".join(fields), **fields)


STRING: Schema = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
FAULT = shape("code detail", code=STRING, detail=STRING, what=STRING)
OGC_FAULT = shape("code description", code=STRING, description=STRING)
INVALID = shape("detail", detail={"type": "array", "items": {"type": "object"}, "minItems": 1})
UNREAD = {"anyOf": [FAULT, shape("detail", detail=STRING)]}
OPEN311_FAULT = {
    "type": "array",
    "items": shape("code description", code={"type": "integer"}, description=STRING),
    "minItems": 1,
}
SAID = row(voices.COLUMNS)
MADE = shape(
    "key visibility repeated page", key=STRING, visibility={"enum": ["unconfirmed", "waiting", "shown", "hidden"]},
    repeated={"type": "boolean"}, page=STRING,
)  # fmt: skip
SERVICE = shape("service_code service_name metadata type", service_code=STRING, service_name=STRING)
REPORT = shape(
    "service_request_id status service_name service_code requested_datetime updated_datetime lat long description",
    service_request_id=STRING, status={"enum": ["open", "closed"]}, description=MAYBE, lat={"type": ["number", "null"]},
    long={"type": ["number", "null"]}, media_url=MAYBE,
)  # fmt: skip


def many(one: Schema) -> Schema:
    """A list of these."""
    return {"type": "array", "items": one}


PAGED = ("total", "limit", "offset", "next", "previous")
#: What the JSON of an address holds, where it is a table with a dictionary, or is written by a standard.
SHAPES: Mapping[str, Schema] = {
    "/api/v1/contributions": listed("contributions", SAID, "total", "limit", "next"),
    "/api/v1/contributions/{key}": SAID,
    "/api/v1/moderation.{form}": listed("moderation", row(moderation.COLUMNS["moderation"])),
    "/api/v1/moderation-reasons.{form}": listed("moderation-reasons", row(moderation.COLUMNS["moderation-reasons"])),
    "/api/v1/answer-clock.{form}": listed("answer-clock", row(answering.COLUMNS["answer-clock"])),
    "/api/v1/answers.{form}": listed("answers", row(answering.COLUMNS["answers"])),
    "/api/v1/answer-reasons.{form}": listed("answer-reasons", row(answering.COLUMNS["answer-reasons"])),
    "/api/v1/conversations.{form}": listed("conversations", {"type": "object"}, *PAGED),
    "/api/v1/conversations/{key}/report.json": shape("key title state report", key=STRING, title=TEXT, state=STRING),
    "/open311/discovery.{form}": shape("changeset contact key_service endpoints", endpoints=many({"type": "object"})),
    "/open311/v2/services.{form}": many(SERVICE),
    "/open311/v2/services/{code}.{form}": shape("service_code attributes", attributes=many({"type": "object"})),
    "/open311/v2/requests.{form}": many(REPORT),
    "/open311/v2/requests/{key}.{form}": many(REPORT),
    "/open311/v2/tokens/{token}.{form}": many(shape("service_request_id token", service_request_id=STRING)),
    "/ogc/collections": listed("collections", {"type": "object"}),
}
THING: Schema = {"type": "object"}
GEOJSON = shape("type", type={"enum": ["FeatureCollection", "Feature"]})
DICTIONARY = listed("columns", shape("name type meaning", name=STRING, type=STRING, meaning=TEXT), "table")
SENT: Mapping[str, Schema] = {
    "/open311/v2/requests.{form}": many(shape("service_request_id", service_request_id=STRING))
}


def described(told: Schema) -> Schema:
    """The OpenAPI document with what is answered; what ninja wrote of what is asked stays as it is."""
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            operation["responses"] = dict(_responses(path, method, operation))
    return told


def _responses(path: str, method: str, operation: Schema) -> Iterator[tuple[int, Schema]]:
    sends = method == "post"
    good = _good(path, operation, SENT.get(path, MADE) if sends else None)
    yield 200, {"description": "OK", "content": good}
    if sends and path not in SENT:
        yield 201, {"description": "Kept", "content": good}
    if operation.get("parameters") or sends:
        wrong = _wrong(path, operation)
        yield 400, {"description": "A question that cannot be answered, and why", "content": wrong}
        if sends and path in SENT:
            yield 403, {"description": "Not by this way, or not now", "content": wrong}
        yield 404, {"description": "There is nothing of this name", "content": wrong}
        yield 422, {"description": "Something is not of the kind that is asked", "content": _content("json", INVALID)}


def _good(path: str, operation: Schema, sent: Schema | None) -> Schema:
    forms = next((p["schema"]["enum"] for p in operation.get("parameters", ()) if p["name"] in ("form", "face")), None)
    if forms is None:
        forms = ["geojson"] if path in FEATURES else [path.rpartition(".")[2]]
        forms = forms if forms[0] in MEDIA else ["json"]
    content: Schema = {}
    for form in forms:
        content |= _content(form, sent or _shape(path, form))
    return content


def _shape(path: str, form: str) -> Schema:
    if form == "geojson":
        return GEOJSON
    if form == "json" and "ictionary" in path:
        return DICTIONARY
    return SHAPES.get(path, {"type": "object"}) if form == "json" else THING if form == "jsonld" else STRING


def _wrong(path: str, operation: Schema) -> Schema:
    if path.startswith("/open311"):
        return _content("json", {"anyOf": [OPEN311_FAULT, FAULT]}) | _content("xml", STRING)
    if path.startswith("/ogc"):
        return _content("json", {"anyOf": [OGC_FAULT, FAULT]})
    return _content("json", UNREAD if operation.get("requestBody") else FAULT)


def _content(form: str, schema: Schema) -> Schema:
    return {MEDIA[form]: {"schema": schema if form in ("json", "geojson", "jsonld") else STRING}}
