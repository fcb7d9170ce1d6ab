"""What was reckoned last from the votes of a conversation, in words of the room instead of keys of a file?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from wijk.conversations.models import Conversation, ReportRow
from wijk.conversations.queries.offering import recent_tallies

#: The method under which a report of the votes is kept, and that of who was missing at a meeting.
REPORT, COVERAGE = "conversations.report/1", "conversations.coverage/1"
CONVERGE, RECONCILE, DIVERGE, UNKNOWN = "converge", "reconcile", "diverge", "unknown"
KINDS = (CONVERGE, RECONCILE, DIVERGE, UNKNOWN)
LETTERS = "ABCDEF"


@dataclass(frozen=True, slots=True)
class Cell:
    """How one group voted on one statement; the interval bounds the share that agrees among who took a side."""

    agree: int
    disagree: int
    passed: int
    low: float
    high: float

    @property
    def sides(self) -> int:
        """How many took a side."""
        return self.agree + self.disagree

    @property
    def share(self) -> float | None:
        """Who agrees, of who took a side; None where nobody did."""
        return self.agree / self.sides if self.sides else None


@dataclass(frozen=True, slots=True)
class Line:
    """One statement: its basin and what that rests on. A cell is None where the group is too small on it to be shown."""

    number: int
    basin: str
    side: int
    moves: int
    toward: int
    bridge: float | None
    agree: int
    disagree: int
    passed: int
    cells: tuple[Cell | None, ...]

    @property
    def votes(self) -> int:
        """All votes on it, those of who belongs to no group with them."""
        return self.agree + self.disagree + self.passed

    @property
    def firmness(self) -> float:
        """How far the surest bound lies from one half: what is plain stands first."""
        known = [cell for cell in self.cells if cell is not None and cell.sides]
        if self.basin == CONVERGE:
            return min((cell.low - 0.5 if self.side > 0 else 0.5 - cell.high for cell in known), default=0.0)
        if self.basin == DIVERGE:
            up = max((cell.low - 0.5 for cell in known), default=0.0)
            return min(up, max((0.5 - cell.high for cell in known), default=0.0))
        if self.basin == RECONCILE:
            return -self.moves / max(1, self.agree + self.disagree)
        return float(self.votes)


@dataclass(frozen=True, slots=True)
class Telling:
    """A statement that tells a group apart: the share of its voters on one side, and of all others; their difference lies between bounds."""

    number: int
    side: int
    votes: int
    inside: float
    outside: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """One group of people who see things alike: its letter, its size, how steady it is, and what tells it apart."""

    place: int
    size: int
    stability: float
    says: tuple[Telling, ...]

    @property
    def letter(self) -> str:
        """A, B, C …: the largest first."""
        return LETTERS[self.place]


@dataclass(frozen=True)
class Report:
    """All that was reckoned, as pages read it. `told`: the statements of which its reader may know how others voted (`access.told`);
    of the others neither lines nor what sets a viewpoint apart are told, only how many there are."""

    made_at: datetime
    input_hash: str
    seed: int
    result: Mapping[str, Any]
    told: frozenset[int] | None = None  #: None: all

    def tells(self, number: int) -> bool:
        """May its reader know how others voted on this statement?"""
        return self.told is None or number in self.told

    @property
    def whole(self) -> bool:
        """Is everything in it told?"""
        return self.told is None

    @property
    def statements(self) -> int:
        """On how many statements it was reckoned."""
        return len(self.result["lines"])

    @property
    def voices(self) -> int:
        """How many voices were in it."""
        return int(self.result["voices"])

    @property
    def votes(self) -> int:
        """How many votes were in it."""
        return int(self.result["votes"])

    @property
    def why(self) -> str:
        """found, unstable, by_chance or too_few."""
        return str(self.result["why"])

    @property
    def error(self) -> float:
        """With which chance each bound of an interval errs at most."""
        return float(self.result["error"])

    @cached_property
    def viewpoints(self) -> tuple[Viewpoint, ...]:
        """The groups; none where there are no stable ones."""
        return tuple(
            Viewpoint(
                g, one["size"], one["stability"], tuple(Telling(*row) for row in one["says"] if self.tells(row[0]))
            )
            for g, one in enumerate(self.result["groups"])
        )

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All statements that are told, by number."""
        return tuple(
            Line(
                one["n"], one["basin"], one["side"], one["moves"], one["toward"], one["bridge"],
                one["all"][0], one["all"][1], one["all"][2],
                tuple(None if cell is None else Cell(*cell) for cell in one["cells"]),
            )
            for one in self.result["lines"] if self.tells(one["n"])
        )  # fmt: skip

    def line(self, number: int) -> Line | None:
        """The line of one statement."""
        return next((one for one in self.lines if one.number == number), None)

    def basin(self, kind: str) -> list[Line]:
        """The statements of one basin, the plainest first; of those unknown the one with most votes first."""
        return sorted((one for one in self.lines if one.basin == kind), key=lambda one: (-one.firmness, one.number))

    def counts(self) -> dict[str, int]:
        """How many statements lie in each basin, those that are not told with them."""
        kinds: Sequence[str] = [one["basin"] for one in self.result["lines"]]
        return {kind: kinds.count(kind) for kind in KINDS}


def last_report(conversation: Conversation) -> ReportRow | None:
    """The row that was reckoned last; one query."""
    return conversation.reports.filter(method=REPORT).order_by("-pk").first()


def votes_shown(conversation: Conversation) -> int:
    """About how many votes there are on statements that everybody sees; counted a moment ago. Two queries at most."""
    counted = recent_tallies(conversation)
    shown = conversation.statements.filter(visibility="shown").values_list("number", flat=True)
    return sum(sum(counted.get(number, ())) for number in shown)


def report(conversation: Conversation) -> Report | None:
    """The last report; None before there are enough voices. One query."""
    row = last_report(conversation)
    return Report(row.made_at, row.input_hash, row.seed, row.result) if row is not None else None
