"""The peers' side: METHOD FILE REGIONS FLOOR LABELS.npy. Runs in its own environment; reading and contiguity are timed, as with ours."""

import sys
import warnings
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pymetis
import shapely
from libpysal.weights import W
from spopt.region import AZP, MaxPHeuristic, RegionKMeansHeuristic, WardSpatial

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from bench.stopwatch import tell, timed

FIGURES = ["inc", "dep", "young"]
warnings.simplefilter("ignore")


def neighbours(frame: Any) -> tuple[Any, Any, Any]:
    """Pairs of cells that share a line, and its length."""
    cells = frame.geometry.values
    one, other = shapely.STRtree(cells).query(cells, predicate="intersects")
    one, other = one[one < other], other[one < other]
    rings = shapely.boundary(np.asarray(cells))
    length = shapely.length(shapely.intersection(rings[one], rings[other]))
    return one[length > 1e-6], other[length > 1e-6], length[length > 1e-6]


def weights(frame: Any) -> Any:
    """Rook contiguity for libpysal."""
    around = {i: [] for i in range(len(frame))}
    for i, j, _ in zip(*neighbours(frame), strict=True):
        around[int(i)].append(int(j))
        around[int(j)].append(int(i))
    return W(around, silence_warnings=True)


def metis(frame: Any, regions: int) -> Any:
    """Equal population, least common border."""
    around = [[] for _ in range(len(frame))]
    for i, j, metres in zip(*neighbours(frame), strict=True):
        length = max(1, round(metres))
        around[i].append((int(j), length))
        around[j].append((int(i), length))
    start = np.cumsum([0, *(len(one) for one in around)]).tolist()
    to, cost = ([pair[k] for one in around for pair in one] for k in (0, 1))
    people = np.maximum(1, frame["pop"].to_numpy()).tolist()
    adjacency = pymetis.CSRAdjacency(start, to)
    options = pymetis.Options(contig=1, seed=1)
    return pymetis.part_graph(regions, adjacency, eweights=cost, vweights=people, options=options, recursive=False)[1]


def divide(method: str, path: str, regions: int, floor: float) -> Any:
    """Labels in the order of the file."""
    frame = geopandas.read_parquet(path)
    np.random.seed(1)
    if method == "metis":
        return metis(frame, regions)
    around = weights(frame)
    if method == "max-p":
        model = MaxPHeuristic(frame, around, FIGURES, "pop", floor)
    elif method == "azp":
        model = AZP(frame, around, FIGURES, n_clusters=regions, random_state=1)
    elif method == "ward":
        model = WardSpatial(frame, around, FIGURES, n_clusters=regions)
    else:
        model = RegionKMeansHeuristic(frame[FIGURES].to_numpy(), regions, around, seed=1)
    model.solve()
    return model.labels_


def main(method: str, path: str, regions: str, floor: str, labels: str) -> None:
    """One method on one file."""
    found, cpu, _ = timed(lambda: divide(method, path, int(regions), float(floor)))
    np.save(labels, np.asarray(found))
    tell(cpu)


if __name__ == "__main__":
    main(*sys.argv[1:])
