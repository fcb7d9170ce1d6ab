"""A database that commits, for tests in which two do something at the same moment or a process dies: each has a connection of its own.

On SQLite that is a file, as an installation has it, because the one in memory that tests use shows neither locks nor a kill. On
PostgreSQL it is the database of the tests itself, emptied afterwards.
"""

import contextlib
import os
import shutil
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from pytest_django import DjangoDbBlocker

from tests.support import standing_rows
from tests.support.embedded import in_folder
from tests.support.own_database import URL
from wijk.core.errors import Refused

#: Nobody waits longer for another: a lock that is never let go shows as a failure, not as a suite that hangs.
PATIENCE = 120
#: Before what a child failed of.
FAILED = b"!failed!"


@pytest.fixture(scope="session")
def empty_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database as migrations leave it; it comes there before the first test."""
    return tmp_path_factory.mktemp("empty")


def _in_postgresql(transactional_db: None) -> None:
    """Everything that is written here is committed, with the standing rows in place."""
    standing_rows.put_back()


def _in_sqlite(
    empty_home: Path, tmp_path: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """The same, in a file of its own."""
    shutil.copytree(empty_home, tmp_path, dirs_exist_ok=True)
    with django_db_blocker.unblock(), in_folder(tmp_path):
        yield


committing: Any = pytest.fixture(name="committing")(_in_postgresql if URL else _in_sqlite)


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Each call in a thread of its own: "done", or the code of its refusal; anything else as it is written, so that it is seen."""
    found: list[str] = []
    start = threading.Barrier(len(calls), timeout=PATIENCE)

    def one(call: Callable[[], object]) -> None:
        try:
            start.wait()
            call()
            found.append("done")
        except Refused as fault:
            found.append(fault.code)
        except BaseException as fault:
            found.append(repr(fault))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(call,), daemon=True) for call in calls]
    for thread in threads:
        thread.start()
    until = time.monotonic() + PATIENCE
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    assert not any(thread.is_alive() for thread in threads), "somebody waits for a lock that nobody lets go"
    return sorted(found)


def one_life(work: Callable[[Callable[[], None]], None], *, after: float) -> tuple[int, bool]:
    """A child that works and is killed without warning so many seconds after its first step; how many steps it said were done, and
    whether it was killed before it was through. `work` is given the word to say after each step."""
    child, reading = child_of(lambda say: work(lambda: say(b".")))
    said = os.read(reading, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    said += rest_of(reading)
    killed = ended(child, said)
    return len(said), killed


def child_of(work: Callable[[Callable[[bytes], None]], None]) -> tuple[int, int]:
    """A child that works with a connection of its own, and the end at which is read what it says. What it fails of, it says too."""
    connections["default"].close()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:  # the child: no clean-up of the test's own, whatever happens; and it never outlives its time
        signal.alarm(PATIENCE)
        code = 1
        try:
            # A browser's event loop, left running by a test before, ends with the fork; without it Django looks for the connection
            # of this thread in another place, where that of the whole suite still is.
            with contextlib.suppress(AttributeError):
                del connections["default"]

            def say(said: bytes) -> None:
                os.write(writing, said)

            work(say)
            code = 0
        except BaseException:
            os.write(writing, FAILED + traceback.format_exc().encode())
        finally:
            os._exit(code)
    os.close(writing)
    return child, reading


def rest_of(reading: int) -> bytes:
    """What a child said until it ended."""
    said = b""
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    return said


def ended(child: int, said: bytes) -> bool:
    """Whether it was killed before it was through; what it failed of is shown."""
    _pid, status = os.waitpid(child, 0)
    assert FAILED not in said, said.partition(FAILED)[2].decode()
    assert not os.WIFSIGNALED(status) or os.WTERMSIG(status) == signal.SIGKILL, f"the child ended by {status}"
    return os.WIFSIGNALED(status)
