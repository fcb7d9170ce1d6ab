"""How does Open311 say it? One structure for each answer, written as JSON or as XML by the convention of the standard."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from wijk.answers.queries import Standing
from wijk.contributions.models import Category, Contribution, Kind
from wijk.core.site import absolute
from wijk.core.text import Text
from wijk.opendata.answers import open_to_all, said

SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
#: When services or what they ask last changed in kind; clients fetch them again.
CHANGED = "2026-11-21 09:00"
MEDIA = {"json": "application/json", "xml": "text/xml"}
#: What one thing in a list is called in XML.
ONE_OF = {"services": "service", "service_requests": "request", "attributes": "attribute", "values": "value", "endpoints": "endpoint",
          "formats": "format", "errors": "error"}  # fmt: skip
OPEN = ("open", "assigned", "accepted", "reopened")
CLOSED = ("refused", "answered", "done", "needs_nothing")
NOTES: Mapping[str, Any] = {
    "open": gettext_lazy("open"), "assigned": gettext_lazy("with a service"), "accepted": gettext_lazy("accepted"),
    "refused": gettext_lazy("refused"), "answered": gettext_lazy("answered"), "done": gettext_lazy("done"),
    "reopened": gettext_lazy("asked again"), "needs_nothing": gettext_lazy("needs nothing from us"),
}  # fmt: skip
#: The kinds of questions of ours in the words of the standard.
DATATYPES = {
    "line": "string",
    "text": "text",
    "number": "number",
    "choice": "singlevaluelist",
    "tick": "singlevaluelist",
}
LONGEST = 4_000


def answered(root: str, told: Any, form: str, status: int = 200) -> HttpResponseBase:
    """An answer: in XML below an element called `root`, in JSON without it."""
    written = said(told).encode() if form == "json" else _xml(root, told)
    answer = open_to_all(HttpResponse(written, content_type=f"{MEDIA[form]}; charset=utf-8", status=status))
    answer["Cache-Control"] = "no-cache"
    return answer


def fault(status: int, sentence: str, form: str) -> HttpResponseBase:
    """What is wrong, as the standard says it."""
    return answered("errors", [{"code": status, "description": sentence}], form, status)


def discovered(home: str) -> dict[str, Any]:
    """Where the service is."""
    endpoint = {
        "specification": SPECIFICATION, "url": f"{home}/open311/v2", "changeset": CHANGED, "type": "production",
        "formats": ["text/xml", "application/json"],
    }  # fmt: skip
    return {
        "changeset": CHANGED,
        "contact": _("Whatever goes wrong here can be said on {page}").format(page=absolute("say/", "en")),
        "key_service": _("No key is needed. Whoever sends very much is asked to wait."),
        "endpoints": [endpoint],
    }


def offered(services: Mapping[str, tuple[Kind, Category | None]]) -> list[dict[str, Any]]:
    """What can be reported."""
    return [
        {
            "service_code": code, "service_name": name_of(kind, theme), "description": str(kind.hint), "metadata": bool(kind.asked),
            "type": "realtime", "keywords": ", ".join(_words(kind, theme)), "group": str(theme.title if theme else kind.title),
        }
        for code, (kind, theme) in services.items()
    ]  # fmt: skip


def name_of(kind: Kind, theme: Category | None) -> str:
    """What a service is called in the language of the answer."""
    return f"{kind.title}: {theme.title}" if theme else str(kind.title)


def _words(kind: Kind, theme: Category | None) -> list[str]:
    said_of = [*kind.title.values(), *(theme.title.values() if theme else ())]
    return list(dict.fromkeys(said_of))


def definition(code: str, kind: Kind) -> dict[str, Any]:
    """What is asked about a service."""
    return {"service_code": code, "attributes": [_question(n, f) for n, f in enumerate(kind.asked, 1)]}


def _question(order: int, field: Mapping[str, Any]) -> dict[str, Any]:
    sort = str(field.get("kind", "line"))
    told = {
        "variable": True, "code": str(field["code"]), "datatype": DATATYPES.get(sort, "string"), "required": bool(field.get("required")),
        "datatype_description": None, "order": order, "description": Text(field.get("label")).to(),
    }  # fmt: skip
    if sort == "tick":
        told["values"] = [{"key": "yes", "name": _("yes")}, {"key": "no", "name": _("no")}]
    elif sort == "choice":
        chosen = field.get("options", ())
        told["values"] = [{"key": str(o["code"]), "name": Text(o.get("label")).to() or str(o["code"])} for o in chosen]
    return told


def code_of(row: Contribution) -> str:
    """The service that a contribution belongs to."""
    return f"{row.kind_id}.{row.category_id}" if row.category_id else str(row.kind_id)


def request_told(row: Contribution, standing: Standing | None = None) -> dict[str, Any]:
    """One report, and how it stands with its answer. While it waits for a moderator, its words and its place are left out."""
    seen, state = row.is_shown, _state(row)
    owed = standing if seen else None
    pictures = list(row.pictures.all()) if seen else []
    return {
        "service_request_id": row.key,
        "status": "open" if state in OPEN else "closed",
        "status_notes": _notes(row, owed)
        if seen
        else _("It waits until one of us has looked, or until it is confirmed"),
        "service_name": name_of(row.kind, row.category),
        "service_code": code_of(row),
        "description": "\n".join(filter(None, (row.title, row.body)))[:LONGEST] if seen else None,
        "agency_responsible": _agency(owed) if owed else None,
        "service_notice": (_notice(owed) if owed else "") or None,
        "requested_datetime": _day(row.given_at),
        "updated_datetime": _day(row.changed_at),
        "expected_datetime": _end(owed.due) if owed and owed.due else None,
        "address": (row.spot or None) if seen else None,
        "address_id": (row.street or None) if seen else None,
        "zipcode": None,
        "lat": _degree(row.lat) if seen else None,
        "long": _degree(row.lon) if seen else None,
        "media_url": _picture(row, pictures[0].pk) if pictures else None,
    }


def pending(row: Contribution, standing: Standing | None = None) -> dict[str, Any]:
    """What is answered to who just reported."""
    notice = _("One of us looks at it before everybody can read it.")
    if row.is_shown:
        notice = _notice(standing) if standing else ""
    if row.visibility == "unconfirmed":
        notice = _("Open the letter that we sent and confirm it; then it counts.")
    return {"service_request_id": row.key, "service_notice": notice or None, "account_id": None}


def _state(row: Contribution) -> str:
    """How far it is; what was taken together with another is as far as that one."""
    return str(row.merged_into.state if row.merged_into is not None else row.state)


def _agency(standing: Standing) -> str:
    """The service that owes the answer or gave it."""
    return str(standing.service.title) if standing.service else _("The neighbourhood facilitators")


def _notes(row: Contribution, standing: Standing | None) -> str:
    """The state in a word, the reason where it was refused, and what was answered."""
    state, answer = str(NOTES[_state(row)]), standing.answer if standing else None
    if row.merged_into is not None:
        state = _("{state}, together with {number}").format(state=state, number=row.merged_into.key)
    if answer is None:
        return state
    first = f"{state}: {answer.reason.title}" if answer.reason and _state(row) == "refused" else state
    return f"{first}\n{answer.text}"[:LONGEST]


def _notice(standing: Standing) -> str:
    """What is going to happen: an answer by a day, or what the answer said would follow."""
    if standing.waits and standing.due:
        by = _("An answer was promised by {day}; it is late.") if standing.late else _("An answer comes by {day}.")
        return by.format(day=formats.date_format(standing.due))
    return standing.answer.follows[:LONGEST] if standing.answer else ""


def _picture(row: Contribution, number: int) -> str:
    with override("en"):
        return absolute(reverse("contributions:picture", args=[row.key, number, "large"]))


def _day(moment: datetime) -> str:
    """The beginning of a day in the city: nobody needs to know the hour at which somebody was somewhere."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0).isoformat()


def _end(day: date) -> str:
    """The end of a day in the city: what was promised by a day may come until then."""
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59))).isoformat()


def _degree(value: float | None) -> float | None:
    return None if value is None else round(value, 5)


def _xml(root: str, told: Any) -> bytes:
    top = Element(root)
    _fill(top, told)
    written: bytes = tostring(top, encoding="utf-8", xml_declaration=False)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written


def _fill(into: Element, told: Any) -> None:
    if isinstance(told, Mapping):
        for name, value in told.items():
            _fill(SubElement(into, name), value)
    elif isinstance(told, Sequence) and not isinstance(told, str):
        for one in told:
            _fill(SubElement(into, ONE_OF[into.tag]), one)
    elif told is not None:
        into.text = str(told).lower() if isinstance(told, bool) else str(told)
