"""The compiled loops of proximity: sweeps over all categories at once, and searches in buckets from one place.

Sweeps and buckets correct labels: a distance is lowered until nothing can be lowered any more, and that end is the same whatever the
order. Lengths lie on a grid (`streets.STEP`), so sums are exact and the end is the true shortest distance to the last bit.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shorts = NDArray[np.int32]

TOO_SMALL = -1
"""Said by a search whose buckets ran over: give it wider ones (`network.wider`) and ask again."""


class Graph(NamedTuple):
    """Arcs by the node where they start: arc `starts[v]` up to `starts[v + 1]` lead from v to `heads` over `lengths` metres."""

    starts: Ints
    heads: Shorts
    lengths: Floats


class Targets(NamedTuple):
    """Points by the node where they stand: `starts[v]` up to `starts[v + 1]`, with their way to that node and their row of the answer."""

    starts: Ints
    access: Floats
    row: Ints


class Work(NamedTuple):
    """What a bounded search needs, used again for the next one: `dist[v]` counts only where `stamp[v]` is the present turn.

    Bucket b holds nodes whose distance lies from b to b + 1 times `width`; `filled[b]` says how many.
    """

    width: float
    dist: Floats
    stamp: Shorts
    touched: Shorts
    buckets: NDArray[np.int32]
    filled: Ints
    turn: Ints


@njit(cache=True, nogil=True)
def sweep(graph: Graph, rows: Floats, dirty: NDArray[np.uint8], upwards: bool) -> int:
    """Pass once over all nodes that were lowered since, and lower their neighbours; how many lowerings there were.

    `rows` is node × category. One pass streams through memory, and the categories of a node are lowered side by side.
    """
    starts, heads, lengths = graph
    n = starts.shape[0] - 1
    lanes = rows.shape[1]
    lowered = 0
    for step in range(n):
        v = step if upwards else n - 1 - step
        if dirty[v] == 0:
            continue
        dirty[v] = 0
        row = rows[v]
        for arc in range(starts[v], starts[v + 1]):
            other = rows[heads[arc]]
            length = lengths[arc]
            hit = False
            for lane in range(lanes):
                new = row[lane] + length
                hit |= new < other[lane]
                other[lane] = min(other[lane], new)
            if hit:
                dirty[heads[arc]] = 1
                lowered += 1
    return lowered


@njit(cache=True, nogil=True)
def dijkstra(graph: Graph, dist: Floats, keys: Floats, nodes: Shorts, size: int, budget: int) -> int:
    """Go on with a search in a heap of fours, for at most `budget` nodes; how many entries the heap still holds.

    The heap lies in `keys` and `nodes`, which must hold one entry for each start and each arc. Called first with the starts in
    rising order of distance, which is a heap.
    """
    starts, heads, lengths = graph
    while size > 0 and budget > 0:
        here, v = keys[0], nodes[0]
        size -= 1
        key, node = keys[size], nodes[size]
        hole = 0
        while True:
            child = 4 * hole + 1
            if child >= size:
                break
            least = child
            for other in range(child + 1, min(child + 4, size)):
                if keys[other] < keys[least]:
                    least = other
            if keys[least] >= key:
                break
            keys[hole], nodes[hole] = keys[least], nodes[least]
            hole = least
        keys[hole], nodes[hole] = key, node
        if here > dist[v]:
            continue
        budget -= 1
        for arc in range(starts[v], starts[v + 1]):
            new = here + lengths[arc]
            u = heads[arc]
            if new >= dist[u]:
                continue
            dist[u] = new
            hole = size
            size += 1
            while hole > 0 and keys[(hole - 1) >> 2] > new:
                above = (hole - 1) >> 2
                keys[hole], nodes[hole] = keys[above], nodes[above]
                hole = above
            keys[hole], nodes[hole] = new, u
    return size


@njit(cache=True, nogil=True)
def search(graph: Graph, work: Work, node: int, access: float, limit: float) -> int:
    """All nodes within the limit of one point that is so far from its node: how many there are; they stand in `work.touched`."""
    if access > limit:
        return 0
    starts, heads, lengths = graph
    width, dist, stamp, touched, buckets, filled, turns = work
    per_metre = 1 / width
    room = buckets.shape[1]
    turns[0] += 1
    turn = turns[0]
    dist[node], stamp[node], touched[0] = access, turn, node
    count = 1
    begin = np.int64(access * per_metre)
    buckets[begin, 0] = node
    filled[begin] = 1
    for bucket in range(begin, filled.shape[0]):
        taken = 0
        while taken < filled[bucket]:
            v = buckets[bucket, taken]
            taken += 1
            here = dist[v]
            if np.int64(here * per_metre) != bucket:
                continue  # it was lowered into an earlier bucket, and done there
            for arc in range(starts[v], starts[v + 1]):
                new = here + lengths[arc]
                if new > limit:
                    continue
                u = heads[arc]
                if stamp[u] != turn:
                    stamp[u] = turn
                    touched[count] = u
                    count += 1
                elif new >= dist[u]:
                    continue
                dist[u] = new
                slot = np.int64(new * per_metre)
                if filled[slot] == room:
                    filled[:] = 0
                    return TOO_SMALL
                buckets[slot, filled[slot]] = u
                filled[slot] += 1
        filled[bucket] = 0
    return count


@njit(cache=True, nogil=True)
def tally(
    graph: Graph, work: Work, nodes: Shorts, access: Floats, rows: Ints, targets: Targets, limits: Floats,
    by_target: bool, out: NDArray[np.int32], budget: int,
) -> int:  # fmt: skip
    """From each of these points, count the targets that lie within each limit; how many points were done before
    the buckets ran over, or more than `budget` nodes were looked at.

    Adds to `out` (row × column × limit) at the smallest limit that holds. With `by_target` the row belongs to the target and the
    column to the point that searches, else the other way round.
    """
    most = limits[-1]
    dist, touched = work.dist, work.touched
    starts, target_access, target_row = targets
    for i in range(nodes.shape[0]):
        if budget < 0:
            return i
        count = search(graph, work, nodes[i], access[i], most)
        if count == TOO_SMALL:
            return i
        budget -= count
        for j in range(count):
            v = touched[j]
            for target in range(starts[v], starts[v + 1]):
                total = dist[v] + target_access[target]
                if total > most:
                    continue
                band = 0
                while total > limits[band]:
                    band += 1
                if by_target:
                    out[target_row[target], rows[i], band] += 1
                else:
                    out[rows[i], target_row[target], band] += 1
    return len(nodes)


@njit(cache=True, nogil=True)
def near(
    graph: Graph, work: Work, node: int, access: float, limit: float, targets: Targets, found: Ints, distance: Floats
) -> int:
    """The targets within the limit of one point: their rows into `found`, their distances beside; how many, or TOO_SMALL."""
    many = search(graph, work, node, access, limit)
    if many == TOO_SMALL:
        return TOO_SMALL
    count = 0
    for j in range(many):
        v = work.touched[j]
        for target in range(targets.starts[v], targets.starts[v + 1]):
            total = work.dist[v] + targets.access[target]
            if total <= limit:
                found[count] = targets.row[target]
                distance[count] = total
                count += 1
    return count
