"""`wijk cost energy FILE`: energy performance contracts, settled to the cent."""

import argparse
from pathlib import Path
from typing import Any

from wijk.cli.reckon.cost.toml import read_toml
from wijk.cli.reckon.cost.words import say
from wijk.cli.reckon.desk import Desk, add_common
from wijk.cli.reckon.report import Report
from wijk.methods.costing.energy import CarrierYear, Settlement, Year, settle
from wijk.methods.costing.energy_reading import read_contract
from wijk.methods.saying import Money, Quantity, Saying, Share, Word

_MONEY = ("saved_value", "guaranteed_value", "difference", "to_provider", "fee", "provider", "client")


def register(kinds: Any) -> None:
    """Add `wijk cost energy`."""
    command = kinds.add_parser("energy", help="energy performance contracts: guaranteed against verified savings")
    command.add_argument(
        "file", metavar="FILE", type=Path, help="the contract, as TOML; `wijk cost example energy` prints one"
    )
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Settle and answer."""
    desk = Desk(options)
    source = read_toml(options.file)
    result = settle(read_contract(source.data))
    return desk.answer({"input": source.answer(), **_answer(result)}, source.annex(_report(desk.report(), result)))


def _answer(result: Settlement) -> dict[str, Any]:
    """Money in whole cents, quantities exact."""
    return {
        "method": result.method,
        "title": result.contract.title,
        "currency": result.contract.currency,
        "unit_of_money": "cent",
        "years": [_year(year) for year in result.years],
        "total": {name: result.total(name) for name in _MONEY},
        "explanation": [{"code": said.code, "sentence": str(said)} for said in result.explain()],
    }


def _year(year: Year) -> dict[str, Any]:
    return {
        "begins": year.begins.isoformat(),
        "ends": year.ends.isoformat(),
        **{name: getattr(year, name) for name in _MONEY},
        "capped": year.capped,
        "carriers": [_carrier(one) for one in year.carriers],
    }


def _carrier(one: CarrierYear) -> dict[str, Any]:
    exact = ("baseline", "adjusted", "measured", "saved", "guaranteed", "price")
    return {name: float(value) if name in exact else value for name, value in vars(one).items()}


def _report(report: Report, result: Settlement) -> Report:
    said, currency = result.explain(), result.contract.currency
    report.title(Saying("title", "{title}", {"title": result.contract.title}))
    report.heading(say("h_settlement"))
    report.points(one for one in said if one.code != "energy_carrier")
    columns = ("saved_value", "guaranteed_value", "difference", "to_provider", "fee", "client")
    rows: list[list[Word | Saying]] = [
        [f"{year.begins} – {year.ends}", *(Money(getattr(year, name), currency) for name in columns)]
        for year in result.years
    ]
    rows.append([say("all_years"), *(Money(result.total(name), currency) for name in columns)])
    report.table([say("c_year"), *(say(f"c_{name}") for name in columns)], rows)
    report.heading(say("h_savings"))
    report.table(
        [say(f"c_{name}") for name in _SAVINGS], [row for year in result.years for row in _savings(result, year)]
    )
    _adjusted(report, result)
    _conditions(report, result)
    report.heading(say("h_check"))
    return report.paragraph(say("check_energy"))


_SAVINGS = ("year", "carrier", "baseline", "adjusted", "measured", "saved", "guaranteed", "price")


def _savings(result: Settlement, year: Year) -> list[list[Word]]:
    units = [one.unit for one in result.contract.carriers]
    return [
        [
            str(year.number),
            f"{one.carrier} ({unit})",
            *(Quantity(getattr(one, name), 0) for name in ("baseline", "adjusted", "measured", "saved", "guaranteed")),
            Quantity(one.price, 4),
        ]
        for one, unit in zip(year.carriers, units, strict=True)
    ]


def _adjusted(report: Report, result: Settlement) -> None:
    """The agreed changes of the baseline, which an opponent looks for first."""
    agreed = [(n, one) for n, period in enumerate(result.contract.periods, 1) for one in period.adjustments]
    if agreed:
        report.heading(say("h_agreed"))
        report.points(
            say("agreed", year=str(n), carrier=one.carrier, quantity=Quantity(one.quantity), reason=one.reason)
            for n, one in agreed
        )


def _conditions(report: Report, result: Settlement) -> None:
    """To what the baseline was adjusted, and by which terms the difference is shared."""
    contract, terms = result.contract, result.contract.terms
    report.heading(say("h_conditions"))
    names = ("degree_days", "occupancy", "area")
    rows: list[list[Word | Saying]] = [[say("base_year"), *(Quantity(getattr(contract, name)) for name in names), "–"]]
    for one in contract.periods:
        index = (f"{carrier} {report.language.write(Quantity(index))}" for carrier, index in one.index.items())
        rows.append([f"{one.begins} – {one.ends}", *(Quantity(getattr(one, name)) for name in names), "; ".join(index)])
    report.table([say(f"c_{name}") for name in ("year", "degree_days", "occupancy", "area_m2", "index")], rows)
    told = [
        say("sharing", bonus=Share(terms.bonus, 0), malus=Share(terms.malus, 0), dead_band=Share(terms.dead_band, 0))
    ]
    caps = {"cap_bonus": terms.bonus_cap, "cap_malus": terms.malus_cap}
    told += [say(code, amount=Money(cap, contract.currency)) for code, cap in caps.items() if cap is not None]
    report.points([*told, say("conditions_source", source=contract.source)] if contract.source else told)
