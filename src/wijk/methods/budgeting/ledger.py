"""The ledger of a count: who carried each project at what price, what each other project lacked, who is represented."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

PINNED, BOUGHT, FILLED, TAKEN, PACKED = "pinned", "bought", "filled", "taken", "packed"

NO_SUPPORT, TOO_SMALL, TOO_FEW_POINTS, TOO_DEAR = "no-support", "too-small", "too-few-points", "too-dear"
SHORT, NO_MONEY, STOPPED = "short", "no-money-left", "not-reached"
LIMIT, GROUP, NOT_BEST, COMPARED = "limit", "group", "not-best", "compared"


@dataclass(frozen=True)
class Round:
    """One project chosen. Amounts are exact, in cents.

    `rate` is what each supporter who could pay in full paid (per point given, when satisfaction is by points), `price` the
    same per unit of satisfaction; `full` and `poor` count those who paid in full and those who gave the last they had,
    `poor_paid` together; the other supporters had nothing left. All None or 0 where nobody pays from a share of his own.
    `tied` are the ids that stood level, the winner first, and `way` what decided.
    """

    number: int
    project: str
    how: str
    cost: int
    supporters: int
    points: Fraction
    rate: Fraction | None = None
    price: Fraction | None = None
    full: int = 0
    poor: int = 0
    poor_paid: Fraction = Fraction(0)
    tied: tuple[str, ...] = ()
    way: str = ""


@dataclass(frozen=True)
class Loss:
    """One project that was not chosen, and why. `left` is the money that was there for it, `lacked` what was missing."""

    project: str
    why: str
    cost: int
    supporters: int
    left: Fraction | None = None
    lacked: Fraction | None = None
    limit: str = ""
    room: int = 0
    points: Fraction = Fraction(0)

    @property
    def covered(self) -> Fraction | None:
        """Which share of its cost was there for it."""
        return None if self.left is None else min(Fraction(1), self.left / self.cost)


@dataclass(frozen=True)
class Part:
    """One district or theme: its projects, what was chosen of them for how much, and its supporters.

    `supporters` are voters who voted for at least one of its projects, `represented` those of whom one was chosen.
    """

    projects: int
    chosen: int
    cost: int
    supporters: int
    represented: int


@dataclass(frozen=True)
class Representation:
    """How many voters got at least one of their projects, and how many projects of theirs a voter got on average."""

    voters: int
    represented: int
    average: Fraction
    districts: Mapping[str, Part]
    themes: Mapping[str, Part]

    @property
    def share(self) -> Fraction:
        """The share of voters with at least one chosen project of theirs."""
        return Fraction(self.represented, self.voters)
