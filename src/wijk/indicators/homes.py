"""How many homes or people does the monitor count in an area? What a share of an area is measured against, for the rooms beside it."""

from collections.abc import Collection, Mapping

from wijk.core.providers import Known
from wijk.indicators.queries.catalogue import IndicatorCard, every_card
from wijk.indicators.queries.profiles import trend_of
from wijk.territory.models import Area

#: Codes of indicators that count homes, and people, the best first.
CODES = {"households": ("households", "dwellings"), "residents": ("population", "residents")}


class Homes:
    """Households in each area by its newest published figure; residents where nobody counts households."""

    def counted(self, areas: Collection[str]) -> Mapping[str, Known]:
        """By reference ("neighbourhood/58"); areas without a figure are left out. Four queries, seven where one must look further."""
        ids = _ids(areas)
        found: dict[str, Known] = {}
        cards = {card.code: card for card in every_card().values()}
        for what, codes in CODES.items():
            missing = [ref for ref in ids if ref not in found]
            card = next((cards[code] for code in codes if code in cards), None)
            if missing and card is not None:
                found |= _newest(card, {ids[ref]: ref for ref in missing}, what)
        return found


def _ids(areas: Collection[str]) -> dict[str, int]:
    """The areas in force, by reference."""
    codes = {ref.partition("/")[2] for ref in areas}
    rows = Area.objects.current().filter(code__in=codes).values_list("area_set__level", "code", "pk")
    every = {f"{level}/{code}": pk for level, code, pk in rows}
    return {ref: every[ref] for ref in areas if ref in every}


def _newest(card: IndicatorCard, refs: Mapping[int, str], what: str) -> dict[str, Known]:
    found = {}
    for area, line in trend_of(card, list(refs)).items():
        known = [(p, v) for p, v in zip(line.periods, line.values, strict=False) if v is not None and v >= 1]
        if known:
            period, value = known[-1]
            found[refs[area]] = Known(round(value), what, period)
    return found


homes = Homes()
