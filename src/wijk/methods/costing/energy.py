"""Energy performance contracts: what was saved against an adjusted baseline, what was guaranteed, and who gets or pays the difference, to the cent.

The saving is avoided consumption after the International Performance Measurement and Verification Protocol (IPMVP, Efficiency Valuation Organization,
*Core Concepts*, 2022), option C: the whole meter, the baseline adjusted to the weather and use of the year that is judged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from wijk.methods.costing.loans import cents
from wijk.methods.costing.messages import say
from wijk.methods.saying import Money, Quantity, Saying, Share

METHOD = "costing.energy/1"


@dataclass(frozen=True)
class Carrier:
    """Gas, electricity, heat: consumption in the base year, what part of it follows weather, occupancy and area, and its price then.

    `guaranteed` is the part of the adjusted baseline that the provider promises to save. `price` is in the currency for one unit.
    """

    id: str
    unit: str
    baseline: Fraction
    price: Fraction
    guaranteed: Fraction
    weather: Fraction = Fraction(0)
    occupancy: Fraction = Fraction(0)
    area: Fraction = Fraction(0)


@dataclass(frozen=True)
class Adjustment:
    """A change that no formula foresees (a new wing, longer opening hours), agreed in writing: units added to or taken from the baseline."""

    carrier: str
    quantity: Fraction
    reason: str


@dataclass(frozen=True)
class Period:
    """One year that is judged: its conditions, its meter readings, and its price index (1 = prices of the contract)."""

    begins: date
    ends: date
    measured: Mapping[str, Fraction]
    degree_days: Fraction
    occupancy: Fraction
    area: Fraction
    index: Mapping[str, Fraction]
    adjustments: tuple[Adjustment, ...] = ()


@dataclass(frozen=True)
class Terms:
    """Who gets what: the provider's part of savings above the guarantee (`bonus`), its part of a shortfall (`malus`), and their bounds.

    `dead_band` is the part of the guaranteed saving within which neither is due. Caps and the fee are in cents a year; the fee follows `fee_index`.
    """

    bonus: Fraction
    malus: Fraction
    dead_band: Fraction = Fraction(0)
    bonus_cap: int | None = None
    malus_cap: int | None = None
    fee: int = 0
    fee_index: Fraction = Fraction(0)


@dataclass(frozen=True)
class Contract:
    """An energy performance contract and the years measured so far; conditions of the base year are those of the baseline."""

    title: str
    currency: str
    carriers: tuple[Carrier, ...]
    terms: Terms
    periods: tuple[Period, ...]
    degree_days: Fraction
    occupancy: Fraction
    area: Fraction
    source: str = ""


@dataclass(frozen=True)
class CarrierYear:
    """One carrier in one year, in its unit; money in cents."""

    carrier: str
    baseline: Fraction
    adjusted: Fraction
    measured: Fraction
    saved: Fraction
    guaranteed: Fraction
    price: Fraction
    saved_value: int
    guaranteed_value: int


@dataclass(frozen=True)
class Year:
    """One judged year, in cents. `difference` is verified less guaranteed; positive `to_provider` is a bonus, negative a payment to the client.

    `client` is what the client keeps of the savings after bonus or malus and fee; `client + provider = saved_value` always.
    """

    number: int
    begins: date
    ends: date
    carriers: tuple[CarrierYear, ...]
    saved_value: int
    guaranteed_value: int
    difference: int
    to_provider: int
    fee: int
    provider: int
    client: int
    capped: bool


@dataclass(frozen=True)
class Settlement:
    """The answer: every year, and all together."""

    method: str
    contract: Contract
    years: tuple[Year, ...]

    def total(self, name: str) -> int:
        """A sum over the years, in cents."""
        return sum(getattr(year, name) for year in self.years)

    def explain(self) -> tuple[Saying, ...]:
        """Each year in a sentence, then all years."""
        said = [one for year in self.years for one in _told(self.contract, year)]
        if len(self.years) > 1:
            currency = self.contract.currency
            names = ("saved_value", "guaranteed_value", "to_provider", "fee", "client")
            sums = {name: Money(self.total(name), currency) for name in names}
            said.append(say("energy_all", years=len(self.years), **sums))
        return tuple(said)


def settle(contract: Contract) -> Settlement:
    """What was saved, and who owes whom how much?

    Per carrier: adjusted = baseline × (1 + weather × (degree days ÷ those of the base year − 1) + occupancy × (… − 1) + area × (… − 1)) + agreed
    adjustments; saved = adjusted − measured; in money at the price of the contract × index. The difference between verified and guaranteed savings is
    taken over all carriers together; each sum of money is rounded once, halves away from zero.

    >>> gas = Carrier("gas", "kWh", Fraction(400_000), Fraction(1, 10), Fraction(1, 4), weather=Fraction(3, 4))
    >>> year = Period(date(2027, 1, 1), date(2027, 12, 31), {"gas": Fraction(250_000)}, Fraction(2200), Fraction(1), Fraction(1), {})
    >>> terms = Terms(bonus=Fraction(1, 2), malus=Fraction(1))
    >>> one = settle(Contract("School", "EUR", (gas,), terms, (year,), Fraction(2000), Fraction(1), Fraction(1))).years[0]
    >>> float(one.carriers[0].adjusted), one.saved_value, one.guaranteed_value, one.to_provider, one.client
    (430000.0, 1800000, 1075000, 362500, 1437500)
    """
    return Settlement(METHOD, contract, tuple(_year(contract, n, one) for n, one in enumerate(contract.periods, 1)))


def _year(contract: Contract, number: int, period: Period) -> Year:
    carriers = tuple(_carrier_year(contract, one, period) for one in contract.carriers)
    saved, promised = sum(c.saved_value for c in carriers), sum(c.guaranteed_value for c in carriers)
    due, capped = _due(contract.terms, saved, promised)
    fee = cents(contract.terms.fee * (1 + contract.terms.fee_index) ** (number - 1))
    return Year(
        number=number,
        begins=period.begins,
        ends=period.ends,
        carriers=carriers,
        saved_value=saved,
        guaranteed_value=promised,
        difference=saved - promised,
        to_provider=due,
        fee=fee,
        provider=due + fee,
        client=saved - due - fee,
        capped=capped,
    )


def _carrier_year(contract: Contract, carrier: Carrier, period: Period) -> CarrierYear:
    moved = (
        1
        + carrier.weather * (period.degree_days / contract.degree_days - 1)
        + carrier.occupancy * (period.occupancy / contract.occupancy - 1)
        + carrier.area * (period.area / contract.area - 1)
    )
    agreed = sum((one.quantity for one in period.adjustments if one.carrier == carrier.id), Fraction(0))
    adjusted = max(Fraction(0), carrier.baseline * moved + agreed)
    measured = period.measured[carrier.id]
    price = carrier.price * period.index.get(carrier.id, Fraction(1))
    promised = adjusted * carrier.guaranteed
    return CarrierYear(
        carrier=carrier.id,
        baseline=carrier.baseline,
        adjusted=adjusted,
        measured=measured,
        saved=adjusted - measured,
        guaranteed=promised,
        price=price,
        saved_value=cents((adjusted - measured) * price * 100),
        guaranteed_value=cents(promised * price * 100),
    )


def _due(terms: Terms, saved: int, promised: int) -> tuple[int, bool]:
    """What the client pays the provider for the difference (negative: what the provider pays), and whether a cap bound it."""
    difference = saved - promised
    beyond = abs(difference) - cents(promised * terms.dead_band)
    if beyond <= 0:
        return 0, False
    part, cap = (terms.bonus, terms.bonus_cap) if difference > 0 else (terms.malus, terms.malus_cap)
    due = cents(beyond * part)
    bound = due if cap is None else min(due, cap)
    return (bound if difference > 0 else -bound), bound < due


def _told(contract: Contract, year: Year) -> Sequence[Saying]:
    currency = contract.currency
    told = {
        "year": str(year.number),
        "saved": Money(year.saved_value, currency),
        "promised": Money(year.guaranteed_value, currency),
        "difference": Money(abs(year.difference), currency),
        "due": Money(abs(year.to_provider), currency),
    }
    way = "bonus" if year.to_provider > 0 else "malus" if year.to_provider < 0 else "even"
    said = [say(f"energy_{way}", **told)]
    if year.capped:
        said.append(say("energy_capped", year=str(year.number)))
    said += [
        say(
            "energy_carrier",
            year=str(year.number),
            carrier=one.carrier,
            unit=unit,
            adjusted=Quantity(one.adjusted, 0),
            measured=Quantity(one.measured, 0),
            saved=Quantity(one.saved, 0),
            part=Share(one.saved / one.adjusted if one.adjusted else Fraction(0)),
            promised=Quantity(one.guaranteed, 0),
        )
        for one, unit in zip(year.carriers, (c.unit for c in contract.carriers), strict=True)
    ]
    return said
