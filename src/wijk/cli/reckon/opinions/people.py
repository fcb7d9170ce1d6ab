"""A council, panel or meeting, as a list of participants or as positions that its people declared."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.opinions.analysis import Analysis
from wijk.cli.reckon.opinions.sentences import say
from wijk.cli.reckon.reading import read_sheet
from wijk.methods.formats.polis import read_polis
from wijk.methods.formats.polisvotes import PERSON, STATEMENT, VOTE
from wijk.methods.opinions.coverage import Coverage, coverage, coverage_of_declared
from wijk.methods.opinions.votes import Votes


@dataclass(frozen=True)
class Organ:
    """What the organ covers, and whether it came by ids or by declared positions."""

    coverage: Coverage
    declared: bool


def read_organ(path: Path, found: Analysis) -> Organ:
    """Read the people and look which groups they cover."""
    if found.groups is None:
        raise Complaint(say("people_own_groups"))
    sheet = read_sheet(path)
    known = {name: place for place, name in enumerate(found.votes.statements)}
    columns = set(sheet.columns)
    long = columns & set(STATEMENT) and columns & set(VOTE)
    if long or columns & set(known):
        return Organ(coverage_of_declared(found.groups, found.votes, _declared(path, known, found)), declared=True)
    column = next((name for name in PERSON if name in columns), next(iter(sheet.columns)))
    places = {name: place for place, name in enumerate(found.votes.people)}
    people = sheet.ids(column)
    if not any(one in places for one in people):
        raise Complaint(say("people_unknown", file=path.name, column=column))
    return Organ(
        coverage(found.groups, [places[one] for one in people if one in places], asked=len(people)), declared=False
    )


def _declared(path: Path, known: dict[str, int], found: Analysis) -> Votes:
    given = read_polis(path)
    place = np.array([known.get(one.id, -1) for one in given.statements], dtype=np.int64)
    column = place[given.column]
    if (column < 0).all():
        raise Complaint(say("declared_unknown", file=path.name))
    keep = column >= 0
    return Votes.gather(given.people, found.votes.statements, given.row[keep], column[keep], given.vote[keep])
