"""Runs one side of a contest in a process of its own: its processor seconds, its peak memory, and what it found.

A runner is a small Python script that prints, as its last line, JSON: `{"cpu": seconds of the work itself, after warm-up, "compile":
seconds that the first call took more, "facts": {...}}`. A peer's script runs under the Python of its own environment, made once from
`bench/peers/NAME.txt` and never part of the product.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


@dataclass(frozen=True)
class Run:
    """What one side did with one case; `cpu` None: it did not finish, and `note` says why."""

    who: str
    case: str
    cpu: float | None
    peak_mb: float | None = None
    compile: float = 0.0
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Goal:
    """One thing that is to hold, with what was found."""

    says: str
    found: str
    holds: bool | None
    """None: it could not be judged in this run, for lack of a peer or of data."""


@dataclass(frozen=True)
class Outcome:
    """All runs of a contest and what they are held against."""

    title: str
    runs: tuple[Run, ...]
    goals: tuple[Goal, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """Where a contest takes place: its scratch folder, and whether peers run at all."""

    name: str
    base: Path
    peers: bool = True
    limit: float = 300
    large: bool = False

    @property
    def scratch(self) -> Path:
        """A folder for generated instances, kept between runs and not in git."""
        folder = self.base / self.name
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def ours(self, case: str, script: str, *arguments: str, limit: float = 900) -> Run:
        """Run one of our own scripts: `bench/contests/SCRIPT`."""
        return run("wijk", case, sys.executable, HERE / "contests" / script, arguments, limit)

    def peer(
        self, who: str, case: str, environment: str, script: str, *arguments: str, limit: float | None = None
    ) -> Run:
        """Run a peer's script `bench/peers/SCRIPT` in the environment of `bench/peers/ENVIRONMENT.txt`."""
        if not self.peers:
            return Run(who, case, None, note="peers were left out")
        python = environment_of(environment, self.base)
        if isinstance(python, str):
            return Run(who, case, None, note=python)
        return run(who, case, str(python), HERE / "peers" / script, arguments, limit or self.limit)


def environment_of(name: str, base: Path) -> Path | str:
    """The Python of a peer's environment, made when it is not there; a sentence when it cannot be made."""
    folder = base / "environments" / name
    python = folder / "bin" / "python"
    if (folder / "ready").exists():
        return python
    wanted = str(HERE / "peers" / f"{name}.txt")
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    done = subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", wanted], capture_output=True, text=True)
    if done.returncode:
        return f"its environment could not be made: {done.stderr.strip().splitlines()[-1:]}"
    (folder / "ready").touch()
    return python


def run(who: str, case: str, python: str, script: Path, arguments: tuple[str, ...], limit: float) -> Run:
    """Run a script under a limit of processor seconds; one thread a library, so that seconds compare."""
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)]) if who == "wijk" else ""
    print(f"  {who}: {case} …", file=sys.stderr, flush=True)
    process = subprocess.Popen(
        [python, str(script), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, **one, "PYTHONPATH": paths, "PYTHONHASHSEED": "0"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5)),
    )  # fmt: skip
    printed, told = process.communicate()
    if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Run(who, case, None, note=f"not finished in {limit:.0f} CPU s, or out of memory")
    if process.returncode:
        return Run(who, case, None, note=" ".join((told.strip().splitlines() or ["failed"])[-1:])[:200])
    found = json.loads(printed.strip().splitlines()[-1])
    return Run(
        who,
        case,
        found["cpu"],
        found.get("peak_mb"),
        found.get("compile", 0.0),
        found.get("facts", {}),
        found.get("note", ""),
    )
