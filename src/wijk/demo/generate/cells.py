"""Write the figures down cell by cell: Parquet with one row group an indicator."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from wijk.demo.generate import earlier, figures
from wijk.demo.generate.city import City
from wijk.demo.generate.codes import REGION
from wijk.demo.generate.figures import HIDDEN_UNDER, Counts, Values
from wijk.demo.generate.latent import Whole
from wijk.demo.generate.noise import Floats
from wijk.demo.generate.sizes import EARLIER


@dataclass(slots=True)
class Block:
    """Cells of one indicator on one area set: flat columns of the same length; NaN is empty."""

    indicator: str
    area: Whole  #: index in the codes
    period: Whole  #: index in the years
    value: Floats
    numerator: Floats
    denominator: Floats
    status: Whole  #: index in STATUSES


STATUSES = ("", "suppressed", "not-available", "no-residents")


def _block(counts: Counts) -> Block:
    """The cells of one indicator, year by year."""
    years, n = counts.numerator.shape
    period = np.repeat(np.arange(years), n)
    area = np.tile(np.arange(n), years)
    top = counts.numerator.ravel().astype(float)
    empty = np.full(len(top), np.nan)
    status = np.zeros(len(top), dtype=np.int64)
    if counts.denominator is None:
        value, numerator, bottom = top.copy(), empty.copy(), empty.copy()
    else:
        bottom = counts.denominator.ravel().astype(float)
        with np.errstate(divide="ignore", invalid="ignore"):
            value = np.round(counts.factor * top / bottom, 6)
        numerator = top.copy()
        status[bottom == 0] = STATUSES.index("no-residents")
    if counts.hides:
        status[(top > 0) & (top < HIDDEN_UNDER)] = STATUSES.index("suppressed")
    if counts.absent is not None:
        status[counts.absent.ravel()] = STATUSES.index("not-available")
    for column in (value, numerator, bottom):
        column[status > 0] = np.nan
    return Block(counts.code, area, period, value, numerator, bottom, status)


COLUMNS = {c: c for c in ("area", "indicator", "period", "value", "numerator", "denominator", "status")}
Job = tuple[tuple[int, ...], Callable[[], Block]]  #: years, and how to make the cells


def write(city: City, out: Path, sources: dict[str, str], digest: Any) -> Iterator[tuple[dict[str, Any], int]]:
    """All files with figures, each with its entry for city.toml and its number of rows; cells are made one indicator at a time."""
    files: dict[tuple[str, str], list[Job]] = {}
    for code, areas, job in _jobs(city):
        files.setdefault((areas, sources[code]), []).append(job)
    for (areas, source), several in files.items():
        name = f"figures/{areas.replace('/', '-')}-{source}.parquet"
        rows = _parquet(out / name, several, codes_of(city, areas), digest)
        yield {"file": name, "areas": areas, "source": source, "shape": "long", "columns": COLUMNS}, rows


_SETS = {"neighbourhood": "neighbourhoods/2020", "municipality": "municipalities/2020", "region": "region/2020"}


def _jobs(city: City) -> Iterator[tuple[str, str, Job]]:
    """(indicator, area set, job) for everything that is delivered."""
    laid, people = city.ground, city.people
    groups = {
        "neighbourhood": laid.neighbourhood,
        "municipality": laid.municipality,
        "region": np.zeros(len(laid.kind), dtype=np.int64),
    }
    for c in figures.by_sector(laid, people):
        larger_only = city.plan.coarse and c.code in figures.SELDOM_IN_SECTORS
        if not larger_only:
            yield c.code, "sectors/2020", (c.years, partial(_with_nowhere, city, c))
        if c.hides or larger_only:
            for level, group in groups.items():
                yield c.code, _SETS[level], (c.years, partial(_summed, c, group, c.hides and level == "neighbourhood"))
    for v in figures.by_area(laid, people, groups):
        for level, cells in v.levels.items():
            yield v.code, _SETS[level], (v.years, partial(_valued, v, cells))
        for level, (top, bottom) in v.parts.items():
            yield v.code, _SETS[level], (v.years, partial(_block, Counts(v.code, v.factor, top, bottom, v.years)))
    for c in earlier.counts(laid, people):
        yield c.code, "sectors/2011", (EARLIER, partial(_block, c))


def codes_of(city: City, areas: str) -> list[str]:
    """The codes that the cells of one area set point into."""
    if areas == "sectors/2020":
        return city.codes["sector"] + [f"{c}ZZZZ" for c in city.codes["municipality"]]
    if areas == "sectors/2011":
        return city.codes["earlier"]
    if areas == "region/2020":
        return [REGION]
    return city.codes["neighbourhood" if areas.startswith("n") else "municipality"]


#: What is known of people who cannot be placed: how many of each three there are.
_PLACELESS = {"population": (3, None), "men": (2, None), "women": (1, None), "share-under-18": (0, 3), "share-65-plus": (1, 3),
              "households": (2, None)}  # fmt: skip


def _with_nowhere(city: City, counts: Counts) -> Block:
    """A sector indicator with the people who lie in no sector: a handful for each municipality, growing with it."""
    if counts.code not in _PLACELESS:
        return _block(counts)
    top, bottom = _PLACELESS[counts.code]
    towns = np.bincount(city.ground.municipality, city.people.population[-1], city.plan.municipalities)
    times = np.maximum(1, np.rint(towns * 0.001))[None, :] * np.ones((len(counts.years), 1))
    more = np.concatenate([counts.numerator, top * times], axis=1)
    under = (
        None
        if counts.denominator is None or bottom is None
        else np.concatenate([counts.denominator, bottom * times], axis=1)
    )
    return _block(Counts(counts.code, counts.factor, more, under, counts.years))


def _summed(counts: Counts, group: Whole, hides: bool) -> Block:
    """The same counts for larger areas; municipalities are large enough to hide nothing."""
    top = figures.add(counts.numerator, group)
    bottom = None if counts.denominator is None else figures.add(counts.denominator, group)
    return _block(Counts(counts.code, counts.factor, top, bottom, counts.years, hides=hides))


def _valued(values: Values, cells: Floats) -> Block:
    """What a source delivers without counts; NaN is not available."""
    block = _block(Counts(values.code, 1, np.nan_to_num(cells), None, values.years))
    missing = np.isnan(cells).ravel()
    block.value[missing] = np.nan
    block.status[missing] = STATUSES.index("not-available")
    return block


_SCHEMA = pa.schema([
    ("area", pa.dictionary(pa.int32(), pa.string())), ("indicator", pa.dictionary(pa.int32(), pa.string())),
    ("period", pa.dictionary(pa.int32(), pa.string())), ("value", pa.float64()), ("numerator", pa.float64()),
    ("denominator", pa.float64()), ("status", pa.dictionary(pa.int32(), pa.string())),
])  # fmt: skip


def _parquet(path: Path, several: list[Job], codes: list[str], digest: Any) -> int:
    """One row group an indicator, so that a reader needs no more memory than for one."""
    rows = 0
    with pq.ParquetWriter(path, _SCHEMA, compression="zstd") as out:
        for years, make in several:
            block = make()
            count = len(block.area)
            rows += count
            numbers = (block.value, block.numerator, block.denominator)
            digest.update(f"{path.stem}/{block.indicator}/{years}".encode())
            for column in numbers:
                digest.update(np.rint(np.where(np.isnan(column), -1.0, column) * 1000).astype("<i8").tobytes())
            digest.update(block.status.astype("<i8").tobytes())
            columns = [
                _coded(block.area, codes),
                _coded(np.zeros(count, dtype=np.int64), [block.indicator]),
                _coded(block.period, [str(y) for y in years]),
                *(pa.array(c, mask=np.isnan(c)) for c in numbers),
                _coded(block.status, list(STATUSES)),
            ]
            out.write_table(pa.table(columns, schema=_SCHEMA), row_group_size=count)
    return rows


def _coded(index: Whole, words: list[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(index.astype(np.int32)), pa.array(words, pa.string()))
