"""Which groups of viewpoints are there, how stable are they, and who belongs to which?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions.canonical import Canonical, canonical
from wijk.methods.opinions.chance import Progress, Structure, sample, structure
from wijk.methods.opinions.messages import reject, say
from wijk.methods.opinions.profiles import assign
from wijk.methods.opinions.spectrum import places, spectrum
from wijk.methods.opinions.stability import Part, divide, person_by_person, resampled
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Quantity, Saying

METHOD = "opinions.groups/1"
ENOUGH_VOTES = 7
LEAST_GROUP = 5
MOST_GROUPS = 6
RESAMPLES = 20
MOST_RESAMPLES = 1_000
STABLE = 0.75
REFERENCE_VOTES = 150_000
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """One number of groups that was weighed: its silhouette, and the mean Jaccard similarity of its least stable group."""

    groups: int
    silhouette: float
    stability: float
    smallest: int


@dataclass(frozen=True, eq=False)
class Groups:
    """The groups, largest first; `member[i]` is the group of person i as the votes list them, -1 for none.

    `stability[g]` is the mean Jaccard similarity of group g with its like in four fifths of the people, `person_stability[i]` the share of
    resamples that put person i in the same group, `chance[i]` the chance of that group given the person's votes.
    """

    size: tuple[int, ...]
    stability: tuple[float, ...]
    member: Ints
    person_stability: Floats
    chance: Floats
    considered: int
    choices: tuple[Choice, ...]
    structure: Structure
    why: Saying
    place: Floats
    """Where each person stands on the first two axes, for a picture; (people, 2)."""
    method: str = METHOD

    @property
    def count(self) -> int:
        """How many groups there are; 0 when there are no stable ones."""
        return len(self.size)

    def explain(self) -> tuple[Saying, ...]:
        """What was found and why."""
        return (
            self.why,
            *(
                say("group", group=g + 1, size=size, stability=Quantity(self.stability[g], 2))
                for g, size in enumerate(self.size)
            ),
        )


def _silent(done: float, total: float, what: str) -> None:
    """No progress is shown."""


def find_groups(
    votes: Votes, *, seed: int = 0, resamples: int = RESAMPLES, most: int = MOST_GROUPS, progress: Progress = _silent,
    order: Canonical | None = None,
) -> Groups:  # fmt: skip
    """Which stable groups of viewpoints are there in these votes, if any?

    A pure function of the votes and the seed: neither the order of people or statements nor the number of threads matters.
    People who voted on fewer than 7 statements (or on fewer than all, when there are fewer) belong to no group. Groups are
    declared only when an axis of difference stands out above chance (`structure`) and every group comes back from four fifths of the people with
    a mean Jaccard similarity of 0.75 or more; of the numbers of groups that pass, the one with the best silhouette is taken.

    `order` saves putting the votes in canonical order again. Raises Rejected when the seed,
    `resamples` or `most` cannot be used.

    >>> rng = np.random.default_rng(3)
    >>> camp = np.repeat([1, -1], 20)
    >>> vote = np.where(rng.random((40, 12)) < 0.9, camp[:, None], -camp[:, None])
    >>> row, column = np.nonzero(vote)
    >>> votes = Votes.gather([f"p{i}" for i in range(40)], [f"s{j}" for j in range(12)], row, column, vote[row, column])
    >>> found = find_groups(votes)
    >>> found.size, found.member.tolist() in (([0] * 20 + [1] * 20), ([1] * 20 + [0] * 20))
    ((20, 20), True)
    """
    if not 2 <= resamples <= MOST_RESAMPLES or most < 2 or not 0 <= seed < 2**63:
        raise reject("resamples", resamples=resamples, most=most, limit=MOST_RESAMPLES)
    order = order or canonical(votes)
    cast = np.diff(order.start)
    voted_on = int((votes.tally.sum(axis=1) > 0).sum())
    eligible = np.flatnonzero((cast >= min(ENOUGH_VOTES, voted_on)) & (cast > 0))
    if len(eligible) < 2 * LEAST_GROUP or voted_on < 2:
        return _none(
            votes,
            order,
            len(eligible),
            say("too_few", people=len(eligible), least=2 * LEAST_GROUP),
            Structure(0, (), (), 0),
        )
    rng = np.random.Generator(np.random.Philox(seed))
    reference = sample(order, eligible, REFERENCE_VOTES)
    tested = structure(order.take(reference), rng, progress=progress)
    if tested.axes == 0:
        return _none(votes, order, len(eligible), say("by_chance", draws=tested.draws), tested)
    return _divide(votes, order, eligible, reference, tested, rng, resamples, most, progress)


def _divide(
    votes: Votes, order: Canonical, eligible: Ints, reference: Ints, tested: Structure,
    rng: np.random.Generator, resamples: int, most: int, progress: Progress,
) -> Groups:  # fmt: skip
    voters = order.take(eligible)
    main = spectrum(voters).axes
    axes = np.ascontiguousarray(main[:, : tested.axes])
    full = divide(voters, axes, range(2, min(most, len(eligible) // LEAST_GROUP, tested.axes + 2) + 1), LEAST_GROUP)
    where = np.searchsorted(eligible, reference)
    labels = {k: one.label[where] for k, one in full.items()}
    parts, similar = resampled(voters.take(where), labels, tested.axes, LEAST_GROUP, rng, resamples, progress)
    choices = tuple(
        Choice(k, one.silhouette, float(similar[k].mean(axis=0).min()), int(np.bincount(one.label, minlength=k).min()))
        for k, one in full.items()
    )
    good = [one for one in choices if one.stability >= STABLE and one.smallest >= LEAST_GROUP]
    if not good:
        best = max(choices, key=lambda one: one.stability)
        why = say("unstable", groups=best.groups, stability=Quantity(best.stability, 2), least=Quantity(STABLE, 2))
        return _none(votes, order, len(eligible), why, tested, choices, main)
    chosen = max(good, key=lambda one: (one.silhouette, -one.groups)).groups
    return _declare(votes, order, voters, eligible, where, full[chosen].label, chosen, parts, choices, tested, main)


def _declare(
    votes: Votes, order: Canonical, voters: Canonical, eligible: Ints, where: Ints, label: Ints, groups: int,
    parts: list[Part], choices: tuple[Choice, ...], tested: Structure, main: Floats,
) -> Groups:  # fmt: skip
    _, chance = assign(voters, voters, label, groups, label)
    same, similar = person_by_person(voters, where, label, groups, parts)
    size = np.bincount(label, minlength=groups)
    signs = [int(np.bitwise_xor.reduce(voters.signature[label == g])) for g in range(groups)]
    ranked = sorted(range(groups), key=lambda g: (-size[g], signs[g]))
    rank = np.argsort(ranked)
    member = np.full(len(votes.people), -1, dtype=np.int64)
    person_stability, chances = np.zeros(len(votes.people)), np.zeros(len(votes.people))
    people = order.person[eligible]
    member[people], person_stability[people], chances[people] = rank[label], same, chance
    stability = tuple(float(similar[g]) for g in ranked)
    why = say("found", groups=groups, people=len(eligible), stability=Quantity(min(stability), 2))
    return Groups(
        tuple(int(size[g]) for g in ranked), stability, member, person_stability, chances, len(eligible), choices, tested, why,
        _picture(votes, order, main),
    )  # fmt: skip


def _none(
    votes: Votes, order: Canonical, considered: int, why: Saying, tested: Structure,
    choices: tuple[Choice, ...] = (), main: Floats | None = None,
) -> Groups:  # fmt: skip
    many = len(votes.people)
    nobody, nothing = np.full(many, -1, dtype=np.int64), np.zeros(many)
    if main is None:
        main = spectrum(order).axes if order.people and order.statements else np.zeros((order.statements, 0))
    picture = _picture(votes, order, main)
    return Groups((), (), nobody, nothing, nothing, considered, choices, tested, why, picture)


def _picture(votes: Votes, order: Canonical, main: Floats) -> Floats:
    summed, cast = places(order, np.ascontiguousarray(main[:, :2]))
    scaled = np.zeros((order.people, 2))
    scaled[:, : summed.shape[1]] = summed * np.sqrt(np.maximum(cast, 1.0) / max(len(votes.statements), 1))[:, None]
    out = np.empty_like(scaled)
    out[order.person] = scaled
    return out
