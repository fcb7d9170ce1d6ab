"""Which viewpoints does a council, a panel or a meeting lack, without telling what anybody in it thinks?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions.canonical import Canonical
from wijk.methods.opinions.groups import Groups
from wijk.methods.opinions.messages import reject, say
from wijk.methods.opinions.profiles import assign
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Saying, Share

METHOD = "opinions.coverage/1"
LEAST = 5
PRESENT, WEAK, TOO_FEW = "present", "weak or absent", "too few to tell"
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Coverage:
    """Of each group its share of all, and whether the organ holds it; `inside` is rounded down to fives, None where it is hidden.

    A group with fewer than five people in the organ is weak or absent: which of the two is not said, so that nobody can be
    told to lack, or to hold, a viewpoint.
    """

    state: tuple[str, ...]
    share: tuple[float, ...]
    inside: tuple[int | None, ...]
    known: int
    asked: int
    why: Saying
    method: str = METHOD

    @property
    def lacking(self) -> tuple[int, ...]:
        """The groups that are weak or absent."""
        return tuple(g for g, state in enumerate(self.state) if state == WEAK)

    def explain(self) -> tuple[Saying, ...]:
        """Which groups are there and which are weak or absent."""
        lines = [
            say("covered" if state == PRESENT else "lacking", group=g + 1, share=Share(self.share[g], 0), least=LEAST)
            for g, state in enumerate(self.state)
            if state != TOO_FEW
        ]
        return (self.why, *lines)


def coverage(found: Groups, organ: Sequence[int], *, asked: int | None = None) -> Coverage:
    """Which groups of viewpoints does an organ hold, given the places of its people among the participants?

    `asked` is how many people the organ has in all, those unknown to the conversation included. Nothing is said about an organ of which
    fewer than ten people belong to a group, nor how they divide when that would put all of them in one group.

    Raises Rejected for a place that is not there, or a person who is named twice.
    """
    wrong = [place for place in organ if not 0 <= place < len(found.member)]
    if wrong:
        raise reject("person_place", position=1, place=wrong[0], count=len(found.member))
    if len(set(organ)) != len(organ):
        raise reject("organ_twice")
    return _cover(found, found.member[np.asarray(organ, dtype=np.int64)], asked or len(organ))


def coverage_of_declared(found: Groups, votes: Votes, declared: Votes) -> Coverage:
    """Which groups does an organ hold whose people declared positions on the same statements, outside the conversation?

    Each is placed where their positions are likeliest; `declared` must list the same statements as `votes`. People who took a position on
    fewer than three statements are placed nowhere. Raises Rejected when the statements differ.
    """
    if list(declared.statements) != list(votes.statements):
        raise reject("declared_statements")
    if not found.count:
        return _cover(found, np.full(len(declared.people), -1), len(declared.people))
    outside = np.full(len(declared.people), -1, dtype=np.int64)
    placed, _ = assign(_plain(declared), _plain(votes), found.member, found.count, outside)
    placed = np.where(declared.cast >= min(3, len(votes.statements)), placed, -1)
    return _cover(found, placed, len(declared.people))


def _plain(votes: Votes) -> Canonical:
    """The votes as they stand: what follows sums whole numbers only, so the order makes no difference."""
    return Canonical(
        votes.start, votes.statement, votes.vote, np.arange(len(votes.people)), np.arange(len(votes.statements)),
        np.zeros(len(votes.people), np.uint64), votes.means(),
    )  # fmt: skip


def _cover(found: Groups, groups: Ints, asked: int) -> Coverage:
    known = int((groups >= 0).sum())
    total = max(sum(found.size), 1)
    share = tuple(size / total for size in found.size)
    if not found.count:
        return Coverage((), (), (), known // LEAST * LEAST, asked, say("coverage_no_groups"))
    hidden = (None,) * found.count
    if known < 2 * LEAST:
        why = say("coverage_too_few", least=2 * LEAST)
        return Coverage((TOO_FEW,) * found.count, share, hidden, 0, asked, why)
    inside = np.bincount(groups[groups >= 0], minlength=found.count)
    state = tuple(PRESENT if count >= LEAST else WEAK for count in inside.tolist())
    rounded = tuple(count // LEAST * LEAST if count >= LEAST else None for count in inside.tolist())
    shown = rounded if state.count(PRESENT) > 1 else hidden
    rough = known // LEAST * LEAST
    return Coverage(state, share, shown, rough, asked, say("coverage", known=rough, asked=asked, least=LEAST))
