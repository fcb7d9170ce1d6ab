"""Would the tests notice? Puts small faults into the rooms that count, draw, suppress and prove, one at a time, and runs their tests.

    python -m bench.mutation [ROOM …] [--mutants 60] [--minutes 600] [--seed 1] [--match TEXT] [--out FILE]

Each fault lives in a copy of the tree. A fault that some test notices is killed; one that makes the tests run for too long counts as
noticed, too. Survivors are printed with their lines: some change nothing (they are equal to the original), the others ask for a test.
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.mutation_operators import Mutant, mutants_of

ROOT = Path(__file__).resolve().parents[1]
#: Room → the commands whose tests are run with its own.
ROOMS = {"budgeting": "count", "sortition": "lottery", "disclosure": "suppress", "proof": "verify"}
SKIPPED = ("messages.py",)  # sentences: what is wrong with one is seen by reading
LEFT_OUT = shutil.ignore_patterns("__pycache__", ".*", "node_modules", "scratch", "results", "static")


@dataclass(frozen=True)
class Score:
    """What became of one room's mutants."""

    room: str
    killed: int
    slow: int
    survivors: tuple[Mutant, ...]
    possible: int
    seconds: float

    @property
    def total(self) -> int:
        """How many were tried."""
        return self.killed + self.slow + len(self.survivors)

    def lines(self) -> Iterator[str]:
        """The score as Markdown."""
        noticed = self.killed + self.slow
        share = 100 * noticed / self.total if self.total else 0.0
        yield f"## {self.room}: {noticed} of {self.total} noticed ({share:.0f} %)"
        yield ""
        yield f"{self.killed} by a failing test, {self.slow} by running too long; {self.possible} possible; {self.seconds:.0f} s."
        yield ""
        yield from (f"- {mutant}" for mutant in self.survivors)
        yield ""


class Workshop:
    """A copy of the tree in which one room is broken again and again."""

    def __init__(self, tree: Path, room: str) -> None:
        self.tree, self.room = tree, room
        self.sources = sorted((tree / "src/wijk/methods" / room).rglob("*.py"))
        self.kernels = [path.read_text("utf-8") for path in self.sources if "njit" in path.read_text("utf-8")]
        self.cache = tree / "numba"
        names = [".".join(path.relative_to(tree / "src").with_suffix("").parts) for path in self.sources]
        examples = [name.removesuffix(".__init__") for name in names]
        self.examples = [f"tests/methods/test_docstrings.py::test_the_examples_of_a_module_hold[{n}]" for n in examples]
        commands = (tree / "tests/cli/reckon").glob(f"test_{ROOMS.get(room, room)}*.py")
        tests = [*(tree / "tests/methods" / room).rglob("test_*.py"), *commands]
        self.tests = sorted(str(path.relative_to(tree)) for path in tests)

    def mutants(self) -> list[Mutant]:
        """All faults that the room can have; a few may be no Python."""
        found: list[Mutant] = []
        for path in self.sources:
            if path.name not in SKIPPED:
                found += mutants_of(path.relative_to(self.tree), path.read_bytes())
        return sorted(found)

    def run(self, limit: float | None = None, cache: Path | None = None, first: str = "") -> int | None:
        """Run the room's tests: what pytest answers, or None when that took more than `limit` seconds of the clock.

        Tests with `first` in their name come first, for they are the likeliest to notice.
        """
        tests = sorted(self.tests, key=lambda name: first not in name)
        words = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--hypothesis-seed=1"]
        words += [*self.examples, *tests]
        own = {"PYTHONDONTWRITEBYTECODE": "1", "NUMBA_CACHE_DIR": str(cache or self.cache), "OMP_NUM_THREADS": "1"}
        own["PYTHONPATH"] = os.pathsep.join([str(self.tree / "src"), str(self.tree)])
        with subprocess.Popen(
            words,
            cwd=self.tree,
            env={**os.environ, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        ) as running:
            try:
                self.told = running.communicate(timeout=limit)[0].decode("utf-8", "replace")
            except subprocess.TimeoutExpired:
                os.killpg(running.pid, signal.SIGKILL)
                running.communicate()
                return None
        return running.returncode

    def noticed(self, mutant: Mutant, limit: float) -> int | None:
        """What pytest answers when the fault is there."""
        path = self.tree / mutant.path
        source, told = path.read_bytes(), path.stat()
        try:
            path.write_bytes(mutant.applied(source))
            return self.run(limit, self._cache_for(path), path.stem.removesuffix("s"))
        finally:
            path.write_bytes(source)
            os.utime(path, ns=(told.st_atime_ns, told.st_mtime_ns))

    def _cache_for(self, path: Path) -> Path | None:
        """Compiled loops keep what they were compiled with, so a fault in them, or in what they take in, needs a cache of its own."""
        taken_in = any(re.search(rf"(import|from) [\w. ]*\b{path.stem}\b", text) for text in self.kernels)
        if not self.kernels or not (taken_in or "njit" in path.read_text("utf-8")):
            return None
        fresh = self.tree / "numba-mutant"
        shutil.rmtree(fresh, ignore_errors=True)
        return fresh


def _reads(source: bytes) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


def score(room: str, count: int, seed: int, match: str, minutes: float, tests: Sequence[str]) -> Score:
    """Try a sample of one room's faults, in an order by lot, for so many minutes at most."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="wijk-mutation-") as scratch:
        tree = Path(scratch)
        for name in ("src", "tests", "bench", "bootstrap", "docs"):
            shutil.copytree(ROOT / name, tree / name, ignore=LEFT_OUT)
        shutil.copy(ROOT / "pyproject.toml", tree)
        shop = Workshop(tree, room)
        if tests:
            shop.examples, shop.tests = [], list(tests)
        shop.run()  # compiles
        whole = time.monotonic()
        if shop.run() != 0:
            raise SystemExit(f"The tests of {room} fail without any fault:\n{shop.told[-3000:]}")
        limit = 3 * (time.monotonic() - whole) + 60
        broken = Mutant((shop.sources[0]).relative_to(tree), 0, 0, "raise RuntimeError\n", 1, "", "")
        if shop.noticed(broken, limit) == 0:
            raise SystemExit(
                f"The tests of {room} do not run on the copy: a module that cannot be imported goes unnoticed."
            )
        possible = [one for one in shop.mutants() if match in str(one)]
        chosen = random.Random(seed).sample(possible, len(possible))
        killed, slow, began_trying = 0, 0, time.monotonic()
        survivors: list[Mutant] = []
        for mutant in chosen:
            tried = killed + slow + len(survivors)
            if tried >= count or time.monotonic() - began_trying > 60 * minutes:
                break
            source = (tree / mutant.path).read_bytes()
            if not _reads(mutant.applied(source)):
                continue
            answer = shop.noticed(mutant, limit)
            killed, slow = killed + (answer not in (0, None)), slow + (answer is None)
            word = {0: "SURVIVED", None: "too slow"}.get(answer, "killed")
            print(f"{room} {tried + 1}/{count} {word}: {mutant}", file=sys.stderr, flush=True)
            if answer == 0:
                survivors.append(mutant)
    return Score(room, killed, slow, tuple(sorted(survivors)), len(possible), time.monotonic() - began)


def main(words: Sequence[str] | None = None) -> int:
    """Score the rooms asked for."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.mutation", description="Put small faults into a room and run its tests."
    )
    parser.add_argument(
        "rooms",
        nargs="*",
        default=list(ROOMS),
        metavar="ROOM",
        help=f"a room of methods; {', '.join(ROOMS)} unless named",
    )
    parser.add_argument("--mutants", type=int, default=60, help="how many faults to try in each room")
    parser.add_argument("--minutes", type=float, default=600, help="how long to try faults in each room")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--tests", nargs="+", default=(), metavar="PATH", help="run these instead of the room's tests")
    parser.add_argument("--match", default="", help="only faults whose description holds this text")
    parser.add_argument("--out", type=Path, help="also add the scores to this Markdown file")
    told = parser.parse_args(words)
    for room in told.rooms:
        lines = "\n".join(score(room, told.mutants, told.seed, told.match, told.minutes, told.tests).lines())
        print(lines, flush=True)
        if told.out:
            with told.out.open("a", encoding="utf-8") as file:
                file.write(lines + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
