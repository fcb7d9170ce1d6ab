"""The process is killed in the middle of an upload, a comment, a change, again and again: nothing is lost, nothing is there twice."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.files import ROOT
from tests.support.own_database import Home, home

FORMS, KILLS = 30, 6


def start(at: Home, do: str) -> "subprocess.Popen[str]":
    env = {**at.environment, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}", "PYTHONWARNINGS": "ignore"}
    words = [sys.executable, "-m", "tests.support.killed_speaker", str(at.folder), do]
    return subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=env)


def one(at: Home, sql: str) -> int:
    return int(at.rows(sql)[0][0])


@pytest.mark.slow
def test_however_often_it_dies_each_form_counts_once(tmp_path: Path) -> None:
    with home(tmp_path, "speaker") as at:
        each_form_counts_once(at)


def each_form_counts_once(at: Home) -> None:
    assert start(at, "prepare").wait(timeout=300) == 0
    chance, died, there = random.Random(7), 0, 0
    for round_ in range(KILLS + 1):
        speaker = start(at, "speak")
        assert speaker.stdout is not None
        assert speaker.stdout.readline().strip() == "ready"
        if round_ < KILLS:
            goal = FORMS * (round_ + 1) // (KILLS + 2)
            while speaker.poll() is None and one(at, "SELECT count(*) FROM contributions_contribution") < goal:
                time.sleep(0.003)
            time.sleep(chance.uniform(0, 0.05))
            speaker.send_signal(signal.SIGKILL)
        died += speaker.stdout.read().strip() != "done"
        speaker.wait(timeout=120)
        now = one(at, "SELECT count(*) FROM contributions_contribution")
        assert now >= there, "something was lost"
        there = now
    assert died >= KILLS - 2, "it was hardly ever killed in the middle"
    for table, count in {
        "contributions_contribution": FORMS,
        "contributions_author": FORMS,
        "contributions_picture": FORMS // 2,
        "contributions_support": FORMS,
        "contributions_comment": len(range(0, FORMS, 3)),
        "contributions_wording": len(range(0, FORMS, 4)),
        "contributions_listed": FORMS,
    }.items():
        assert one(at, f"SELECT count(*) FROM {table}") == count, table
    wrong = (
        "SELECT count(*) FROM contributions_contribution WHERE supports <> 1 OR visibility <> 'shown' OR revision > 2"
    )
    assert one(at, wrong) == 0
    lines = "SELECT count(*) FROM trail_entry WHERE verb = 'contributions.{}'"
    assert one(at, lines.format("submit")) == FORMS
    assert one(at, lines.format("edit")) == len(range(0, FORMS, 4))
    kept = [h for pair in at.rows("SELECT hash, thumb FROM contributions_picture") for h in pair]
    assert all((at.folder / "documents" / h[:2] / h).stat().st_size for h in kept)
