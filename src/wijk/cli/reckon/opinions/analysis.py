"""The analysis of one conversation: every part of the answer, from the rooms that reckon it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wijk.methods.formats.polis import Conversation, Statement
from wijk.methods.opinions.basins import Basins, Dependence, place_in_basins
from wijk.methods.opinions.bridging import Bridging, bridging
from wijk.methods.opinions.canonical import canonical
from wijk.methods.opinions.groups import Groups, find_groups
from wijk.methods.opinions.partition import adjusted_rand
from wijk.methods.opinions.polismath import PolisMath, polis_math
from wijk.methods.opinions.represent import Representative, representative
from wijk.methods.opinions.votes import Votes


@dataclass(frozen=True)
class Wishes:
    """What was asked on the command line."""

    polis: bool = False
    seed: int = 0
    resamples: int = 20
    level: float = 0.05
    enough: int = 10
    dependence: Dependence = "any"
    keep_moderated: bool = False


@dataclass(frozen=True, eq=False)
class Analysis:
    """Everything found; `member[i]` is the group of person i of `votes`, -1 for none; `statements` are those that count, `out` those
    moderated out, `every` the votes on all."""

    conversation: Conversation
    wishes: Wishes
    votes: Votes
    statements: tuple[Statement, ...]
    out: tuple[Statement, ...]
    every: Votes
    groups: Groups | None
    polis: PolisMath | None
    member: NDArray[np.int64]
    size: tuple[int, ...]
    basins: Basins
    bridging: Bridging
    representative: tuple[tuple[Representative, ...], ...]
    exported: float | None
    """Adjusted Rand index with the groups that the file itself gives."""


def analyse(conversation: Conversation, wishes: Wishes, progress: Callable[[float, float, str], None]) -> Analysis:
    """Groups (our own, or as Polis reckons them), then what rests on them."""
    every = Votes.gather(
        conversation.people, [one.id for one in conversation.statements],
        conversation.row, conversation.column, conversation.vote,
    )  # fmt: skip
    places = range(len(conversation.statements))
    out = [j for j in places if conversation.statements[j].moderated < 0 and not wishes.keep_moderated]
    kept = [j for j in places if j not in set(out)]
    votes = every.select(kept) if out else every
    statements = tuple(conversation.statements[j] for j in kept)
    meta = [j for j, one in enumerate(statements) if one.meta]
    order = canonical(votes)
    groups, polis = None, None
    if wishes.polis:
        polis = polis_math(every, moderated_out=sorted({*out, *(kept[j] for j in meta)}))
        member, many = polis.member, len(polis.group_clusters)
    else:
        grouping = votes.without(meta) if meta else votes
        own = None if meta else order
        groups = find_groups(grouping, seed=wishes.seed, resamples=wishes.resamples, progress=progress, order=own)
        member, many = groups.member, groups.count
    size = tuple(np.bincount(member[member >= 0], minlength=many).tolist())[:many]
    basins = place_in_basins(
        votes, member if many else None, many, level=wishes.level, enough=wishes.enough, dependence=wishes.dependence
    )
    return Analysis(
        conversation, wishes, votes, statements, tuple(conversation.statements[j] for j in out), every,
        groups, polis, member, size, basins, bridging(votes, order=order),
        representative(votes, member, many) if many > 1 else (), _agreement(conversation, votes, member),
    )  # fmt: skip


def _agreement(conversation: Conversation, votes: Votes, member: NDArray[np.int64]) -> float | None:
    given = np.array([conversation.groups.get(person, -1) for person in votes.people], dtype=np.int64)
    both = (given >= 0) & (member >= 0)
    return adjusted_rand(member[both], given[both]) if both.sum() > 1 else None
