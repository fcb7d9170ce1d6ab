"""The selection that satisfies most in total, proven best by branch and bound in whole numbers (method `budgeting.knapsack/1`).

Linear programming gives a price for each limit (the budget, a district's, a group's). With any prices, sum of prices × room plus the
gains that remain after paying them is a bound that no selection passes (Lagrange); leaving what the prices suggest costs a known
amount, so only selections that cost less than the gap to the best one known are walked through. Floating point proposes prices and a
first selection; it decides nothing.
"""

from fractions import Fraction

import numpy as np
from scipy.optimize import linprog

from wijk.methods.budgeting.limits import Terms
from wijk.methods.budgeting.messages import say
from wijk.methods.budgeting.rules import COST
from wijk.methods.saying import Rejected

NODES = 3_000_000
"""How many selections are looked at before giving up."""


def knapsack(terms: Terms) -> tuple[int, ...]:
    """Which projects satisfy most together within the budget and the limits, in order of support?

    Among equals the cheapest selection wins, and among those the one whose projects go first by the rules on ties.
    Raises Rejected when no proof was found within `NODES` steps.
    """
    able = np.flatnonzero(terms.eligible).tolist()
    room, rows = _constraints(terms, able)
    gains = _gains(terms, able)
    search = _Search(gains, rows, room)
    chosen = [able[k] for k in search.best()]
    rank, support = terms.rank.tolist(), terms.support.tolist()
    return tuple(sorted(chosen, key=lambda p: (-support[p], rank[p])))


def _constraints(terms: Terms, able: list[int]) -> tuple[list[int], list[list[tuple[int, int]]]]:
    """The room of each limit (the budget first), and what each able project takes of which."""
    left = terms.ceiling - int(terms.election.costs[list(terms.pinned)].sum())
    rows = [
        [(0, terms.election.projects[p].cost), *((n + 1, amount) for n, amount in terms.of_project[p])] for p in able
    ]
    return [left, *terms.room.tolist()], rows


def _gains(terms: Terms, able: list[int]) -> list[int]:
    """One whole number per project: satisfaction first, then a lower cost, then the order among equals."""
    costs = [terms.election.projects[p].cost for p in able]
    worth = [
        int(terms.support[p]) * (cost if terms.rules.satisfaction == COST else 1)
        for p, cost in zip(able, costs, strict=True)
    ]
    places = sorted(range(len(able)), key=lambda k: int(terms.rank[able[k]]))
    bits = {k: 1 << (len(able) - 1 - place) for place, k in enumerate(places)}
    over = sum(costs) + 1
    return [
        ((value * over - cost) << len(able)) + bits[k] for k, (value, cost) in enumerate(zip(worth, costs, strict=True))
    ]


class _Search:
    def __init__(self, gains: list[int], rows: list[list[tuple[int, int]]], room: list[int]) -> None:
        self.gains, self.rows, self.room = gains, rows, room
        self.prices, start = _proposals(gains, rows, room)
        self.reduced = [
            gain - sum(self.prices[n] * amount for n, amount in row) for gain, row in zip(gains, rows, strict=True)
        ]
        self.most = sum(price * left for price, left in zip(self.prices, room, strict=True)) + sum(
            reduced for reduced in self.reduced if reduced > 0
        )
        self.found, self.chosen = sum(gains[k] for k in start), start
        self.steps = 0

    def best(self) -> list[int]:
        """The best selection, proven."""
        if not self.gains:
            return []
        gap = self.most - self.found
        core = sorted(
            (k for k in range(len(self.gains)) if abs(self.reduced[k]) <= gap), key=lambda k: -abs(self.reduced[k])
        )
        inside = set(core)
        fixed = [k for k in range(len(self.gains)) if k not in inside and self.reduced[k] > 0]
        room = list(self.room)
        for k in fixed:
            for n, amount in self.rows[k]:
                room[n] -= amount
        self._walk(core, fixed, room)
        return self.chosen

    def _walk(self, core: list[int], fixed: list[int], room: list[int]) -> None:
        """Depth first; each entry of the stack is a choice still to be tried: (place, take, bound, what stood before)."""
        rest = [0] * (len(core) + 1)
        for place in range(len(core) - 1, -1, -1):
            rest[place] = rest[place + 1] + self.rows[core[place]][0][1]
        taken: list[int] = []
        stack: list[tuple[int, bool, int, int]] = []

        def push(place: int, bound: int) -> None:
            reduced = self.reduced[core[place]]
            likely = reduced > 0
            stack.append((place, not likely, bound - abs(reduced), len(taken)))
            stack.append((place, likely, bound, len(taken)))

        if min(room) < 0:
            return
        if core:
            push(0, self.most)
        else:
            self._keep(fixed)
        while stack:
            place, take, bound, depth = stack.pop()
            while len(taken) > depth:
                for n, amount in self.rows[taken.pop()]:
                    room[n] += amount
            if bound - max(0, room[0] - rest[place]) * self.prices[0] <= self.found:
                continue
            self.steps += 1
            if self.steps > NODES:
                raise Rejected(say("knapsack_hard", nodes=NODES))
            project = core[place]
            if take:
                if any(amount > room[n] for n, amount in self.rows[project]):
                    continue
                taken.append(project)
                for n, amount in self.rows[project]:
                    room[n] -= amount
            if place + 1 < len(core):
                push(place + 1, bound)
            else:
                self._keep([*fixed, *taken])

    def _keep(self, chosen: list[int]) -> None:
        worth = sum(self.gains[k] for k in chosen)
        if worth > self.found:
            self.found, self.chosen = worth, chosen


def _proposals(gains: list[int], rows: list[list[tuple[int, int]]], room: list[int]) -> tuple[list[int], list[int]]:
    """Prices for the limits and a first selection, both out of floating point and both checked or harmless."""
    if not gains:
        return [0] * len(room), []
    unit = max(gains)
    values = np.array([float(Fraction(gain, unit)) for gain in gains])
    matrix = np.zeros((len(room), len(gains)))
    for k, row in enumerate(rows):
        for n, amount in row:
            matrix[n, k] = amount
    size = np.maximum(np.array(room, dtype=np.float64), 1.0)
    matrix /= size[:, None]
    one = np.array(room) / size
    relaxed = linprog(-values, A_ub=matrix, b_ub=one, bounds=(0, 1), method="highs")
    prices = [0] * len(room)
    if relaxed.status == 0:
        marginals = np.maximum(-relaxed.ineqlin.marginals, 0) / size
        prices = [int(Fraction(float(price)) * unit) for price in marginals]
    left = list(room)
    start = []
    dear = [sum(prices[n] * amount for n, amount in row) for row in rows]
    for k in sorted(range(len(gains)), key=lambda k: Fraction(dear[k], gains[k])):
        if all(amount <= left[n] for n, amount in rows[k]):
            start.append(k)
            for n, amount in rows[k]:
                left[n] -= amount
    return prices, start
