"""Where cells gather while a file is read: in memory up to a bound, then in one scratch file, grouped by indicator."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from wijk.indicators.cells import Cells

BOUND = 1_000_000  #: cells kept in memory before they are written away

_NAMES = ("area", "period", "value", "numerator", "denominator", "mark", "line", "column")


class Sink:
    """Takes cells of any indicator in any order and gives them back by indicator, in the order in which they came."""

    def __init__(self, scratch: Path, bound: int = BOUND) -> None:
        self.scratch, self.bound = scratch, bound
        self.held: dict[int, list[Cells]] = {}
        self.size = self.total = 0
        self.groups: dict[int, list[int]] = {}
        self.writer: pq.ParquetWriter | None = None
        self.written = 0

    def add(self, indicator: int | NDArray[np.int32], cells: Cells) -> None:
        """Take cells that are all of one indicator, or each of the indicator at its place."""
        if isinstance(indicator, int):
            self._hold(indicator, cells)
            return
        if not len(cells):
            return
        order = np.argsort(indicator, kind="stable")
        ids, starts = np.unique(indicator[order], return_index=True)
        for one, rows in zip(ids.tolist(), np.split(order, starts[1:]), strict=True):
            self._hold(one, cells.take(rows))

    def _hold(self, indicator: int, cells: Cells) -> None:
        if not len(cells):
            return
        self.held.setdefault(indicator, []).append(cells)
        self.size += len(cells)
        self.total += len(cells)
        if self.size >= self.bound:
            self._spill()

    def _spill(self) -> None:
        for indicator, several in self.held.items():
            cells = Cells.joined(several)
            table = pa.table({name: getattr(cells, name) for name in _NAMES})
            if self.writer is None:
                self.writer = pq.ParquetWriter(self.scratch, table.schema, compression="lz4")
            self.writer.write_table(table, row_group_size=max(1, len(cells)))
            self.groups.setdefault(indicator, []).append(self.written)
            self.written += 1
        self.held, self.size = {}, 0

    def drain(self) -> Iterator[tuple[int, Cells]]:
        """All cells, one indicator at a time; the scratch file is gone afterwards."""
        if self.writer is not None:
            self.writer.close()
        try:
            file = pq.ParquetFile(self.scratch) if self.writer is not None else None
            for indicator in sorted({*self.held, *self.groups}):
                spilt = [_cells(file.read_row_group(g)) for g in self.groups.get(indicator, ())] if file else []
                yield indicator, Cells.joined([*spilt, *self.held.pop(indicator, [])])
            if file:
                file.close()
        finally:
            self.scratch.unlink(missing_ok=True)


def _cells(table: pa.Table) -> Cells:
    return Cells(*(table[name].to_numpy() for name in _NAMES))
