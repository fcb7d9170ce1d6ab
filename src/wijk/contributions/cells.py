"""Where does a point lie on the map that tiles divide? Web Mercator in 2^22 steps, and both steps woven into one number.

A tile and a cell of the grid are ranges of that number, so that the database finds what lies in them by one index.
"""

import math
from collections.abc import Iterator

#: Steps of the whole world in each direction, as a power of two: about six metres in Brussels.
DEPTH = 22
WORLD = 1 << DEPTH
#: Beyond this latitude the map does not go.
MOST_LATITUDE = 85.0511
#: Around the equator, in metres.
AROUND = 40_075_016.686


def step(lon: float, lat: float) -> tuple[int, int]:
    """The step of a point: from the west and from the north."""
    lat = min(max(lat, -MOST_LATITUDE), MOST_LATITUDE)
    x = (lon + 180) / 360 * WORLD
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * WORLD
    return min(max(int(x), 0), WORLD - 1), min(max(int(y), 0), WORLD - 1)


def point(x: float, y: float) -> tuple[float, float]:
    """Longitude and latitude of a step.

    >>> [round(v, 3) for v in point(*step(4.352, 50.846))]
    [4.352, 50.846]
    """
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / WORLD))))
    return x / WORLD * 360 - 180, lat


def woven(x: int, y: int) -> int:
    """Both steps in one number, bit by bit.

    >>> woven(3, 0), woven(0, 3), woven(3, 3)
    (5, 10, 15)
    """
    return _spread(x) | _spread(y) << 1


def _spread(v: int) -> int:
    v = (v | v << 16) & 0x0000FFFF0000FFFF
    v = (v | v << 8) & 0x00FF00FF00FF00FF
    v = (v | v << 4) & 0x0F0F0F0F0F0F0F0F
    v = (v | v << 2) & 0x3333333333333333
    return (v | v << 1) & 0x5555555555555555


def unwoven(cell: int) -> tuple[int, int]:
    """The two steps of a woven number.

    >>> unwoven(woven(2_145_678, 1_398_101))
    (2145678, 1398101)
    """
    return _gather(cell), _gather(cell >> 1)


def _gather(v: int) -> int:
    v &= 0x5555555555555555
    v = (v | v >> 1) & 0x3333333333333333
    v = (v | v >> 2) & 0x0F0F0F0F0F0F0F0F
    v = (v | v >> 4) & 0x00FF00FF00FF00FF
    v = (v | v >> 8) & 0x0000FFFF0000FFFF
    return (v | v >> 16) & 0x00000000FFFFFFFF


def span(zoom: int, x: int, y: int) -> tuple[int, int]:
    """The cells of a tile: from the first up to, and without, the second."""
    shift = 2 * (DEPTH - zoom)
    first = woven(x, y) << shift
    return first, first + (1 << shift)


def steps_of(metres: float, lat: float) -> float:
    """So many steps are so many metres at this latitude."""
    return metres / (AROUND * math.cos(math.radians(lat))) * WORLD


def around(x: int, y: int, steps: float) -> Iterator[tuple[int, int]]:
    """The spans that cover a square of so many steps on each side of a step: nine at most, smaller than twice the square."""
    size = max(0, math.ceil(math.log2(max(steps, 1))))
    for column in range(max(0, int(x - steps)) >> size, (min(WORLD - 1, int(x + steps)) >> size) + 1):
        for row in range(max(0, int(y - steps)) >> size, (min(WORLD - 1, int(y + steps)) >> size) + 1):
            yield span(DEPTH - size, column, row)
