"""The numbers that Polis itself reckons, for those who compare or move: its axes, places, clusters, representative comments, consensus.

In Polis' mathematics agreeing is -1 and disagreeing 1; its files say the reverse. Here every result has the signs of its mathematics.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions import kernels
from wijk.methods.opinions.canonical import Canonical
from wijk.methods.opinions.messages import reject, say
from wijk.methods.opinions.partition import Partition
from wijk.methods.opinions.polisrep import consensus, group_aware_consensus, repness
from wijk.methods.opinions.spectrum import spectrum
from wijk.methods.opinions.votes import Votes
from wijk.methods.saying import Saying

METHOD = "opinions.polis-compatible/1"
IN_CONVERSATION = 7
BASE_CLUSTERS = 100
ROUNDS = 20
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class PolisMath:
    """What Polis calls its math object; rows and columns as in the votes, `member[i]` is -1 outside the conversation."""

    center: Floats
    comps: Floats
    comment_projection: Floats
    comment_extremity: Floats
    projection: Floats
    in_conversation: Ints
    base: tuple[tuple[int, ...], ...]
    base_places: Floats
    group_clusters: tuple[tuple[int, ...], ...]
    group_centers: Floats
    member: Ints
    silhouettes: Mapping[int, float]
    repness: Mapping[int, Sequence[Mapping[str, Any]]]
    consensus: Mapping[str, Sequence[Mapping[str, Any]]]
    group_aware_consensus: Floats
    method: str = METHOD

    def explain(self) -> tuple[Saying, ...]:
        """What was reproduced and what cannot be."""
        return (say("polis", groups=len(self.group_clusters), people=len(self.in_conversation)),)


def polis_math(
    votes: Votes, *, moderated_out: Collection[int] = (), in_conversation: Sequence[int] | None = None
) -> PolisMath:
    """What would Polis reckon from these votes, started afresh?

    A statement moderated out counts as passed by everybody, missing votes take the mean, the two first principal components place people
    (times √(statements ÷ votes)), people are gathered in at most 100 base clusters and these in 2 to 5 groups, k by silhouette,
    from the first distinct points. Polis itself goes on from yesterday's clusters and keeps whoever was once in the conversation in it,
    which the votes alone do not tell; `in_conversation` gives its list of places when it is known.

    Source: the mathematics of github.com/compdemocracy/polis, described in Small et al. 2021. Raises Rejected without votes,
    or for places that are not there.
    """
    shown = _shown(votes, moderated_out)
    mean = -shown.means()
    order = Canonical(
        shown.start, shown.statement, (-shown.vote).astype(np.int8), np.arange(len(votes.people)),
        np.arange(len(votes.statements)), np.zeros(len(votes.people), np.uint64), mean,
    )  # fmt: skip
    comps = np.zeros((2, len(mean)))
    axes = spectrum(order, turns=40).axes[:, :2].T
    comps[: len(axes)] = axes
    counted = np.maximum(shown.cast + len(set(moderated_out)), 1)
    summed = kernels.project(order.start, order.col, order.vote, mean, np.ascontiguousarray(comps.T))
    projection = summed * np.sqrt(len(mean) / counted)[:, None]
    inside = _in_conversation(votes, in_conversation)
    base, places, weight = _base_clusters(projection, inside)
    groups, silhouettes = _group_clusters(places, weight)
    member = np.full(len(votes.people), -1, dtype=np.int64)
    for cluster, group in zip(base, groups.label.tolist(), strict=True):
        member[list(cluster)] = group
    many = len(groups.centres)
    comments = np.sqrt(len(mean)) * (-1 - mean) * comps
    return PolisMath(
        mean, comps, comments, np.hypot(*comments), projection, inside, base, places,
        tuple(tuple(np.flatnonzero(groups.label == g).tolist()) for g in range(many)), groups.centres, member, silhouettes,
        repness(votes, member, many, moderated_out), consensus(votes, moderated_out), group_aware_consensus(votes, member, many),
    )  # fmt: skip


def _shown(votes: Votes, moderated_out: Collection[int]) -> Votes:
    if not len(votes.vote):
        raise reject("no_votes")
    wrong = [place for place in moderated_out if not 0 <= place < len(votes.statements)]
    if wrong:
        raise reject("statement_place", position=1, place=wrong[0], count=len(votes.statements))
    return votes.without(list(moderated_out))


def _in_conversation(votes: Votes, given: Sequence[int] | None) -> Ints:
    if given is not None:
        wrong = [place for place in given if not 0 <= place < len(votes.people)]
        if wrong:
            raise reject("person_place", position=1, place=wrong[0], count=len(votes.people))
        return np.array(sorted(set(given)), dtype=np.int64)
    enough = np.flatnonzero(votes.cast >= min(IN_CONVERSATION, len(votes.statements)))
    if len(enough) >= 15:
        return enough
    most = np.lexsort((np.arange(len(votes.people)), -votes.cast))[:15]
    return np.sort(most[votes.cast[most] > 0])


def _base_clusters(projection: Floats, inside: Ints) -> tuple[tuple[tuple[int, ...], ...], Floats, Floats]:
    points = projection[inside]
    groups = _kmeans(points, np.ones(len(points)), BASE_CLUSTERS)
    members = [inside[groups.label == g] for g in range(len(groups.centres))]
    weight = np.array([len(one) for one in members], dtype=np.float64)
    return tuple(tuple(one.tolist()) for one in members), groups.centres, weight


def _group_clusters(places: Floats, weight: Floats) -> tuple[Partition, dict[int, float]]:
    tries = {k: _kmeans(places, weight, k) for k in range(2, min(5, 2 + len(places) // 12) + 1)}
    tries = {k: one for k, one in tries.items() if len(one.centres) == k}
    if not tries:
        one = _kmeans(places, weight, 1)
        return one, {}
    best = max(tries, key=lambda k: (tries[k].silhouette, k))
    return tries[best], {k: one.silhouette for k, one in tries.items()}


def _kmeans(points: Floats, weight: Floats, groups: int) -> Partition:
    """K-means from the first distinct points, as Polis starts it; clusters that fall empty are dropped."""
    _, first = np.unique(points, axis=0, return_index=True)
    label, centres, _ = kernels.lloyd(points, weight, points[np.sort(first)[:groups]], ROUNDS)
    kept = np.unique(label)
    label = np.searchsorted(kept, label)
    return Partition(label, centres[kept], _silhouette(points, label) if 1 < groups <= 5 else 0.0)


def _silhouette(points: Floats, label: Ints) -> float:
    """The mean silhouette on all distances (Rousseeuw 1987); points are at most 100 base clusters."""
    far = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
    size = np.bincount(label)
    mean = np.stack([far[:, label == g].sum(axis=1) for g in range(len(size))], axis=1)
    rows = np.arange(len(points))
    own = mean[rows, label] / np.maximum(size[label] - 1, 1)
    mean = mean / size
    mean[rows, label] = np.inf
    other = mean.min(axis=1)
    if not np.isfinite(other).all():
        return 0.0
    most = np.maximum(np.maximum(own, other), 1e-300)
    return float(np.where(size[label] > 1, (other - own) / most, 0.0).mean())
