"""`wijk lottery`: letters, the lottery over panels, the public draw, and who takes the place of a drop-out."""

import argparse
from typing import Any

from wijk.cli.reckon.lottery import drawing, inviting, replacing, selecting


def register(commands: Any) -> None:
    """Add the command with its four steps."""
    command: argparse.ArgumentParser = commands.add_parser(
        "lottery", help="draw a panel that mirrors the city, so that anybody can check the draw"
    )
    steps = command.add_subparsers(metavar="STEP", required=True)
    for step in (inviting, selecting, drawing, replacing):
        step.register(steps)
