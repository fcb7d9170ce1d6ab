"""One order for the same votes, however they were listed: everything after it sums in that order."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions import kernels
from wijk.methods.opinions.votes import Votes


@dataclass(frozen=True, eq=False)
class Canonical:
    """The votes in canonical order; `person[i]` and `statement[j]` are the places in the votes that were given."""

    start: NDArray[np.int64]
    col: NDArray[np.int32]
    vote: NDArray[np.int8]
    person: NDArray[np.int64]
    statement: NDArray[np.int64]
    signature: NDArray[np.uint64]
    mean: NDArray[np.float64]

    @property
    def people(self) -> int:
        """How many people there are."""
        return len(self.start) - 1

    @property
    def statements(self) -> int:
        """How many statements there are."""
        return len(self.mean)

    def take(self, rows: NDArray[np.int64]) -> "Canonical":
        """Some people with their own means."""
        start, col, vote = kernels.take(self.start, self.col, self.vote, rows)
        mean = _means(col, vote, self.statements)
        return Canonical(start, col, vote, self.person[rows], self.statement, self.signature[rows], mean)

    def back(self, values: NDArray[np.generic]) -> NDArray[np.generic]:
        """Values of people in canonical order, put in the order that was given."""
        out = np.empty_like(values)
        out[self.person] = values
        return out


def canonical(votes: Votes) -> Canonical:
    """Put votes in an order that depends on the votes alone.

    Statements stand by a signature of who voted what on them (colour refinement; equal signatures by name), people by a hash
    of their votes: those with equal hashes voted alike, so their order makes no difference. O(votes).

    >>> one = Votes.gather(["a", "b"], ["x", "y"], [0, 1, 1], [0, 0, 1], [1, -1, 1])
    >>> two = Votes.gather(["b", "a"], ["y", "x"], [1, 0, 0], [1, 1, 0], [1, -1, 1])
    >>> bool((canonical(one).signature == canonical(two).signature).all())
    True
    """
    many = len(votes.statements)
    signs = kernels.sign_columns(votes.start, votes.statement, votes.vote, many, 2)
    names = np.argsort(np.argsort(np.array([*votes.statements], dtype=str), kind="stable"), kind="stable")
    statement = np.lexsort((names, signs))
    rank = np.empty(many, dtype=np.int32)
    rank[statement] = np.arange(many, dtype=np.int32)
    hashes = kernels.sign_rows(votes.start, votes.statement, votes.vote, rank)
    person = np.argsort(hashes, kind="stable")
    start, col, vote = kernels.take(votes.start, votes.statement, votes.vote, person)
    kernels.sort_within(start, col, vote, rank)
    return Canonical(start, col, vote, person, statement, hashes[person], _means(col, vote, many))


def _means(col: NDArray[np.int32], vote: NDArray[np.int8], many: int) -> NDArray[np.float64]:
    tally = kernels.tally(col, vote, many)
    return np.asarray((tally[:, 2] - tally[:, 0]) / np.maximum(tally.sum(axis=1), 1), dtype=np.float64)
