"""Where a search begins: small regions joined, the least populous first, until as many are left as were asked for."""

import heapq
import math
from collections.abc import Sequence

import numpy as np

from wijk.methods.areas.delineation.ground import Floats, Ints
from wijk.methods.areas.delineation.messages import say
from wijk.methods.areas.delineation.problem import Problem
from wijk.methods.saying import Rejected


def joined(
    problem: Problem, regions: int, clusters: Sequence[Sequence[int]] | None = None, *, floor: float = math.inf
) -> Ints:
    """The region of each piece, every region in one piece and without foes: `regions`, or more when all reach `floor` before.

    `clusters` to begin with are connected; by default every piece is one. Raises Rejected when joining comes to a
    halt too early.
    """
    begin = [[i] for i in range(problem.pieces)] if clusters is None else [list(one) for one in clusters]
    around, against, mass = _between(problem, begin)
    left = len(begin)
    alive = [True] * len(begin)
    version = [0] * len(begin)
    heap = [(mass[c], c, 0) for c in range(len(begin))]
    heapq.heapify(heap)
    while left > regions:
        if not heap:
            if floor < math.inf:
                break
            raise Rejected(say("not_joined", found=left + problem.alone, regions=regions + problem.alone))
        people, one, seen = heapq.heappop(heap)
        if not alive[one] or version[one] != seen:
            continue
        if people >= floor:
            break
        allowed = around[one] - against[one]
        if not allowed:
            continue
        other = min(allowed, key=lambda c: (mass[c], c))
        for near in around[one]:
            around[near].discard(one)
            around[near].add(other)
        for foe in against[one]:
            against[foe].discard(one)
            against[foe].add(other)
        around[other] = (around[other] | around[one]) - {one, other}
        against[other] |= against[one]
        begin[other] += begin[one]
        mass[other] += mass[one]
        alive[one] = False
        version[other] += 1
        heapq.heappush(heap, (mass[other], other, version[other]))
        left -= 1
    return _labels(problem.pieces, [begin[c] for c in range(len(begin)) if alive[c]])


def _between(problem: Problem, clusters: Sequence[Sequence[int]]) -> tuple[list[set[int]], list[set[int]], list[float]]:
    label = _labels(problem.pieces, clusters)
    around: list[set[int]] = [set() for _ in clusters]
    against: list[set[int]] = [set() for _ in clusters]
    for pairs, sets in ((problem.links, around), (problem.foes, against)):
        for i, j in pairs:
            one, other = int(label[i]), int(label[j])
            if one != other:
                sets[one].add(other)
                sets[other].add(one)
    people = problem.population()
    return around, against, [float(people[list(one)].sum()) for one in clusters]


def _labels(pieces: int, clusters: Sequence[Sequence[int]]) -> Ints:
    label = np.full(pieces, -1, dtype=np.int64)
    for region, cluster in enumerate(sorted(sorted(one) for one in clusters)):
        label[cluster] = region
    return label


def from_today(problem: Problem, regions: int) -> Ints:
    """Today's regions, changed no more than the rules demand: cut where they may not hang together, joined or cut to the number."""
    clusters = _today(problem)
    people = problem.population()
    around = problem.neighbours()
    while len(clusters) < regions:
        large = max((c for c in clusters if len(c) > 1), key=lambda c: (float(people[c].sum()), -min(c)))
        clusters.remove(large)
        clusters += _halves(large, around, people)
    return joined(problem, regions, clusters)


def _today(problem: Problem) -> list[list[int]]:
    """The connected parts of today's regions, without foes in one part."""
    start = problem.units.start
    assert start is not None
    home: dict[int, str] = {}
    for unit, piece in enumerate(problem.piece.tolist()):
        home.setdefault(piece, start[unit])
    foes: list[set[int]] = [set() for _ in range(problem.pieces)]
    for i, j in problem.foes:
        foes[i].add(j)
        foes[j].add(i)
    around, left, clusters = problem.neighbours(), set(range(problem.pieces)), []
    for first in range(problem.pieces):
        if first not in left:
            continue
        cluster, queue, shunned = {first}, [first], set(foes[first])
        left.discard(first)
        while queue:
            for near in sorted(around[queue.pop(0)]):
                if near in left and home[near] == home[first] and near not in shunned:
                    left.discard(near)
                    cluster.add(near)
                    shunned |= foes[near]
                    queue.append(near)
        clusters.append(sorted(cluster))
    return clusters


def _halves(cluster: Sequence[int], around: Sequence[set[int]], people: Floats) -> list[list[int]]:
    """Two connected halves, grown from two far ends, always on the less populous side."""
    inside = set(cluster)
    ends = [_farthest(min(cluster), inside, around)]
    ends.append(_farthest(ends[0], inside, around))
    halves = [[ends[0]], [ends[1]]]
    left = inside - set(ends)
    while left:
        for side in sorted((0, 1), key=lambda s: (float(people[halves[s]].sum()), s)):
            edge = sorted({j for i in halves[side] for j in around[i]} & left)
            if edge:
                halves[side].append(edge[0])
                left.discard(edge[0])
                break
    return [sorted(half) for half in halves]


def _farthest(first: int, inside: set[int], around: Sequence[set[int]]) -> int:
    queue, seen = [first], {first}
    for i in queue:
        for j in sorted(around[i] & inside):
            if j not in seen:
                seen.add(j)
                queue.append(j)
    return queue[-1]
