"""One step of one measurement in a process of its own; prints what it cost as one line of JSON.

python -m bench.steps generate city FOLDER
python -m bench.steps load FOLDER           (WIJK_DATA names the installation)
python -m bench.steps pages RUNS            (WIJK_DATA names the installation)
python -m bench.steps meetings COUNT RUNS   (WIJK_DATA names the installation)
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def cost(start: float) -> dict[str, float]:
    """Processor seconds since `start`, and the most memory that this process ever held."""
    return {
        "cpu_s": round(time.process_time() - start, 2),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def generate(size: str, folder: str) -> dict[str, Any]:
    """Generate a pack."""
    from wijk.demo.generate import generate as make  # noqa: PLC0415 - each step opens only what it measures

    start = time.process_time()
    pack = make(size, Path(folder))  # type: ignore[arg-type]
    counts = {
        k: getattr(pack, k)
        for k in ("sectors", "neighbourhoods", "municipalities", "streets", "places", "observations")
    }
    weight = sum(f.stat().st_size for f in Path(folder).rglob("*") if f.is_file())
    return {**counts, "pack_mb": round(weight / 1e6, 1), "digest": pack.digest, **cost(start)}


def load(folder: str) -> dict[str, Any]:
    """Load a pack into a fresh installation."""
    from wijk.core import installation  # noqa: PLC0415

    home = Path(os.environ["WIJK_DATA"])
    installation.change(home, demo=True)
    _django()
    from wijk.core import upkeep  # noqa: PLC0415
    from wijk.core.viewer import Operator  # noqa: PLC0415
    from wijk.packs import actions  # noqa: PLC0415

    upkeep.upgrade(say=lambda words: None)
    start = time.process_time()
    actions.load(Operator(), folder=Path(folder))
    spent = cost(start)
    weight = sum(f.stat().st_size for f in home.rglob("*") if f.is_file() and "static" not in f.parts)
    return {**spent, "installation_mb": round(weight / 1e6, 1)}


def pages(runs: str) -> dict[str, Any]:
    """Measure every public page."""
    _django()
    from bench import pages as measured  # noqa: PLC0415
    from wijk.core import upkeep  # noqa: PLC0415

    upkeep.upgrade(say=lambda words: None)  # an installation that was kept may be older than the program
    return measured.all_pages(int(runs))


def meetings(count: str, runs: str) -> dict[str, Any]:
    """Fill the installation with meetings and measure their pages."""
    _django()
    from bench import meetings as measured  # noqa: PLC0415
    from wijk.core import upkeep  # noqa: PLC0415

    upkeep.upgrade(say=lambda words: None)
    return measured.measured(int(count), int(runs))


def _django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wijk.config.settings")
    import django  # noqa: PLC0415

    django.setup()


def voices(size: str, runs: str) -> dict[str, Any]:
    """Fill an installation with contributions and measure what shows them."""
    _django()
    from bench import voices as measured  # noqa: PLC0415

    return measured.measured(int(size), int(runs))


STEPS: dict[str, Callable[..., dict[str, Any]]] = {
    "generate": generate,
    "load": load,
    "pages": pages,
    "meetings": meetings,
    "voices": voices,
}

if __name__ == "__main__":
    print(json.dumps(STEPS[sys.argv[1]](*sys.argv[2:]), ensure_ascii=False))
