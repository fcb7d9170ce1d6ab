"""For the scripts of both sides: processor seconds of one call after a warm-up, and the most memory the process held.

Standard library only: it is imported under a peer's Python, too (`sys.path` gets this folder's parent).
"""

import json
import resource
import time
from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


def timed(
    call: Callable[[], T], *, warm_up: Callable[[], object] | None = None, times: int = 1
) -> tuple[T, float, float]:
    """What the call gives, its processor seconds (the least of `times`), and what the warm-up took."""
    start = time.process_time()
    if warm_up:
        warm_up()
    compiled = time.process_time() - start
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        given = call()
        best = min(best, time.process_time() - start)
    return given, best, compiled


def tell(cpu: float, *, compiled: float = 0.0, note: str = "", **facts: Any) -> None:
    """Print the line that `bench.race` reads."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"cpu": cpu, "compile": compiled, "peak_mb": peak, "facts": facts, "note": note}))
