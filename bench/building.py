"""`./wijk bench demo`: what does it cost to make a whole demo city, from nothing to a city in which people speak?

./wijk bench demo                       # the village and the city
./wijk bench demo --sizes village
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.city import ROOT

#: Processor seconds at most, by size.
GOALS = {"village": 25.0, "city": 90.0}


def main(words: Sequence[str]) -> int:
    """Measure, print; 1 where a goal is not kept."""
    parser = argparse.ArgumentParser(prog="wijk bench demo", description="Measure the making of the demo.")
    parser.add_argument("--sizes", type=lambda w: w.split(","), default=list(GOALS), metavar="NAME,NAME")
    options = parser.parse_args(words)
    told = {size: _made(size) for size in options.sizes}
    print(json.dumps(told, indent=1))
    return 0 if all(told[size]["cpu_s"] <= GOALS.get(size, float("inf")) for size in told) else 1


def _made(size: str) -> dict[str, float]:
    """Processor seconds, the most memory that was held, and how large the installation is."""
    with tempfile.TemporaryDirectory(prefix="wijk-demo-") as folder:
        before = _spent()
        subprocess.run(
            [sys.executable, "-m", "wijk", "demo", "--no-serve", "--size", size],
            env={**os.environ, "WIJK_DATA": folder, "PYTHONPATH": str(ROOT / "src")}, cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
        )  # fmt: skip
        after = _spent()
        weight = sum(
            file.stat().st_size for file in Path(folder).rglob("*") if file.is_file() and "static" not in file.parts
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {"cpu_s": round(after - before, 1), "peak_mb": round(peak), "installation_mb": round(weight / 1e6, 1)}


def _spent() -> float:
    """Processor seconds of all that was started from here and has ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
