"""`wijk cost finance FILE`: who pays whom under a financing model."""

import argparse
from pathlib import Path
from typing import Any

from wijk.cli.reckon.cost.toml import read_toml
from wijk.cli.reckon.cost.words import say
from wijk.cli.reckon.desk import Desk, add_common
from wijk.cli.reckon.language import Language
from wijk.cli.reckon.report import Report
from wijk.methods.costing.financing.ledger import Financing
from wijk.methods.costing.financing.models import MODELS, finance
from wijk.methods.costing.messages import say as costing
from wijk.methods.saying import Money, Quantity, Saying, Share, Word


def register(kinds: Any) -> None:
    """Add `wijk cost finance`."""
    command = kinds.add_parser("finance", help="financing models: who pays whom in which year, and who owns at the end")
    command.add_argument(
        "file", metavar="FILE", type=Path, help="the plan, as TOML; `wijk cost example finance` prints one"
    )
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Reckon and answer."""
    desk = Desk(options)
    source = read_toml(options.file)
    result = finance(_named(source.data, desk.language))
    return desk.answer({"input": source.answer(), **_answer(result)}, source.annex(_report(desk.report(), result)))


def _named(data: dict[str, Any], language: Language) -> dict[str, Any]:
    """The plan, with the usual names of its parties in the language of the report where it gives none."""
    model, own = MODELS.get(str(data.get("model"))), data.get("names", {})
    if model is None or not isinstance(own, dict):
        return data
    return {**data, "names": {**{party: language.translate(name) for party, name in model.parties.items()}, **own}}


def _answer(result: Financing) -> dict[str, Any]:
    """Money in whole cents."""
    return {
        "method": result.method,
        "model": result.model,
        "title": result.title,
        "currency": result.currency,
        "unit_of_money": "cent",
        "years": result.years,
        "parties": {
            party: {
                "name": result.names[party],
                "flows": result.flows(party),
                "by_reason": result.by_reason(party),
                "internal_rates": result.rates_of_return(party),
                "present_value": result.present_value(party),
            }
            for party in result.parties
        },
        "transfers": [vars(one) for one in result.transfers],
        "loans": [
            {
                "name": loan.name,
                "lender": loan.lender,
                "borrower": loan.borrower,
                "lent": loan.lent,
                "instalments": [vars(one) for one in loan.instalments],
            }
            for loan in result.loans
        ],
        "cover": [None if one is None else float(one) for one in result.cover],
        "leaving": [{"year": one.year, "sum": one.sum, "parts": dict(one.parts)} for one in result.leaving],
        "explanation": [{"code": said.code, "sentence": str(said)} for said in result.explain()],
    }


def _report(report: Report, result: Financing) -> Report:
    said = result.explain()
    report.title(Saying("title", "{title}", {"title": result.title}))
    report.heading(say("h_parties"))
    report.points(one for one in said if one.code.startswith("party"))
    report.heading(say("h_notes"))
    report.points(one for one in said if not one.code.startswith(("party", "owner", "leave")))
    report.heading(say("h_owner"))
    report.points([result.owner, result.leaving_rule])
    report.heading(say("h_flows"))
    _flows(report, result)
    report.heading(say("h_reasons"))
    _reasons(report, result)
    if any(one.sum or one.parts for one in result.leaving):
        report.heading(say("h_leaving"))
        _leaving(report, result)
    report.heading(say("h_check"))
    return report.paragraph(say("check_finance"))


def _flows(report: Report, result: Financing) -> None:
    """Receipts less payments by party and year; every row adds up to zero."""
    flows = {party: result.flows(party) for party in result.parties}
    cover = (None, *result.cover) if any(result.cover) else ()
    rows: list[list[Word | Saying]] = []
    for year in range(result.years + 1):
        row: list[Word | Saying] = [str(year), *(Money(flows[party][year], result.currency) for party in flows)]
        if cover:
            ratio = cover[year]
            row.append("–" if ratio is None else report.language.write(Quantity(ratio, 2)))
        rows.append(row)
    report.table([say("c_year"), *(result.names[party] for party in flows), *([say("c_cover")] if cover else [])], rows)
    if result.rate is not None:
        worth = {party: result.present_value(party) or 0.0 for party in flows}
        rows = [[result.names[party], Money(round(worth[party]), result.currency)] for party in flows]
        report.paragraph(say("present_at", rate=Share(result.rate, 2)))
        report.table([say("c_party"), say("c_present")], rows)


def _reasons(report: Report, result: Financing) -> None:
    rows: list[list[Word | Saying]] = [
        [result.names[party], costing(f"what_{what}"), Money(amount, result.currency)]
        for party in result.parties
        for what, amount in result.by_reason(party).items()
    ]
    report.table([say("c_party"), say("c_what"), say("c_sum")], rows)


def _leaving(report: Report, result: Financing) -> None:
    names = list(dict(result.leaving[0].parts))
    rows: list[list[Word | Saying]] = [
        [
            str(one.year),
            *(Money(dict(one.parts)[name], result.currency) for name in names),
            Money(one.sum, result.currency),
        ]
        for one in result.leaving
    ]
    report.table([say("c_after"), *(costing(f"what_{name}") for name in names), say("c_leaving_sum")], rows)
