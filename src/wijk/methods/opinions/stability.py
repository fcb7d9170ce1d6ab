"""Would fewer of the people have given the same groups?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions.canonical import Canonical
from wijk.methods.opinions.chance import Progress
from wijk.methods.opinions.partition import Partition, described, jaccards, overlap, partition
from wijk.methods.opinions.profiles import assign, settle
from wijk.methods.opinions.spectrum import places, spectrum

TURNS = 4
ROUNDS = 4
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Part:
    """Four fifths of the people, drawn at random: which rows, and their group for each number of groups."""

    votes: Canonical
    rows: Ints
    label: Mapping[int, Ints]


def divide(votes: Canonical, axes: Floats, groups: Sequence[int], least: int, rounds: int = 10) -> dict[int, Partition]:
    """The people divided in so many groups, for each number asked: by place along the axes, then settled by likelihood."""
    points, weight = places(votes, axes)
    found: dict[int, Partition] = {}
    for k in groups:
        first = partition(points, weight, k)
        label, _ = settle(votes, first.label, k, least, rounds)
        found[k] = described(points, weight, label, k)
    return found


def resampled(
    votes: Canonical,
    full: Mapping[int, Ints],
    axes: int,
    least: int,
    rng: np.random.Generator,
    times: int,
    progress: Progress,
) -> tuple[list[Part], dict[int, Floats]]:
    """Divide four fifths of the people, drawn at random, from scratch, and compare: for each k the Jaccard similarities (times, k).

    From each part come its own axes, groups and shares; by these everybody is placed and compared with the groups of the whole
    (resampling at four fifths, Ben-Hur, Elisseeff and Guyon 2002; clusterwise stability, Hennig 2007).
    """
    found: list[Part] = []
    similar = {k: np.zeros((times, k)) for k in full}
    for time in range(times):
        rows = np.sort(rng.permutation(votes.people)[: votes.people - votes.people // 5])
        part = votes.take(rows)
        basis = np.ascontiguousarray(spectrum(part, turns=TURNS).axes[:, :axes])
        labels = {k: one.label for k, one in divide(part, basis, [*full], least // 2, ROUNDS).items()}
        for k, whole in full.items():
            insiders = np.full(votes.people, -1, dtype=np.int64)
            insiders[rows] = labels[k]
            everybody, _ = assign(votes, part, labels[k], k, insiders)
            similar[k][time] = jaccards(overlap(whole, everybody, k, k))[0]
        found.append(Part(part, rows, labels))
        progress(time + 1, times, "stability")
    return found, similar


def person_by_person(
    votes: Canonical, places_in: Ints, label: Ints, groups: int, parts: Sequence[Part]
) -> tuple[Floats, Floats]:
    """Of each person the share of resamples that put them in the same group, and of each group its mean Jaccard similarity.

    `places_in[r]` is the row in `votes` of row r of what was resampled.
    """
    same = np.zeros(votes.people)
    similar = np.zeros(groups)
    for part in parts:
        insiders = np.full(votes.people, -1, dtype=np.int64)
        insiders[places_in[part.rows]] = part.label[groups]
        fresh, _ = assign(votes, part.votes, part.label[groups], groups, insiders)
        value, which = jaccards(overlap(label, fresh, groups, groups))
        similar += value
        same += (label >= 0) & (fresh == which[np.maximum(label, 0)])
    return same / len(parts), similar / len(parts)
