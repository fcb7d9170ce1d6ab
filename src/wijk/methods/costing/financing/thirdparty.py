"""A third-party investor (ESCO): pays for the works in the owner's place and is repaid out of lower energy costs."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from wijk.methods.costing.fields import Fields
from wijk.methods.costing.financing.ledger import Book, Financing, Leaving, each_year, parts, rising
from wijk.methods.costing.financing.reading import WORST, Common, Lending, read_common, read_lending
from wijk.methods.costing.financing.wording import named
from wijk.methods.costing.loans import cents, cover
from wijk.methods.costing.messages import as_share, say
from wijk.methods.saying import Money, Saying

METHOD = "costing.finance.third-party/1"
Contract = Literal["tariff", "shared", "guaranteed"]
CONTRACTS: tuple[Contract, ...] = ("tariff", "shared", "guaranteed")
PARTIES = named("client", "investor", "citizens", "bank", "authority", "suppliers")


@dataclass(frozen=True)
class ThirdParty:
    """Yearly sums are those of year 1, in cents.

    `tariff`: the client pays the conventional cost less `part`, the investor everything else. `shared`: the client pays its new bill, and
    `part` of what it saves to the investor. `guaranteed`: the client invests itself and pays a fee, the investor makes up what is missing
    from `guarantee`.
    """

    common: Common
    contract: Contract
    investment: int
    subsidy: int
    equity: int
    equity_return: Fraction
    lending: Lending | None
    conventional: int
    new: int
    upkeep: int
    growth: Fraction
    upkeep_growth: Fraction
    part: Fraction
    guarantee: int
    fee: int
    certificates: int
    certificate_years: int
    takeover: int
    penalty: Fraction


def read(fields: Fields) -> ThirdParty:
    """The fields of the model."""
    common = read_common(fields, PARTIES)
    contract = fields.choice("contract", CONTRACTS)
    own = contract == "guaranteed"
    investment, subsidy = fields.cents("investment"), fields.cents("subsidy", 0)
    equity = fields.cents("equity", 0)
    if subsidy + equity > investment:
        fields.fault("sources_more", "equity")
    borrowed = investment - subsidy - equity
    lending = read_lending(fields.table("loan"), common.years) if borrowed > 0 else None
    if not borrowed:
        fields.raw("loan", None)
    return ThirdParty(
        common=common,
        contract=contract,
        investment=investment,
        subsidy=subsidy,
        equity=equity,
        equity_return=fields.rate("equity_return", 0),
        lending=lending,
        conventional=fields.cents("conventional_cost"),
        new=fields.cents("new_cost"),
        upkeep=fields.cents("upkeep", 0),
        growth=fields.rate("growth", 0, least=WORST),
        upkeep_growth=fields.rate("upkeep_growth", 0, least=WORST),
        part=Fraction(0) if own else fields.rate("discount" if contract == "tariff" else "investor_share"),
        guarantee=fields.cents("guarantee") if own else 0,
        fee=fields.cents("fee") if own else 0,
        certificates=fields.cents("certificates", 0),
        certificate_years=fields.whole("certificate_years", 0, most=common.years),
        takeover=0 if own else fields.cents("takeover", 0),
        penalty=fields.rate("leaving_penalty", 0),
    )


def reckon(plan: ThirdParty) -> Financing:
    """What does each party pay and receive, year by year?"""
    common, book = plan.common, Book()
    owner = "client" if plan.contract == "guaranteed" else "investor"
    _found(plan, book, owner)
    before = [_year(plan, book, year, owner) for year in range(1, common.years + 1)]
    book.pay(common.years, "client", "investor", plan.takeover, "takeover")
    due = [sum(loan.due(year) for loan in book.loans if loan.name == "bank") for year in range(1, common.years + 1)]
    return Financing(
        method=METHOD,
        model="third-party",
        title=common.title,
        currency=common.currency,
        years=common.years,
        names=common.names,
        transfers=tuple(book.transfers),
        loans=tuple(book.loans),
        cover=cover(before, due),
        owner=_owner(plan),
        leaving_rule=say(
            "leave_esco_own" if owner == "client" else "leave_esco",
            client=common.names["client"],
            investor=common.names["investor"],
            penalty=as_share(plan.penalty),
        ),
        investing=("client", "bank") if owner == "client" else ("investor", "citizens", "bank"),
        leaving=each_year(common.years, (_leaving(plan, book, year) for year in range(1, common.years + 1))),
        notes=_notes(plan),
        rate=common.rate,
    )


def _found(plan: ThirdParty, book: Book, owner: str) -> None:
    book.pay(0, "authority", owner, plan.subsidy, "subsidy")
    if plan.equity and owner == "investor":
        book.lend(
            Lending(plan.equity_return, plan.common.years, "linear").of("equity", "citizens", owner, plan.equity),
            plan.common.years,
        )
    if plan.lending:
        lent = plan.investment - plan.subsidy - plan.equity
        book.lend(plan.lending.of("bank", "bank", owner, lent), plan.common.years)
    book.pay(0, owner, "suppliers", plan.investment, "works")


def _year(plan: ThirdParty, book: Book, year: int, owner: str) -> int:
    """One year of payments; what the borrower has before debt service, in cents."""
    conventional, new = rising(plan.conventional, plan.growth, year), rising(plan.new, plan.growth, year)
    upkeep = rising(plan.upkeep, plan.upkeep_growth, year)
    paid = _to_investor(plan, conventional, conventional - new)
    book.pay(year, "investor" if plan.contract == "tariff" else "client", "suppliers", new, "energy")
    book.pay(year, "investor", "suppliers", upkeep, "upkeep")
    book.pay(
        year, "client", "investor", paid, {"tariff": "tariff", "shared": "share", "guaranteed": "fee"}[plan.contract]
    )
    extra = plan.certificates if year <= plan.certificate_years else 0
    book.pay(year, "authority", owner, extra, "certificates")
    missing = max(0, rising(plan.guarantee, plan.growth, year) - (conventional - new)) if owner == "client" else 0
    book.pay(year, "investor", "client", missing, "shortfall")
    if owner == "client":
        return conventional - new - paid + extra + missing
    return paid + extra - upkeep - (new if plan.contract == "tariff" else 0)


def _to_investor(plan: ThirdParty, conventional: int, saved: int) -> int:
    if plan.contract == "tariff":
        return conventional - cents(conventional * plan.part)
    return cents(max(saved, 0) * plan.part) if plan.contract == "shared" else plan.fee


def _leaving(plan: ThirdParty, book: Book, year: int) -> Leaving:
    owed = sum(loan.left(year) for loan in book.loans if loan.name == "bank")
    equity = sum(loan.left(year) for loan in book.loans if loan.name == "equity")
    ended = year == plan.common.years
    penalty = 0 if ended else cents((owed + equity) * plan.penalty)
    return parts(
        ("loan_left", owed), ("equity_left", equity), ("takeover", plan.takeover if ended else 0), ("penalty", penalty)
    )


def _owner(plan: ThirdParty) -> Saying:
    names = plan.common.names
    if plan.contract == "guaranteed":
        return say("owner_client_always", client=names["client"])
    price = Money(plan.takeover, plan.common.currency)
    return say(
        "owner_client_end", client=names["client"], investor=names["investor"], years=plan.common.years, price=price
    )


def _notes(plan: ThirdParty) -> tuple[Saying, ...]:
    """What the client gains against going on as before."""
    common, gained = plan.common, 0
    book = Book()
    for year in range(1, common.years + 1):
        _year(plan, book, year, "client" if plan.contract == "guaranteed" else "investor")
        gained += rising(plan.conventional, plan.growth, year)
    for one in book.transfers:
        gained += one.cents if one.taker == "client" else -one.cents if one.giver == "client" else 0
    if plan.contract == "guaranteed":
        return (
            say(
                "client_gains_before",
                client=common.names["client"],
                amount=Money(gained, common.currency),
                years=common.years,
            ),
        )
    amount = Money(gained - plan.takeover, common.currency)
    return (say("client_gains", client=common.names["client"], amount=amount, years=common.years),)
