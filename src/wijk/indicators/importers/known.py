"""What must be known of catalogue and territory to understand a file: asked once, kept while it is read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from wijk.indicators.models import Indicator, Source
from wijk.methods.formats.codes import looks_like_lost_zeros
from wijk.territory.models import Area, AreaSet


@dataclass
class Known:
    """Indicators, area sets and sources by the names that files use. Asks the database when first needed."""

    _codes: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def indicators(self) -> Mapping[str, Indicator]:
        """Every indicator by code."""
        return {i.code: i for i in Indicator.objects.prefetch_related("parts")}

    @cached_property
    def area_sets(self) -> Mapping[str, AreaSet]:
        """Every area set by "key/version"."""
        return {str(s): s for s in AreaSet.objects.order_by("level", "-valid_from", "key")}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source by code."""
        return {s.code: s for s in Source.objects.all()}

    def codes(self, area_set: str) -> Sequence[str]:
        """The codes of an area set, in the order of their keys."""
        if area_set not in self._codes:
            rows = Area.objects.filter(area_set=self.area_sets[area_set]).order_by("id").values_list("code", flat=True)
            self._codes[area_set] = list(rows)
        return self._codes[area_set]

    def guesses(self, unknown: Sequence[str], area_set: str) -> Mapping[str, str]:
        """Unknown code → the known code that it probably was."""
        return {guess.given: guess.proposed for guess in looks_like_lost_zeros(unknown, self.codes(area_set))}

    def elsewhere(self, code: str, area_set: str) -> str:
        """Another area set that knows this code; "" when none does."""
        return next((name for name in self.area_sets if name != area_set and code in self._set_of(name)), "")

    def _set_of(self, area_set: str) -> frozenset[str]:
        if area_set not in self._frozen:
            self._frozen[area_set] = frozenset(self.codes(area_set))
        return self._frozen[area_set]

    @cached_property
    def _frozen(self) -> dict[str, frozenset[str]]:
        return {}
