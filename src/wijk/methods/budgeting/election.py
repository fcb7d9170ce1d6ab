"""What is counted: projects with a cost, a budget, and ballots of which those that are alike are merged at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import lcm

import numpy as np
from numpy.typing import NDArray

from wijk.methods.budgeting.messages import say
from wijk.methods.saying import Money, Rejected

Ints = NDArray[np.int64]

#: Up to here whole numbers are exact in floating point, and so are the sums that the compiled loops make.
EXACT = 2**53


@dataclass(frozen=True)
class Project:
    """One project; `cost` in cents (or in the smallest unit of the currency)."""

    id: str
    cost: int
    name: str = ""
    district: str = ""
    themes: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How sentences call it."""
        return f"{self.name} ({self.id})" if self.name and self.name != self.id else self.id


@dataclass(frozen=True, eq=False)
class Ballots:
    """The distinct ballots: the g-th stands for `count[g]` voters and gives `points[start[g]:start[g + 1]]` to `project[…]`.

    Points are whole numbers; one point of the ballot paper is `scale` of them. Projects within a ballot ascend, and the
    ballots stand in one order whatever the order in which they were cast.
    """

    count: Ints
    start: Ints
    project: Ints
    points: Ints
    scale: int = 1

    @classmethod
    def merged(cls, count: Ints, start: Ints, project: Ints, points: Ints, scale: int = 1) -> "Ballots":
        """Ballots in any order, alike ones merged; a project with zero points is as good as not named.

        >>> b = Ballots.merged(*(np.array(x) for x in ([1, 1], [0, 2, 4], [0, 1, 1, 0], [1, 1, 1, 1])))
        >>> b.count.tolist(), b.project.tolist()
        ([2], [0, 1])
        """
        row = np.repeat(np.arange(len(count)), np.diff(start))
        keep = points != 0
        row, project, points = row[keep], project[keep], points[keep]
        order = np.lexsort((project, row))
        row, project, points = row[order], project[order], points[order]
        start = np.searchsorted(row, np.arange(len(count) + 1))
        pairs = np.stack([project, points], axis=1).astype(">i8").tobytes()
        voters: dict[bytes, int] = {}
        for (first, last), many in zip(pairwise((16 * start).tolist()), count.tolist(), strict=True):
            ballot = pairs[first:last]
            voters[ballot] = voters.get(ballot, 0) + many
        ballots = sorted(voters)
        both = np.frombuffer(b"".join(ballots), dtype=">i8").astype(np.int64).reshape(-1, 2)
        lengths = np.array([len(one) // 16 for one in ballots], dtype=np.int64)
        return cls(
            np.array([voters[one] for one in ballots], dtype=np.int64),
            np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)]),
            np.ascontiguousarray(both[:, 0]),
            np.ascontiguousarray(both[:, 1]),
            scale,
        )

    def __len__(self) -> int:
        return len(self.count)

    @cached_property
    def row(self) -> Ints:
        """To which ballot each entry of `project` and `points` belongs."""
        return np.repeat(np.arange(len(self), dtype=np.int64), np.diff(self.start))

    def per_project(self, size: int, *, points: bool = False) -> Ints:
        """Per project how many voters name it, or how many points they give it together."""
        weight = self.count[self.row]
        sums = np.zeros(size, dtype=np.int64)
        np.add.at(sums, self.project, weight * self.points if points else weight)
        return sums


@dataclass(frozen=True, eq=False)
class Election:
    """Projects, a budget in cents, and ballots. Build one with `Election.of`, or from columns with this constructor.

    Raises Rejected where something cannot be counted: no project, no ballot, a cost of zero or less, two alike ids.
    """

    projects: tuple[Project, ...]
    budget: int
    ballots: Ballots
    currency: str = ""

    def __post_init__(self) -> None:
        faults = []
        seen: set[str] = set()
        for project in self.projects:
            if project.id in seen:
                faults.append(say("project_twice", project=project.id))
            seen.add(project.id)
            if project.cost <= 0:
                faults.append(say("cost_wrong", project=project.id, cost=self.money(project.cost)))
            if project.cost >= EXACT:
                faults.append(say("cost_too_large", project=project.id))
        if not self.projects:
            faults.append(say("no_projects"))
        if not len(self.ballots):
            faults.append(say("no_voters"))
        if self.budget <= 0:
            faults.append(say("budget_wrong", budget=self.money(self.budget)))
        if faults:
            raise Rejected(faults)
        sums = [
            float(self.ballots.count.sum()),
            float((self.ballots.count[self.ballots.row] * 1.0 * self.ballots.points).sum()),
        ]
        if max(sums) >= EXACT:
            raise Rejected(say("too_large"))

    @classmethod
    def of(
        cls,
        projects: Sequence[Project],
        budget: int,
        ballots: Iterable[Sequence[str] | Mapping[str, int | Fraction]],
        currency: str = "",
        counts: Iterable[int] | None = None,
    ) -> "Election":
        """An election out of plain ballots: a list of project ids, or a mapping of ids to points.

        `budget` and costs in cents; `counts` how many voters cast each ballot (one when left out).

        >>> small = Election.of([Project("bench", 90000), Project("tree", 30000)], 100000, [["bench"], ["tree"], ["tree"]])
        >>> small.voters, small.votes.tolist(), len(small.ballots)
        (3, [1, 2], 2)
        """
        index = {project.id: place for place, project in enumerate(projects)}
        rows = [one if isinstance(one, Mapping) else _approved(one, k) for k, one in enumerate(ballots, 1)]
        many = [1] * len(rows) if counts is None else list(counts)
        faults = [
            say("ballot_unknown", ballot=k, project=name)
            for k, row in enumerate(rows, 1)
            for name in row
            if name not in index
        ]
        faults += [say("count_wrong", ballot=k, count=c) for k, c in enumerate(many, 1) if c < 1]
        if faults:
            raise Rejected(faults[:20])
        points = [_exact(value, k, name) for k, row in enumerate(rows, 1) for name, value in row.items()]
        scale = lcm(1, *(value.denominator for value in points))
        try:
            merged = Ballots.merged(
                np.array(many, dtype=np.int64),
                np.concatenate([[0], np.cumsum([len(row) for row in rows], dtype=np.int64)]).astype(np.int64),
                np.array([index[name] for row in rows for name in row], dtype=np.int64),
                np.array([int(value * scale) for value in points], dtype=np.int64),
                scale,
            )
        except OverflowError:
            raise Rejected(say("too_large")) from None
        return cls(tuple(projects), budget, merged, currency)

    @cached_property
    def voters(self) -> int:
        """How many people voted; an empty ballot counts, for its owner has a share of the budget too."""
        return int(self.ballots.count.sum())

    @cached_property
    def votes(self) -> Ints:
        """Per project, how many voters support it."""
        return self.ballots.per_project(len(self.projects))

    @cached_property
    def points(self) -> Ints:
        """Per project, the points of all voters together, in `ballots.scale`-ths."""
        return self.ballots.per_project(len(self.projects), points=True)

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """How sentences call each project."""
        return {project.id: project.title for project in self.projects}

    @cached_property
    def costs(self) -> Ints:
        """Per project its cost in cents."""
        return np.array([project.cost for project in self.projects], dtype=np.int64)

    def money(self, cents: int | Fraction) -> Money:
        """An amount for a sentence."""
        return Money(cents, self.currency)


def _approved(names: Sequence[str], ballot: int) -> Mapping[str, int]:
    named = dict.fromkeys(names, 1)
    if len(named) < len(names):
        twice = next(name for place, name in enumerate(names) if name in names[:place])
        raise Rejected(say("ballot_twice", ballot=ballot, project=twice))
    return named


def _exact(value: int | Fraction | float, ballot: int, project: str) -> Fraction:
    try:
        exact = Fraction(value)
    except (ValueError, OverflowError, TypeError):
        raise Rejected(say("points_fraction", ballot=ballot, project=project)) from None
    if exact < 0:
        raise Rejected(say("points_negative", ballot=ballot, project=project))
    return exact
