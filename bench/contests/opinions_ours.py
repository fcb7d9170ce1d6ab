"""Ours: groups with stability, representative statements, basins with intervals and the bridging score, from votes in memory."""

import sys

import numpy as np

from bench.stopwatch import tell, timed
from wijk.methods.opinions.basins import Basins, place_in_basins
from wijk.methods.opinions.bridging import Bridging, bridging
from wijk.methods.opinions.canonical import canonical
from wijk.methods.opinions.groups import Groups, find_groups
from wijk.methods.opinions.partition import adjusted_rand
from wijk.methods.opinions.profiles import assign
from wijk.methods.opinions.represent import Representative, representative
from wijk.methods.opinions.votes import Votes


def analysis(
    row: np.ndarray, col: np.ndarray, val: np.ndarray, people: int, statements: int
) -> tuple[Votes, Groups, Basins, Bridging, tuple[tuple[Representative, ...], ...]]:
    """Everything that the command reckons."""
    votes = Votes.gather([str(i) for i in range(people)], [str(j) for j in range(statements)], row, col, val)
    order = canonical(votes)
    groups = find_groups(votes, order=order)
    basins = place_in_basins(votes, groups.member if groups.count else None, groups.count)
    return votes, groups, basins, bridging(votes, order=order), representative(votes, groups.member, groups.count)


def small() -> object:
    """A conversation of two clear camps, to compile."""
    camp = np.repeat([1, -1], 30)
    return analysis(np.repeat(np.arange(60), 12), np.tile(np.arange(12), 60), np.repeat(camp, 12), 60, 12)


def as_far_as_can_be(votes: Votes, camp: np.ndarray) -> float:
    """How far camps can be told from these votes by one who knows what each camp votes: adjusted Rand of the likeliest camp."""
    order = canonical(votes)
    found, _ = assign(order, order, camp[order.person], 3, camp[order.person])
    enough = np.diff(order.start) >= 7
    return adjusted_rand(found[enough], camp[order.person][enough])


file = np.load(sys.argv[1])
row, col, val, camp = file["row"], file["col"].astype(np.int32), file["val"], file["group"].astype(np.int64)
people, statements = map(int, file["shape"])
(votes, groups, basins, _, chosen), cpu, compiled = timed(
    lambda: analysis(row, col, val, people, statements), warm_up=small
)
inside = groups.member >= 0
tell(
    cpu, compiled=compiled, votes=len(val), groups=groups.count, people=int(inside.sum()),
    rand=adjusted_rand(groups.member[inside], camp[inside]) if groups.count else 0.0,
    rand_knowing_the_camps=as_far_as_can_be(votes, camp), least_stability=min(groups.stability, default=0.0),
    converge=basins.basin.count("converge"), diverge=basins.basin.count("diverge"), representative=sum(map(len, chosen)),
)  # fmt: skip
