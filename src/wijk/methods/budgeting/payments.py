"""Who paid what: exact amounts of every round, reckoned from the books when they are asked for."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from wijk.methods.budgeting.books import Books
from wijk.methods.budgeting.election import Ballots
from wijk.methods.budgeting.limits import Terms
from wijk.methods.budgeting.rules import POINTS
from wijk.methods.budgeting.shares import Purchases


@dataclass(frozen=True, eq=False)
class Payments:
    """The payments of the round that counts; `order` are the projects bought, `books` the exact rates."""

    ballots: Ballots
    by_points: bool
    order: tuple[int, ...]
    books: Books

    @classmethod
    def of(cls, terms: Terms, purchases: Purchases) -> "Payments":
        """The payments behind these purchases."""
        books = purchases.books(terms.election.costs, terms.election.voters)
        return cls(terms.election.ballots, terms.rules.satisfaction == POINTS, purchases.order, books)

    def rate(self, k: int) -> Fraction:
        """What was paid per weight in the k-th purchase, in cents."""
        return Fraction(self.books.rates[k], self.books.unit)

    def all(self) -> list[dict[int, int]]:
        """Per purchase, what each voter of each distinct ballot paid, in `books.unit`-ths of a cent; nothing is left out."""
        if "_all" not in self.__dict__:
            object.__setattr__(self, "_all", [dict(one) for one in self._replay()])
        found: list[dict[int, int]] = self.__dict__["_all"]
        return found

    def remaining(self) -> dict[int, int]:
        """What each voter of each distinct ballot has left in the end, in `books.unit`-ths of a cent."""
        left = dict.fromkeys(range(len(self.ballots)), self.books.share)
        for paid in self.all():
            for ballot, amount in paid.items():
                left[ballot] -= amount
        return left

    def _supporters(self, project: int) -> tuple[list[int], list[int]]:
        entries = np.flatnonzero(self.ballots.project == project)
        weights = self.ballots.points[entries] if self.by_points else np.ones(len(entries), dtype=np.int64)
        return self.ballots.row[entries].tolist(), weights.tolist()

    def _replay(self) -> Iterator[Iterator[tuple[int, int]]]:
        left = [self.books.share] * len(self.ballots)
        for k, project in enumerate(self.order):
            rate = self.books.rates[k]
            paid = []
            for ballot, weight in zip(*self._supporters(project), strict=True):
                if left[ballot]:
                    amount = min(left[ballot], rate * weight)
                    left[ballot] -= amount
                    paid.append((ballot, amount))
            yield iter(paid)
