"""Which area is this, what does it lie in, what lies in it, and what can be drawn of it?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from wijk.core.errors import Absent
from wijk.core.models import Setting
from wijk.core.standing import Standing
from wijk.core.text import Text
from wijk.territory.drawing import MOST, Drawing, atlas
from wijk.territory.models import Area, AreaSet, Kind, Level, Nesting

_COARSER: Mapping[str, str] = {
    Level.SECTOR: Level.NEIGHBOURHOOD,
    Level.NEIGHBOURHOOD: Level.MUNICIPALITY,
    Level.MUNICIPALITY: Level.REGION,
}


def _by_code(versioned: bool, *, level: str, code: str, version: str = "") -> "QuerySet[Area]":
    rows = Area.objects.at(level).filter(code=code).select_related("area_set")
    return rows.filter(area_set__version=version) if versioned else rows.current()


_BY_CODE = Standing(_by_code)


def city() -> Mapping[str, Any]:
    """What the pack said of the city (name, languages, time zone, frame, `streets_complete`); empty before one is loaded."""
    told = Setting.objects.filter(name="city").values_list("value", flat=True).first()
    return told or {}


def area(level: str, code: str, version: str | None = None) -> Area:
    """The area with this reference, with its set: of the version in force, or of the one named ("2011"). Raises Absent."""
    asked = {"version": version} if version else {}
    found: list[Area] = _BY_CODE.find(bool(version), level=level, code=code, **asked)
    if not found:
        raise Absent("area")
    return found[0]


def children(of: Area, level: str) -> "QuerySet[Area]":
    """The areas in force of a smaller level that lie in this one, wholly or in part; units without ground included."""
    return Area.objects.current().at(level).filter(parent_links__parent=of).order_by("code")


@dataclass(frozen=True, slots=True)
class Parent:
    """A larger area: `share` of the child's surface lies in it, and `lead` says that it answers for the child at its level."""

    parent: Area
    share: float
    lead: bool


def parents(of: Area, level: str | None = None) -> list[Parent]:
    """The areas that this one lies in, smallest level first and the lead before the others; one query."""
    links = Nesting.objects.filter(child=of).select_related("parent", "parent__area_set")
    links = links.filter(parent__area_set__level=level) if level else links
    order = {value: i for i, value in enumerate(Level.values)}
    found = [Parent(link.parent, link.share, link.lead) for link in links]
    return sorted(found, key=lambda p: (order[p.parent.area_set.level], not p.lead, -p.share, p.parent.code))


@dataclass(frozen=True, slots=True)
class Version:
    """One area in one version of its set, as its page shows it; with its outline where it has one."""

    id: int
    code: str
    name: Text
    kind: str
    note: Text
    area_set: int
    key: str
    version: str
    level: str
    current: bool
    path: str | None
    box: str | None


_VERSIONS = Standing(
    lambda *, level, code: Area.objects.at(level)
    .on_the_ground()
    .filter(code=code)
    .order_by("-area_set__current", "-area_set__valid_from")
    .values_list(
        "id", "code", "name", "kind", "note", "area_set_id", "area_set__key", "area_set__version", "area_set__level",
        "area_set__current", "shape__coarse", "shape__box",
    )[:12]
)  # fmt: skip


def versions(level: str, code: str) -> list[Version]:
    """The area with this reference in each version, the one in force first, then the newest; one query."""
    return [Version(*row) for row in _VERSIONS.ask(level=level, code=code)]


@dataclass(frozen=True, slots=True)
class Larger:
    """A larger area in which one lies: `share` of its surface does, and `lead` says that it answers for it at its level."""

    id: int
    code: str
    name: Text
    area_set: int
    level: str
    share: float
    lead: bool


_LARGER = Standing(
    lambda *, area: Nesting.objects.filter(child=area).values_list(
        "parent_id", "parent__code", "parent__name", "parent__area_set_id", "parent__area_set__level", "share", "lead"
    )
)


def larger(area: int) -> list[Larger]:
    """What `parents` tells, for a page: smallest level first and the lead before the others; one query."""
    order = {value: i for i, value in enumerate(Level.values)}
    found = [Larger(*row) for row in _LARGER.ask(area=area)]
    return sorted(found, key=lambda p: (order[p.level], not p.lead, -p.share, p.code))


def siblings(of: Area, level: str = Level.MUNICIPALITY, limit: int = 60) -> "QuerySet[Area]":
    """Areas of the same set that lie in the same larger area (its lead), without itself."""
    lead = Nesting.objects.filter(child=of, lead=True, parent__area_set__level=level).values("parent_id")
    return (
        Area.objects.filter(area_set_id=of.area_set_id, parent_links__parent_id__in=lead)
        .exclude(pk=of.pk)
        .order_by("code")[:limit]
    )


def neighbours(of: Area, limit: int = 12) -> list[Area]:
    """Areas of the same set that lie nearest: their boxes meet, and then the nearest middles come first."""
    if of.lon is None or of.lat is None or of.west is None:
        return []
    meet = Area.objects.filter(
        area_set_id=of.area_set_id, west__lte=of.east, east__gte=of.west, south__lte=of.north, north__gte=of.south
    )
    lon, lat = of.lon, of.lat
    found = [a for a in meet.exclude(pk=of.pk) if a.lon is not None and a.lat is not None]
    found.sort(key=lambda a: ((a.lon or 0) - lon) ** 2 * 0.4 + ((a.lat or 0) - lat) ** 2)
    return found[:limit]


def counted(area_set: AreaSet) -> int:
    """How many areas with ground does a set have?"""
    return area_set.areas.exclude(kind=Kind.NOWHERE).count()


def what_to_draw(level: str, within: Area | None = None) -> tuple[Drawing | None, str]:
    """What is drawn when a reader asks for a level (in an area)? The drawing, and why it is another one: "", "too-many", "no-level".

    At most `MOST` areas are drawn at once: where a level has more, the next coarser level stands in for it. At most three queries.
    """
    known, why, asked = atlas(), "", level
    while True:
        if known.current(asked) is not None:
            drawn = known.level(asked, within.pk if within else None)
            if drawn is not None:
                return drawn, why
            why = "too-many"
        else:
            why = why or "no-level"
        if asked not in _COARSER:
            return None, why
        asked = _COARSER[asked]


__all__ = [
    "MOST",
    "Larger",
    "Parent",
    "Version",
    "area",
    "children",
    "city",
    "counted",
    "larger",
    "neighbours",
    "parents",
    "siblings",
    "versions",
    "what_to_draw",
]
