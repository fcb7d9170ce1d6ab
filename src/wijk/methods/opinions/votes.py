"""Votes on statements: agree, pass or disagree, each person on as many statements as they like."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wijk.methods.opinions import kernels
from wijk.methods.opinions.messages import reject

MOST = 2**31 - 1


@dataclass(frozen=True, eq=False)
class Votes:
    """Who voted what on which statement, row after row: person `i` cast `vote[start[i]:start[i + 1]]` on `statement[…]`.

    A vote is 1 (agree), 0 (pass) or -1 (disagree). `repeated` counts votes that a later one of the same person replaced.
    """

    people: Sequence[str]
    statements: Sequence[str]
    start: NDArray[np.int64]
    statement: NDArray[np.int32]
    vote: NDArray[np.int8]
    repeated: int = 0

    @classmethod
    def gather(
        cls, people: Sequence[str], statements: Sequence[str], row: ArrayLike, column: ArrayLike, vote: ArrayLike
    ) -> "Votes":
        """The votes out of three lists of equal length: place of the person, place of the statement, vote.

        Of several votes of one person on one statement the last one in the list counts. Raises Rejected for a place
        that is not there, a vote other than -1, 0 and 1, and names that occur twice.

        >>> votes = Votes.gather(["An", "Bo"], ["s1", "s2"], [0, 1, 0], [0, 1, 0], [1, -1, 0])
        >>> votes.start.tolist(), votes.vote.tolist(), votes.repeated
        ([0, 1, 2], [0, -1], 1)
        """
        _unique(people, "person_twice")
        _unique(statements, "statement_twice")
        rows = _places(row, len(people), "person_place")
        cols = _places(column, len(statements), "statement_place")
        marks = _marks(vote)
        if not len(rows) == len(cols) == len(marks):
            raise reject("lengths", rows=len(rows), columns=len(cols), votes=len(marks))
        start, statement, kept, repeated = kernels.pack(rows, cols, marks, len(people), len(statements))
        return cls(people, statements, start, statement, kept, repeated)

    @cached_property
    def cast(self) -> NDArray[np.int64]:
        """How many votes each person cast."""
        return np.diff(self.start)

    @cached_property
    def tally(self) -> NDArray[np.int64]:
        """Of each statement the number of disagrees, passes and agrees: (statements, 3)."""
        return np.asarray(kernels.tally(self.statement, self.vote, len(self.statements)))

    def means(self) -> NDArray[np.float64]:
        """The mean vote on each statement, 0 where nobody voted."""
        count = self.tally.sum(axis=1)
        return np.asarray((self.tally[:, 2] - self.tally[:, 0]) / np.maximum(count, 1), dtype=np.float64)

    def select(self, columns: Sequence[int]) -> "Votes":
        """The same people and some statements only, in the order given."""
        to = np.full(len(self.statements), -1, dtype=np.int32)
        to[list(columns)] = np.arange(len(columns), dtype=np.int32)
        left = self.without(np.flatnonzero(to < 0).tolist())
        names = [self.statements[j] for j in columns]
        return Votes(self.people, names, left.start, to[left.statement], left.vote, self.repeated)

    def without(self, columns: Sequence[int]) -> "Votes":
        """The same people and statements, without the votes on some statements."""
        keep = ~np.isin(self.statement, np.asarray(list(columns), dtype=np.int64))
        row = np.repeat(np.arange(len(self.people)), self.cast)
        cast = np.bincount(row[keep], minlength=len(self.people))
        start = np.concatenate([[0], np.cumsum(cast)]).astype(np.int64)
        return Votes(self.people, self.statements, start, self.statement[keep], self.vote[keep], self.repeated)


def _unique(names: Sequence[str], code: str) -> None:
    if len(set(names)) != len(names):
        seen: set[str] = set()
        twice = next(name for name in names if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise reject(code, name=str(twice))


def _places(values: ArrayLike, count: int, code: str) -> NDArray[np.int32]:
    places = np.asarray(values)
    if not places.size:
        return np.zeros(0, dtype=np.int32)
    if places.ndim != 1 or not np.issubdtype(places.dtype, np.integer):
        raise reject("places_whole")
    wrong = np.flatnonzero((places < 0) | (places >= min(count, MOST)))
    if len(wrong):
        raise reject(code, position=int(wrong[0]) + 1, place=int(places[wrong[0]]), count=count)
    return places.astype(np.int32, copy=False)


def _marks(values: ArrayLike) -> NDArray[np.int8]:
    marks = np.asarray(values)
    if not marks.size:
        return np.zeros(0, dtype=np.int8)
    known = np.isin(marks, (-1, 0, 1)) if marks.dtype.kind in "iuf" else np.zeros(marks.shape, dtype=np.bool_)
    if marks.ndim != 1 or not known.all():
        wrong = int(np.flatnonzero(~known.ravel())[0]) if not known.all() else 0
        raise reject("vote_unknown", position=wrong + 1, vote=str(marks.ravel()[wrong]))
    return marks.astype(np.int8, copy=False)
