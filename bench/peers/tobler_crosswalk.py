"""tobler and geopandas.overlay: WHO SOURCE TARGET VALUES.npy OUT.npy."""

import math
import sys
import warnings
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
from tobler.area_weighted import area_interpolate

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from bench.stopwatch import tell, timed

warnings.filterwarnings("ignore")


def by_tobler(source: Any, target: Any, names: list[str]) -> Any:
    """Areal interpolation of all columns."""
    return area_interpolate(source, target, extensive_variables=names)[names].to_numpy()


def by_overlay(source: Any, target: Any, names: list[str]) -> Any:
    """The pieces of both, and the sum of what each carries."""
    left = source.assign(whole=source.area)
    pieces = geopandas.overlay(left, target[["tid", "geometry"]], how="intersection", keep_geom_type=True)
    share = (pieces.area / pieces["whole"]).to_numpy()
    carried = pieces[names].multiply(share, axis=0).groupby(pieces["tid"]).sum()
    return carried.reindex(target["tid"]).fillna(0.0).to_numpy()


def main(who: str, source_path: str, target_path: str, values_path: str, out: str) -> None:
    """Time one of the two."""
    source, target = geopandas.read_parquet(source_path), geopandas.read_parquet(target_path)
    values = np.load(values_path)
    names = [f"v{j}" for j in range(values.shape[1])]
    source = source[["geometry"]].assign(**dict(zip(names, values.T, strict=True)))
    call = {"tobler": by_tobler, "overlay": by_overlay}[who]
    small = source.head(200)
    found, cpu, _ = timed(lambda: call(source, target, names), warm_up=lambda: call(small, target, names), times=3)
    np.save(out, found)
    off = max(
        abs(math.fsum(values[:, j]) - math.fsum(found[:, j])) / math.fsum(values[:, j]) for j in range(len(names))
    )
    tell(cpu, lost=off)


if __name__ == "__main__":
    main(*sys.argv[1:])
