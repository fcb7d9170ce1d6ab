"""What each group votes on each statement, and under which group a person's votes are likeliest."""

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions import kernels
from wijk.methods.opinions.canonical import Canonical

PRIOR = 2.0
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def assign(votes: Canonical, described: Canonical, label: Ints, groups: int, insiders: Ints) -> tuple[Ints, Floats]:
    """The likeliest group of each person and its chance, given groups described by `label` over `described`.

    Each group has its shares of disagree, pass and agree on a statement, drawn towards those of all by a prior worth two votes;
    votes are taken as independent given the group. `insiders[i]` is the group that person i helped to describe (-1 none): their own vote
    is taken out of it first, so that nobody holds themselves in a group.
    """
    counts = kernels.tally_groups(described.start, described.col, described.vote, label, votes.statements, groups)
    whole = counts.sum(axis=2, keepdims=True)
    base = PRIOR * (whole + 1) / (whole.sum(axis=1, keepdims=True) + 3)
    size = counts.sum(axis=1, keepdims=True)
    others = np.log(counts + base) - np.log(size + PRIOR)
    own = np.log(np.maximum(counts - 1, 0) + base) - np.log(np.maximum(size - 1, 0) + PRIOR)
    people = np.bincount(label[label >= 0], minlength=groups)
    prior = np.log((people + 1) / (people.sum() + groups))
    found, chance = kernels.likeliest(votes.start, votes.col, votes.vote, insiders, others, own, prior)
    return np.asarray(found), np.asarray(chance)


def settle(votes: Canonical, label: Ints, groups: int, least: int, rounds: int = 10) -> tuple[Ints, Floats]:
    """Move people to the group under which their votes are likeliest until at most one in a thousand moves; -1 stays outside.

    Classification by maximum likelihood (Celeux and Govaert 1992). Stops before a group would fall below `least`.
    """
    chance = np.zeros(len(label))
    inside = label >= 0
    for _ in range(rounds):
        fresh, chance = assign(votes, votes, label, groups, label)
        fresh = np.where(inside, fresh, -1)
        if np.bincount(fresh[inside], minlength=groups).min() < least:
            break
        moved = int((fresh != label).sum())
        label = fresh
        if moved <= len(label) // 1000:
            break
    return label, chance
