"""`./wijk bench report`: what does the worker need for the report of a conversation?

./wijk bench report                          # the largest shared conversation, and 50,000 people × 1,000 statements made up
./wijk bench report --people 5000 --statements 200

Votes are written to a fresh installation and read from it as the worker does; reading, the print of the votes and the reckoning count,
in a process that made one small report before, because the worker makes many.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "data" / "methods" / "polis" / "vtaiwan.uberx"
#: Seconds of the clock on a quiet machine with two cores: the largest shared conversation, and the made-up one.
GOALS = {"shared": 2.0, "made up": 10.0}


def main(words: list[str]) -> int:
    """Measure, print; 1 when a goal is not kept."""
    parser = argparse.ArgumentParser(prog="wijk bench report", description="Measure the report of a conversation.")
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--statements", type=int, default=1_000)
    parser.add_argument("--density", type=float, default=0.03, help="of all votes that could be cast (0.03)")
    parser.add_argument("--shared", type=Path, default=SHARED, help="a Polis export; left out where it is not there")
    options = parser.parse_args(words)
    told: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="wijk-report-") as scratch:
        environment = {**os.environ, "WIJK_DATA": scratch, "WIJK_DEMO": ""}
        if options.shared.is_dir():
            told["shared"] = _step(environment, "shared", str(options.shared))
        told["made up"] = _step(environment, "made", str(options.people), str(options.statements), str(options.density))
    print(json.dumps(told, indent=1))
    return 0 if all(one["seconds"] <= GOALS[name] for name, one in told.items()) else 1


def _step(environment: dict[str, str], *words: str) -> dict[str, Any]:
    made = subprocess.run(
        [sys.executable, "-m", "bench.understanding_steps", *words], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )  # fmt: skip
    found: dict[str, Any] = json.loads(made.stdout.splitlines()[-1])
    return found
