"""Our side: SOURCE TARGET VALUES.npy OUT.npy. From areas in memory to ten carried figures, checks of the areas included."""

import math
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.stopwatch import tell, timed
from wijk.methods.areas.crosswalk.carry import Carried, carry
from wijk.methods.areas.crosswalk.division import Division
from wijk.methods.areas.crosswalk.matrix import crosswalk
from wijk.methods.formats.geodata import Layer, read_projected


def reckon(source: Layer, target: Layer, figures: dict[str, NDArray[np.float64]], count: int | None = None) -> Carried:
    """Everything that a person would call."""
    names = tuple(str(one) for one in source.columns["sid"][:count])
    old = Division(names, source.geometries[:count], source.crs)
    new = Division(tuple(str(one) for one in target.columns["tid"]), target.geometries, target.crs)
    return carry(crosswalk(old, new), {name: column[:count] for name, column in figures.items()})


def main(source_path: str, target_path: str, values_path: str, out: str) -> None:
    """Time it, and say by how much any total is off."""
    source, target = read_projected(Path(source_path)), read_projected(Path(target_path))
    values = np.load(values_path)
    figures = {f"v{j}": values[:, j] for j in range(values.shape[1])}
    found, cpu, compiled = timed(
        lambda: reckon(source, target, figures), warm_up=lambda: reckon(source, target, figures, 200), times=3
    )
    np.save(out, found.values)
    total = [math.fsum([*found.values[:, j].tolist(), float(found.nowhere[j])]) for j in range(len(figures))]
    off = max(abs(math.fsum(values[:, j]) - total[j]) / total[j] for j in range(len(figures)))
    tell(cpu, compiled=compiled, lost=off)


if __name__ == "__main__":
    main(*sys.argv[1:])
