"""Writes what is published: the series and coverage of an indicator, afresh from what the kept files say."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection
from django.db.models import Q
from numpy.typing import NDArray

from wijk.core import clock
from wijk.indicators import compute
from wijk.indicators.models import Coverage, DeliveryPart, Indicator, Series

ROWS = 2_000  #: rows written at once
_COLUMNS = (
    "indicator_id",
    "area_set_id",
    "area_id",
    "values",
    "marks",
    "numerators",
    "denominators",
    "ranks",
    "shares",
)
_BLANK = ord("-")


def affected_by(indicators: Iterable[int]) -> list[Indicator]:
    """The indicators with figures that change when these do: themselves, and those that they weigh.

    Where the population is among them that is every indicator, because it says where nobody lives.
    """
    changed = set(indicators)
    weighed = Q(id__in=changed) | Q(weight_id__in=changed)
    if Indicator.objects.filter(id__in=changed, code="population").exists():
        weighed |= Q(weight=None)
    told = Q(delivery_parts__isnull=False) | Q(coverages__isnull=False)
    return list(Indicator.objects.filter(weighed & told).select_related("weight").distinct().order_by("id"))


def publish(indicators: Iterable[int]) -> int:
    """Reckon these indicators and those that depend on them again and write them; how many series there are now.

    One indicator at a time is in memory. The caller holds the transaction.
    """
    reckoning = compute.Reckoning()
    return sum(_write(indicator, reckoning) for indicator in affected_by(indicators))


def everything() -> list[int]:
    """Every indicator of which something was ever delivered."""
    return sorted(set(DeliveryPart.objects.values_list("indicator_id", flat=True)))


def _write(indicator: Indicator, reckoning: compute.Reckoning) -> int:
    sheets = compute.figures(indicator, reckoning)
    # No relation points to these two, so that one statement each is enough.
    Series.objects.filter(indicator=indicator)._raw_delete("default")
    before = {c.area_set_id: c for c in Coverage.objects.filter(indicator=indicator)}
    coverages, written = [], 0
    for home, sheet in sorted(sheets.items()):
        ground = reckoning.grounds.ground(home)
        if not sheet.periods and not sheet.reasons:
            continue
        coverages.append(_coverage(indicator, home, sheet, ground, before.get(home)))
        if sheet.periods:
            written += _insert(_rows(indicator, home, sheet, ground))
    Coverage.objects.filter(indicator=indicator).delete()
    Coverage.objects.bulk_create(coverages)
    return written


def _coverage(
    indicator: Indicator, home: int, sheet: compute.Sheet, ground: compute.Ground, before: Coverage | None
) -> Coverage:
    """The coverage of one sheet; its date stays when it says what the one before said."""
    summaries = compute.summaries(sheet, ground)
    made = Coverage(
        indicator=indicator, area_set_id=home, periods=list(sheet.periods), summaries=summaries,
        known=[int(summaries.get(period, {}).get("n", 0)) for period in sheet.periods],
        reasons=sheet.reasons, notes=sheet.notes, deliveries=list(sheet.deliveries), changed_at=clock.now(),
    )  # fmt: skip
    same = before is not None and all(
        getattr(before, name) == getattr(made, name)
        for name in ("periods", "known", "summaries", "reasons", "notes", "deliveries")
    )
    if same and before is not None:
        made.changed_at = before.changed_at
    return made


def _rows(indicator: Indicator, home: int, sheet: compute.Sheet, ground: compute.Ground) -> Iterator[tuple[Any, ...]]:
    """A row for each area of which something was ever said."""
    said = np.flatnonzero((sheet.marks != _BLANK).any(axis=1))
    marks, width = sheet.marks[said].tobytes().decode("ascii"), len(sheet.periods)
    ranks = compute.ranks(sheet, ground)[said].astype(np.float64)
    ranks[ranks == 0] = np.nan
    shown = np.where(sheet.known, sheet.values, np.nan)
    columns = [_lists(shown[said]), _lists(sheet.numerators[said], drop=True), _lists(sheet.denominators[said], drop=True),
               _lists(ranks), _lists(sheet.shares[said], drop=True) if sheet.shares is not None else ["[]"] * len(said)]  # fmt: skip
    keys = ground.keys[said].tolist()
    for i, (key, values, numerators, denominators, places, shares) in enumerate(zip(keys, *columns, strict=True)):
        row_marks = marks[i * width : (i + 1) * width]
        yield indicator.id, home, key, values, row_marks, numerators, denominators, places, shares


def _lists(matrix: NDArray[np.float64], *, drop: bool = False) -> list[str]:
    """Each row as a JSON list with null for NaN; whole numbers without a decimal tail. `drop`: "[]" where a row has no number.

    >>> _lists(np.array([[1.0, np.nan], [2.0, 3.0]]))
    ['[1,null]', '[2,3]']
    """
    if not len(matrix):
        return []
    finite = np.isfinite(matrix)
    whole = bool((matrix[finite] == np.round(matrix[finite])).all()) and not (np.abs(matrix[finite]) >= 1e15).any()
    # One call for all rows: a call for each would cost more than the numbers themselves.
    told = json.dumps(matrix.tolist(), separators=(",", ":")).replace("NaN", "null")
    told = told.replace(".0", "") if whole else told
    rows = [f"[{row}]" for row in told[2:-2].split("],[")]
    if drop:
        filled: list[bool] = np.asarray(finite.any(axis=1)).tolist()
        return [row if any_ else "[]" for row, any_ in zip(rows, filled, strict=True)]
    return rows


def _insert(rows: Iterator[tuple[Any, ...]]) -> int:
    """Write rows by the thousand, past the object layer: a country has half a million of them."""
    quote = connection.ops.quote_name
    table, names = quote(Series._meta.db_table), ", ".join(quote(name) for name in _COLUMNS)
    if connection.vendor == "postgresql":
        return _copy(f"COPY {table} ({names}) FROM STDIN", rows)
    places = ", ".join(["%s"] * len(_COLUMNS))
    statement = f"INSERT INTO {table} ({names}) VALUES ({places})"  # noqa: S608 - names of our own
    written = 0
    with connection.cursor() as cursor:
        while several := list(islice(rows, ROWS)):
            cursor.executemany(statement, several)
            written += len(several)
    return written


def _copy(statement: str, rows: Iterator[tuple[Any, ...]]) -> int:
    """PostgreSQL's own way for many rows, several times faster than a statement for each."""
    written = 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)
            written += 1
    return written
