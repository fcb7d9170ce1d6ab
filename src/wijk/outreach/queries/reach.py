"""Who could hear of it, by neighbourhood and channel, and who could not? Counts of readers below five stay hidden."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from wijk.core.providers import Counts, providers
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.notices import queries as notices
from wijk.notices.models import Follow, Item
from wijk.outreach.models import Channel, Code, Distribution, Homes, Way
from wijk.territory.models import Area, Level
from wijk.territory.queries import touched

#: Fewer readers than this are hidden.
LEAST = 5
#: A letter that tells of an item leaves within this time.
WINDOW = timedelta(days=30)
WAY_WORDS = {
    Way.POSTER: _("posters"),
    Way.LETTER: _("letters"),
    Way.LEAFLET: _("leaflets"),
    Way.DOOR: _("spoken to at the door"),
    Way.STALL: _("spoken to in the street"),
}
BASE_WORDS = {"letterboxes": _("letterboxes"), "households": _("households"), "residents": _("residents")}
CHANNEL_WORDS = {
    Channel.POSTER: _("by the code on posters"),
    Channel.LETTER: _("by the code in letters"),
    Channel.MAIL: _("by the link in a mail"),
    Channel.SITE: _("on this site"),
    Channel.SLIP: _("on paper or by telephone"),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """What people are to hear of: its place, and its title in the language of the page."""

    subject: Subject
    place: str
    title: str


@dataclass(frozen=True, slots=True)
class ReachRow:
    """One neighbourhood: who follows it by mail and in a browser, who was told, what was handed out, how many homes it has."""

    area: str
    name: Text
    mail: int = 0
    push: int = 0
    told: int = 0
    paper: dict[str, int] = field(default_factory=dict)
    homes: int | None = None
    of: str = ""  #: what `homes` counts: "letterboxes" by the office, "households" or "residents" by the monitor
    period: str = ""  #: of the figure of the monitor

    @property
    def copies(self) -> int:
        """Letters and leaflets, which reach letterboxes; a poster hangs in the street."""
        return self.paper.get(Way.LETTER, 0) + self.paper.get(Way.LEAFLET, 0)

    @property
    def share(self) -> float | None:
        """Copies for each hundred letterboxes, households or residents; None where nobody counted them."""
        return min(100.0, 100 * self.copies / self.homes) if self.homes else None

    @property
    def silent(self) -> bool:
        """No way of any kind reached this neighbourhood."""
        return not (self.mail or self.push or self.told or any(self.paper.values()))


@dataclass(frozen=True, slots=True)
class Reach:
    """The whole report."""

    rows: Sequence[ReachRow]
    elsewhere: dict[str, int]  #: copies that were noted for the whole city or a larger area

    @property
    def silent(self) -> list[ReachRow]:
        """The neighbourhoods that nothing reached."""
        return [row for row in self.rows if row.silent]


def few(count: int) -> str:
    """A count of readers as it may be shown.

    >>> few(0), few(3), few(12)
    ('0', '< 5', '12')
    """
    return f"< {LEAST}" if 0 < count < LEAST else str(count)


def reach(reached: Reached) -> Reach:
    """The report of a call, a newsletter or anything else; fourteen queries at most, however large the city is."""
    areas = _neighbourhoods(reached.place)
    refs = [f"{Level.NEIGHBOURHOOD}/{code}" for code, _name in areas]
    mail, push = _followers(refs)
    told = _told(reached)
    paper: dict[str, Counter[str]] = {}
    handed = (
        Distribution.objects.filter(about=str(reached.subject)).values_list("area", "way").annotate(n=Sum("copies"))
    )
    for area, way, n in handed.order_by():
        paper.setdefault(area, Counter())[way] += n
    homes = _homes(refs)
    rows = [
        ReachRow(ref, name, mail[ref], push[ref], told[ref], dict(paper.get(ref, {})), *homes.get(ref, ()))
        for ref, (_code, name) in zip(refs, areas, strict=True)
    ]
    rest: Counter[str] = Counter()
    for area, ways in paper.items():
        if area not in refs:
            rest.update(ways)
    return Reach(rows, dict(rest))


def _homes(refs: Sequence[str]) -> dict[str, tuple[int, str, str]]:
    """How many homes there are: the letterboxes where the office counted them, else what the monitor says."""
    boxes = Homes.objects.filter(area__in=refs).values_list("area", "count")
    found = {area: (count, "letterboxes", "") for area, count in boxes}
    for room in providers("counts"):
        counts: Counts = room
        missing = [ref for ref in refs if ref not in found]
        known = counts.counted(missing) if missing else {}
        found |= {ref: (one.count, one.what, one.period) for ref, one in known.items()}
    return found


def _neighbourhoods(place: str) -> list[tuple[str, Text]]:
    """Code and name of the neighbourhoods that a place touches."""
    found: QuerySet[Area] = Area.objects.current().at(Level.NEIGHBOURHOOD).on_the_ground().order_by("code")
    if place:
        codes = [ref.partition("/")[2] for ref in touched(place) if ref.startswith(f"{Level.NEIGHBOURHOOD}/")]
        found = found.filter(code__in=codes)
    return list(found.values_list("code", "name"))


def _followers(refs: Sequence[str]) -> tuple[Counter[str], Counter[str]]:
    """Who follows each neighbourhood: by mail, and in how many browsers."""
    live = Follow.objects.filter(tag__in=[f"area:{ref}" for ref in refs], reader__stopped_at=None)
    live = live.exclude(confirmed_at=None).exclude(reader__confirmed_at=None)
    by_mail = Count("reader", distinct=True, filter=Q(reader__by_mail=True))
    in_browsers = Count("reader", distinct=True, filter=Q(reader__pushes__isnull=False))
    mail, push = Counter[str](), Counter[str]()
    for tag, letters, browsers in live.order_by().values_list("tag").annotate(m=by_mail, p=in_browsers):
        mail[tag.removeprefix("area:")], push[tag.removeprefix("area:")] = letters, browsers
    return mail, push


def _told(reached: Reached) -> Counter[str]:
    """How many readers a letter told of it, by the neighbourhood they live in, as `notices` counted."""
    path, counted = _path(reached), Counter[str]()
    item = Item.objects.filter(path=path).order_by("index").values_list("index", "at").first() if path else None
    if item is not None:
        for told in notices.reached(item[0], until=item[1] + WINDOW):
            counted[told.home] += told.readers
    return counted


def _path(reached: Reached) -> str:
    """The page under which the news of it was told."""
    if reached.subject.kind == "outreach.newsletter":
        return f"newsletters/{reached.subject.id}/"
    if reached.subject.kind == "outreach.call":
        codes = Code.objects.filter(call__key=reached.subject.id, channel=Channel.SITE)
        code = codes.values_list("code", flat=True).first()
        return f"k/{code}/" if code else ""
    return ""
