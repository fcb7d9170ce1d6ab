"""Equal shares with its completions: which virtual budget counts, and what is done with the money that is left."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np

from wijk.methods.budgeting.greedy import Walk, fill, greedy
from wijk.methods.budgeting.limits import Terms
from wijk.methods.budgeting.rules import (
    ADD1_UTILITARIAN,
    COMPARISON,
    COST,
    FIRST,
    NONE,
    POINTS,
    UTILITARIAN,
)  # fmt: skip
from wijk.methods.budgeting.shares import Purchases, Shares

Progress = Callable[[float, float, str], None]


@dataclass(frozen=True)
class Comparison:
    """How many voters prefer the outcome of equal shares, and how many that of greedy."""

    ours: int
    greedy: int
    walk: Walk

    @property
    def replaced(self) -> bool:
        """Whether greedy's outcome is taken: only when strictly more voters prefer it."""
        return self.greedy > self.ours


@dataclass(frozen=True, eq=False)
class Shared:
    """The outcome of equal shares: the purchases of the round that counts, and what filled it up.

    `left` is what the supporters of each project that nobody bought had left together, in cents; `steps` is how many times
    the shares were raised for the round that counts; `tried` how many rounds were reckoned.
    """

    purchases: Purchases
    left: dict[int, Fraction]
    filled: Walk | None
    comparison: Comparison | None
    steps: int
    tried: int


def equal_shares(terms: Terms, progress: Progress | None = None) -> Shared:
    """Which projects do the supporters buy together, under the completion named in the rules?"""
    completion = terms.rules.completion
    table = table_of(terms)
    budget = terms.ceiling - terms.rules.tolerance - int(terms.election.costs[list(terms.pinned)].sum())
    budget = max(budget, 0)
    if completion in (NONE, UTILITARIAN):
        steps, tried = 0, 1
    else:
        steps, tried = _raise(terms, table, budget, completion == FIRST, progress)
    counted = table.run(budget + steps * terms.rules.step * terms.election.voters, show_ties=True)
    bought = set(counted.order)
    left = table.left_to_supporters([p for p in range(len(terms.election.projects)) if p not in bought])
    chosen = (*terms.pinned, *counted.order)
    filled = fill(terms, chosen) if completion in (UTILITARIAN, ADD1_UTILITARIAN) else None
    comparison = compare(terms, chosen) if completion == COMPARISON else None
    return Shared(counted, left, filled, comparison, steps, tried)


def table_of(terms: Terms) -> Shares:
    """The election laid out for equal shares."""
    by_cost = terms.rules.satisfaction == COST
    return Shares(
        terms.election,
        points=terms.election.ballots.points if terms.rules.satisfaction == POINTS else None,
        price=np.ones(len(terms.election.projects), dtype=np.int64) if by_cost else terms.election.costs,
        rank=terms.rank,
        eligible=terms.eligible,
        limits=terms.arrays(),
        room=terms.room,
    )


def _raise(
    terms: Terms, table: Shares, budget: int, stop_when_exhaustive: bool, progress: Progress | None
) -> tuple[int, int]:
    """How many steps the shares are raised for the outcome that counts, and how many rounds were reckoned."""
    voters, step = terms.election.voters, terms.rules.step
    steps, tried = 0, 1
    run = table.run(budget)
    while not (stop_when_exhaustive and exhaustive(terms, run.order)) and open_projects(terms, run.order):
        # in between, nothing changes: those steps are taken at once
        ahead = (table.steady_until(run) - Fraction(run.budget, voters)) / step
        steps += max(0, ceil(ahead) - 1)
        further = table.run(budget + (steps + 1) * step * voters)
        tried += 1
        if _cost(terms, further.order) > terms.ceiling:
            break
        steps, run = steps + 1, further
        if progress:
            progress(_cost(terms, run.order), terms.ceiling, "")
    return steps, tried


def _cost(terms: Terms, order: tuple[int, ...]) -> int:
    return int(terms.election.costs[[*terms.pinned, *order]].sum()) if order or terms.pinned else 0


def open_projects(terms: Terms, order: tuple[int, ...]) -> list[int]:
    """The projects that are not chosen and that no limit forbids."""
    room = terms.room.copy()
    for project in order:
        terms.take(room, project)
    able = terms.eligible.copy()
    able[list(order)] = False
    return [p for p in np.flatnonzero(able).tolist() if terms.broken(room, p) < 0]


def exhaustive(terms: Terms, order: tuple[int, ...]) -> bool:
    """Whether no further project fits in what is left of the budget and the limits."""
    left = terms.ceiling - _cost(terms, order)
    return all(terms.election.projects[p].cost > left for p in open_projects(terms, order))


def compare(terms: Terms, chosen: tuple[int, ...]) -> Comparison:
    """How many voters are better off with these projects, and how many with those that greedy takes?"""
    ballots = terms.election.ballots
    other = greedy(Terms(terms.election, terms.rules.greedily()))
    worth = {COST: terms.election.costs[ballots.project], POINTS: ballots.points}.get(
        terms.rules.satisfaction, np.ones(len(ballots.project), dtype=np.int64)
    )
    difference = np.zeros(len(terms.election.projects), dtype=np.int64)
    difference[list(chosen)] += 1
    difference[[*terms.pinned, *other.taken]] -= 1
    gain = np.zeros(len(ballots), dtype=np.int64)
    np.add.at(gain, ballots.row, worth * difference[ballots.project])
    ours, theirs = int(ballots.count[gain > 0].sum()), int(ballots.count[gain < 0].sum())
    return Comparison(ours, theirs, other)
