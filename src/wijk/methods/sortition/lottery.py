"""With what chance is each volunteer on the panel? A fair lottery over numbered panels (methods `sortition.leximin/1` and its sisters)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from wijk.methods.saying import Rejected, Saying, Share
from wijk.methods.sortition.cells import Floats, Ints, cells_of
from wijk.methods.sortition.certificates import gini
from wijk.methods.sortition.clashes import Relaxation, clash_of
from wijk.methods.sortition.ideals import OBJECTIVES, TOLERANCE, Ideal, ideal
from wijk.methods.sortition.messages import say
from wijk.methods.sortition.mixtures import Progress
from wijk.methods.sortition.pools import Pool, Quota
from wijk.methods.sortition.rounding import numbered_panels
from wijk.methods.sortition.seating import seat

MOST_PANELS = 100_000
_SAID = {"maximin": "maximin_said", "nash": "nash_said", "goldilocks": "goldilocks_said"}


@dataclass(frozen=True)
class Lottery:
    """A uniform lottery over numbered panels, and the ideal that it rounds.

    `panels[j]` are the persons (row numbers of the pool, ascending) of panel j; `chosen[i]` is on how many panels person i sits;
    `chances[i]` is the ideal chance. `bound` is the certified upper bound on the smallest chance.
    """

    method: str
    objective: str
    size: int
    types: int
    households: bool
    panels: Ints
    chosen: Ints
    chances: Floats
    bound: float
    certificate: Fraction
    """the bound in exact fractions (of the linear programme)"""
    certified: bool
    proven: bool
    short: float
    impossible: tuple[int, ...]

    @property
    def minimum(self) -> float:
        """The smallest ideal chance."""
        return float(self.chances.min())

    @property
    def maximum(self) -> float:
        """The largest ideal chance."""
        return float(self.chances.max())

    @property
    def gini(self) -> float:
        """How unequal the ideal chances are."""
        return gini(self.chances)

    @property
    def off(self) -> float:
        """The largest difference between a chance over the numbered panels and the ideal one."""
        return float(np.abs(self.chosen / len(self.panels) - self.chances).max())

    def explain(self) -> tuple[Saying, ...]:
        """What was reckoned, in sentences for the minutes."""
        many, people = len(self.panels), len(self.chances)
        nothing = int(((self.chosen == 0) & (self.chances > TOLERANCE)).sum())
        said = [
            say("made", panels=many, size=self.size, people=people, types=self.types),
            say("lowest", minimum=Share(self.minimum, 4), bound=Share(self.bound, 4)),
            say("highest", maximum=Share(self.maximum, 4), gini=round(self.gini, 3)),
            self._aim(),
            say(
                "rounded",
                least=int(self.chosen.min()),
                most=int(self.chosen.max()),
                panels=many,
                off=Share(self.off, 2),
            ),
        ]
        if self.households:
            said.append(say("households_kept"))
        if self.impossible:
            said.append(say("impossible", count=len(self.impossible)))
        if nothing:
            said.append(say("rounded_to_nothing", panels=many, count=nothing))
        return tuple(said)

    def _aim(self) -> Saying:
        if self.proven and self.objective == "leximin":
            return say("leximin_proven", tolerance=Share(TOLERANCE, 4))
        if self.proven:
            return say(_SAID[self.objective])
        code = "leximin_short" if self.objective == "leximin" else "objective_short"
        return say(code, short=Share(self.short, 4))


def select(
    pool: Pool,
    quotas: Sequence[Quota],
    size: int,
    *,
    objective: str = "leximin",
    panels: int = 1000,
    random: np.random.Generator,
    progress: Progress = lambda done, total, what: None,
) -> Lottery:
    """Make the fairest lottery that the quotas allow.

    `objective`: leximin (default), maximin, nash or goldilocks. People alike in all answers (and in the composition of their household) get
    exactly the same ideal chance, and over the numbered panels chances that differ by one panel at the most. `random` decides who
    of those alike sits where; the draw itself is public and comes later. Raises Rejected for what cannot be used, and `Clash` when no panel
    exists, which names the quotas that cannot hold together and the smallest change that helps.

    >>> pool = Pool(("a", "b", "c", "d"), {"age": ("young", "old", "old", "old")})
    >>> quotas = [Quota("age", "young", 1, 1), Quota("age", "old", 1, 1)]
    >>> lottery = select(pool, quotas, 2, panels=300, random=np.random.default_rng(1))
    >>> lottery.chosen.tolist(), round(lottery.minimum, 6)
    ([300, 100, 100, 100], 0.333333)
    """
    if objective not in OBJECTIVES:
        raise Rejected(say("objective_unknown", objective=objective, known=tuple(OBJECTIVES)))
    if not 1 <= panels <= MOST_PANELS:
        raise Rejected(say("panels_wrong", most=MOST_PANELS, panels=panels))
    cells = cells_of(pool, quotas, size)
    clash = clash_of(cells, quotas)
    if clash is not None:
        raise Clash(clash.says(), clash)
    found = ideal(cells, objective, random, progress)
    numbered = numbered_panels(cells, found.columns, found.weights, found.chances, panels, random, progress)
    assert all(cells.holds(panel) for panel in numbered), "a panel breaks a quota"
    seated = seat(cells, numbered, random)
    return _lottery(
        objective,
        pool,
        cells.spread(found.chances),
        cells.spread(found.target.impossible.astype(float)),
        seated,
        found,
        size,
        len(cells),
    )


def _lottery(
    objective: str, pool: Pool, chances: Floats, impossible: Floats, seated: Ints, found: Ideal, size: int, types: int
) -> Lottery:
    return Lottery(
        method=f"sortition.{objective}/1",
        objective=objective,
        size=size,
        types=types,
        households=pool.households is not None,
        panels=seated,
        chosen=np.bincount(seated.ravel(), minlength=len(pool)),
        chances=chances,
        bound=found.bound,
        certificate=found.target.bound,
        certified=found.certified,
        proven=found.proven,
        short=found.short,
        impossible=tuple(np.flatnonzero(impossible).tolist()),
    )


class Clash(Rejected):
    """No panel exists; `relaxation` says which quotas clash and which smallest change helps."""

    def __init__(self, says: Sequence[Saying], relaxation: Relaxation) -> None:
        super().__init__(says)
        self.relaxation = relaxation
