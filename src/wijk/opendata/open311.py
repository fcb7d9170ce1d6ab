"""Open311 GeoReport v2: how do other programs of the city send repairs, and follow what comes of them? In XML and JSON alike.

What the standard lets a program send of a person (names, telephone, device) is not kept; an e-mail address is, apart, to confirm and
to answer. What was sent waits for a moderator: its number is there at once, its words when they are shown.
"""

from typing import Literal

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from ninja import Router
from ninja.errors import ValidationError

from wijk.answers.queries import standings
from wijk.contributions import access, actions
from wijk.contributions.models import Category, Contribution, Kind
from wijk.contributions.queries.openings import categories, kinds
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import Passerby
from wijk.moderation.access import Guard, hand_of
from wijk.opendata import open311_asked as asked
from wijk.opendata.answers import site
from wijk.opendata.open311_said import answered, definition, discovered, fault, offered, pending, request_told

router = Router(tags=["Open311 GeoReport v2"])
Form = Literal["json", "xml"]
PURPOSE = "contributions.submit"
#: So many requests stand in one answer.
MOST = 1_000
#: What is refused because of who asks, and not because of what was sent: 403 in the words of the standard.
FORBIDDEN = frozenset({"account", "guard-pace"})


@router.get("/discovery.{form}", summary="Where the service is and how it answers")
def open311_discovery(request: HttpRequest, form: Form) -> HttpResponseBase:
    """Service discovery."""
    return answered("discovery", discovered(site(request).rstrip("/")), form)


@router.get("/v2/services.{form}", summary="What can be reported")
def open311_services(request: HttpRequest, form: Form) -> HttpResponseBase:
    """The kinds that need a place and are owed an answer, for each theme."""
    return answered("services", offered(_services()), form)


@router.get("/v2/services/{code}.{form}", summary="What is asked about one kind of report")
def open311_service(request: HttpRequest, code: str, form: Form) -> HttpResponseBase:
    """The questions that belong to a service."""
    found = _services().get(code)
    if found is None:
        return fault(404, "There is no service_code of this name. GET services lists them.", form)
    return answered("service_definition", definition(code, found[0]), form)


@router.get("/v2/requests.{form}", summary="What was reported")
def open311_requests(
    request: HttpRequest, form: Form, service_request_id: str = "", service_code: str = "", start_date: str = "", end_date: str = "",
    status: str = "", page: int = 1, page_size: int = 0,
) -> HttpResponseBase:  # fmt: skip
    """Reports by number, or those of at most 90 days (the last 90 when nothing is said), newest first, 1,000 at most.
    `page` and `page_size` go on where there are more."""
    try:
        wanted = asked.wanted(service_request_id, service_code, start_date, end_date, status, timezone.now())
    except Refused as refused:
        return fault(400, str(refused), form)
    size = min(max(page_size, 1), MOST) if page_size else MOST
    known = _services()
    rows = _by_number(wanted.keys) if wanted.keys else asked.among(wanted, list(known), size, min(max(page, 1), 10_000))
    return _told(rows, form)


@router.get("/v2/requests/{key}.{form}", summary="One report")
def open311_request(request: HttpRequest, key: str, form: Form) -> HttpResponseBase:
    """What was reported and in which state it is; while a moderator looks, its state alone."""
    rows = _by_number([key])
    if not rows:
        return fault(404, "There is no request with this service_request_id.", form)
    return _told(rows, form)


@router.get("/v2/tokens/{token}.{form}", summary="The number behind a token")
def open311_token(request: HttpRequest, token: str, form: Form) -> HttpResponseBase:
    """Numbers are given at once, so that a token is the number itself; here for programs that always ask."""
    if not _by_number([token]):
        return fault(404, "This token is not known.", form)
    return answered("service_requests", [{"service_request_id": token, "token": token}], form)


@router.post("/v2/requests.{form}", summary="Report something", openapi_extra=asked.BODY)
def open311_report(request: HttpRequest, form: Form) -> HttpResponseBase:
    """Report something. Sent twice within a day with the same words and place, it counts once. A photograph may come along as `media`;
    one that is behind `media_url` is not fetched, its address stands below the words."""
    found = _services().get(request.POST.get("service_code", ""))
    if found is None:
        status = 404 if request.POST.get("service_code") else 400
        return fault(status, "service_code was not given or is not known. GET services lists them.", form)
    try:
        Guard.pace(PURPOSE, hand=hand_of(request))
        given = asked.report(request)
        made = actions.submit(
            Passerby(), opening=access.open_opening("city"), kind=found[0].code, category=found[1].code if found[1] else "", title=given.title,
            body=given.body, language=given.language, where=given.where, pictures=request.FILES.getlist("media")[:4],
            extra=given.extra, channel="open311", email=given.email, once=given.once, slow=True,
        )  # fmt: skip
    except Absent:
        return fault(400, "Nothing can be reported here now.", form)
    except NotAllowed:
        return fault(403, "One does not report here this way now.", form)
    except Refused as refused:
        return fault(403 if refused.code in FORBIDDEN else 400, str(refused), form)
    row = made.contribution
    return answered("service_requests", [pending(row, standings([row]).get(row.pk))], form)


def unread(request: HttpRequest, wrong: ValidationError) -> HttpResponseBase:
    """A question whose parts could not be read, as the standard says it; a form that is neither JSON nor XML is not there."""
    ending = request.path.rpartition(".")[2]
    form = ending if ending in ("json", "xml") else "xml"
    if form != ending:
        return fault(404, "Answers are in JSON and XML: end the address with .json or .xml.", form)
    names = ", ".join(sorted({str(one["loc"][-1])[:40] for one in wrong.errors}))
    return fault(400, f"This could not be read: {names}.", form)


def _told(rows: list[Contribution], form: Form) -> HttpResponseBase:
    """Reports, each with how it stands with its answer."""
    owed = standings([row for row in rows if row.is_shown])
    return answered("service_requests", [request_told(row, owed.get(row.pk)) for row in rows], form)


def _services() -> dict[str, tuple[Kind, Category | None]]:
    """What can be reported, by its code; two queries."""
    themes, found = categories(), dict[str, tuple[Kind, Category | None]]()
    for kind in kinds():
        if kind.located and kind.answered:
            found |= {f"{kind.code}.{theme.code}": (kind, theme) for theme in themes}
            found[kind.code] = (kind, None)
    return found


def _by_number(keys: list[str]) -> list[Contribution]:
    """Reports by their numbers, shown or still waiting; what was hidden, removed or taken back is not there."""
    clean = [key for key in keys if key.isascii() and key.isalnum()][:MOST]
    rows = Contribution.objects.filter(key__in=clean, visibility__in=("shown", "waiting", "unconfirmed"))
    there = {
        row.key: row for row in rows.select_related("kind", "category", "merged_into").prefetch_related("pictures")
    }
    return [there[key] for key in dict.fromkeys(clean) if key in there and there[key].kind.located]
