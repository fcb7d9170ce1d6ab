"""What would a new place add? The residents whom each candidate brings within reach, alone and one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from wijk.methods.proximity.messages import say
from wijk.methods.proximity.network import Network
from wijk.methods.proximity.reach import Reach, limits_of, people_of
from wijk.methods.proximity.searching import Progress, silent, within_of
from wijk.methods.proximity.snapping import Stops
from wijk.methods.proximity.streets import Floats, Ints
from wijk.methods.saying import Quantity, Rejected, Saying

METHOD = "proximity.gains/1"


@dataclass(frozen=True)
class Step:
    """One candidate of a sequence, with the people whom it adds to those before it."""

    candidate: int
    people: float


@dataclass(frozen=True)
class Gains:
    """`alone[i]` are the people whom candidate i brings newly within reach by itself; `saved[i]` the person-minutes it spares those within
    its reach who had one farther off. `sequence` is the greedy order of its category."""

    ids: tuple[str, ...]
    category: tuple[str, ...]
    minutes: float
    alone: Floats
    saved: Floats
    sequence: dict[str, tuple[Step, ...]]
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """The sequence of each category, in words."""
        says = [
            say(
                "gain", order=order, candidate=self.ids[step.candidate], category=category, people=Quantity(step.people, 0),
                minutes=f"{self.minutes:g}",
            )
            for category, steps in self.sequence.items()
            for order, step in enumerate(steps, 1)
        ]  # fmt: skip
        return tuple(says) or (say("gain_none"),)


def gains(
    network: Network,
    found: Reach,
    origins: Stops,
    candidates: Stops,
    category: Sequence[str],
    ids: Sequence[str],
    *,
    minutes: float,
    population: ArrayLike | None = None,
    most: int = 20,
    progress: Progress = silent,
) -> Gains:
    """How many residents would each candidate bring within `minutes`, and which candidates together bring the most?

    A resident is newly within reach when no place of the category was within the limit and the candidate is. The sequence takes, each
    time, the candidate that adds most (the first id of equals), at most `most` times and while one adds anybody; since people are
    covered once, its total is at least 63 % of the best possible of as many candidates (G. L. Nemhauser, L. A. Wolsey, M. L. Fisher,
    Mathematical Programming 14, 1978, 265–294).
    """
    people = people_of(population, len(origins))
    limit = float(limits_of([minutes], found.speed)[0])
    lanes = {name: c for c, name in enumerate(found.categories)}
    for one, kind in zip(ids, category, strict=True):
        if kind not in lanes:
            raise Rejected(say("category_unknown", candidate=one, category=kind, known=found.categories))
    pair_of, origin, metres = within_of(network, candidates, origins, limit, progress)
    lane = np.asarray([lanes[kind] for kind in category], dtype=np.int64)[pair_of]
    before = found.metres[origin, lane]
    fresh = ~(before <= limit)
    shorter = np.where(fresh | (metres >= before), 0.0, before - metres)
    alone = np.bincount(pair_of[fresh], people[origin[fresh]], minlength=len(ids)).astype(np.float64)
    spared = np.bincount(pair_of, people[origin] * shorter, minlength=len(ids)) / (found.speed * 1000 / 60)
    starts = np.searchsorted(pair_of[fresh], np.arange(len(ids) + 1))
    brought = origin[fresh]
    sequence = {
        kind: _greedy([i for i, own in enumerate(category) if own == kind], ids, starts, brought, people, most)
        for kind in sorted(set(category))
    }
    return Gains(tuple(ids), tuple(category), minutes, alone, spared, sequence)


def _greedy(
    candidates: Sequence[int], ids: Sequence[str], starts: Ints, brought: Ints, people: Floats, most: int
) -> tuple[Step, ...]:
    left = people.copy()
    waiting = sorted(candidates, key=lambda i: ids[i])
    steps: list[Step] = []
    while waiting and len(steps) < most:
        sums = [float(left[brought[starts[i] : starts[i + 1]]].sum()) for i in waiting]
        best = int(np.argmax(sums))
        if sums[best] <= 0:
            break
        chosen = waiting.pop(best)
        steps.append(Step(chosen, sums[best]))
        left[brought[starts[chosen] : starts[chosen + 1]]] = 0.0
    return tuple(steps)
