"""`wijk delivery …`: bring figures in, look at them, publish and withdraw them from a terminal."""

import argparse
import sys
import tomllib
from pathlib import Path
from typing import Any

from wijk.core.errors import Faulty, Refused
from wijk.core.viewer import Operator
from wijk.indicators import actions
from wijk.indicators.access import open_delivery
from wijk.indicators.models import Delivery
from wijk.indicators.queries import deliveries as queries


def register(subparsers: Any) -> None:
    """Add the commands to the command line."""
    top = subparsers.add_parser("delivery", help="bring figures in, look at them, publish or withdraw them")
    inner = top.add_subparsers(metavar="ACTION", required=True)
    _stage(inner.add_parser("stage", help="read a file and keep it until somebody publishes it"))
    listed = inner.add_parser("list", help="the deliveries, the newest first")
    listed.add_argument("--status", choices=Delivery.Status.values, default="", help="only those in this state")
    listed.set_defaults(run=run_list)
    for name, run, words in (
        ("show", run_show, "what stands in a delivery and what was found"),
        ("publish", run_publish, "publish a staged delivery"),
        ("reject", run_reject, "turn a staged delivery down"),
        ("withdraw", run_withdraw, "take a published delivery back"),
    ):
        one = inner.add_parser(name, help=words)
        one.add_argument("key", metavar="KEY", help="of the delivery, as `wijk delivery list` shows it")
        one.set_defaults(run=run)
        if name == "publish":
            one.add_argument("--warnings-read", action="store_true", help="you have read the warnings")
        if name in ("reject", "withdraw"):
            one.add_argument("--reason", required=True, metavar="TEXT", help="why; everybody can read it")
    inner.add_parser("reckon", help="reckon all published figures again from the kept files").set_defaults(
        run=run_reckon
    )


def _stage(one: argparse.ArgumentParser) -> None:
    one.add_argument("file", metavar="FILE", type=Path, help="the figures: CSV, Excel, Parquet or geodata")
    one.add_argument(
        "--mapping", metavar="M.toml", type=Path, help="describes the file, with the keys of [[observations]] in a pack"
    )
    one.add_argument("--areas", metavar="KEY/VERSION", help='the area set of its codes, such as "sectors/2022"')
    one.add_argument("--source", metavar="CODE", help="of the catalogue")
    one.add_argument("--indicator", metavar="CODE", help="of all rows, where no column says it")
    one.add_argument("--period", metavar="PERIOD", help="of all rows, where no column says it")
    one.add_argument(
        "--column",
        metavar="ROLE=NAME",
        action="append",
        default=[],
        help="area, indicator, period, value, numerator, denominator, status",
    )
    one.add_argument("--sheet", metavar="NAME", help="of a workbook, or layer of a geodata file")
    one.set_defaults(run=run_stage)


def run_stage(args: argparse.Namespace) -> int:
    """`wijk delivery stage FILE`."""
    try:
        delivery = actions.stage_delivery(Operator(), path=args.file, name=args.file.name, mapping=_mapping(args))
    except Faulty as faulty:
        for problem in faulty.problems:
            print(problem, file=sys.stderr)
        print(f"wijk: {len(faulty.problems)} problems; nothing was kept.", file=sys.stderr)
        return 1
    print(f"Kept as {delivery.key}.")
    return _show(delivery)


def _mapping(args: argparse.Namespace) -> dict[str, Any]:
    """The description: from the file, with what stands on the command line over it."""
    told: dict[str, Any] = {}
    if args.mapping:
        try:
            told = tomllib.loads(args.mapping.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
            raise Refused(
                "mapping-unreadable", "{file} cannot be read: {detail}", file=args.mapping, detail=wrong
            ) from None
        listed = told.get("observations")
        told = dict(listed[0]) if isinstance(listed, list) and listed else told
    told |= {k: v for k in ("areas", "source", "indicator", "period", "sheet") if (v := getattr(args, k))}
    columns = dict(word.split("=", 1) for word in args.column if "=" in word)
    if columns:
        told["columns"] = {**told.get("columns", {}), **columns}
    if not told.get("columns") and not args.mapping:
        told |= {k: v for k, v in actions.guessed(args.file, areas=told.get("areas", "")).items() if k not in told}
    return told


def run_list(args: argparse.Namespace) -> int:
    """`wijk delivery list`."""
    for row in queries.deliveries(args.status):
        source = row.source.code if row.source else "-"
        print(
            f"{row.key}  {row.status:<9}  {row.delivered_at:%Y-%m-%d}  {getattr(row, 'cells', 0) or 0:>9}  {source:<16}  {row.name}"
        )
    return 0


def run_show(args: argparse.Namespace) -> int:
    """`wijk delivery show KEY`."""
    return _show(open_delivery(Operator(), args.key))


def _show(delivery: Delivery) -> int:
    print(f"{delivery.key}  {delivery.status}  {delivery.name}  {delivery.size / 1e6:.1f} MB")
    for part in queries.parts(delivery):
        told = part.difference
        numbers = ", ".join(
            f"{told[name]} {name.replace('_', ' ')}"
            for name in ("new", "changed", "same", "set_aside")
            if told.get(name)
        )
        first_last = f"{part.periods[0]}–{part.periods[-1]}" if part.periods else "-"
        print(f"  {part.indicator.code:<32} {part.area_set} {first_last}: {part.rows} figures ({numbers or 'nothing'})")
    for severity, sentence, count in actions.findings_in_words(delivery):
        print(f"  {severity}: {sentence}{f' ({count}×)' if count > 1 else ''}")
    return 1 if any(f["severity"] == "error" for f in delivery.findings) else 0


def run_publish(args: argparse.Namespace) -> int:
    """`wijk delivery publish KEY`."""
    done = actions.publish_delivery(Operator(), delivery=args.key, warnings_read=args.warnings_read)
    print(f"{done.key} is published.")
    return 0


def run_reject(args: argparse.Namespace) -> int:
    """`wijk delivery reject KEY --reason …`."""
    print(
        f"{actions.reject_delivery(Operator(), delivery=args.key, reason=args.reason).key} is rejected; its files stay."
    )
    return 0


def run_withdraw(args: argparse.Namespace) -> int:
    """`wijk delivery withdraw KEY --reason …`."""
    print(
        f"{actions.withdraw_delivery(Operator(), delivery=args.key, reason=args.reason).key} is withdrawn; its files stay."
    )
    return 0


def run_reckon(args: argparse.Namespace) -> int:
    """`wijk delivery reckon`."""
    print(f"{actions.reckon_again(Operator())} series are written.")
    return 0
