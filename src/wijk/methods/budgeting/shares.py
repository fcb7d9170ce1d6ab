"""Equal shares: one run at one virtual budget. Fast loops screen, exact whole numbers decide (method `budgeting.equal-shares/1`).

Peters, Pierczyński and Skowron, *Proportional participatory budgeting with additive utilities* (NeurIPS 2021).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import inf

import numpy as np
from numpy.typing import NDArray

from wijk.methods.budgeting.books import Books, Price, settle
from wijk.methods.budgeting.election import Election
from wijk.methods.budgeting.kernels import (
    BOUGHT,
    CLEAN,
    DONE,
    EDGE,
    EVENT,
    FULL,
    SIZE,
    UNCLEAR,
    UNIT,
    Ground,
    Purses,
    advance,
    pay,
    reset,
    sort_out,
)  # fmt: skip

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Tie:
    """Projects with exactly the same price in one round, in the order in which the rules put them: the first was bought."""

    round: int
    projects: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Purchases:
    """What one run bought, in order, with all that the exact amounts follow from (see `books`)."""

    budget: int
    order: tuple[int, ...]
    rows: Ints
    sums: Ints
    ties: tuple[Tie, ...]

    def books(self, costs: Ints, voters: int) -> Books:
        """The exact books of the run."""
        books = Books(self.budget, voters)
        for k, project in enumerate(self.order):
            poor, weight, _ = self.sums[k].tolist()
            books.enter(int(costs[project]), self.rows[k, :k].tolist(), poor, weight)
        return books


class Shares:
    """Runs equal shares on one election at any virtual budget; keeps its working memory between runs.

    `points` None: every supporter of a project counts alike (weight 1). `price` is what `Ground.price` says; `rank` who goes
    first among equals; `room` and the three arrays of `limits` what the rules allow.
    """

    def __init__(
        self,
        election: Election,
        *,
        points: Ints | None,
        price: Ints,
        rank: Ints,
        eligible: NDArray[np.bool_],
        limits: tuple[Ints, Ints, Ints],
        room: Ints,
    ) -> None:
        ballots, count = election.ballots, len(election.projects)
        load = np.ones(len(ballots.project), dtype=np.int64) if points is None else points
        order = np.argsort(ballots.project, kind="stable")
        at = np.searchsorted(ballots.project[order], np.arange(count + 1)).astype(np.int64)
        voter = ballots.row[order]
        heaviest = max(1, int((ballots.count[ballots.row] * load).sum()))
        self.election, self.costs, self.room = election, election.costs, room
        self.ground = Ground(
            election.costs.astype(np.float64), price, rank, at, voter, ballots.count[voter].astype(np.float64),
            load[order].astype(np.float64), ballots.start, ballots.project, load, *limits, eligible,
            int(price.max()) * heaviest < 2**62,
        )  # fmt: skip
        supporters = int(np.diff(at).max()) if count else 0
        rows = min(count, 64)
        self.purses = Purses(
            np.zeros((len(ballots), 2)), room.copy(), np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.int64),
            np.zeros(count), np.zeros((count, 5)), np.zeros(count, dtype=np.int64), np.zeros(count, dtype=np.int64),
            np.zeros(count, dtype=np.int64), np.zeros((rows, rows), dtype=np.int64), np.zeros((rows, 3), dtype=np.int64),
            np.zeros(max(supporters, 1), dtype=np.int64), np.zeros(3, dtype=np.int64), np.zeros((max(supporters, 1), 4)),
        )  # fmt: skip
        self._books = Books(0, 1)
        self._ties: list[Tie] = []

    def run(self, budget: int, *, show_ties: bool = False) -> Purchases:
        """Give every voter an equal share of `budget` cents and buy until nothing can be bought.

        With `show_ties` every exact tie is listed; the purchases are the same.
        """
        ground = self.ground
        reset(ground, self.purses, budget / self.election.voters, self.room)
        self._books, self._ties = Books(budget, self.election.voters), []
        while (event := advance(ground, self.purses, show_ties)) != DONE:
            if event == FULL:
                self._more_rows()
            elif event == EDGE:
                self._decide([int(self.purses.state[EVENT])])
            else:
                self._decide(self.purses.level[: self.purses.state[SIZE]].tolist())
        bought = int(self.purses.state[BOUGHT])
        return Purchases(
            budget, tuple(self.purses.order[:bought].tolist()), self.purses.rows[:bought, :bought].copy(),
            self.purses.sums[:bought].copy(), tuple(self._ties),
        )  # fmt: skip

    def left_to_supporters(self, projects: Sequence[int]) -> dict[int, Fraction]:
        """What the supporters of each of these projects had left together when the last run ended, in cents, exactly."""
        self._catch_up()
        books, told = self._books, {}
        row, sums = np.zeros(max(1, len(self.purses.rows)), dtype=np.int64), np.zeros(3, dtype=np.int64)
        for project in projects:
            sort_out(self.ground, self.purses, project, inf, inf, row, sums)
            told[project] = Fraction(-books.owed(0, row.tolist(), int(sums[0])), books.unit)
        return told

    def steady_until(self, purchases: Purchases) -> Fraction:
        """Up to which share, in cents, would the run that has just ended buy the very same? 0 when that is not known.

        It is known when every supporter paid in full each time: with more money the same prices hold, so nothing changes until a
        project that was not bought can be paid for in the first round in which its lowest price would not be too high.
        """
        order, votes, price = purchases.order, self.election.votes, self.ground.price
        if purchases.sums[:, 0].any() or (purchases.sums[:, 2] != votes[list(order)]).any():
            return Fraction(0)
        prices = [Fraction(int(price[p]), int(weight)) for p, weight in zip(order, purchases.sums[:, 1], strict=True)]
        rates = [
            Fraction(int(self.costs[p]), int(weight)) for p, weight in zip(order, purchases.sums[:, 1], strict=True)
        ]
        row, sums = np.zeros(max(1, len(self.purses.rows)), dtype=np.int64), np.zeros(3, dtype=np.int64)
        first = None
        for project in np.flatnonzero(self.ground.eligible).tolist():
            if project in order:
                continue
            sort_out(self.ground, self.purses, project, inf, inf, row, sums)
            if sums[0] != votes[project]:
                return Fraction(0)
            weight = (
                self.ground.many[self.ground.at[project] : self.ground.at[project + 1]]
                @ self.ground.weight[self.ground.at[project] : self.ground.at[project + 1]]
            )
            lowest = Fraction(int(price[project]), int(weight))
            turn = next((k for k, paid in enumerate(prices) if paid >= lowest), len(order))
            spent = sum((rate * int(many) for rate, many in zip(rates[:turn], row, strict=False)), Fraction(0))
            needed = (int(self.costs[project]) + spent) / int(votes[project])
            first = needed if first is None else min(first, needed)
        return first or Fraction(0)

    def _decide(self, level: Sequence[int]) -> None:
        """Buy the project among these whose exact price is lowest; by rank among equals."""
        self._catch_up()
        offers = {project: offer for project in level if (offer := _Offer.of(self, project))}
        for project in level:
            self.purses.out[project] |= project not in offers
        if not offers:
            return
        lowest = next(iter(offers.values()))
        for offer in offers.values():
            if offer.cheaper_than(lowest):
                lowest = offer
        equal = [project for project, offer in offers.items() if not lowest.cheaper_than(offer)]
        equal.sort(key=lambda project: int(self.ground.rank[project]))
        if len(equal) > 1:
            self._ties.append(Tie(int(self.purses.state[BOUGHT]), tuple(equal)))
        offers[equal[0]].buy()

    def _catch_up(self) -> None:
        """Bring the exact books to where the loops are."""
        for k in range(len(self._books.rates), int(self.purses.state[BOUGHT])):
            poor, weight, _ = self.purses.sums[k].tolist()
            cost = int(self.costs[self.purses.order[k]])
            self._books.enter(cost, self.purses.rows[k, :k].tolist(), poor, weight)

    def _more_rows(self) -> None:
        size = len(self.purses.rows)
        more = min(2 * size, len(self.costs))
        rows, sums = np.zeros((more, more), dtype=np.int64), np.zeros((more, 3), dtype=np.int64)
        rows[:size, :size], sums[:size] = self.purses.rows, self.purses.sums
        self.purses = self.purses._replace(rows=rows, sums=sums)


@dataclass(frozen=True, eq=False)
class _Offer:
    """The exact price of one project now, and the voters near the edge, each with the exact money left."""

    shares: Shares
    project: int
    price: Price
    row: Ints
    sums: Ints
    edge: Ints
    left: list[int]

    @classmethod
    def of(cls, shares: Shares, project: int) -> "_Offer | None":
        """The offer for a project; None when its supporters cannot pay for it."""
        ground, purses, books = shares.ground, shares.purses, shares._books
        rate, margin, weight, kind, people = purses.quote[project].tolist()
        cost = int(shares.costs[project])
        row, sums = np.zeros(max(1, len(purses.rows)), dtype=np.int64), np.zeros(3, dtype=np.int64)
        if kind == CLEAN:
            sums[1:] = int(weight), int(people)
            return cls(shares, project, Price(cost * books.unit, int(weight)), row, sums, np.zeros(0, np.int64), [])
        low, high = (-inf, inf) if kind == UNCLEAR else (rate - margin, rate + margin)
        size = sort_out(ground, purses, project, low, high, row, sums)
        edge = purses.edge[:size].copy()
        left = _left(shares, edge)
        weights, many = ground.weight[edge].astype(np.int64).tolist(), ground.many[edge].astype(np.int64).tolist()
        owed = books.owed(cost, row.tolist(), int(sums[0]))
        price = settle(owed, int(sums[1]), list(zip(left, weights, many, strict=True)))
        return cls(shares, project, price, row, sums, edge, left) if price else None

    def cheaper_than(self, other: "_Offer") -> bool:
        """Whether the exact price per unit of satisfaction is lower."""
        ground = self.shares.ground
        return self._worth(ground.price, other) < other._worth(ground.price, self)

    def _worth(self, price: Ints, other: "_Offer") -> int:
        costs = self.shares.costs
        return self.price.owed * int(price[self.project]) * other.price.weight * int(costs[other.project])

    def buy(self) -> None:
        """Book the purchase, in the exact books and in the loops' purses."""
        shares, purses, books = self.shares, self.shares.purses, self.shares._books
        owed, weight = self.price.owed, self.price.weight
        rate = owed / (books.unit * weight)
        slack = 8 * UNIT * (books.share / books.unit)
        for j, money in zip(self.edge.tolist(), self.left, strict=True):
            voter, each, many = int(shares.ground.voter[j]), int(shares.ground.weight[j]), int(shares.ground.many[j])
            rest = money * weight - owed * each
            if rest >= 0:
                purses.money[voter] = (rest / (books.unit * weight), -slack) if rest else (0, 0)
                self.sums[1] += many * each
                self.sums[2] += many
                continue
            purses.money[voter] = 0, 0
            self.sums[0] += many
            for k, load in _pattern(shares, voter):
                self.row[k] += many * load
        k = int(purses.state[BOUGHT])
        purses.rows[k, :] = self.row[: purses.rows.shape[1]]
        purses.sums[k] = self.sums
        books.enter(int(shares.costs[self.project]), self.row.tolist(), int(self.sums[0]), int(self.sums[1]))
        pay(shares.ground, purses, self.project, rate, 4 * UNIT * rate)


def _left(shares: Shares, edge: Ints) -> list[int]:
    """What the voters of these entries have left, in `unit`-ths; reckoned once for all who paid for the same."""
    known: dict[tuple[tuple[int, int], ...], int] = {}
    left = []
    for voter in shares.ground.voter[edge].tolist():
        pattern = _pattern(shares, voter)
        if pattern not in known:
            known[pattern] = shares._books.left(pattern)
        left.append(known[pattern])
    return left


def _pattern(shares: Shares, voter: int) -> tuple[tuple[int, int], ...]:
    """The purchases that a voter paid for, each with its weight."""
    ground = shares.ground
    first, last = int(ground.ballot_at[voter]), int(ground.ballot_at[voter + 1])
    places = shares.purses.place[ground.project[first:last]].tolist()
    return tuple((k, load) for k, load in zip(places, ground.load[first:last].tolist(), strict=True) if k >= 0)
