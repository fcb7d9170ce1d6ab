"""A worker is killed at any moment, again and again: no letter is lost, and none is there twice."""

import json
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from os import pathsep
from pathlib import Path

import pytest

from tests.support import own_database
from tests.support.files import ROOT
from tests.support.own_database import Home
from tests.support.sink import sink

READERS = 150
#: A worker lives so long at most after it began, in seconds, while it is killed.
LIFE = 1.5


def start(home: Home, do: str, round_: int = 0, port: int = 0) -> "subprocess.Popen[str]":
    words = [
        sys.executable,
        "-m",
        "tests.support.killed_worker",
        str(home.folder),
        do,
        str(round_),
        *([str(port)] if port else []),
    ]
    env = {**home.environment, "PYTHONPATH": f"{ROOT / 'src'}{pathsep}{ROOT}", "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=env)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """An installation in which everybody is due."""
    with own_database.home(tmp_path_factory.mktemp("prepared"), "due") as made:
        assert start(made, "prepare").wait(timeout=240) == 0
        yield made


@pytest.fixture
def home(prepared: Home, tmp_path: Path) -> Iterator[Home]:
    """A copy of it, to work in."""
    with own_database.home(tmp_path / "home", "killed", like=prepared) as made:
        yield made


def wait_for_letters(home: Home, worker: "subprocess.Popen[str]", count: int) -> None:
    """Until so many letters have left, or the worker has ended."""
    while worker.poll() is None:
        if home.rows("SELECT count(*) FROM core_letter WHERE sent_at IS NOT NULL")[0][0] >= count:
            return
        time.sleep(0.002)  # how often one looks, never how long one waits: the loop ends by what is in the database


def killed_until_done(home: Home, kills: int, port: int = 0, seed: int = 5) -> int:
    """Kill the worker at random moments, `kills` times, then let it end its work; how often it died in the middle."""
    chance = random.Random(seed)
    died = 0
    for round_ in range(kills + 4):
        worker = start(home, "work", round_, port)
        assert worker.stdout is not None
        assert worker.stdout.readline().strip() == "ready"
        if round_ < kills:
            if round_ % 2:  # between two letters, wherever that is on this machine today
                wait_for_letters(home, worker, READERS * round_ // (kills + 1))
            else:
                time.sleep(
                    chance.uniform(0.0, LIFE / 2)
                )  # any moment of its life; chance is seeded, the machine is not
            worker.send_signal(signal.SIGKILL)
        said = worker.stdout.read().strip()
        worker.wait(timeout=120)
        died += not said
        if said == "done":
            break
    else:
        pytest.fail("the work never ended")
    return died


@pytest.mark.slow
def test_in_the_box_of_the_demo_each_letter_lies_once(home: Home) -> None:
    died = killed_until_done(home, kills=5)
    assert died >= 2, "the worker was too quick to be killed"
    told = [json.loads(path.read_text("utf-8")) for path in (home.folder / "mail").glob("*.json")]
    to = Counter(letter["to"] for letter in told)
    assert len(to) == READERS, "a letter was lost"
    assert set(to.values()) == {1}, "a letter lies there twice"
    assert len(list((home.folder / "mail").glob("*.eml"))) == READERS
    assert home.rows("SELECT count(*), count(sent_at) FROM core_letter WHERE key LIKE 'digest-%'") == [
        (READERS, READERS)
    ]
    assert home.rows("SELECT count(*) FROM notices_item") == [(12,)]
    print(f"killed {died} times: {len(told)} letters, {READERS} readers, none lost, none twice")


@pytest.mark.slow
def test_by_smtp_each_letter_leaves_at_least_once_under_one_id(home: Home) -> None:
    with sink(slow=0.03) as server:
        died = killed_until_done(home, kills=5, port=server.port)
        taken = list(server.taken)
    assert died >= 2
    ids = Counter(message for message, _to in taken)
    assert len({to for _message, to in taken}) == READERS, "a letter was lost"
    assert len(ids) == READERS, "a letter has two ids"
    assert len(taken) - READERS <= died, "at most the letter at hand goes out again when a worker dies"
    print(f"killed {died} times: {len(taken)} messages taken, {len(ids)} after counting each message id once")
