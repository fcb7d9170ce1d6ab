"""Which statements tell a group apart from the others?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions.kernels import tally_groups
from wijk.methods.opinions.messages import say
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Quantity, Saying, Share

METHOD = "opinions.representative/1"
Z95 = 1.959963984540054
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Representative:
    """A statement that a group agrees (`side` 1) or disagrees (-1) with more than the others do.

    `inside` and `outside` are shares of those who voted, passes included; `effect` is their difference with its 95 % interval; `z_share` tests
    the share inside against one half and `z_contrast` inside against outside, as Polis does.
    """

    statement: int
    side: int
    votes: int
    inside: float
    outside: float
    effect: float
    low: float
    high: float
    z_share: float
    z_contrast: float

    def explain(self) -> tuple[Saying, ...]:
        """The shares inside and outside."""
        code = "stands_out_agree" if self.side > 0 else "stands_out_disagree"
        return (
            say(code, inside=Share(self.inside, 0), outside=Share(self.outside, 0), z=Quantity(self.z_contrast, 1)),
        )


def share_z(yes: Floats | Ints, many: Floats | Ints) -> Floats:
    """Polis' test of a share against one half, with one vote added for and one in all.

    >>> round(float(share_z(np.array(13), np.array(14))), 6)
    3.356586
    """
    return np.asarray(2 * np.sqrt(many + 1.0) * ((yes + 1) / (many + 1) - 0.5), dtype=np.float64)


def contrast_z(yes: Ints, many: Ints, other_yes: Ints, other_many: Ints) -> Floats:
    """Polis' test of two shares, each with one vote added for and one in all; 0 where all agree.

    >>> round(float(contrast_z(np.array(13), np.array(14), np.array(5), np.array(22))), 4)
    4.0581
    """
    one, two = (yes + 1) / (many + 1), (other_yes + 1) / (other_many + 1)
    pooled = (yes + other_yes + 2) / (many + other_many + 2)
    spread = np.sqrt(pooled * (1 - pooled) * (1 / (many + 1) + 1 / (other_many + 1)))
    return np.asarray(np.where(spread > 0, (one - two) / np.where(spread > 0, spread, 1), 0.0), dtype=np.float64)


def representative(votes: Votes, member: Ints, groups: int, *, most: int = 5) -> tuple[tuple[Representative, ...], ...]:
    """For each group at most so many statements that tell it apart, the clearest first.

    A statement counts when more than half of the group's voters take the side and the Agresti–Caffo 95 % interval of the difference
    with everybody else lies above zero; the clearest has the highest lower bound.

    >>> member = np.array([0] * 10 + [1] * 10)
    >>> votes = Votes.gather([str(i) for i in range(20)], ["s"], range(20), [0] * 20, [1] * 10 + [-1] * 10)
    >>> [(one[0].statement, one[0].side, round(one[0].effect, 2)) for one in representative(votes, member, 2)]
    [(0, 1, 1.0), (0, -1, 1.0)]
    """
    counts = tally_groups(votes.start, votes.statement, votes.vote, member, len(votes.statements), max(groups, 1))
    whole = counts.sum(axis=2)
    return tuple(_of_group(counts[:, :, g], whole - counts[:, :, g], most) for g in range(groups))


def _of_group(inside: Ints, outside: Ints, most: int) -> tuple[Representative, ...]:
    many, others = inside.sum(axis=1), outside.sum(axis=1)
    found: list[Representative] = []
    for side, place in ((1, 2), (-1, 0)):
        yes, other = inside[:, place], outside[:, place]
        effect, low, high = _difference(yes, many, other, others)
        z, contrast = share_z(yes, many), contrast_z(yes, many, other, others)
        places = np.flatnonzero((low > 0) & (yes * 2 > many) & (others > 0))
        shares = yes / np.maximum(many, 1), other / np.maximum(others, 1)
        columns = [x[places].tolist() for x in (many, *shares, effect, low, high, z, contrast)]
        found += [Representative(j, side, *row) for j, *row in zip(places.tolist(), *columns, strict=True)]
    return tuple(sorted(found, key=lambda one: (-one.low, one.statement, -one.side))[:most])


def _difference(yes: Ints, many: Ints, other: Ints, others: Ints) -> tuple[Floats, Floats, Floats]:
    """The difference of two shares and its interval (Agresti and Caffo 2000)."""
    one, two = (yes + 1) / (many + 2), (other + 1) / (others + 2)
    reach = Z95 * np.sqrt(one * (1 - one) / (many + 2) + two * (1 - two) / (others + 2))
    plain = yes / np.maximum(many, 1) - other / np.maximum(others, 1)
    return plain, one - two - reach, one - two + reach
