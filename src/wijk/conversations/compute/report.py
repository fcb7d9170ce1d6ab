"""What do these votes show? Groups of viewpoints, what each says, the three basins, how sure that is: one plain answer, kept in a row.

Imports the methods that reckon over the votes, so it is opened by the worker and the command line alone, never by a page.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.conversations.compute.protecting import LEAST, withheld
from wijk.conversations.queries import Matrix
from wijk.methods.opinions.basins import CONVERGE, DIVERGE, Basins, place_in_basins
from wijk.methods.opinions.bridging import Bridging, bridging
from wijk.methods.opinions.canonical import Canonical, canonical
from wijk.methods.opinions.coverage import Coverage, coverage_of_declared
from wijk.methods.opinions.groups import Groups, find_groups
from wijk.methods.opinions.partition import adjusted_rand
from wijk.methods.opinions.polismath import polis_math
from wijk.methods.opinions.represent import representative
from wijk.methods.opinions.votes import Votes

#: The form of the answer; a row with another one is reckoned again.
SHAPE = 1
METHODS = (
    "opinions.groups/1 opinions.basins/1 opinions.representative/1 opinions.bridging/1 opinions.polis-compatible/1"
)
#: Statements that are said of one group.
SAYS = 6
Ints = NDArray[np.int64]


def reckon(matrix: Matrix, *, seed: int = 0) -> dict[str, Any]:
    """The answer for these votes, plain enough for JSON; statements by their number, groups from 0, largest first.

    Nobody's group is in it.
    """
    votes = gathered(matrix)
    order = canonical(votes)
    found = grouped(matrix, votes, order, seed)
    numbers = [one.number for one in matrix.statements]
    many = found.count
    basins = place_in_basins(votes, found.member if many else None, many)
    fitted = bridging(votes, order=order)
    return {
        "shape": SHAPE, "voices": int((votes.cast > 0).sum()), "votes": len(votes.vote), "statements": len(numbers),
        "considered": found.considered, "why": found.why.code, "resamples": 20, "draws": found.structure.draws,
        "groups": _groups(votes, found, numbers),
        "choices": [[one.groups, one.silhouette, one.stability, one.smallest] for one in found.choices],
        "level": basins.level, "error": basins.error, "tested": basins.tested, "enough": basins.enough,
        "overall": _plain(fitted.overall), "lines": _lines(votes, found, basins, fitted, numbers),
        "regulars": _regulars(votes, found, basins), "polis": _polis(matrix, votes, found, numbers),
    }  # fmt: skip


def covered(
    matrix: Matrix, gatherings: Sequence[Sequence[Sequence[tuple[int, int]]]], asked: Sequence[int], *, seed: int = 0
) -> list[dict[str, Any]]:
    """For each gathering: which groups are present in it, by what its people declared themselves."""
    votes = gathered(matrix)
    found = grouped(matrix, votes, canonical(votes), seed)
    answers = []
    for cards, many in zip(gatherings, asked, strict=True):
        one = coverage_of_declared(found, votes, _declared(votes, matrix, cards))
        answers.append(_coverage(one, max(many, len(cards)), len(cards)))
    return answers


def gathered(matrix: Matrix) -> Votes:
    """The votes as the methods take them."""
    names = [str(one.number) for one in matrix.statements]
    return Votes.gather(matrix.names, names, matrix.row, matrix.column, matrix.vote)


def grouped(matrix: Matrix, votes: Votes, order: Canonical, seed: int) -> Groups:
    """The groups of viewpoints; statements about the talk itself take no part."""
    meta = [j for j, one in enumerate(matrix.statements) if one.meta]
    if not meta:
        return find_groups(votes, seed=seed, order=order)
    return find_groups(votes.without(meta), seed=seed)


def _declared(votes: Votes, matrix: Matrix, cards: Sequence[Sequence[tuple[int, int]]]) -> Votes:
    place = {one.number: j for j, one in enumerate(matrix.statements)}
    row = [i for i, card in enumerate(cards) for number, _choice in card if number in place]
    column = [place[number] for card in cards for number, _choice in card if number in place]
    vote = [choice for card in cards for number, choice in card if number in place]
    return Votes.gather([str(i) for i in range(len(cards))], list(votes.statements), row, column, vote)


def _coverage(one: Coverage, asked: int, cards: int) -> dict[str, Any]:
    return {
        "state": list(one.state), "share": list(one.share), "inside": list(one.inside), "known": one.known, "asked": asked,
        "cards": cards // 5 * 5, "why": one.why.code,
    }  # fmt: skip


def _groups(votes: Votes, found: Groups, numbers: Sequence[int]) -> list[dict[str, Any]]:
    told = representative(votes, found.member, found.count, most=SAYS) if found.count > 1 else ()
    return [
        {
            "size": size, "stability": found.stability[g],
            "says": [[numbers[r.statement], r.side, r.votes, r.inside, r.outside, r.low, r.high] for r in told[g] if r.votes >= 10],
        }
        for g, size in enumerate(found.size)
    ]  # fmt: skip


def _lines(
    votes: Votes, found: Groups, basins: Basins, fitted: Bridging, numbers: Sequence[int]
) -> list[dict[str, Any]]:
    tally = votes.tally
    agree, disagree, passed = basins.agree, basins.disagree, basins.passed
    score = [_plain(float(x)) for x in fitted.score]
    lines = []
    for j, number in enumerate(numbers):
        against, skipped, favour = (int(x) for x in tally[j])
        inside = (agree[j] + disagree[j] + passed[j]).tolist()
        rest = against + skipped + favour - sum(inside)
        if found.count and 0 < rest < LEAST:  # so few would be found by taking the groups away from all
            favour, against, skipped = (int(x[j].sum()) for x in (agree, disagree, passed))
        hidden = withheld(inside, rest) if found.count else frozenset()
        cells = [
            None if g in hidden
            else [int(agree[j, g]), int(disagree[j, g]), int(passed[j, g]), float(basins.low[j, g]), float(basins.high[j, g])]
            for g in range(agree.shape[1])
        ]  # fmt: skip
        lines.append({
            "n": number, "basin": basins.basin[j], "side": int(basins.side[j]), "moves": int(basins.moves[j]),
            "toward": int(basins.toward[j]), "bridge": score[j], "all": [favour, against, skipped], "cells": cells,
        })  # fmt: skip
    return lines


def _regulars(votes: Votes, found: Groups, basins: Basins) -> dict[str, Any]:
    """How far do those who vote most carry it? And which placements would change without them?"""
    cast = np.sort(votes.cast[votes.cast > 0])[::-1]
    total = int(cast.sum())
    if not total:
        return {}
    tenth = max(1, round(len(cast) / 10))
    half = int(np.searchsorted(np.cumsum(cast), total / 2) + 1)
    most = np.argsort(-votes.cast, kind="stable")[:tenth]
    member = found.member.copy() if found.count else np.zeros(len(votes.people), dtype=np.int64)
    member[most] = -1
    without = place_in_basins(votes, member, max(found.count, 1))
    firm = [j for j, kind in enumerate(basins.basin) if kind in (CONVERGE, DIVERGE)]
    turned = [j for j in firm if _turns(basins, without, j)]
    return {
        "tenth": int(cast[:tenth].sum()) / total, "half": half / len(cast), "median": float(np.median(cast)),
        "firm": len(firm), "stays": sum(without.basin[j] == basins.basin[j] for j in firm), "turns": len(turned),
    }  # fmt: skip


def _turns(one: Basins, other: Basins, j: int) -> bool:
    """Does a placement become its opposite?"""
    if {one.basin[j], other.basin[j]} == {CONVERGE, DIVERGE}:
        return True
    return one.basin[j] == other.basin[j] == CONVERGE and one.side[j] != other.side[j]


def _polis(matrix: Matrix, votes: Votes, found: Groups, numbers: Sequence[int]) -> dict[str, Any] | None:
    """What Polis itself would reckon, to be set beside ours."""
    if not len(votes.vote):
        return None
    meta = [j for j, one in enumerate(matrix.statements) if one.meta]
    theirs = polis_math(votes, moderated_out=meta)
    both = (theirs.member >= 0) & (found.member >= 0)
    alike = adjusted_rand(found.member[both], theirs.member[both]) if found.count and both.sum() > 1 else None
    sizes = sorted(np.bincount(theirs.member[theirs.member >= 0]).tolist(), reverse=True)
    aware = theirs.group_aware_consensus
    best = np.argsort(-aware, kind="stable")[:10].tolist()
    return {
        "groups": sizes, "alike": alike, "in": len(theirs.in_conversation),
        "aware": [[numbers[j], float(aware[j])] for j in best],
        "consensus": {
            side: [[numbers[row["tid"]], row["n-success"], row["n-trials"]] for row in rows] for side, rows in theirs.consensus.items()
        },
    }  # fmt: skip


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
