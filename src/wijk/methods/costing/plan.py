"""A total-cost reckoning as it is put: variants with their items, rates, unit values for effects on others, and how far each may be off."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from wijk.methods.costing.rates import Convention, Steps

Kind = Literal[
    "investment",
    "finance",
    "taxes",
    "operation",
    "maintenance",
    "replacement",
    "end_of_life",
    "residual",
    "subsidy",
    "income",
    "externality",
]
KINDS: tuple[Kind, ...] = (
    "investment", "finance", "taxes", "operation", "maintenance", "replacement", "end_of_life", "residual", "subsidy", "income", "externality",
)  # fmt: skip
#: What lowers the cost.
CREDITS: frozenset[Kind] = frozenset({"residual", "subsidy", "income"})
#: What is counted as capital in the savings-to-investment ratio (NIST Handbook 135): investment and renewal, less what is left of it.
CAPITAL: frozenset[Kind] = frozenset({"investment", "replacement", "end_of_life", "residual", "subsidy"})

#: The thirteen direct headings and the seven effects on others that a complete reckoning has thought of.
HEADINGS: tuple[str, ...] = (
    "land", "site servicing", "building", "studies", "finance", "taxes", "insurance", "operation", "maintenance", "repair", "water", "renewal",
    "demolition",
)  # fmt: skip
EFFECTS: tuple[str, ...] = (
    "greenhouse gas", "air pollution", "green access and landscape", "noise", "access to services", "biodiversity", "jobs",
)  # fmt: skip
USUAL_HEADING: Mapping[Kind, str] = {
    "investment": "building",
    "finance": "finance",
    "taxes": "taxes",
    "operation": "operation",
    "maintenance": "maintenance",
    "replacement": "renewal",
    "end_of_life": "demolition",
}

Basis = Literal["direct", "extended"]
Prices = Literal["constant", "current"]
Shape = Literal["triangular", "uniform"]
SHAPES: tuple[Shape, ...] = ("triangular", "uniform")
PRICES: tuple[Prices, ...] = ("constant", "current")
BASES: tuple[Basis, ...] = ("direct", "extended")


@dataclass(frozen=True)
class Range:
    """Between which bounds a number may lie; `shape` is how draws fall: `triangular` peaks at the stated number."""

    low: float
    high: float
    shape: Shape = "triangular"


@dataclass(frozen=True)
class UnitValue:
    """What one unit of an effect on others is worth; `amount` None is an empty row: named, sourced, and not counted."""

    name: str
    unit: str
    source: str
    place: str
    price_year: int
    amount: Fraction | None = None
    index: Fraction = Fraction(1)
    within: Range | None = None

    @property
    def now(self) -> Fraction | None:
        """The amount in the prices of the reckoning."""
        return None if self.amount is None else self.amount * self.index


@dataclass(frozen=True)
class Item:
    """One line of a variant. `amount` is per time it is paid, in the currency, at today's prices, and positive; the kind gives the sign.

    `years` are those in which it is paid (0 is now); `growth` is the yearly rise of its price in the terms of the plan, with `price` its
    shared name or empty; `vat` and `subsidy` are shares of the amount; `life` in years leaves a straight-line residual value at the end.
    An effect on others has a `quantity` in units of its `value`, and is `counted` when that value is known.
    """

    name: str
    kind: Kind
    amount: Fraction
    years: tuple[int, ...]
    heading: str = ""
    price: str = ""
    growth: float = 0.0
    vat: float = 0.0
    subsidy: float = 0.0
    life: int | None = None
    gain: bool = False
    within: Range | None = None
    together: str = ""
    value: str = ""
    quantity: Fraction = Fraction(0)
    counted: bool = True

    @property
    def sign(self) -> int:
        """1 for a cost, −1 for what lowers it."""
        return -1 if self.kind in CREDITS or self.gain else 1


@dataclass(frozen=True)
class Variant:
    """One way of doing it."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Plan:
    """Everything that the reckoning rests on; rates, growth and inflation are in the terms that `prices` names."""

    title: str
    currency: str
    years: int
    convention: Convention
    prices: Prices
    rate: Steps
    variants: tuple[Variant, ...]
    reference: str
    inflation: float | None = None
    area: Fraction | None = None
    price_year: int | None = None
    growth: Mapping[str, float] = field(default_factory=dict)
    rate_within: Range | None = None
    growth_within: Mapping[str, Range] = field(default_factory=dict)
    values: Mapping[str, UnitValue] = field(default_factory=dict)
    decide_on: Basis = "direct"
    reinvest: float | None = None

    def variant(self, name: str) -> Variant:
        """A variant by its id."""
        return next(one for one in self.variants if one.id == name)
