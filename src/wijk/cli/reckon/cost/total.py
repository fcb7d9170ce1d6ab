"""`wijk cost FILE`: total and extended cost of variants."""

import argparse
from pathlib import Path
from typing import Any

from wijk.cli.reckon.cost.answers import cost_answer
from wijk.cli.reckon.cost.toml import read_toml
from wijk.cli.reckon.cost.total_report import total_report
from wijk.cli.reckon.desk import Desk, add_common, seed
from wijk.methods.costing.comparing import compare
from wijk.methods.costing.lifecycle import total_cost
from wijk.methods.costing.plan import Basis
from wijk.methods.costing.reading import read_plan
from wijk.methods.costing.sensitivity import sensitivity


def register(kinds: Any) -> None:
    """Add `wijk cost total`."""
    command = kinds.add_parser("total", help="total and extended cost of variants over a whole life (ISO 15686-5)")
    command.add_argument("file", metavar="FILE", type=Path, help="the plan, as TOML; `wijk cost example` prints one")
    command.add_argument(
        "--draws", metavar="N", type=int, default=0, help="draw all stated ranges at once so many times (default: not)"
    )
    command.add_argument("--seed", metavar="N", type=seed, default=0, help="seed of the draws (default: 0)")
    add_common(command)
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Reckon and answer."""
    desk = Desk(options)
    source = read_toml(options.file)
    plan = read_plan(source.data)
    result = total_cost(plan)
    bases: tuple[Basis, ...] = ("direct", "extended") if plan.values or _valued(result.plan.variants) else ("direct",)
    comparisons = tuple(one for basis in bases for one in compare(result, basis))
    others = [one.id for one in plan.variants if one.id != plan.reference] or [plan.reference]
    found = tuple(
        sensitivity(plan, name, draws=options.draws, seed=options.seed, progress=desk.progress) for name in others
    )
    report = total_report(desk.report(), result, comparisons, found)
    return desk.answer({"input": source.answer(), **cost_answer(result, comparisons, found)}, source.annex(report))


def _valued(variants: Any) -> bool:
    return any(item.kind in ("externality",) for variant in variants for item in variant.items)
