"""`./wijk bench votes`: how many votes a second does the product's own server take, each safe on the disk before it is confirmed?

./wijk bench votes                      # SQLite, two processes, eight seconds
./wijk bench votes --database postgresql://…
./wijk bench votes --kill               # the server is killed in the middle: is each confirmed vote there, and none twice?

The server (`wijk serve`) and whoever votes run on the same machine; so many connections send one vote after another over HTTP, each
waits for its answer. Afterwards the database is asked: every confirmed vote must be there, once, with the choice that was confirmed.
"""

import argparse
import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parent.parent
STATEMENTS = 200
CHOICES = ("agree", "pass", "disagree")
CSRF = "a" * 32
GOALS = {"sqlite": 500, "postgresql": 1000}


@dataclass(slots=True)
class Heard:
    """What the voters heard: (token of the voice, statement) → last confirmed choice, waits, and what was refused."""

    confirmed: dict[tuple[str, int], str] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    refused: int = 0
    broken: int = 0
    server: float = 0.0  #: processor seconds
    voters: float = 0.0
    database: float = 0.0  #: those of PostgreSQL, where it runs on this machine


def main(words: list[str]) -> int:
    """Measure, print; 1 when a vote was lost or counted twice, or the goal was not kept."""
    options = _options(words)
    with tempfile.TemporaryDirectory(prefix="wijk-votes-") as scratch:
        home = options.folder or Path(scratch)
        environment = _environment(home, options.database)
        key = json.loads(_inside(environment, "prepare"))["key"]
        heard, seconds = _race(environment, key, options)
        (home / "heard.json").write_text(json.dumps([[*at, said] for at, said in heard.confirmed.items()]))
        judged = json.loads(_inside(environment, "judge", key, str(home / "heard.json")))
    rate = len(heard.waits) / seconds
    waits = sorted(heard.waits) or [0.0]
    told = {
        "database": "postgresql" if options.database else "sqlite", "seconds": round(seconds, 1), "confirmed": len(heard.waits),
        "votes_a_second": round(rate), "wait_ms_median": round(1000 * waits[len(waits) // 2], 1),
        "wait_ms_95": round(1000 * waits[int(0.95 * (len(waits) - 1))], 1), "refused": heard.refused, "broken": heard.broken,
        "server_cpu_ms_a_vote": round(1000 * heard.server / max(1, len(waits)), 2),
        "database_cpu_ms_a_vote": round(1000 * heard.database / max(1, len(waits)), 2),
        "voters_cpu_ms_a_vote": round(1000 * heard.voters / max(1, len(waits)), 2), "load": round(os.getloadavg()[0], 1), **judged,
    }  # fmt: skip
    print(json.dumps(told, indent=1))
    kept = not judged["lost"] and not judged["other"] and not judged["twice"]
    return 0 if kept and (options.kill or rate >= GOALS[str(told["database"])]) else 1


def _options(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="wijk bench votes", description="Measure durable votes a second.")
    parser.add_argument("--database", default="", help="address of a PostgreSQL database (default: SQLite)")
    parser.add_argument("--folder", type=Path, help="keep the installation here")
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kill", action="store_true", help="kill the server in the middle")
    return parser.parse_args(words)


def _environment(home: Path, database: str) -> dict[str, str]:
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])
    more = {"DATABASE_URL": database} if database else {}
    return {**os.environ, "WIJK_DATA": str(home), "PYTHONPATH": paths, **more}


def _inside(environment: dict[str, str], *words: str) -> str:
    """A step in a process of its own, with the installation open; its last line."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.voting_steps", *words], env=environment, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return done.stdout.strip().splitlines()[-1]


def _race(environment: dict[str, str], key: str, options: argparse.Namespace) -> tuple[Heard, float]:
    port = _free()
    command = [
        sys.executable,
        "-m",
        "wijk",
        "serve",
        "--port",
        str(port),
        "--workers",
        str(options.workers),
        "--no-browser",
    ]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        _wait_for(port)
        heard = Heard()
        asyncio.run(_everybody(port, key, options, heard, 1.0, None))  # warm
        heard.waits.clear()
        start, mine, theirs = time.perf_counter(), time.process_time(), _used(server.pid)
        before = _database_used(options.database)
        asyncio.run(_everybody(port, key, options, heard, options.seconds, server.pid if options.kill else None))
        seconds = time.perf_counter() - start
        heard.voters, heard.server = time.process_time() - mine, _used(server.pid) - theirs
        after = _database_used(options.database)
        heard.database = sum(used - before.get(pid, 0.0) for pid, used in after.items())
        return heard, seconds
    finally:
        with_children = os.getpgid(server.pid) if server.poll() is None else None
        if with_children is not None:
            os.killpg(with_children, signal.SIGKILL if options.kill else signal.SIGTERM)
        server.wait(20)


async def _everybody(
    port: int, key: str, options: argparse.Namespace, heard: Heard, seconds: float, kill: int | None
) -> None:
    until = time.perf_counter() + seconds
    voters = [_voter(port, key, n, heard, until) for n in range(options.connections)]
    if kill is not None:
        voters.append(_killer(kill, seconds / 2))
    await asyncio.gather(*voters)


async def _killer(server: int, after: float) -> None:
    await asyncio.sleep(after)
    os.killpg(os.getpgid(server), signal.SIGKILL)


async def _voter(port: int, key: str, number: int, heard: Heard, until: float) -> None:
    """A voice that votes on every statement over a connection of its own, as a telephone does, then another voice over another."""
    drawn = Random(number)
    try:
        while time.perf_counter() < until:
            token = ""
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            for statement in drawn.sample(range(1, STATEMENTS + 1), STATEMENTS):
                if time.perf_counter() >= until:
                    break
                choice = drawn.choice(CHOICES)
                start = time.perf_counter()
                writer.write(_request(port, key, token, statement, choice))
                status, token, more = await _answer(reader, token)
                if status == 200:
                    heard.waits.append(time.perf_counter() - start)
                    heard.confirmed[token, statement] = choice
                else:
                    heard.refused += 1
                if not more:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
    except (OSError, asyncio.IncompleteReadError):
        heard.broken += 1


def _request(port: int, key: str, token: str, statement: int, choice: str) -> bytes:
    cookies = f"csrftoken={CSRF}" + (f"; voice_nl={token}" if token else "")
    body = f"statement={statement}&choice={choice}"
    lines = (
        f"POST /nl/conversations/{key}/vote/ HTTP/1.1", f"Host: localhost:{port}", "Accept: application/json", f"Cookie: {cookies}",
        f"X-CSRFToken: {CSRF}", "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "", body,
    )  # fmt: skip
    return "\r\n".join(lines).encode()


async def _answer(reader: asyncio.StreamReader, token: str) -> tuple[int, str, bool]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length, more = 0, True
    for line in head.split("\r\n")[1:]:
        name, _colon, value = line.partition(":")
        name, value = name.lower(), value.strip()
        if name == "content-length":
            length = int(value)
        elif name == "connection":
            more = value.lower() != "close"
        elif name == "set-cookie" and value.startswith("voice_nl="):
            token = value.partition("=")[2].partition(";")[0]
    await reader.readexactly(length)
    return int(head.split(" ", 2)[1]), token, more


def _used(group: int) -> float:
    """Processor seconds of all processes of a group that run now."""
    return sum(used for of, used in _processes().values() if of == group)


def _database_used(address: str) -> dict[int, float]:
    """Processor seconds of each process of this PostgreSQL so far, by its number; empty where it runs on another machine."""
    if not address:
        return {}
    with psycopg.connect(address) as asking:
        mine = asking.info.backend_pid
        found = [pid for (pid,) in asking.execute("SELECT pid FROM pg_stat_activity").fetchall() if pid != mine]
    there = _processes()
    return {pid: there[pid][1] for pid in found if pid in there}


def _processes() -> dict[int, tuple[int, float]]:
    """The group and the processor seconds of every process, by its number."""
    found, ticks = {}, os.sysconf("SC_CLK_TCK")
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = stat.read_text().rpartition(")")[2].split()
            found[int(stat.parent.name)] = int(told[2]), (int(told[11]) + int(told[12])) / ticks
    return found


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _try in _tries():
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                time.sleep(1)
                return
    raise SystemExit("the server did not start")


def _tries() -> Iterator[Any]:
    for one in range(600):
        yield one
        time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
