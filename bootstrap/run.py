"""Run an installer: its words go to the log, its progress to the person who waits."""

import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from .trouble import say

_STEP = re.compile(r"^\s*(Collecting|Downloading|Installing collected|Prepared|Installed|added)\b", re.IGNORECASE)
_QUIET_SECONDS = 5.0


def run(
    command: Sequence[str | Path],
    *,
    log: Path,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    expected: int = 0,
) -> tuple[bool, str]:
    """Run a command to its end; give whether it went well, and all that it printed.

    `expected` is the number of packages that are to come; with it, a line every few seconds tells how far it is.
    """
    collected, printed, last = 0, [], time.monotonic()
    try:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=cwd,
            env=dict(env) if env is not None else None,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
    except OSError as error:
        return False, str(error)
    assert process.stdout is not None
    with process, log.open("a", encoding="utf-8") as record:
        try:
            for line in process.stdout:
                record.write(line)
                printed.append(line)
                step = _STEP.match(line)
                collected += bool(step and step[1].lower() == "collecting")
                if expected and step and time.monotonic() - last > _QUIET_SECONDS:
                    say(f"    {_progress(step[1], collected, expected)}")
                    last = time.monotonic()
        except BaseException:
            process.terminate()
            raise
    return process.returncode == 0, "".join(printed)


def _progress(word: str, collected: int, expected: int) -> str:
    if word.lower().startswith("installing"):
        return "all packages are here; putting them in place …"
    return f"{min(collected, expected)} of {expected} packages …" if collected else "still at it …"


def probe(command: Sequence[str | Path]) -> bool:
    """Whether a small command works here."""
    try:
        done = subprocess.run(
            [str(part) for part in command], capture_output=True, stdin=subprocess.DEVNULL, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def python_can(*modules: str) -> bool:
    """Whether the Python that runs this can import these modules (Debian leaves some out)."""
    return probe([sys.executable, "-c", "import " + ", ".join(modules)])
