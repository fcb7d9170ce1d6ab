"""In which neighbourhood does a seat lie, and which pages does a place touch? Asked once each, however long the list."""

from collections.abc import Iterable

import numpy as np
import shapely
from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Absent, Refused
from wijk.territory.models import Area, Level, Shape
from wijk.territory.queries import fold, touched

#: What people write for the whole city.
EVERYWHERE = ("*", "city", "stad", "ville", "whole city", "hele stad", "toute la ville")


class Ground:
    """The city's areas, remembered while one list is written."""

    def __init__(self) -> None:
        self._touched: dict[str, frozenset[str]] = {}
        self._names: dict[str, str] | None = None
        self._tree: shapely.STRtree | None = None
        self._refs: list[str] = []

    def touched(self, places: Iterable[str]) -> frozenset[str]:
        """All areas on whose pages these places stand. Refused for a place that is not there."""
        found: set[str] = set()
        for place in places:
            if place not in self._touched:
                self._touched[place] = self._ask(place)
            found |= self._touched[place]
        return frozenset(found)

    def _ask(self, place: str) -> frozenset[str]:
        try:
            return touched(place)
        except Absent:
            raise unknown(place) from None

    def at(self, lon: float | None, lat: float | None) -> str:
        """The neighbourhood of a point; "" where there is none."""
        if lon is None or lat is None:
            return ""
        if self._tree is None:
            rows = Shape.objects.filter(
                area__area_set__level=Level.NEIGHBOURHOOD, area__area_set__current=True
            ).order_by("area__code")
            pairs = list(rows.values_list("area__code", "wkb"))
            self._refs = [f"{Level.NEIGHBOURHOOD.value}/{code}" for code, wkb in pairs]
            self._tree = shapely.STRtree(shapely.from_wkb([bytes(wkb) for code, wkb in pairs]))
        hits = self._tree.query(shapely.points(lon, lat), predicate="covered_by")
        return self._refs[int(np.min(hits))] if len(hits) else ""

    def named(self, words: str) -> str:
        """The place that somebody wrote as a reference, a code or a name; Refused where there is none or more than one."""
        if self._names is None:
            self._names = _names()
        bare = words.strip()
        found = self._names.get(bare) or self._names.get(fold(bare))
        if found is None:
            if bare.startswith("perimeter/"):
                self.touched([bare])
                return bare
            raise unknown(bare)
        return "" if found == "*" else found


def unknown(place: str) -> Refused:
    """The sentence for a place that is not there."""
    sentence = _(
        "There is no neighbourhood, municipality or perimeter “{place}”. Use its name or code, or city for everywhere."
    )
    return Refused("area-unknown", sentence, place=place[:60], field="areas")


def _names() -> dict[str, str]:
    """References, codes and names of areas in force; a neighbourhood goes before a municipality of the same name."""
    rows = Area.objects.current().filter(area_set__level__in=[Level.MUNICIPALITY, Level.NEIGHBOURHOOD, Level.REGION])
    found = dict.fromkeys(EVERYWHERE, "*")
    order = {Level.REGION.value: 0, Level.MUNICIPALITY.value: 1, Level.NEIGHBOURHOOD.value: 2}
    listed = sorted(rows.values_list("area_set__level", "code", "name"), key=lambda row: (order[row[0]], row[1]))
    for level, code, name in listed:
        ref = f"{level}/{code}"
        for said in (ref, code, *(fold(words) for words in name.values())):
            if said:
                found[said] = ref
    return found
