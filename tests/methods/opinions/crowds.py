"""Crowds made up for tests: with camps, with none, and their votes listed in any order."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions.votes import Votes


def of_matrix(matrix: NDArray[np.int64], cast: NDArray[np.bool_] | None = None) -> Votes:
    """Votes out of a full matrix of which only some cells were cast."""
    people, statements = matrix.shape
    row, column = np.nonzero(np.ones_like(matrix) if cast is None else cast)
    names = [f"p{i}" for i in range(people)], [f"s{j}" for j in range(statements)]
    return Votes.gather(*names, row, column, matrix[row, column])


def camps(
    sizes: Sequence[int], statements: int, *, seed: int, dissent: float = 0.2, cast: float = 0.8
) -> tuple[Votes, NDArray[np.int64]]:
    """People of several camps, each camp with a side on every statement, from which they stray now and then."""
    rng = np.random.default_rng(seed)
    camp = np.repeat(np.arange(len(sizes)), sizes)
    side = rng.choice([-1, 1], (len(sizes), statements))
    people = len(camp)
    matrix = np.where(rng.random((people, statements)) < dissent, -side[camp], side[camp])
    return of_matrix(matrix, rng.random((people, statements)) < cast), camp


def noise(people: int, statements: int, cast: float, seed: int) -> Votes:
    """Votes without any link between statements: popular and unpopular ones, and the same people throughout."""
    rng = np.random.default_rng(seed)
    liked = rng.random(statements)
    matrix = np.where(rng.random((people, statements)) < liked, 1, rng.choice([-1, -1, 0], (people, statements)))
    eager = rng.beta(2, 2, people) * 2 * cast
    return of_matrix(matrix, rng.random((people, statements)) < eager[:, None])


def shuffled(votes: Votes, seed: int) -> tuple[Votes, NDArray[np.int64], NDArray[np.int64]]:
    """The same votes listed in another order: with the places that people and statements got."""
    rng = np.random.default_rng(seed)
    row = np.repeat(np.arange(len(votes.people)), votes.cast)
    person, statement, order = (rng.permutation(n) for n in (len(votes.people), len(votes.statements), len(row)))
    people, statements = np.empty(len(person), object), np.empty(len(statement), object)
    people[person], statements[statement] = list(votes.people), list(votes.statements)
    listed = Votes.gather(
        people.tolist(), statements.tolist(), person[row][order], statement[votes.statement][order], votes.vote[order]
    )
    return listed, person, statement
