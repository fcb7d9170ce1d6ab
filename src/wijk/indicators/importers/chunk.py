"""Some rows of a file, as columns."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from wijk.indicators.importers.columns import Column


@dataclass(frozen=True)
class Chunk:
    """Some rows: their lines in the file and the columns that were asked for."""

    lines: NDArray[np.int32]
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.lines)

    def only(self, rows: NDArray[np.intp]) -> "Chunk":
        """Some of the rows."""
        places = pa.array(rows)
        taken = {
            name: column.take(places) if isinstance(column, pa.Array) else [column[i] for i in rows.tolist()]
            for name, column in self.columns.items()
        }
        return Chunk(self.lines[rows], taken)
