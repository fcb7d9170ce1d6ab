"""`wijk cost`: total and extended cost, energy performance contracts, and financing models, each out of one TOML file."""

import argparse
from collections.abc import Sequence
from typing import Any

from wijk.cli.reckon.cost import energy, example, finance, total

KINDS = ("total", "energy", "finance", "example")


def register(commands: Any) -> None:
    """Add `wijk cost`; a file without a kind before it is a total cost."""
    command = commands.add_parser(
        "cost",
        help="reckon costs over a whole life, energy contracts and financing",
        description="Without one of the words below, FILE is a total cost: `wijk cost FILE.toml`.",
    )
    kinds = command.add_subparsers(metavar="KIND", required=True)
    for kind in (total, energy, finance, example):
        kind.register(kinds)
    _take_for_granted(command, "total")


def _take_for_granted(command: argparse.ArgumentParser, kind: str) -> None:
    """Let a command line that names no kind mean this one; argparse has no default for a subcommand."""
    parse = command.parse_known_args

    def parse_known_args(args: Sequence[str], namespace: Any = None) -> Any:
        named = list(args[:1])
        return parse(list(args) if not named or named[0] in (*KINDS, "-h", "--help") else [kind, *args], namespace)

    command.parse_known_args = parse_known_args  # type: ignore[method-assign,assignment]
