"""The cells of one indicator on one area set, as columns of numbers; how they are kept on disk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

DELIVERED, SUPPRESSED, ABSENT, NOBODY, ASIDE, BLANK = (ord(letter) for letter in "dsnra-")

_KIND = (("area", np.int32), ("period", np.int32), ("value", np.float64), ("numerator", np.float64),
         ("denominator", np.float64), ("mark", np.uint8), ("line", np.int32), ("column", np.int32))  # fmt: skip


@dataclass
class Cells:
    """Parallel columns. `area`, `period` and `column` are places in lists that the owner keeps (-1: none)."""

    area: NDArray[np.int32]
    period: NDArray[np.int32]
    value: NDArray[np.float64]
    numerator: NDArray[np.float64]
    denominator: NDArray[np.float64]
    mark: NDArray[np.uint8]
    line: NDArray[np.int32]
    column: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.area)

    def take(self, chosen: NDArray[np.intp] | NDArray[np.bool_]) -> "Cells":
        """Some of the cells, in the order given."""
        return Cells(*(getattr(self, name)[chosen] for name, _ in _KIND))

    @classmethod
    def joined(cls, several: Sequence["Cells"]) -> Self:
        """All cells of several, one after the other."""
        columns: list[Any] = [
            np.concatenate([getattr(c, name) for c in several] or [np.empty(0, kind)]).astype(kind)
            for name, kind in _KIND
        ]
        return cls(*columns)


@dataclass(frozen=True)
class Part:
    """The cells of one indicator on one area set together with the lists that they point into."""

    cells: Cells
    areas: Sequence[str]  #: codes
    periods: Sequence[str]
    columns: Sequence[str] = field(default_factory=tuple)


def write_part(path: Path, part: Part) -> None:
    """Keep a part as Parquet: area, period, value, numerator, denominator, mark, line, column."""
    c = part.cells
    letters, marks = np.unique(c.mark, return_inverse=True)
    table = pa.table(
        {
            "area": _coded(c.area, part.areas),
            "period": _coded(c.period, part.periods),
            "value": pa.array(c.value, mask=np.isnan(c.value)),
            "numerator": pa.array(c.numerator, mask=np.isnan(c.numerator)),
            "denominator": pa.array(c.denominator, mask=np.isnan(c.denominator)),
            "mark": _coded(marks.astype(np.int32), [chr(letter) for letter in letters.tolist()]),
            "line": pa.array(c.line),
            "column": _coded(c.column, part.columns),
        }
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd")


def _coded(places: NDArray[np.int32], names: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), pa.array(list(names), pa.string()))


def read_part(path: Path) -> Part:
    """The part that `write_part` kept. Areas and periods are those that occur in it."""
    table = pq.read_table(path)
    area, areas = _decoded(table["area"])
    period, periods = _decoded(table["period"])
    column, columns = _decoded(table["column"])
    mark, letters = _decoded(table["mark"])
    marks = np.array([ord(letter) for letter in letters] or [0], np.uint8)[mark]
    numbers: list[Any] = [
        table[name].to_numpy(zero_copy_only=False).astype(np.float64) for name in ("value", "numerator", "denominator")
    ]
    line = table["line"].to_numpy().astype(np.int32)
    value, numerator, denominator = numbers
    cells = Cells(area, period, value, numerator, denominator, marks, line, column)
    return Part(cells, areas, periods, columns)


def _decoded(column: pa.ChunkedArray) -> tuple[NDArray[np.int32], list[str]]:
    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    whole = coded.unify_dictionaries().combine_chunks()
    array = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    places = array.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    return places, array.dictionary.to_pylist()
