"""`wijk cost example`: a commented file to start from."""

import argparse
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parent / "examples"
NAMES = tuple(sorted(one.stem for one in EXAMPLES.glob("*.toml")))


def register(kinds: Any) -> None:
    """Add `wijk cost example`."""
    command = kinds.add_parser("example", help="print a commented file to start from")
    command.add_argument("name", nargs="?", choices=NAMES, default="total", help="which one (default: total)")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the example."""
    print((EXAMPLES / f"{options.name}.toml").read_text("utf-8"), end="")
    return 0
