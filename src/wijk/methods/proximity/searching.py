"""The two questions to a network: how far is the nearest of each category, and how many lie within a limit?"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from wijk.methods.proximity.kernels import TOO_SMALL, Targets, dijkstra, near, sweep, tally
from wijk.methods.proximity.network import Network, wider
from wijk.methods.proximity.snapping import Stops
from wijk.methods.proximity.streets import Floats, Ints

Progress = Callable[[float, float], None]

SWEEPS = 64
"""After so many sweeps a network is a maze, and a heap is faster."""
BUDGET = 2_000_000
"""Nodes looked at between two looks at the keyboard."""
CHUNK = 4_096
"""Points that are handed to a kernel at once."""


def silent(_done: float, _total: float) -> None:
    """No progress is shown."""


def distances_to_nearest(
    network: Network, places: Stops, category: Ints, categories: int, progress: Progress = silent
) -> Floats:
    """From every node the metres to the nearest place of each category (nodes × categories); infinite where there is none.

    Equal to Dijkstra's algorithm to the last bit (E. W. Dijkstra, Numerische Mathematik 1, 1959, 269–271). All categories are lowered
    side by side in sweeps over the nodes in both directions; on a network that wants too many of them, a heap does each category apart.
    """
    rows = np.full((len(network), max(categories, 1)), np.inf)
    on = places.on
    node, metres, lane = network.place[places.node[on]], places.access[on], np.asarray(category)[on]
    np.minimum.at(rows, (node, lane), metres)
    dirty = np.zeros(len(network), dtype=np.uint8)
    dirty[node] = 1
    for turn in range(SWEEPS):
        progress(turn, SWEEPS)
        if not sweep(network.back, rows, dirty, turn % 2 == 0):
            break
    else:
        _by_heap(network, rows, node, metres, lane, progress)
    return rows[:, :categories]


def _by_heap(network: Network, rows: Floats, node: Ints, metres: Floats, lane: Ints, progress: Progress) -> None:
    room = len(network.back.heads) + len(node)
    keys, nodes = np.empty(room), np.empty(room, np.int32)
    for category in np.unique(lane).tolist():
        here = np.flatnonzero(lane == category)
        here = here[np.argsort(metres[here], kind="stable")]
        size = len(here)
        keys[:size], nodes[:size] = metres[here], node[here]
        dist = np.full(len(network), np.inf)
        np.minimum.at(dist, node[here], metres[here])
        while size:
            progress(category, rows.shape[1])
            size = dijkstra(network.back, dist, keys, nodes, size, BUDGET)
        rows[:, category] = dist


def nearest(
    network: Network, places: Stops, category: Ints, categories: int, origins: Stops, progress: Progress = silent
) -> Floats:
    """The metres from each origin to the nearest place of each category (origins × categories); NaN where none can be reached.

    The ways from the origin to the street and from the street to the place count.
    """
    rows = distances_to_nearest(network, places, category, categories, progress)
    out = np.full((len(origins), categories), np.nan)
    on = origins.on
    out[on] = rows[network.place[origins.node[on]]] + origins.access[on, None]
    out[np.isinf(out)] = np.nan
    return out


def count_within(
    network: Network, places: Stops, category: Ints, categories: int, origins: Stops, limits: Floats,
    progress: Progress = silent,
) -> NDArray[np.int32]:  # fmt: skip
    """How many places of each category lie within each limit of each origin (origins × categories × limits)?

    `limits` are metres in rising order. The fewer of places and origins search; the answer is the same from either side.
    """
    out = np.zeros((len(origins), categories, len(limits)), dtype=np.int32)
    from_places = int(places.on.sum()) <= int(origins.on.sum())
    rows = np.asarray(category, dtype=np.int64), np.arange(len(origins))
    if from_places:
        graph, (start, row), (end, target) = network.back, (places, rows[0]), (origins, rows[1])
    else:
        graph, (start, row), (end, target) = network.out, (origins, rows[1]), (places, rows[0])
    aims = targets_of(network, end, target)
    work = network.work(limit=float(limits[-1]))
    on = np.flatnonzero(start.on)
    on = on[np.argsort(network.place[start.node[on]], kind="stable")]  # neighbours search after each other
    done = 0
    while done < len(on):
        progress(done, len(on))
        part = on[done : done + CHUNK]
        nodes = network.place[start.node[part]].astype(np.int32)
        counted = tally(graph, work, nodes, start.access[part], row[part], aims, limits, from_places, out, BUDGET)
        work = work if counted else wider(work)
        done += counted
    return np.cumsum(out, axis=2, dtype=np.int32) if len(limits) > 1 else out


def targets_of(network: Network, points: Stops, row: Ints) -> Targets:
    """Points in order of their node."""
    on = np.flatnonzero(points.on)
    node = network.place[points.node[on]]
    order = on[np.argsort(node, kind="stable")]
    starts = np.zeros(len(network) + 1, dtype=np.int64)
    np.cumsum(np.bincount(node, minlength=len(network)), out=starts[1:])
    return Targets(starts, points.access[order], np.asarray(row, dtype=np.int64)[order])


def within_of(
    network: Network, places: Stops, origins: Stops, limit: float, progress: Progress = silent
) -> tuple[Ints, Ints, Floats]:
    """All pairs of a place and an origin within `limit` metres: place, origin and distance, in order of place and origin."""
    aims = targets_of(network, origins, np.arange(len(origins)))
    work = network.work(limit=limit)
    found, metres = np.empty(len(origins), np.int64), np.empty(len(origins))
    pairs: list[tuple[Ints, Ints, Floats]] = []
    for place in np.flatnonzero(places.on).tolist():
        progress(place, len(places))
        node, access = int(network.place[places.node[place]]), float(places.access[place])
        while (count := near(network.back, work, node, access, limit, aims, found, metres)) == TOO_SMALL:
            work = wider(work)
        order = np.argsort(found[:count], kind="stable")
        pairs.append((np.full(count, place), found[:count][order], metres[:count][order]))
    if not pairs:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    place_, origin_, metres_ = zip(*pairs, strict=True)
    return np.concatenate(place_), np.concatenate(origin_), np.concatenate(metres_)
