"""Where do the groups converge on a statement, where can they be reconciled, where do they diverge, and where is it unknown?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv

from wijk.methods.opinions.kernels import tally_groups
from wijk.methods.opinions.messages import reject, say
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Quantity, Saying, Share

METHOD = "opinions.basins/1"
CONVERGE, RECONCILE, DIVERGE, UNKNOWN = "converge", "reconcile", "diverge", "unknown"
Dependence = Literal["any", "positive"]
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Basins:
    """The basin of each statement, with what it rests on; arrays are (statements, groups), one crowd being one group.

    `low` and `high` bound the share of agreement among those who chose a side; each bound errs with chance `error` at most. `side` is 1 or
    -1 where a statement converges on agreement or on disagreement. `moves` is how many people have to change sides before a
    statement that can be reconciled converges, `toward` on which side; `rank` orders those statements, least movement first.
    """

    basin: tuple[str, ...]
    agree: Ints
    disagree: Ints
    passed: Ints
    low: Floats
    high: Floats
    side: Ints
    moves: Ints
    toward: Ints
    rank: Ints
    level: float
    error: float
    tested: int
    enough: int
    dependence: Dependence
    method: str = METHOD

    @property
    def expressed(self) -> Ints:
        """How many chose a side."""
        return self.agree + self.disagree

    def share(self) -> Floats:
        """The share that agrees among those who chose a side; NaN where nobody did."""
        return np.where(self.expressed > 0, self.agree / np.maximum(self.expressed, 1), np.nan)

    def explain(self) -> tuple[Saying, ...]:
        """How many statements lie in each basin, and what that rests on."""
        counts = {kind: self.basin.count(kind) for kind in (CONVERGE, RECONCILE, DIVERGE, UNKNOWN)}
        rule = "level_any" if self.dependence == "any" else "level_positive"
        return (
            say("basins", **counts),
            say(rule, level=Share(self.level, 0), one_sided=Quantity(float(f"{self.error:.2g}"), None)),
            say("enough", enough=self.enough),
        )


def place_in_basins(
    votes: Votes, member: Ints | None = None, groups: int = 0, *,
    level: float = 0.05, enough: int = 10, dependence: Dependence = "any",
) -> Basins:  # fmt: skip
    """In which of the three basins does each statement lie?

    For each group and statement, an exact (Clopper–Pearson) Beta interval bounds the share that agrees among those who agree or
    disagree; a pass is no half agreement and stays out, but is counted. *Converge*: every group's interval lies on one side of one half.
    *Diverge*: two groups' intervals lie on opposite sides. *Reconcile*: neither, though every group cast `enough` votes. *Unknown*:
    too few votes. Without groups (None) there is one crowd, which cannot diverge.

    The level of the intervals follows from the claims: each of the two claims about a statement is a test (intersection–union over groups;
    Bonferroni where one group out of several suffices), and Benjamini–Yekutieli keeps the expected share of false claims among
    the claims made at or below `level`, whatever the dependence between statements ("positive": Benjamini–Hochberg, for positive dependence).
    The groups are taken as given: found in the same votes, they look somewhat further apart than they are.

    Raises Rejected for a level outside 0–1 or `enough` below 1.

    >>> votes = Votes.gather([str(i) for i in range(40)], ["s"], range(40), [0] * 40, [1] * 38 + [-1] * 2)
    >>> found = place_in_basins(votes)
    >>> found.basin, found.low.round(2).tolist()
    (('converge',), [[0.83]])
    """
    if not 0 < level < 1 or enough < 1 or dependence not in ("any", "positive"):
        raise reject("basin_options", level=level, enough=enough)
    if member is None or groups < 1:
        member, groups = np.zeros(len(votes.people), dtype=np.int64), 1
    counts = tally_groups(votes.start, votes.statement, votes.vote, member, len(votes.statements), groups)
    disagree, passed, agree = counts[:, 0, :], counts[:, 1, :], counts[:, 2, :]
    known = (agree + disagree) >= enough
    above, below = tail(agree, disagree), tail(disagree, agree)
    converge, diverge = _claims(above, below, known)
    threshold, tested = false_discoveries(np.concatenate([converge, diverge]), level, dependence)
    error = threshold / max(2, groups)
    basin = np.where(known.all(axis=1), RECONCILE, UNKNOWN).astype(object)
    basin[converge <= threshold] = CONVERGE
    basin[diverge <= threshold] = DIVERGE
    side = np.where(converge <= threshold, np.where(above.max(axis=1) <= error, 1, -1), 0)
    moves, toward = _movement(agree, disagree, error)
    open_to = basin == RECONCILE
    moves, toward = np.where(open_to, moves, -1), np.where(open_to, toward, 0)
    low, high = interval(agree, disagree, error)
    return Basins(
        tuple(basin.tolist()), agree, disagree, passed, low, high, side, moves, toward,
        _rank(moves, (agree + disagree).sum(axis=1)), level, error, tested, enough, dependence,
    )  # fmt: skip


def tail(agree: Ints, disagree: Ints) -> Floats:
    """The chance of so many agreeing, or more, if each took a side by the toss of a coin.

    >>> tail(np.array([9]), np.array([1])).round(4).tolist()
    [0.0107]
    """
    return np.where(agree > 0, betainc(np.maximum(agree, 1), disagree + 1.0, 0.5), 1.0)


def interval(agree: Ints, disagree: Ints, error: float) -> tuple[Floats, Floats]:
    """The exact bounds of a share, each wrong with chance `error` at most (Clopper and Pearson 1934).

    >>> low, high = interval(np.array([9]), np.array([1]), 0.025)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.555], [0.997])
    """
    low = np.where(agree > 0, betaincinv(np.maximum(agree, 1), disagree + 1.0, error), 0.0)
    high = np.where(disagree > 0, betaincinv(agree + 1.0, np.maximum(disagree, 1), 1 - error), 1.0)
    return low, high


def _claims(above: Floats, below: Floats, known: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """For each statement how unlikely the votes are if it does not converge, and if it does not diverge; NaN when not asked."""
    groups = known.shape[1]
    factor = max(2, groups)
    converge = factor * np.minimum(above.max(axis=1), below.max(axis=1))
    up, down = np.where(known, above, 1.0).min(axis=1), np.where(known, below, 1.0).min(axis=1)
    diverge = factor * np.maximum(up, down)
    converge[~known.all(axis=1)] = np.nan
    diverge[known.sum(axis=1) < 2] = np.nan
    return np.minimum(converge, 1.0), np.minimum(diverge, 1.0)


def false_discoveries(p: Floats, level: float, dependence: Dependence) -> tuple[float, int]:
    """The largest p-value that may count as a discovery at this false discovery rate, and how many were asked (NaN: not asked).

    When none may, the threshold that a single one would have to meet. Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001.

    >>> false_discoveries(np.array([0.001, 0.02, 0.5, np.nan]), 0.05, "positive")
    (0.03333333333333333, 3)
    """
    asked = np.sort(p[~np.isnan(p)])
    many = len(asked)
    if not many:
        return level / 2, 0
    ranks = np.arange(1, many + 1)
    harmonic = float((1 / ranks).sum()) if dependence == "any" else 1.0
    allowed = level * ranks / (many * harmonic)
    passed = np.flatnonzero(asked <= allowed)
    return float(allowed[passed[-1]] if len(passed) else allowed[0]), many


def _movement(agree: Ints, disagree: Ints, error: float) -> tuple[Ints, Ints]:
    """How many have to change sides, group by group, before every interval lies on one side, and on which."""
    needed = _needed(agree + disagree, error)
    up = np.maximum(needed - agree, 0).sum(axis=1)
    down = np.maximum(needed - disagree, 0).sum(axis=1)
    return np.minimum(up, down), np.where(up <= down, 1, -1)


def _needed(expressed: Ints, error: float) -> Ints:
    """Of so many the least number on one side that puts the interval there; all of them when even that would not."""
    low, high = expressed // 2, expressed.copy()
    while (low < high).any():
        middle = (low + high) // 2
        enough = tail(middle, expressed - middle) <= error
        high = np.where(enough, middle, high)
        low = np.where(enough, low, np.minimum(middle + 1, high))
    return high


def _rank(moves: Ints, expressed: Ints) -> Ints:
    """The places of the statements that can be reconciled, the smallest share of movement first."""
    open_to = np.flatnonzero(moves >= 0)
    share = moves[open_to] / np.maximum(expressed[open_to], 1)
    return open_to[np.lexsort((open_to, -expressed[open_to], share))]
