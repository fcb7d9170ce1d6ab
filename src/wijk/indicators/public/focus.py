"""Which area does the reader hold on to while looking at figures, and in what does it lie?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wijk.core.standing import Standing
from wijk.core.text import Text
from wijk.territory.models import Area, Nesting

#: Where a code stands on several levels, the first of these is meant.
ORDER = ("neighbourhood", "municipality", "sector", "region")


@dataclass(frozen=True, slots=True)
class Spot:
    """One area by its key, level, code and name."""

    id: int
    level: str
    code: str
    name: Text
    area_set: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Focus:
    """An area with the leading area of each higher level that it lies in."""

    area: Spot
    above: Mapping[str, Spot] = field(default_factory=dict)

    def at(self, level: str) -> Spot | None:
        """The area itself or the one above it on this level."""
        return self.area if level == self.area.level else self.above.get(level)

    @property
    def line(self) -> list[Spot]:
        """The area, its municipality and its region: those that stand beside each other in a trend."""
        wanted = (self.area, self.above.get("municipality"), self.above.get("region"))
        return list(dict.fromkeys(spot for spot in wanted if spot))


_COLUMNS = ("id", "area_set__level", "code", "name", "area_set_id", "kind")
_WITH_CODE = Standing(
    lambda *, codes: Area.objects.current().on_the_ground().filter(code__in=codes).values_list(*_COLUMNS)
)
_ABOVE = Standing(
    lambda *, areas: Nesting.objects.filter(child_id__in=areas, lead=True, parent__area_set__current=True).values_list(
        "child_id", *(f"parent__{name}" for name in _COLUMNS)
    )
)


def find_areas(refs: Sequence[str]) -> list[Spot]:
    """The areas in force with these codes ("58") or references ("municipality/21001"), in this order; one query."""
    codes = {ref.rpartition("/")[2] for ref in refs}
    if not codes:
        return []
    rows = [Spot(*row) for row in _WITH_CODE.ask(codes=codes)]
    rows.sort(key=lambda spot: ORDER.index(spot.level))
    found: list[Spot] = []
    for ref in refs:
        level, _, code = ref.rpartition("/")
        spot = next((s for s in rows if s.code == code and level in ("", s.level)), None)
        if spot and spot not in found:
            found.append(spot)
    return found


def above(areas: Sequence[int]) -> dict[int, dict[str, Spot]]:
    """By area: the leading area of each higher level in force; one query."""
    found: dict[int, dict[str, Spot]] = {area: {} for area in areas}
    for child, *row in _ABOVE.ask(areas=areas):
        spot = Spot(*row)
        found[child][spot.level] = spot
    return found


def focus_on(ref: str) -> Focus | None:
    """The area that an address holds on to (`?in=58`), with those above it; None where there is no such area. Two queries."""
    spots = find_areas([ref]) if ref else []
    return Focus(spots[0], above([spots[0].id])[spots[0].id]) if spots else None
