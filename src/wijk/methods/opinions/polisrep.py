"""Representative comments and consensus as Polis picks them."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wijk.methods.opinions.kernels import tally_groups
from wijk.methods.opinions.represent import contrast_z, share_z
from wijk.methods.opinions.votes import Votes

Z90 = 1.2816
MOST = 5
Ints = NDArray[np.int64]
Row = dict[str, Any]


def repness(
    votes: Votes, member: Ints, groups: int, moderated_out: Collection[int] = ()
) -> Mapping[int, Sequence[Mapping[str, Any]]]:
    """For each group at most five statements that it votes on unlike the others; `tid` is the place of the statement."""
    counts = _counts(votes, member, groups)
    whole = counts.sum(axis=2)
    out = frozenset(moderated_out)
    return {g: _chosen(_statistics(counts[:, :, g], whole - counts[:, :, g]), out) for g in range(groups)}


def _counts(votes: Votes, member: Ints, groups: int) -> Ints:
    return np.asarray(
        tally_groups(votes.start, votes.statement, votes.vote, member, len(votes.statements), max(groups, 1))
    )


def _statistics(inside: Ints, outside: Ints) -> list[Row]:
    many, others = inside.sum(axis=1), outside.sum(axis=1)
    rows: list[Row] = [{"tid": j, "ns": int(many[j])} for j in range(len(many))]
    for name, place in (("a", 2), ("d", 0)):
        yes, other = inside[:, place], outside[:, place]
        share = (yes + 1) / (many + 2)
        columns = {
            f"n{name}": yes, f"p{name}": share, f"p{name}t": share_z(yes, many),
            f"r{name}": share / ((other + 1) / (others + 2)), f"r{name}t": contrast_z(yes, many, other, others),
        }  # fmt: skip
        for key, values in columns.items():
            for row, value in zip(rows, values.tolist(), strict=True):
                row[key] = value
    return rows


def _chosen(rows: list[Row], moderated_out: frozenset[int]) -> list[Row]:
    enough, best, best_z, agree = [], None, None, None
    for row in rows:
        if row["tid"] in moderated_out:
            continue
        passes = min(row["rat"], row["pat"]) > Z90 or min(row["rdt"], row["pdt"]) > Z90
        if passes:
            enough.append(_finished(row))
        elif best_z is None or max(row["rat"], row["rdt"]) > best_z:
            best, best_z = _finished(row), max(row["rat"], row["rdt"])
        if _agrees_better(row, agree):
            agree = row
    head = [] if agree is None else [{**_finished(agree), "n-agree": agree["na"], "best-agree": True}]
    if not enough:
        return head or ([best] if best else [])
    enough.sort(key=lambda one: -one["repness"] * one["repness-test"] * one["p-success"] * one["p-test"])
    taken = {one["tid"] for one in head}
    few = [*head, *(one for one in enough if one["tid"] not in taken)][:MOST]
    return sorted(few, key=lambda one: one["repful-for"] != "agree")


def _agrees_better(row: Row, best: Row | None) -> bool:
    """Is this the statement that the group most agrees with, so far?"""
    if row["na"] == 0 and row["nd"] == 0:
        return False
    if best is not None and best["ra"] > 1:
        return bool(
            row["ra"] * row["rat"] * row["pa"] * row["pat"] > best["ra"] * best["rat"] * best["pa"] * best["pat"]
        )
    if best is not None:
        return bool(row["pa"] * row["pat"] > best["pa"] * best["pat"])
    return bool(row["pat"] > Z90 or (row["ra"] > 1 and row["pa"] > 0.5))


def _finished(row: Row) -> Row:
    name, side = ("a", "agree") if row["rat"] > row["rdt"] else ("d", "disagree")
    return {
        "tid": row["tid"], "n-success": row[f"n{name}"], "n-trials": row["ns"], "p-success": row[f"p{name}"],
        "p-test": row[f"p{name}t"], "repness": row[f"r{name}"], "repness-test": row[f"r{name}t"], "repful-for": side,
    }  # fmt: skip


def consensus(votes: Votes, moderated_out: Collection[int] = ()) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """At most five statements that most of all agree with, and five that most disagree with."""
    out = frozenset(moderated_out)
    return {name: _most(votes, place, out) for name, place in (("agree", 2), ("disagree", 0))}


def _most(votes: Votes, place: int, out: frozenset[int]) -> list[Row]:
    yes, many = votes.tally[:, place], votes.tally.sum(axis=1)
    share, test = (yes + 1) / (many + 2), share_z(yes, many)
    good = [j for j in np.flatnonzero((share > 0.5) & (test > Z90)).tolist() if j not in out]
    good.sort(key=lambda j: -share[j] * test[j])
    return [
        {
            "tid": j,
            "n-success": int(yes[j]),
            "n-trials": int(many[j]),
            "p-success": float(share[j]),
            "p-test": float(test[j]),
        }
        for j in good[:MOST]
    ]


def group_aware_consensus(votes: Votes, member: Ints, groups: int) -> NDArray[np.float64]:
    """Of each statement the product over groups of the smoothed share that agrees."""
    counts = _counts(votes, member, groups)
    return np.asarray(((counts[:, 2, :] + 1) / (counts.sum(axis=1) + 2)).prod(axis=1), dtype=np.float64)
