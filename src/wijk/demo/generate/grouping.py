"""Group small areas into larger ones that hang together: grown from seeds, held back by water, rail and avenues."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.demo.generate.noise import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Graph:
    """Which of n areas touch: for each, its neighbours with the cost of crossing."""

    near: tuple[tuple[tuple[int, float], ...], ...]
    xy: Floats
    weight: Floats

    @classmethod
    def of(cls, pairs: dict[tuple[int, int], float], xy: Floats, weight: Floats) -> "Graph":
        """From costs by pair (i < j)."""
        near: list[list[tuple[int, float]]] = [[] for _ in range(len(xy))]
        for (i, j), cost in sorted(pairs.items()):
            near[i].append((j, cost))
            near[j].append((i, cost))
        return cls(tuple(tuple(n) for n in near), xy, weight)


def group(graph: Graph, number: int, rng: np.random.Generator, *, rounds: int = 4, uneven: float = 0.0) -> Ints:
    """The group (0 … number-1) of each area: contiguous, and of about the same weight."""
    seeds = _seeds(graph, number, rng)
    pull = np.exp(rng.normal(0, uneven, number))
    owner = np.full(len(graph.xy), -1)
    for _ in range(rounds):
        owner = _grow(graph, seeds, pull)
        seeds = _middles(graph, owner, number)
    return _tidied(graph, owner, number)


def _seeds(graph: Graph, number: int, rng: np.random.Generator) -> list[int]:
    """Far from each other, measured in the local size of areas: the k-means++ way, on the square root of weight."""
    chosen = [int(rng.integers(len(graph.xy)))]
    best = np.hypot(*(graph.xy - graph.xy[chosen[0]]).T)
    for _ in range(number - 1):
        chance = best**2 * graph.weight
        following = int(np.searchsorted(np.cumsum(chance), rng.random() * chance.sum()))
        following = min(following, len(best) - 1)
        chosen.append(following)
        best = np.minimum(best, np.hypot(*(graph.xy - graph.xy[following]).T))
    return chosen


def _grow(graph: Graph, seeds: Sequence[int], pull: Floats) -> Ints:
    """Every area to the seed that reaches it most cheaply; a group that is already heavy pays more."""
    owner = np.full(len(graph.xy), -1)
    held = np.zeros(len(seeds))
    fair = float(graph.weight.sum()) / len(seeds)
    heap = [(0.0, seed, k) for k, seed in enumerate(seeds)]
    heapq.heapify(heap)
    while heap:
        far, area, k = heapq.heappop(heap)
        if owner[area] >= 0:
            continue
        owner[area] = k
        held[k] += graph.weight[area]
        full = held[k] / (fair * pull[k])
        for other, cost in graph.near[area]:
            if owner[other] < 0:
                heapq.heappush(heap, (far + cost * (0.4 + full * full * 2.0), other, k))
    for area in np.flatnonzero(owner < 0).tolist():  # an island that no seed reached
        owner[area] = owner[int(np.argmin(np.where(owner >= 0, np.hypot(*(graph.xy - graph.xy[area]).T), np.inf)))]
    return owner


def _tidied(graph: Graph, owner: Ints, number: int) -> Ints:
    """Move areas at the rim to the group that holds them more firmly, so that groups have no tentacles and stay in one piece."""
    out = owner.copy()
    held: list[set[int]] = [set() for _ in range(number)]
    for area, k in enumerate(out.tolist()):
        held[k].add(area)
    for _ in range(4):
        moved = 0
        for area in range(len(out)):
            home, grip = int(out[area]), dict.fromkeys([int(out[area])], 0.0)
            for other, cost in graph.near[area]:
                k = int(out[other])
                grip[k] = grip.get(k, 0.0) + 1 / cost
            best = max(grip, key=lambda k: (grip[k], -k))
            small = len(held[home]) < 4 or len(held[best]) > 1.7 * len(out) / number
            if best == home or grip[best] < 1.25 * grip[home] or small or not contiguous(graph, held[home] - {area}):
                continue
            held[home].discard(area)
            held[best].add(area)
            out[area] = best
            moved += 1
        if not moved:
            break
    return out


def _middles(graph: Graph, owner: Ints, number: int) -> list[int]:
    """Of each group the area nearest to its middle."""
    held = np.bincount(owner, graph.weight, number)
    x = np.bincount(owner, graph.weight * graph.xy[:, 0], number) / np.maximum(held, 1e-9)
    y = np.bincount(owner, graph.weight * graph.xy[:, 1], number) / np.maximum(held, 1e-9)
    away = np.hypot(graph.xy[:, 0] - x[owner], graph.xy[:, 1] - y[owner])
    order = np.lexsort((away, owner))
    first = np.unique(owner[order], return_index=True)[1]
    return [int(a) for a in order[first]]


def contiguous(graph: Graph, members: set[int]) -> bool:
    """Do these areas hang together?"""
    if not members:
        return True
    start = min(members)
    seen, todo = {start}, [start]
    while todo:
        for other, _ in graph.near[todo.pop()]:
            if other in members and other not in seen:
                seen.add(other)
                todo.append(other)
    return len(seen) == len(members)
