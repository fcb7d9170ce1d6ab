"""What does a program ask or report by Open311? Read from its words; what cannot be understood is refused with a sentence."""

import hashlib
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from wijk.contributions.models import Contribution
from wijk.contributions.models import listed as tables
from wijk.contributions.queries import Where, in_turn
from wijk.contributions.queries.narrowing import BITS
from wijk.contributions.queries.spots import meant, where
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.moderation.access import hand_of
from wijk.opendata.open311_said import CLOSED, LONGEST, OPEN

SPAN = timedelta(days=90)
#: A title is the beginning of what was reported.
LONGEST_TITLE = 90
STATES = {"open": OPEN, "closed": CLOSED}
_ATTRIBUTE = re.compile(r"attribute\[([\w-]{1,60})\](?:\[\])?$")
_SENT = ("service_code", "description", "lat", "long", "address_string", "address_id", "email", "media_url")
_FORM = {
    "schema": {
        "type": "object",
        "required": ["service_code", "description"],
        "properties": {name: {"type": "string"} for name in _SENT},
    }
}
#: What the standard lets one send, for the description of the API.
BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {"application/x-www-form-urlencoded": _FORM, "multipart/form-data": _FORM},
    }
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which reports: by number, or those of a span of time, of some services, in some states."""

    keys: list[str]
    codes: frozenset[str]
    states: tuple[str, ...]
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Report:
    """What was reported."""

    title: str
    body: str
    language: str
    where: Where
    extra: dict[str, str]
    email: str
    once: str


def wanted(ids: str, codes: str, start: str, end: str, status: str, now: datetime) -> Wanted:
    """The question, with the last 90 days where nothing is said. Refused for days and states that are none."""
    states = [word.strip().lower() for word in status.split(",") if word.strip()]
    if unknown := [word for word in states if word not in STATES]:
        raise Refused("status", "status is open or closed, not {word}.", word=unknown[0][:40])
    first, last = _moment(start, "start_date"), _moment(end, "end_date")
    if first and last and last - first > SPAN:
        raise Refused("span", "start_date and end_date may not be more than 90 days apart.")
    last = last or (min(first + SPAN, max(now, first)) if first else now)
    chosen = tuple(state for word in states or STATES for state in STATES[word])
    return Wanted(_parts(ids), frozenset(_parts(codes)), chosen, first or last - SPAN, last)


def _parts(words: str) -> list[str]:
    return [part for word in words.split(",")[:1_000] if (part := word.strip()[:80]) and "\0" not in part]


def _moment(words: str, name: str) -> datetime | None:
    if not words.strip():
        return None
    try:
        moment = datetime.fromisoformat(words.strip().replace(" ", "+"))
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or not 1970 < moment.year < 9000:
        raise Refused("moment", "{name} must be a moment with its time zone, such as 2026-01-01T00:00:00Z.", name=name)
    return moment


def among(asked: Wanted, services: Sequence[str], size: int, page: int) -> list[Contribution]:
    """The reports that fit, newest first; three queries."""
    codes = [code for code in services if not asked.codes or code in asked.codes]
    fits = Q(pk__in=[])
    for code in codes:
        kind, _dot, theme = code.partition(".")
        fits |= Q(kind=kind, category=theme)
    rows = tables.Listed.objects.filter(turn__gte=_turn(asked.start), turn__lt=_turn(asked.end + timedelta(seconds=1)))
    fitting = rows.filter(fits, state__in=asked.states).order_by("-turn").values_list("turn", flat=True)
    found = in_turn(list(fitting[(page - 1) * size : page * size]))
    prefetch_related_objects(found, "pictures")
    return found


def _turn(moment: datetime) -> int:
    return max(0, int(moment.timestamp())) << BITS


def report(request: HttpRequest) -> Report:
    """What was reported. Refused where a number is none, or where nothing was said."""
    sent = request.POST
    words = sent.get("description", "").strip()
    if not words:
        raise Refused("description", "description was not given. Say what is wrong.")
    if len(words) > LONGEST:
        raise Refused("description", "description has at most {most} characters.", most=LONGEST)
    title = _title(words)
    media = sent.get("media_url", "").strip()
    kept = media if media.startswith(("https://", "http://")) and len(media) < 500 else ""
    body = "\n".join(filter(None, ("" if title == words else words, kept)))
    language = (get_language() or "nl").split("-")[0]
    return Report(
        title, body, language, _where(request, language), _extra(request), sent.get("email", "")[:254], _once(request)
    )


def _title(words: str) -> str:
    first = words.split("\n", 1)[0].strip()
    if len(first) <= LONGEST_TITLE:
        return first
    return first[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def _where(request: HttpRequest, language: str) -> Where:
    """A point, a street by its key, or an address in words whose street is known."""
    sent = request.POST
    spot, street = sent.get("address_string", "").strip()[:160], sent.get("address_id", "").strip()[:120]
    lat, lon = _degree(sent.get("lat", ""), "lat"), _degree(sent.get("long", ""), "long")
    if lat is not None or lon is not None:
        return Where(lon, lat, street, spot=spot)
    if street:
        return Where(street=street, spot=spot)
    if spot and (found := meant(re.split(r"[,\d]", spot, maxsplit=1)[0].strip() or spot, language)):
        return where(found.value, spot) or Where(spot=spot)
    return Where(spot=spot)


def _degree(words: str, name: str) -> float | None:
    if not words.strip():
        return None
    try:
        value = float(words)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > 180:
        raise Refused("degree", "{name} must be a number of degrees, such as 50.846.", name=name)
    return value


def _extra(request: HttpRequest) -> dict[str, str]:
    found = {}
    for name in list(request.POST)[:100]:
        if match := _ATTRIBUTE.match(name):
            found[match[1]] = ", ".join(request.POST.getlist(name)[:20])[:500]
    return found


def _once(request: HttpRequest) -> str:
    """The same words from the same hand on the same day are the same report."""
    sent = sorted((name, request.POST.getlist(name)) for name in request.POST if name != "api_key")
    day = timezone.localtime(clock.now()).date()
    return hashlib.sha256(f"{hand_of(request)}|{day}|{sent}".encode()).hexdigest()
