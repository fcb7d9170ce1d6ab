"""Our side: FILE REGIONS FLOOR LABELS.npy [front | short]; 0 regions: as many as the floor allows."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["NUMBA_CACHE_DIR"] = tempfile.mkdtemp()  # nothing from an earlier run: what compiling takes is told apart

import numpy as np

from bench.instances.sectors import sectors
from bench.stopwatch import tell, timed
from wijk.methods.areas.delineation.delineate import Delineation, delineate
from wijk.methods.areas.delineation.front import front
from wijk.methods.areas.delineation.shapes import units_of
from wijk.methods.areas.delineation.units import Rules, Units
from wijk.methods.formats.geodata import read_projected


def units_in(path: Path) -> Units:
    """The sectors of a file as units."""
    layer = read_projected(path)
    figures = {name: np.array(layer.columns[name], dtype=float) for name in ("inc", "dep", "young")}
    ids = [str(one) for one in layer.columns["sid"]]
    return units_of(
        ids, layer.geometries, np.array(layer.columns["pop"], dtype=float), crs=layer.crs, attributes=figures
    )


def warm_up() -> Delineation:
    """Compile everything on a small map."""
    cells, columns = sectors(60, 5_000, 1, 60_000)
    figures = {name: columns[name] for name in ("inc", "dep", "young")}
    people = columns["pop"].astype(float)
    units = units_of([str(i) for i in range(60)], cells, people, crs="EPSG:31370", attributes=figures)
    return delineate(units, Rules(6, 0.7 * float(people.sum()) / 6), effort=0.01)


def main(path: str, regions: str, floor: str, labels: str, wanted: str = "") -> None:
    """Divide, and keep the labels in the order of the file."""
    rules = Rules(int(regions) or None, float(floor))
    if wanted == "front":
        units = units_in(Path(path))
        points, cpu, compiled = timed(lambda: front(units, rules), warm_up=warm_up)
        np.save(labels, np.array([one.result.labels for one in points]))
        tell(cpu, compiled=compiled, points=len(points))
        return
    effort = 0.25 if wanted == "short" else 1.0
    result, cpu, compiled = timed(lambda: delineate(units_in(Path(path)), rules, effort=effort), warm_up=warm_up)
    np.save(labels, np.array(result.labels))
    tell(cpu, compiled=compiled, certificate="holds" if result.certificate.holds else "BROKEN")


if __name__ == "__main__":
    main(*sys.argv[1:])
