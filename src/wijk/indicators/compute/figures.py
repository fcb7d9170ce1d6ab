"""Everything that is published of an indicator, reckoned afresh from the kept files: the same files, the same figures."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from wijk.indicators.cells import ABSENT, BLANK, NOBODY
from wijk.indicators.compute.estimate import estimate
from wijk.indicators.compute.ground import RANK, Ground, Grounds
from wijk.indicators.compute.sheets import Bytes, Sheet, delivered, in_order
from wijk.indicators.compute.upward import NO_WEIGHT, REASONS, raise_counts, spoken, take_up
from wijk.indicators.models import Indicator

ESTIMATED = ord("e")
PEOPLE = "population"  #: the indicator that says where nobody lives, where an indicator names no weight of its own


class Reckoning:
    """One run over any number of indicators; keeps the ground and the populations that it needed."""

    def __init__(self, grounds: Grounds | None = None) -> None:
        self.grounds = grounds or Grounds()
        self._counted: dict[int, dict[int, Sheet]] = {}

    @cached_property
    def population(self) -> Indicator | None:
        """The indicator that counts people."""
        return Indicator.objects.filter(code=PEOPLE, measure=Indicator.Measure.COUNT).first()

    def people_of(self, indicator: Indicator) -> Mapping[int, Sheet]:
        """By area set: the counts that weigh this indicator, delivered or summed."""
        people = indicator.weight or self.population
        if people is None or people.measure != Indicator.Measure.COUNT:
            return {}
        if people.id not in self._counted:
            base = delivered(people, self.grounds)
            for home, sheet in base.items():
                mark_nobody(sheet, self.grounds.ground(home), None)
            self._counted[people.id] = _raised(people, base, {}, self.grounds)
        return self._counted[people.id]


def figures(indicator: Indicator, reckoning: Reckoning) -> dict[int, Sheet]:
    """By area set: all values of an indicator that are to be published, with marks, reasons and notes."""
    base = delivered(indicator, reckoning.grounds)
    people = reckoning.people_of(indicator)
    is_people = indicator == (indicator.weight or reckoning.population)
    for home, sheet in base.items():
        mark_nobody(sheet, reckoning.grounds.ground(home), None if is_people else people.get(home))
    return _raised(indicator, base, people, reckoning.grounds)


def mark_nobody(sheet: Sheet, ground: Ground, people: Sheet | None) -> None:
    """Where nobody lives there is nothing to tell: the mark "r" in place of silence.

    Known to be empty: the population of that very period is 0. Else the kind of ground says so, where the population is not known.
    """
    said = spoken(sheet)[None, :]
    counts = people.over(sheet.periods).values if people is not None else np.full(sheet.values.shape, np.nan)
    empty = (counts == 0) & np.isin(sheet.marks, (BLANK, ABSENT))
    empty |= ground.empty_kind[:, None] & np.isnan(counts) & (sheet.marks == BLANK)
    sheet.marks[empty & said & ~ground.nowhere[:, None]] = NOBODY


def _raised(
    indicator: Indicator, base: Mapping[int, Sheet], people: Mapping[int, Sheet], grounds: Grounds
) -> dict[int, Sheet]:
    """The sheets as delivered, and those of all larger areas reckoned from them."""
    made = dict(base)
    homes = sorted(base, key=lambda home: (RANK[grounds.sets[home].level], not grounds.sets[home].current, home))
    targets = dict.fromkeys(target for home in homes for target in grounds.parents(home))
    for target in targets:
        children = [home for home in homes if target in grounds.parents(home)]
        made[target] = _level(indicator, target, base, children, people, grounds)
    return made


def _level(
    indicator: Indicator, target: int, base: Mapping[int, Sheet], children: Sequence[int],
    people: Mapping[int, Sheet], grounds: Grounds,
) -> Sheet:  # fmt: skip
    """One larger area set: as delivered, else summed (the smallest areas first), else estimated."""
    size, own = len(grounds.ground(target)), base.get(target)
    periods = in_order(p for home in [*children, *([target] if own else [])] for p in base[home].periods)
    sheet = (own or Sheet.blank(size, periods)).over(periods)
    if sheet is own:
        sheet = _copy(sheet)
    why = np.zeros((size, len(periods)), np.uint8)
    used = list(own.deliveries) if own else []
    for home in children:
        used += _sum_up(sheet, why, base[home], home, target, indicator, grounds)
    if indicator.measure != Indicator.Measure.COUNT:
        for home in reversed(children):
            used += _estimate(sheet, why, base[home], home, target, indicator, people, grounds)
    sheet.deliveries = tuple(dict.fromkeys(used))
    _explain(sheet, why)
    return _without_empty(sheet, own.periods if own else ())


def _copy(sheet: Sheet) -> Sheet:
    copy = Sheet(
        sheet.periods, sheet.values.copy(), sheet.numerators.copy(), sheet.denominators.copy(), sheet.marks.copy()
    )
    copy.deliveries = sheet.deliveries
    return copy


def _sum_up(
    sheet: Sheet, why: Bytes, child: Sheet, home: int, target: int, indicator: Indicator, grounds: Grounds
) -> Sequence[str]:
    said = np.flatnonzero(spoken(child))
    periods = tuple(child.periods[i] for i in said.tolist())
    if not periods:
        return ()
    part = child.over(periods)
    raised = raise_counts(
        part, grounds.ground(home), grounds.parents(home)[target], len(grounds.ground(target)), indicator
    )
    reasons = take_up(sheet, raised, periods)
    columns = np.array([sheet.periods.index(p) for p in periods])
    why[:, columns] = np.where((why[:, columns] == 0) & (sheet.marks[:, columns] == BLANK), reasons, why[:, columns])
    for period, without in zip(periods, raised.without_nowhere.tolist(), strict=True):
        if without:
            sheet.notes.setdefault(period, []).append({"code": "without-nowhere"})
    return child.deliveries


def _estimate(
    sheet: Sheet, why: Bytes, child: Sheet, home: int, target: int, indicator: Indicator,
    people: Mapping[int, Sheet], grounds: Grounds,
) -> Sequence[str]:  # fmt: skip
    used: list[str] = []
    for column, period in enumerate(child.periods):
        at = sheet.periods.index(period)
        open_ = (sheet.marks[:, at] == BLANK) & (why[:, at] > 0)
        if not open_.any() or not child.known[:, column].any() or indicator.weight is None:
            continue
        found = estimate(child, column, home, target, people, grounds) if people else None
        if found is None:
            why[open_, at] = NO_WEIGHT
            continue
        write = open_ & np.isfinite(found.values)
        why[open_ & ~write, at] = found.why
        if not write.any():
            continue
        sheet.shares = np.full(sheet.values.shape, np.nan) if sheet.shares is None else sheet.shares
        sheet.values[write, at], sheet.marks[write, at] = found.values[write], ESTIMATED
        sheet.shares[write, at] = found.shares[write]
        note = {"code": "estimated", "weight": indicator.weight.code, "period": found.period}
        sheet.notes.setdefault(period, []).append(note)
        used += [key for one in people.values() for key in one.deliveries]
    return used


def _explain(sheet: Sheet, why: Bytes) -> None:
    """Areas of which something should be known and is not say "not available"; the commonest reason stands for the period."""
    still = (sheet.marks == BLANK) & (why > 0)
    for at, period in enumerate(sheet.periods):
        codes = why[still[:, at], at]
        if len(codes):
            sheet.reasons[period] = REASONS[int(np.bincount(codes).argmax())]
    sheet.marks[still] = ABSENT


def _without_empty(sheet: Sheet, delivered_periods: Sequence[str]) -> Sheet:
    """Without the periods in which nothing is known and nothing was delivered; their reasons stay."""
    held: list[bool] = np.asarray(sheet.known.any(axis=0)).tolist()
    keep = [p for p, any_ in zip(sheet.periods, held, strict=True) if any_ or p in delivered_periods]
    sheet.notes = {p: notes for p, notes in sheet.notes.items() if p in keep}
    return sheet.over(keep)
