"""Which projects may be chosen together: budgets of districts and themes, exclusive groups, minimum support, certain projects."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from wijk.methods.budgeting.election import Ballots, Election
from wijk.methods.budgeting.messages import say
from wijk.methods.budgeting.rules import CARDINALITY, COST, LOT, LOWEST_COST, MOST_VOTES, Rules
from wijk.methods.saying import Rejected

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Limit:
    """One limit: the amounts of the chosen `members` together stay within `room`. `group`: one of a group at most."""

    name: str
    room: int
    members: tuple[int, ...]
    group: bool = False


@dataclass(frozen=True, eq=False)
class Terms:
    """The rules applied to one election: what is eligible, the limits, who goes first among equals."""

    election: Election
    rules: Rules

    def __post_init__(self) -> None:
        self.rules.check(self.election)
        cost = int(self.election.costs[list(self.pinned)].sum()) if self.pinned else 0
        if cost > self.ceiling:
            money = self.election.money
            raise Rejected(say("pinned_cost", cost=money(cost), budget=money(self.ceiling)))
        for limit, left in zip(self.limits, self.room.tolist(), strict=True):
            if left < 0:
                raise Rejected(say("pinned_cap", name=limit.name))

    @property
    def ceiling(self) -> int:
        """What the outcome may cost at most."""
        return self.election.budget + self.rules.tolerance

    @cached_property
    def pinned(self) -> tuple[int, ...]:
        """The projects that are certain."""
        index = {project.id: place for place, project in enumerate(self.election.projects)}
        return tuple(dict.fromkeys(index[one] for one in self.rules.pinned))

    @cached_property
    def too_small(self) -> NDArray[np.bool_]:
        """Projects with less support than the rules ask for."""
        votes, points = self.election.votes, self.election.points
        return (votes < self.rules.minimum_votes) | (points < self.rules.minimum_points * self.election.ballots.scale)

    @cached_property
    def eligible(self) -> NDArray[np.bool_]:
        """Projects that may be chosen by the ballots: supported, enough so, affordable, and not certain already."""
        able = (self.election.points > 0) & ~self.too_small & (self.election.costs <= self.ceiling)
        able[list(self.pinned)] = False
        return able

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """All limits but the budget itself."""
        projects = self.election.projects
        index = {project.id: place for place, project in enumerate(projects)}
        found = [
            Limit(name, room, tuple(p for p, one in enumerate(projects) if one.district == name))
            for name, room in self.rules.district_budgets.items()
        ]
        found += [
            Limit(name, room, tuple(p for p, one in enumerate(projects) if name in one.themes))
            for name, room in self.rules.theme_budgets.items()
        ]
        for group in self.rules.exclusive:
            members = tuple(dict.fromkeys(index[one] for one in group))
            found.append(Limit(", ".join(projects[p].title for p in members), 1, members, group=True))
        return tuple(found)

    @cached_property
    def of_project(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """Per project its limits: (number of the limit, amount)."""
        rows: list[list[tuple[int, int]]] = [[] for _ in self.election.projects]
        for number, limit in enumerate(self.limits):
            for p in limit.members:
                rows[p].append((number, 1 if limit.group else self.election.projects[p].cost))
        return tuple(tuple(row) for row in rows)

    @cached_property
    def room(self) -> Ints:
        """Per limit the room that the certain projects leave."""
        room = np.array([limit.room for limit in self.limits], dtype=np.int64)
        for p in self.pinned:
            self.take(room, p)
        return room

    def take(self, room: Ints, project: int) -> None:
        """Take the room of a project."""
        for number, amount in self.of_project[project]:
            room[number] -= amount

    def broken(self, room: Ints, project: int) -> int:
        """The first limit that a project would break, or -1."""
        return next((number for number, amount in self.of_project[project] if amount > room[number]), -1)

    def arrays(self) -> tuple[Ints, Ints, Ints]:
        """The limits in compressed rows: where each project's begin, which limit, which amount."""
        rows = self.of_project
        flat = [pair for row in rows for pair in row]
        at = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
        both = np.array(flat, dtype=np.int64).reshape(-1, 2)
        return at, np.ascontiguousarray(both[:, 0]), np.ascontiguousarray(both[:, 1])

    @cached_property
    def support(self) -> Ints:
        """Per project the number of voters or points that the measure of satisfaction counts."""
        return self.election.votes if self.rules.satisfaction in (COST, CARDINALITY) else self.election.points

    @cached_property
    def seed(self) -> str:
        """What the lot is drawn from: the seed in the rules, or the hash of the projects and ballots, in one order."""
        return self.rules.seed or _hash_of(self.election)

    @cached_property
    def tie_keys(self) -> tuple[tuple[int | str, ...], ...]:
        """Per project what the ties are broken by, way by way.

        Its lot is the hash of the seed and its id, the smallest goes first; it is drawn for those only that need one.
        """
        votes, projects = self.election.votes.tolist(), self.election.projects
        ways = {LOWEST_COST: [project.cost for project in projects], MOST_VOTES: [-many for many in votes]}
        before = [tuple(ways[way][p] for way in self.rules.ties if way != LOT) for p in range(len(projects))]
        times = Counter(key for key, able in zip(before, self.eligible.tolist(), strict=True) if able)
        return tuple(
            (*key, sha256(f"{self.seed}\n{project.id}".encode()).hexdigest() if times[key] > 1 else "")
            for key, project in zip(before, projects, strict=True)
        )

    @cached_property
    def rank(self) -> Ints:
        """Who goes first among equals, as a number per project."""
        rank = np.zeros(len(self.tie_keys), dtype=np.int64)
        rank[sorted(range(len(rank)), key=self.tie_keys.__getitem__)] = np.arange(len(rank))
        return rank

    def way(self, projects: Iterable[int]) -> str:
        """By which of the ways the first of these went before all others."""
        keys = sorted(self.tie_keys[p] for p in projects)
        return next(
            way for way, first, second in zip(self.rules.ties, keys[0], keys[1], strict=True) if first != second
        )


def _hash_of(election: Election) -> str:
    """A hash of what was voted, whatever the order of projects and ballots."""
    projects = sorted((project.id, project.cost) for project in election.projects)
    place = {name: k for k, (name, _) in enumerate(projects)}
    renamed = np.array([place[project.id] for project in election.projects], dtype=np.int64)
    given = election.ballots
    ballots = Ballots.merged(given.count, given.start, renamed[given.project], given.points, given.scale)
    told = sha256(repr((election.budget, projects, ballots.scale)).encode())
    for column in (ballots.count, ballots.start, ballots.project, ballots.points):
        told.update(column.astype("<i8").tobytes())
    return told.hexdigest()
