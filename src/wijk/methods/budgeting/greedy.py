"""Projects in order of support, within the budget and the limits (method `budgeting.greedy/1`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cmp_to_key
from itertools import pairwise

import numpy as np

from wijk.methods.budgeting.limits import Terms
from wijk.methods.budgeting.rules import COST, GREEDY_NO_SKIP, GREEDY_PER_COST
from wijk.methods.budgeting.shares import Tie

BUDGET, LIMIT, STOPPED = "budget", "limit", "stopped"


@dataclass(frozen=True)
class Passed:
    """A project that was not taken when its turn came: why, what was left then, and which limit."""

    project: int
    why: str
    left: int
    limit: int = -1


@dataclass(frozen=True)
class Walk:
    """What was taken in order, what was passed over, and the ties that mattered."""

    taken: tuple[int, ...]
    passed: tuple[Passed, ...]
    ties: tuple[Tie, ...]


def greedy(terms: Terms) -> Walk:
    """Which projects does the rule named in the terms take: by votes, by votes per euro, or stopping at the first misfit?"""
    per_cost = terms.rules.rule == GREEDY_PER_COST
    return walk(terms, terms.pinned, per_cost=per_cost, stop=terms.rules.rule == GREEDY_NO_SKIP)


def fill(terms: Terms, chosen: Sequence[int]) -> Walk:
    """Which projects fill up an outcome, by satisfaction per euro? With satisfaction by cost that is by votes."""
    return walk(terms, chosen, per_cost=terms.rules.satisfaction != COST)


def walk(terms: Terms, chosen: Sequence[int], *, per_cost: bool, stop: bool = False) -> Walk:
    """Go through the projects that are not yet chosen, in order of support (per euro), and take what fits."""
    left = terms.ceiling - int(terms.election.costs[list(chosen)].sum()) if chosen else terms.ceiling
    room = terms.room.copy()
    for project in set(chosen) - set(terms.pinned):
        terms.take(room, project)
    support: list[int] = terms.support.tolist()
    costs: list[int] = terms.election.costs.tolist()

    def before(p: int, q: int) -> int:
        mine, other = (support[p] * costs[q], support[q] * costs[p]) if per_cost else (support[p], support[q])
        return int(mine < other) - int(mine > other)

    rank = terms.rank.tolist()
    able = [p for p in np.flatnonzero(terms.eligible).tolist() if p not in set(chosen)]
    order = sorted(sorted(able, key=rank.__getitem__), key=cmp_to_key(before))
    taken: list[int] = []
    passed: list[Passed] = []
    stopped = False
    for project in order:
        broken = terms.broken(room, project)
        if stopped:
            passed.append(Passed(project, STOPPED, left))
        elif broken >= 0:
            passed.append(Passed(project, LIMIT, int(room[broken]), broken))
        elif costs[project] > left:
            passed.append(Passed(project, BUDGET, left))
            stopped = stop
        else:
            taken.append(project)
            left -= costs[project]
            terms.take(room, project)
    level = [[order[0]]] if order else []
    for one, after in pairwise(order):
        if before(one, after) == 0:
            level[-1].append(after)
        else:
            level.append([after])
    return Walk(tuple(taken), tuple(passed), _ties(level, taken))


def _ties(level: Sequence[Sequence[int]], taken: Sequence[int]) -> tuple[Tie, ...]:
    """The ties that mattered: of projects that stood level, some were taken and others not."""
    place = {project: k for k, project in enumerate(taken)}
    found = []
    for group in level:
        inside = [p for p in group if p in place]
        if inside and len(inside) < len(group):
            found.append(Tie(place[inside[0]], tuple(group)))
    return tuple(found)
