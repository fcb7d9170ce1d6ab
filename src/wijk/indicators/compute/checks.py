"""Is a delivery believable? Impossible values, sums that do not add up, jumps, missing areas, what is already published."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from wijk.indicators.cells import ABSENT, ASIDE, NOBODY, SUPPRESSED, Part, read_part
from wijk.indicators.compute.difference import Difference, difference
from wijk.indicators.compute.ground import Ground, Grounds
from wijk.indicators.compute.published import published
from wijk.indicators.compute.sheets import Floats, Sheet, in_order, lay
from wijk.indicators.findings import Finding, Severity
from wijk.indicators.models import Indicator

NAMED = 20  #: cells of one kind that are written out
TOLERANCE = 0.006  #: relative difference between a value and its counts above rounding
UNIT_JUMP = 8.0  #: the median of a period against that of the last one: above this a unit has changed
PERSONS = frozenset({"persons", "households", "dwellings"})


class Checked:
    """One part with what is needed to judge it."""

    def __init__(self, indicator: Indicator, part: Part, ground: Ground) -> None:
        self.indicator, self.part, self.ground = indicator, part, ground
        used = np.unique(part.cells.period).tolist()
        self.sheet = Sheet.blank(len(ground), in_order(part.periods[i] for i in used))
        lay(self.sheet, part, ground)
        self.before = published(indicator.id, ground)
        self.difference: Difference = difference(part, indicator, ground, self.before)
        self.lines = self._places("line")
        self.columns = self._places("column")

    def _places(self, name: str) -> NDArray[np.int32]:
        """Where each cell stands in the file; -1 where it does not."""
        cells = self.part.cells
        out = np.full(self.sheet.values.shape, -1, np.int32)
        areas = np.array([self.ground.places.get(code, -1) for code in self.part.areas], np.int64)
        at = {p: i for i, p in enumerate(self.sheet.periods)}
        periods = np.array([at.get(p, -1) for p in self.part.periods], np.int64)
        out[areas[cells.area], periods[cells.period]] = getattr(cells, name)
        return out

    def told(self, code: str, severity: Severity, where: NDArray[np.bool_], **columns: object) -> Iterator[Finding]:
        """A finding for each cell where something holds; columns that are matrices give the number of the cell."""
        rows, periods = np.nonzero(where)
        for number, (row, at) in enumerate(zip(rows.tolist(), periods.tolist(), strict=True)):
            if number == NAMED:
                break
            rest = len(rows) - NAMED + 1 if number == NAMED - 1 else 1
            column = int(self.columns[row, at])
            params = {k: _short(float(v[row, at])) if isinstance(v, np.ndarray) else v for k, v in columns.items()}
            params |= {
                "indicator": self.indicator.code,
                "area": self.ground.codes[row],
                "period": self.sheet.periods[at],
            }
            yield Finding(
                code, severity, params, line=int(self.lines[row, at]),
                column=self.part.columns[column] if column >= 0 else "", count=rest,
            )  # fmt: skip


def _short(value: float) -> float | int | None:
    if np.isnan(value):
        return None
    return int(value) if value.is_integer() else float(f"{value:.10g}")


def check(
    parts: Sequence[tuple[Indicator, Path, int]], grounds: Grounds
) -> tuple[list[Finding], dict[str, Difference]]:
    """Judge every part (indicator, its file, area set) of a delivery; also what each would change.

    One part is in memory at a time, besides those that must add up.
    """
    found: list[Finding] = []
    differences: dict[str, Difference] = {}
    paths = {indicator.code: path for indicator, path, _ in parts}
    for indicator, path, home in parts:
        one = Checked(indicator, read_part(path), grounds.ground(home))
        differences[indicator.code] = one.difference
        for judge in (_impossible, _contradicting, _jumps, _missing, _again, _without_counts):
            found += judge(one)
        found += _parts_add_up(one, paths)
        found += _inside_adds_up(one, grounds)
    if differences and all(d.new == d.changed == 0 for d in differences.values()):
        found.append(Finding("nothing-new", "warning"))
    return found, differences


def _impossible(one: Checked) -> Iterator[Finding]:
    """Values that cannot be."""
    indicator, values = one.indicator, one.sheet.values
    with np.errstate(invalid="ignore"):
        if indicator.measure == Indicator.Measure.COUNT:
            yield from one.told("count-negative", "error", values < 0, value=values)
            if indicator.unit in PERSONS:
                torn = np.isfinite(values) & (np.abs(values - np.round(values)) > 1e-9)
                yield from one.told("count-not-whole", "warning", torn, value=values)
        negative = indicator.measure == Indicator.Measure.COUNT
        if indicator.lowest is not None and not (negative and indicator.lowest == 0):
            low = values < indicator.lowest
            yield from one.told("value-too-low", "error", low, value=values, limit=indicator.lowest)
        if indicator.highest is not None:
            high = values > indicator.highest
            yield from one.told("value-too-high", "error", high, value=values, limit=indicator.highest)
        if indicator.measure == Indicator.Measure.SHARE:
            numerators, denominators = one.sheet.numerators, one.sheet.denominators
            above = numerators > denominators
            yield from one.told("share-above-whole", "error", above, numerator=numerators, denominator=denominators)


def _contradicting(one: Checked) -> Iterator[Finding]:
    """A value that is not factor × numerator ÷ denominator, beyond rounding."""
    if one.indicator.measure not in (Indicator.Measure.SHARE, Indicator.Measure.RATIO):
        return
    sheet = one.sheet
    with np.errstate(divide="ignore", invalid="ignore"):
        reckoned = one.indicator.factor * sheet.numerators / sheet.denominators
        rounding = 0.51 * 10.0**-one.indicator.decimals
        wrong = np.abs(reckoned - sheet.values) > np.maximum(rounding, TOLERANCE * np.abs(reckoned))
    yield from one.told(
        "share-contradicts", "error", wrong & np.isfinite(reckoned), value=sheet.values, reckoned=reckoned
    )


def _earlier(one: Checked) -> Iterator[tuple[int, str, Floats, NDArray[np.uint8]]]:
    """For each period: the one before it, in the delivery or published, with its values and marks."""
    known: dict[str, tuple[Floats, NDArray[np.uint8]]] = {}
    if one.before is not None:
        known = {p: (one.before.values[:, i], one.before.marks[:, i]) for i, p in enumerate(one.before.periods)}
    known |= {p: (one.sheet.values[:, i], one.sheet.marks[:, i]) for i, p in enumerate(one.sheet.periods)}
    order = in_order(known)
    for at, period in enumerate(one.sheet.periods):
        place = order.index(period)
        if place:
            yield at, order[place - 1], *known[order[place - 1]]


def _jumps(one: Checked) -> Iterator[Finding]:
    """Values far from those of the last period, one by one and as a whole."""
    limit = one.indicator.jump
    where = np.zeros(one.sheet.values.shape, bool)
    before = np.full(one.sheet.values.shape, np.nan)
    earlier_of: dict[int, str] = {}
    for at, earlier, values, _ in _earlier(one):
        now = one.sheet.values[:, at]
        before[:, at], earlier_of[at] = values, earlier
        with np.errstate(divide="ignore", invalid="ignore"):
            both = np.isfinite(now) & np.isfinite(values) & (values != 0)
            relative = np.abs(now / values - 1)
        if limit is not None:
            where[:, at] = both & (relative > limit)
        if both.sum() >= 5:
            times = float(np.median(np.abs(now[both] / values[both])))
            if times > UNIT_JUMP or 0 < times < 1 / UNIT_JUMP:
                params = {"indicator": one.indicator.code, "period": one.sheet.periods[at], "earlier": earlier}
                params |= {"times": f"{times:.3g}"}
                yield Finding("magnitude", "warning", params)
    for finding in one.told("jump", "warning", where, value=one.sheet.values, before=before):
        at = one.sheet.periods.index(str(finding.params["period"]))
        yield Finding(
            finding.code, finding.severity, {**finding.params, "earlier": earlier_of[at]}, "", "", finding.line,
            finding.column, finding.count,
        )  # fmt: skip


def _missing(one: Checked) -> Iterator[Finding]:
    """Areas that had a value in the period before and are not in the delivery."""
    for at, earlier, _, marks in _earlier(one):
        gone = np.isin(marks, [ord(m) for m in "de"]) & (one.sheet.marks[:, at] == ord("-"))
        gone &= ~_told_elsewhere(one, one.sheet.periods[at])
        if gone.any():
            codes = [one.ground.codes[i] for i in np.flatnonzero(gone).tolist()]
            shown = ", ".join(codes[:8]) + ("…" if len(codes) > 8 else "")
            params = {
                "indicator": one.indicator.code,
                "period": one.sheet.periods[at],
                "earlier": earlier,
                "count": len(codes),
                "areas": shown,
            }
            yield Finding("areas-missing", "warning", params)


def _told_elsewhere(one: Checked, period: str) -> NDArray[np.bool_]:
    """Where the same period is published already: it stays, so nothing is missing."""
    if one.before is None or period not in one.before.periods:
        return np.zeros(len(one.ground), bool)
    return np.asarray(one.before.marks[:, one.before.periods.index(period)] != ord("-"))


def _again(one: Checked) -> Iterator[Finding]:
    """Periods that are published already."""
    for period, _, changed, same, gone in one.difference.per_period:
        if changed + same:
            params = {"indicator": one.indicator.code, "period": period, "changed": changed, "same": same, "gone": gone}
            severity: Severity = "warning" if changed else "note"
            yield Finding("period-again", severity, params)


def _without_counts(one: Checked) -> Iterator[Finding]:
    """Shares without counts cannot be recomputed for larger areas."""
    if one.indicator.measure not in (Indicator.Measure.SHARE, Indicator.Measure.RATIO):
        return
    if np.isfinite(one.sheet.values).any() and not np.isfinite(one.sheet.denominators).any():
        yield Finding("counts-absent", "note", {"indicator": one.indicator.code})


def _parts_add_up(one: Checked, paths: Mapping[str, Path]) -> Iterator[Finding]:
    """A whole that is not the sum of its parts; parts come from this delivery, else from what is published."""
    codes = sorted((p.code, p) for p in one.indicator.parts.all())
    if not codes:
        return
    total = np.zeros(one.sheet.values.shape)
    for code, part in codes:
        if code in paths:
            told = Sheet.blank(len(one.ground), one.sheet.periods)
            lay(told, read_part(paths[code]), one.ground)
        else:
            told = (published(part.id, one.ground) or Sheet.blank(len(one.ground), ())).over(one.sheet.periods)
        total += told.values
    with np.errstate(invalid="ignore"):
        wrong = np.abs(total - one.sheet.values) > np.maximum(0.51, 1e-9 * np.abs(total))
    yield from one.told(
        "part-sum", "error", wrong, value=one.sheet.values, sum=total, parts=", ".join(code for code, _ in codes)
    )


def _inside_adds_up(one: Checked, grounds: Grounds) -> Iterator[Finding]:
    """A count that is not the sum of the published counts of the areas inside it, or that gives away a suppressed one."""
    if one.indicator.measure != Indicator.Measure.COUNT:
        return
    for home, area_set in grounds.sets.items():
        if area_set.level == one.ground.level or one.ground.id not in grounds.parents(home):
            continue
        inside = published(one.indicator.id, grounds.ground(home))
        if inside is None:
            continue
        children = inside.over(one.sheet.periods)
        links, ground = grounds.parents(home)[one.ground.id], grounds.ground(home)
        if links.crossing(len(ground)).any():
            continue
        yield from _compare_inside(one, children, links.child, links.parent, ground)


def _compare_inside(
    one: Checked, inside: Sheet, child: NDArray[np.int64], parent: NDArray[np.int64], ground: Ground
) -> Iterator[Finding]:
    shape = one.sheet.values.shape
    sums, hidden, missing = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    marks = inside.marks[child]
    np.add.at(sums, parent, np.nan_to_num(inside.values[child]))
    np.add.at(hidden, parent, marks == SUPPRESSED)
    open_ = np.isin(marks, (ABSENT, ASIDE)) | ((marks == ord("-")) & ~ground.nowhere[child][:, None])
    np.add.at(missing, parent, open_ & (marks != NOBODY))
    told = np.isfinite(one.sheet.values)
    wrong = told & (hidden + missing == 0) & (np.abs(sums - one.sheet.values) > 0.51)
    yield from one.told("parent-sum", "warning", wrong, value=one.sheet.values, sum=sums)
    alone = told & (hidden == 1) & (missing == 0)
    yield from one.told("would-reveal", "warning", alone, inside=ground.name)
