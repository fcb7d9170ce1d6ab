"""The analysis as plain data, for JSON."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from wijk.cli.reckon.opinions.analysis import Analysis
from wijk.cli.reckon.opinions.people import Organ
from wijk.methods.opinions.basins import RECONCILE
from wijk.methods.opinions.polismath import PolisMath


def answer(found: Analysis, organ: Organ | None) -> Mapping[str, Any]:
    """Everything that was found; groups are numbered from 1, largest first."""
    return {
        "groups": _groups(found),
        "why": [str(one) for one in _explained(found)],
        "membership": dict(
            zip(found.votes.people, [g + 1 if g >= 0 else None for g in found.member.tolist()], strict=True)
        ),
        "basins": dict(zip(found.votes.statements, found.basins.basin, strict=True)),
        "statements": [_statement(found, j) for j in range(len(found.statements))],
        "reconcilable": [found.votes.statements[j] for j in found.basins.rank.tolist()],
        "people": _people(found),
        "choices": [vars(one) for one in found.groups.choices] if found.groups else [],
        "structure": vars(found.groups.structure) if found.groups else None,
        "agreement_with_groups_in_file": found.exported,
        "coverage": _coverage(organ),
        "polis": _polis(found.polis, found) if found.polis else None,
        "settings": {**vars(found.wishes), "moderated_out": [one.id for one in found.out]},
        "methods": _methods(found),
        "notes": [str(one) for one in found.conversation.notes],
    }


def _explained(found: Analysis) -> tuple[object, ...]:
    first = found.groups.explain() if found.groups else found.polis.explain() if found.polis else ()
    return (*first, *found.basins.explain(), *found.bridging.explain())


def _groups(found: Analysis) -> list[dict[str, Any]]:
    stability = found.groups.stability if found.groups else (None,) * len(found.size)
    shown = found.representative or ((),) * len(found.size)
    return [
        {
            "id": g + 1,
            "size": size,
            "stability": stability[g],
            "representative": [{**vars(one), "statement": found.votes.statements[one.statement]} for one in shown[g]],
        }
        for g, size in enumerate(found.size)
    ]


def _statement(found: Analysis, j: int) -> dict[str, Any]:
    basins, one = found.basins, found.statements[j]
    groups = [
        {"agree": a, "disagree": d, "pass": p, "low": low, "high": high}
        for a, d, p, low, high in zip(
            *(x[j].tolist() for x in (basins.agree, basins.disagree, basins.passed, basins.low, basins.high)),
            strict=True,
        )
    ]
    return {
        "id": one.id, "text": one.text, "basin": basins.basin[j], "side": int(basins.side[j]), "groups": groups,
        "moves": int(basins.moves[j]) if basins.basin[j] == RECONCILE else None,
        "toward": int(basins.toward[j]) if basins.basin[j] == RECONCILE else None,
        "bridging": float(found.bridging.score[j]),
    }  # fmt: skip


def _people(found: Analysis) -> dict[str, Any]:
    if found.groups is None:
        return {}
    return {
        person: {"chance": round(chance, 4), "stability": round(stability, 4)}
        for person, group, chance, stability in zip(
            found.votes.people, found.member.tolist(), found.groups.chance.tolist(),
            found.groups.person_stability.tolist(), strict=True,
        )
        if group >= 0
    }  # fmt: skip


def _coverage(organ: Organ | None) -> dict[str, Any] | None:
    if organ is None:
        return None
    one = organ.coverage
    return {
        "groups": [
            {"id": g + 1, "state": state, "share": share, "inside": inside}
            for g, (state, share, inside) in enumerate(zip(one.state, one.share, one.inside, strict=True))
        ],
        "lacking": [g + 1 for g in one.lacking],
        "asked": one.asked,
        "about_known": one.known,
        "declared": organ.declared,
    }


def _polis(one: PolisMath, found: Analysis) -> dict[str, Any]:
    people, statements = found.every.people, found.every.statements
    return {
        "pca": {"center": one.center, "comps": one.comps, "comment-projection": one.comment_projection,
                "comment-extremity": one.comment_extremity},
        "in-conv": [people[i] for i in one.in_conversation.tolist()],
        "projection": {people[i]: one.projection[i] for i in one.in_conversation.tolist()},
        "base-clusters": [
            {"id": b, "members": [people[i] for i in members], "x": one.base_places[b, 0], "y": one.base_places[b, 1]}
            for b, members in enumerate(one.base)
        ],
        "group-clusters": [
            {"id": g, "members": members, "center": one.group_centers[g]} for g, members in enumerate(one.group_clusters)
        ],
        "silhouettes": one.silhouettes,
        "repness": {g: [{**row, "tid": statements[row["tid"]]} for row in rows] for g, rows in one.repness.items()},
        "consensus": {side: [{**row, "tid": statements[row["tid"]]} for row in rows] for side, rows in one.consensus.items()},
        "group-aware-consensus": dict(zip(statements, np.asarray(one.group_aware_consensus), strict=True)),
    }  # fmt: skip


def _methods(found: Analysis) -> list[str]:
    first = found.groups.method if found.groups else found.polis.method if found.polis else ""
    return [first, found.basins.method, found.bridging.method]
