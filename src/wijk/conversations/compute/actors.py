"""In which basin does a point lie by where the actors stand on it, without any vote?"""

from collections.abc import Mapping, Sequence

import numpy as np

from wijk.methods.opinions.actors import METHOD, Point, place_points

__all__ = ["METHOD", "Point", "lie"]


def lie(stances: Mapping[str, Mapping[str, int]], points: Sequence[str]) -> dict[str, Point]:
    """Of each point the basin by the positions of the actors (actor → point → −2 to 2); points on which fewer than two spoke are left out."""
    told = [point for point in points if sum(point in said for said in stances.values()) > 1]
    if not told:
        return {}
    matrix = np.array([[said.get(point, np.nan) for point in told] for said in stances.values()], dtype=np.float64)
    return dict(zip(told, place_points(matrix, spoken=0.0).points, strict=True))
