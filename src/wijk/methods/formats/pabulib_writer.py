"""A Pabulib file to publish: the choices and how often each was made, and nothing about who made them."""

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal

from wijk.methods.formats.pabulib import Pabulib
from wijk.methods.formats.pabulib_ballots import Ballots

_WITH_POINTS = ("cumulative", "scoring", "ordinal")


def write_pabulib(
    meta: Mapping[str, str],
    columns: Sequence[str],
    projects: Sequence[Sequence[str]],
    ids: Sequence[str],
    ballots: Ballots,
) -> str:
    """The text of a `.pb` file. Ballots are written in the order of what they say, numbered from 1, with no other column.

    `projects` are rows under `columns`; `ids` the project ids that `ballots.project` counts through. Two files with the same
    choices come out alike, in whatever order and by whomever the ballots were cast.
    """
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    with_points = meta.get("vote_type", "").strip().lower() in _WITH_POINTS
    told = {**meta, "num_projects": str(len(projects)), "num_votes": str(int(ballots.count.sum()))}
    out.write("META\n")
    writer.writerow(["key", "value"])
    writer.writerows(told.items())
    out.write("PROJECTS\n")
    writer.writerow(columns)
    writer.writerows(projects)
    out.write("VOTES\n")
    writer.writerow(["voter_id", "vote", "points"] if with_points else ["voter_id", "vote"])
    number = 0
    for vote, points, count in sorted(_choices(ballots, ids, with_points)):
        for _ in range(count):
            number += 1
            writer.writerow([number, vote, points] if with_points else [number, vote])
    return out.getvalue()


def anonymised(file: Pabulib) -> str:
    """The file without voters: no id, time, age, sex or place; projects and META stay as they are."""
    rows = [project.cells for project in file.projects]
    return write_pabulib(file.meta, file.columns, rows, [project.id for project in file.projects], file.ballots)


def _choices(ballots: Ballots, ids: Sequence[str], with_points: bool) -> list[tuple[str, str, int]]:
    """Each distinct choice as written, and how many made it; higher points first, then by id."""
    found: dict[tuple[str, str], int] = {}
    project, points, ends = ballots.project.tolist(), ballots.points.tolist(), ballots.start.tolist()
    for ballot, count in enumerate(ballots.count.tolist()):
        entries = range(ends[ballot], ends[ballot + 1])
        order = sorted((-points[e] if with_points else 0, ids[project[e]], e) for e in entries)
        vote = ",".join(name for _, name, _ in order)
        given = ",".join(_decimal(points[e], ballots.scale) for _, _, e in order) if with_points else ""
        found[vote, given] = found.get((vote, given), 0) + count
    return [(vote, given, count) for (vote, given), count in found.items()]


def _decimal(points: int, scale: int) -> str:
    """Points as the file writes them.

    >>> _decimal(3, 1), _decimal(5, 2)
    ('3', '2.5')
    """
    return f"{Decimal(points) / Decimal(scale):f}"
