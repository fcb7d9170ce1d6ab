"""What people said, for machines: lists by the filters of the page, one by one, files, and a door by which programs say something."""

from datetime import date
from typing import Literal, get_args

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from ninja import Field, Header, Query, Router, Schema
from pydantic import ValidationError

from wijk.contributions import access, actions, queries
from wijk.contributions.models import Contribution
from wijk.contributions.queries import Filter, Order, Where
from wijk.core.errors import Absent, Refused
from wijk.core.site import absolute
from wijk.core.viewer import Passerby
from wijk.moderation.access import Guard, hand_of
from wijk.opendata.answers import as_geojson, as_json, site
from wijk.opendata.paging import MOST, USUAL, as_dictionary, as_table
from wijk.opendata.voices import COLUMNS, feature, told

router = Router(tags=["What people said"])
PURPOSE = "contributions.submit"
LONGEST = 120


class Asked(Schema):
    """The filters of the list; everything left out is everything."""

    q: str = Field("", description="Words; accents, plurals and a slip of the pen are forgiven")
    area: str = Field("", description="An area, such as neighbourhood/58")
    kind: str = ""
    category: str = ""
    state: str = ""
    language: str = ""
    process: str = ""
    opening: str = ""
    since: date | None = Field(None, description="First day on which it was said")
    until: date | None = Field(None, description="Last day on which it was said")
    lon: float | None = Field(None, ge=-180, le=180)
    lat: float | None = Field(None, ge=-90, le=90)
    metres: int = Field(500, ge=1, le=5_000, description="Around lon and lat")
    order: str = Field("newest", description=", ".join(get_args(Order)))

    def filter(self) -> Filter:
        """As the room asks."""
        words = (self.q, self.area, self.kind, self.category, self.state, self.language, self.process, self.opening)
        if any("\0" in word or len(word) > LONGEST for word in words):
            raise Refused("too-long", "A filter has at most {most} signs.", most=LONGEST)
        if self.order not in get_args(Order):
            raise Refused("no-order", "Order by one of: {orders}.", orders=", ".join(get_args(Order)))
        whole = self.lon is not None and self.lat is not None
        return Filter(
            self.q, self.area, self.kind, self.category, self.state, self.process, self.opening, self.language, self.since, self.until,
            self.lon if whole else None, self.lat if whole else None, self.metres if whole else 0, self.order,  # type: ignore[arg-type]
        )  # fmt: skip


class Said(Schema):
    """What a program says for somebody. Who it is from is kept apart, is shown nowhere, and is forgotten when the matter has ended."""

    opening: str = Field("city", description="Where one speaks: the key of an opening", max_length=80)
    kind: str = Field(description="idea, remark, observation, repair, or another kind of the opening", max_length=30)
    title: str = Field(max_length=1_000)
    body: str = Field("", max_length=20_000)
    language: str = Field("nl", max_length=8)
    category: str = Field("", max_length=30)
    lon: float | None = None
    lat: float | None = None
    street: str = Field("", max_length=120)
    area: str = Field("", max_length=80)
    place: str = Field("", description="The place in words", max_length=1_000)
    extra: dict[str, str] = Field(default_factory=dict, description="Answers to the questions of the kind")
    email: str = Field(
        "", description="Of who says it, to confirm and to hear of it; asked by most openings", max_length=254
    )
    wants_news: bool = True


@router.get("/contributions-dictionary.{form}", summary="What the columns of the list mean")
def contributions_dictionary(request: HttpRequest, form: Literal["json", "csv"]) -> HttpResponseBase:
    """Every column, in three languages."""
    return as_dictionary(COLUMNS, form, "contributions")


@router.get("/contributions", summary="What people said, page by page")
def contributions(request: HttpRequest, asked: Query[Asked], limit: int = USUAL, after: str = "") -> HttpResponseBase:
    """The contributions that everybody may read. `total` is counted up to 1,000 (`more`); `next` leads on, however far."""
    wanted, most = asked.filter(), min(max(limit, 1), MOST)
    part, count = queries.listed(wanted, after=after[:LONGEST], limit=most), queries.counted(wanted)
    query = request.GET.copy()
    query["after"] = part.after
    onward = f"{site(request, request.path)}?{query.urlencode()}" if part.after else None
    rows = [told(row) for row in part.rows]
    return as_json({"total": count.n, "more": count.more, "limit": most, "next": onward, "contributions": rows})


@router.get("/contributions.{form}", summary="What people said, as one file")
def contributions_file(request: HttpRequest, form: Literal["csv", "geojson"], asked: Query[Asked]) -> HttpResponseBase:
    """Everything that fits, newest first, written while it is read: CSV with its heading even where nothing fits, GeoJSON of what
    has a point."""
    return as_said(asked.filter(), form)


def as_said(wanted: Filter, form: str) -> HttpResponseBase:
    """The file with everything that fits."""
    rows = (row for batch in queries.in_batches(wanted) for row in batch)
    if form == "csv":
        return as_table(COLUMNS, rows, "voices.csv")
    return as_geojson((feature(row) for row in rows if row.lon is not None), {"name": "voices"})


@router.get("/contributions/{key}", summary="One contribution")
def contribution(request: HttpRequest, key: str) -> HttpResponseBase:
    """What was said, where, and in which state it is. Absent for what is not shown."""
    return as_json(told(shown(key)))


def _clean(words: str) -> str:
    """No database takes a NUL."""
    if "\0" in words:
        raise Absent("opening")
    return words


def shown(key: str) -> Contribution:
    """A contribution that everybody may read. Absent otherwise."""
    row = access.open_contribution(Passerby(), key) if "\0" not in key and len(key) <= 12 else None
    if row is None or not row.is_shown:
        raise Absent("contribution")
    return row


@router.post("/contributions", summary="Say something")
def say_something(
    request: HttpRequest,
    given: Said,
    idempotency_key: str = Header("", alias="Idempotency-Key"),  # type: ignore[type-arg]
) -> HttpResponseBase:
    """Say something as a program, by the same door and rules as the form of the site. The same `Idempotency-Key` again gives back
    the first answer. A moderator looks before it is shown; `visibility` says whether that, or a confirmation by e-mail, is still to come."""
    opening, hand = access.open_opening(_clean(given.opening)), hand_of(request)
    Guard.pace(PURPOSE, hand=hand)
    once = f"{hand}|{idempotency_key[:LONGEST]}" if idempotency_key else ""
    made = actions.submit(
        Passerby(), opening=opening, kind=given.kind, title=given.title, body=given.body, language=given.language,
        category=given.category, where=Where(given.lon, given.lat, given.street, given.area, given.place), extra=given.extra,
        email=given.email, wants_news=given.wants_news, once=once, slow=True,
    )  # fmt: skip
    row = made.contribution
    answer = as_json(
        {
            "key": row.key,
            "visibility": row.visibility,
            "repeated": made.repeated,
            "page": absolute(f"voices/{row.key}/", "en"),
        },
        status=200 if made.repeated else 201,
    )
    answer["Cache-Control"] = "no-store"
    return answer


@require_safe
def voices_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """`/voices.csv` and `/voices.geojson`: the same files under a short address, with the filters of the page; what is no filter of
    ours is passed over."""
    known = {name: value for name, value in request.GET.items() if name in Asked.model_fields and value}
    try:
        return as_said(Asked.model_validate(known).filter(), form)
    except (ValidationError, Refused):
        return as_json(
            {"code": "filter", "detail": "A filter cannot be understood; see /api/openapi.json."}, status=400
        )
