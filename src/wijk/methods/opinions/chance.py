"""Is there any common structure in the votes, or no more than chance would give?"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions import kernels
from wijk.methods.opinions.canonical import Canonical
from wijk.methods.opinions.spectrum import spectrum

DRAWS = 39
MOST_AXES = 5
TURNS = 5
Progress = Callable[[float, float, str], None]


@dataclass(frozen=True)
class Structure:
    """How many axes stand out above chance, with the strengths found and the strongest that chance gave."""

    axes: int
    found: tuple[float, ...]
    by_chance: tuple[float, ...]
    draws: int


def structure(votes: Canonical, rng: np.random.Generator, *, progress: Progress, draws: int = DRAWS) -> Structure:
    """How many axes of difference are there beyond chance?

    The votes on each statement are dealt anew among those who voted on it, so often as `draws`: how many agree with a statement and who
    voted on what stay, any link between statements goes. An axis counts when it is stronger than the axis of its rank in every
    dealing; without any link the first axis does so in at most 1 of `draws` + 1 cases, exactly, for then all dealings are
    equally likely. (Parallel analysis, Horn 1965, with the permutations of Buja and Eyuboglu 1992.)
    """
    found = spectrum(votes, turns=TURNS).values[:MOST_AXES]
    most = np.zeros(len(found))
    for draw in range(draws):
        seed = np.uint64(rng.integers(0, 2**63, dtype=np.int64))
        dealt = kernels.shuffle_within(votes.col, votes.vote, votes.statements, seed)
        values = spectrum(replace(votes, vote=dealt), turns=TURNS).values
        most[: len(values)] = np.maximum(most[: len(values)], values[: len(found)])
        progress(draw + 1, draws, "chance")
    beyond = found > most * (1 + 1e-9)
    axes = int(np.argmin(beyond)) if not beyond.all() else len(found)
    return Structure(axes, tuple(found.tolist()), tuple(most.tolist()), draws)


def sample(votes: Canonical, rows: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """At most about so many votes' worth of the given rows, evenly out of the canonical order, which is that of a hash."""
    cast = np.diff(votes.start)[rows]
    step = max(1, int(np.ceil(cast.sum() / most)))
    return np.ascontiguousarray(rows[::step])
