"""Who got something: voters with at least one chosen project, over all and by district and theme."""

from collections.abc import Collection, Mapping
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from wijk.methods.budgeting.election import Election
from wijk.methods.budgeting.ledger import Part, Representation


def representation(election: Election, chosen: Collection[int]) -> Representation:
    """How many voters have at least one project of theirs among the chosen, and how many on average?"""
    inside = np.zeros(len(election.projects), dtype=np.bool_)
    inside[list(chosen)] = True
    hits = _per_ballot(election, inside)
    total = int((hits * election.ballots.count).sum())
    districts: dict[str, list[int]] = {}
    themes: dict[str, list[int]] = {}
    for place, project in enumerate(election.projects):
        if project.district:
            districts.setdefault(project.district, []).append(place)
        for theme in project.themes:
            themes.setdefault(theme, []).append(place)
    return Representation(
        election.voters, int(election.ballots.count[hits > 0].sum()), Fraction(total, election.voters),
        _parts(election, inside, districts), _parts(election, inside, themes),
    )  # fmt: skip


def _per_ballot(election: Election, wanted: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Per distinct ballot, how many of the wanted projects it names."""
    sums = np.concatenate([[0], np.cumsum(wanted[election.ballots.project])])
    found: NDArray[np.int64] = sums[election.ballots.start[1:]] - sums[election.ballots.start[:-1]]
    return found


def _parts(election: Election, inside: NDArray[np.bool_], parts: Mapping[str, list[int]]) -> dict[str, Part]:
    told = {}
    for name, members in sorted(parts.items()):
        own = np.zeros(len(election.projects), dtype=np.bool_)
        own[members] = True
        count = election.ballots.count
        told[name] = Part(
            len(members), int((own & inside).sum()), int(election.costs[own & inside].sum()),
            int(count[_per_ballot(election, own) > 0].sum()), int(count[_per_ballot(election, own & inside) > 0].sum()),
        )  # fmt: skip
    return told
