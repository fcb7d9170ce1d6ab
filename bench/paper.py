"""`./wijk bench paper`: a pile of a thousand sheets, printed, typed by two, settled by a third, taken in and closed.

./wijk bench paper                 # 1,000 sheets of the city's own form
./wijk bench paper --sheets 100    # a quick look

Everything by real actions in an installation of its own. A sheet is an idea that ends as a contribution; every twentieth is typed
differently. The time that people need is not in it. The pages are asked for when all sheets lie in the pile, and are counted in queries.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Milliseconds of the processor for one sheet, from two typists to a contribution; queries and milliseconds of the page of a full pile.
GOALS = {"sheet_ms": 100.0, "page_queries": 17, "page_ms": 60.0}


def main(words: list[str]) -> int:
    """Measure, print; 1 where a goal is not kept or a sheet is lost."""
    parser = argparse.ArgumentParser(prog="wijk bench paper", description="Measure a pile of sheets.")
    parser.add_argument("--sheets", type=int, default=1000)
    count = parser.parse_args(words).sheets
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    with tempfile.TemporaryDirectory(prefix="wijk-paper-") as scratch:
        told = {"WIJK_DATA": scratch, "DJANGO_SETTINGS_MODULE": "wijk.config.settings", "PYTHONPATH": paths}
        command = [sys.executable, "-m", "bench.paper_steps", scratch, str(count)]
        done = subprocess.run(command, env={**os.environ, **told}, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr)
    print(done.stdout)
    found = json.loads(done.stdout)
    kept = found["taken"] == found["contributions"] == count
    return 0 if kept and all(found[name] <= goal for name, goal in GOALS.items()) else 1
