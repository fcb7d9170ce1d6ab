"""A country in pieces: tiles with a halo, each reckoned by itself, with the same counts as the whole."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.proximity.messages import say
from wijk.methods.proximity.network import Network
from wijk.methods.proximity.searching import count_within
from wijk.methods.proximity.snapping import Stops
from wijk.methods.proximity.streets import Flags, Floats, Ints, Streets
from wijk.methods.saying import Rejected


@dataclass(frozen=True)
class Tile:
    """One piece: its streets with a halo, the origins whose node lies in it (row numbers of the whole), and the places in tile and halo."""

    streets: Streets
    origins: Ints
    origin_stops: Stops
    places: Ints
    place_stops: Stops


def halo(streets: Streets, limit: float) -> float:
    """How far a way of `limit` metres can lead as the crow flies; infinite where a street is drawn but has no length.

    A street that is said to be shorter than it is drawn (a rounded length, a lift) stretches the halo, so that no way is cut off.
    """
    drawn = np.hypot(*(streets.xy[streets.head] - streets.xy[streets.tail]).T)
    if bool(((streets.length <= 0) & (drawn > 0)).any()):
        return float("inf")
    real = streets.length > 0
    stretch = float((drawn[real] / streets.length[real]).max(initial=1.0))
    return limit * max(stretch, 1.0) * (1 + 1e-9)


def tiles(streets: Streets, places: Stops, origins: Stops, *, size: float, limit: float) -> Iterator[Tile]:
    """Cut a network (with its points joined) into squares of `size` metres with a halo for ways of `limit` metres.

    Every origin on the network is in exactly one tile. The pieces are independent: reckon them one after the other, or anywhere.
    """
    if not (np.isfinite(size) and size > 0):
        raise Rejected(say("tile_size", value=str(size)))
    on = np.flatnonzero(origins.on)
    cell = np.floor((streets.xy - streets.xy.min(axis=0)) / size).astype(np.int64)
    margin, low = halo(streets, limit), streets.xy.min(axis=0)
    for square in np.unique(cell[origins.node[on]], axis=0):
        core = (cell[origins.node[on]] == square).all(axis=1)
        left, right = low + square * size - margin, low + (square + 1) * size + margin
        inside = ((streets.xy >= left) & (streets.xy <= right)).all(axis=1)
        yield _piece(streets, inside, on[core], origins, places)


def _piece(streets: Streets, inside: Flags, core: Ints, origins: Stops, places: Stops) -> Tile:
    number = np.cumsum(inside) - 1
    kept = inside[streets.tail] & inside[streets.head]
    part = Streets(
        streets.xy[inside],
        number[streets.tail[kept]],
        number[streets.head[kept]],
        streets.length[kept],
        streets.forward[kept],
        streets.backward[kept],
    )
    near = np.flatnonzero(places.on & inside[np.where(places.on, places.node, 0)])
    return Tile(
        part,
        core,
        Stops(number[origins.node[core]], origins.access[core]),
        near,
        Stops(number[places.node[near]], places.access[near]),
    )


def count_within_by_tiles(
    streets: Streets, places: Stops, category: Ints, categories: int, origins: Stops, limits: Floats, *, size: float
) -> NDArray[np.int32]:
    """The same as `searching.count_within`, tile by tile."""
    out = np.zeros((len(origins), categories, len(limits)), dtype=np.int32)
    for tile in tiles(streets, places, origins, size=size, limit=float(limits[-1])):
        network = Network.of(tile.streets)
        kinds = np.asarray(category)[tile.places]
        out[tile.origins] = count_within(network, tile.place_stops, kinds, categories, tile.origin_stops, limits)
    return out
