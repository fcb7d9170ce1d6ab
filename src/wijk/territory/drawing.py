"""What does a page draw? The outlines of one level, or of what lies in one area: never more than a reader can take in.

Outlines change only when a city is loaded, so each process keeps the last ones; `stamp` tells when they are out of date.
"""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from zlib import crc32

from django.db.models import JSONField, OuterRef, Subquery

from wijk.core.kept import Kept
from wijk.core.models import Setting
from wijk.core.text import Text
from wijk.territory.models import Area, AreaSet, Kind, Level, Nesting
from wijk.trail import queries as trail

#: More areas than this are never drawn or listed at once.
MOST: Final = 1000
LEVELS: Final = (Level.SECTOR.value, Level.NEIGHBOURHOOD.value, Level.MUNICIPALITY.value, Level.REGION.value)


@dataclass(frozen=True, slots=True)
class Outline:
    """One area as it is drawn and listed; `lead` is the municipality that answers for it, where one does."""

    id: int
    code: str
    name: Text
    kind: str
    lead: int | None
    path: str
    box: str


@dataclass(frozen=True)
class Drawing:
    """The areas of one level, or those of them that lie in one area, by code; the units without ground stand apart."""

    area_set: int
    level: str
    view_box: str
    outlines: tuple[Outline, ...]
    nowhere: tuple[Outline, ...] = ()
    within: int | None = None

    @cached_property
    def by_id(self) -> Mapping[int, Outline]:
        """The outlines by primary key."""
        return {o.id: o for o in self.outlines}

    @cached_property
    def by_code(self) -> Mapping[str, Outline]:
        """The outlines by code."""
        return {o.code: o for o in self.outlines}


@dataclass(frozen=True, slots=True)
class Division:
    """One version of an area set."""

    id: int
    key: str
    version: str
    level: str
    name: Text
    current: bool
    valid_from: date
    valid_to: date | None
    view_box: str


@dataclass(frozen=True)
class Atlas:
    """The city and its divisions as they stand now; asks for outlines when they are wanted."""

    city: Mapping[str, Any]  #: what the pack said: name, languages, time zone, `streets_complete`
    divisions: tuple[Division, ...]
    stamp: int
    mark: str = ""  #: of the trail: what else a page may keep holds under it (`wijk.core.kept`)

    def current(self, level: str) -> Division | None:
        """The version in force of one level."""
        return next((d for d in self.divisions if d.level == level and d.current), None)

    def division(self, key: int) -> Division | None:
        """One version by its primary key."""
        return next((d for d in self.divisions if d.id == key), None)

    def drawing(self, area_set: int, within: int | None = None) -> Drawing | None:
        """The areas of a set, or those in one area; None where they are more than `MOST`. One query, or none when kept."""
        key = (self.stamp, area_set, within)
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
        division = self.division(area_set)
        made = _drawn(division, within) if division else None
        _kept[key] = made
        while len(_kept) > 64:
            _kept.popitem(last=False)
        return made

    def level(self, level: str, within: int | None = None) -> Drawing | None:
        """The areas in force of one level; None where they are more than `MOST`, or where the level does not exist."""
        division = self.current(level)
        return self.drawing(division.id, within) if division else None

    def region(self) -> Outline | None:
        """The one area that contains all, where there is one."""
        drawn = self.level(Level.REGION)
        return drawn.outlines[0] if drawn and drawn.outlines else None


_kept: "OrderedDict[tuple[int, int, int | None], Drawing | None]" = OrderedDict()


_atlas: Kept[Atlas] = Kept(1)


def forget() -> None:
    """Keep nothing any longer."""
    _kept.clear()


def atlas() -> Atlas:
    """The city and its divisions; one query, whether they are kept or not."""
    mark = trail.mark()
    return _atlas.get(mark, "", lambda: _opened(mark))


def _opened(mark: str) -> Atlas:
    told = {
        name: Subquery(Setting.objects.filter(name=name).values("value")[:1], output_field=JSONField())
        for name in ("city", "territory")
    }
    rows = list(
        AreaSet.objects.order_by("level", "-current", "-valid_from").values_list(
            "id", "key", "version", "level", "name", "current", "valid_from", "valid_to", "view_box", *told.values()
        )
    )
    divisions = tuple(Division(*row[:-2]) for row in rows)
    city, stamp = rows[0][-2:] if rows else ({}, None)
    print_of = repr((city, stamp, [(d.id, d.key, d.version, d.current, d.view_box) for d in divisions]))
    return Atlas(city or {}, divisions, crc32(print_of.encode()), mark)


def _drawn(division: Division, within: int | None) -> Drawing | None:
    wanted = Area.objects.filter(area_set_id=division.id)
    if within is not None:
        wanted = wanted.filter(parent_links__parent_id=within)
    lead = Nesting.objects.filter(
        child_id=OuterRef("id"), lead=True, parent__area_set__level=Level.MUNICIPALITY, parent__area_set__current=True
    )
    path = "shape__coarse" if within is None else "shape__fine"
    rows: list[tuple[Any, ...]] = list(
        wanted.annotate(led_by=Subquery(lead.values("parent_id")[:1])).values_list(
            "id", "code", "name", "kind", "led_by", path, "shape__box"
        )[: MOST + 1]
    )
    if len(rows) > MOST:
        return None
    every = [Outline(r[0], r[1], r[2], r[3], r[4], r[5] or "", r[6] or "") for r in rows]
    every.sort(key=lambda o: (len(o.code), o.code))
    ground = [o for o in every if o.kind != Kind.NOWHERE]
    nowhere = tuple(o for o in every if o.kind == Kind.NOWHERE)
    return Drawing(division.id, division.level, _view_box(division, ground, within), tuple(ground), nowhere, within)


def _view_box(division: Division, outlines: list[Outline], within: int | None) -> str:
    """Of the whole set as it was laid down; of a part, in the tenths of the fine paths, with some room around it."""
    if within is None:
        return division.view_box
    boxes = [[float(n) for n in o.box.split()] for o in outlines if o.box]
    if not boxes:
        return division.view_box
    west, north = min(b[0] for b in boxes), min(b[1] for b in boxes)
    east, south = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    room = 0.03 * max(east - west, south - north)
    numbers = (west - room, north - room, east - west + 2 * room, south - north + 2 * room)
    return " ".join(f"{10 * n:.0f}" for n in numbers)
