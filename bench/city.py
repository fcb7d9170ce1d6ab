"""`./wijk bench pages`: build the demo in each size in a scratch folder, measure it, and write the tables.

./wijk bench pages                              # all four sizes; the largest takes long
./wijk bench pages --sizes village,city         # a quick look
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from bench.goals import SIZES
from bench.report import markdown

ROOT = Path(__file__).resolve().parent.parent


def main(words: Sequence[str]) -> int:
    """Measure, print, keep."""
    options = _options(words)
    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="wijk-bench-") as scratch:
        folder = options.folder or Path(scratch)
        for size in options.sizes:
            print(f"{size}: generating, loading, reading pages …", file=sys.stderr, flush=True)
            results[size] = _measure(size, folder / size, options.runs)
    machine = about()
    told = markdown(results, machine)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "measures.json").write_text(
        json.dumps({"about": machine, "results": results}, indent=1, ensure_ascii=False) + "\n", "utf-8"
    )
    (options.out / "measures.md").write_text(told, "utf-8")
    print(told)
    print(f"Kept in {options.out}", file=sys.stderr)
    return 0


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="wijk bench pages", description="Measure wijk on generated cities of several sizes."
    )
    parser.add_argument("--sizes", type=_sizes, default=SIZES, metavar="A,B", help=f"some of {', '.join(SIZES)} (all)")
    parser.add_argument("--runs", type=int, default=20, help="visits of each page that count (20)")
    parser.add_argument("--folder", type=Path, help="keep packs and installations here, and use those that are there")
    parser.add_argument("--out", type=Path, default=ROOT / "bench" / "results", help="where the tables go")
    return parser.parse_args(words)


def _sizes(words: str) -> tuple[str, ...]:
    wanted = set(words.split(","))
    if unknown := wanted - set(SIZES):
        raise argparse.ArgumentTypeError(f"no such size: {', '.join(sorted(unknown))}")
    return tuple(s for s in SIZES if s in wanted)


def _measure(size: str, folder: Path, runs: int) -> dict[str, Any]:
    """Generate, load and read the pages of one size, each in a process of its own; what is there from before is not made again."""
    pack, home, kept = folder / "pack", folder / "data", folder / "costs.json"
    folder.mkdir(parents=True, exist_ok=True)
    costs = json.loads(kept.read_text("utf-8")) if kept.exists() else {}
    if not costs:
        costs = {"generate": step(home, "generate", size, str(pack))}
        costs["load"] = step(home, "load", str(pack))
        kept.write_text(json.dumps(costs), "utf-8")
    return {**costs, "pages": step(home, "pages", str(runs))}


def step(home: Path, *words: str) -> dict[str, Any]:
    """One step of `bench.steps` in a process of its own; what it printed."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "WIJK_DATA": str(home), "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-m", "bench.steps", *words],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"The step “{' '.join(words[:2])}” failed; its message stands above.")
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def about() -> dict[str, str]:
    """The machine and what runs on it."""
    packages = ("django", "numpy", "shapely", "pyarrow")
    return {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
        "python": platform.python_version(),
        **{name: version(name) for name in packages},
    }
