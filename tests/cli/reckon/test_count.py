"""`wijk count`: one clear answer for machines and for the minutes, and a bundle that anybody can recompute."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wijk import cli
from wijk.methods.budgeting.rules import ALIASES, COMPLETIONS, RULES, SATISFACTIONS
from wijk.methods.formats.pabulib import read_pabulib

STREET = """META
key;value
description;Our street
currency;EUR
budget;100
vote_type;approval
neighborhoods;north,south
budget_per_neighborhood;70,70
PROJECTS
project_id;cost;name;category;neighborhood
b;60;Bench;rest;north
l;36;Lamp;light;north
t;40;Tree;green;south
n;10;Nothing;green;south
VOTES
voter_id;vote;age;sex;district
ann;b,l;34;F;Oost
bob;b,l;35;M;Oost
cas;b,l;36;M;Oost
dee;b,l;37;F;Oost
eve;b,l;38;F;Oost
fay;b,l;39;F;Oost
gus;t;40;M;Zuid
hal;t;41;M;Zuid
ivy;t;42;F;Zuid
joe;t;43;M;Zuid
"""


@pytest.fixture
def street(tmp_path: Path) -> Path:
    path = tmp_path / "street.pb"
    path.write_text(STREET, "utf-8")
    return path


def asked(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    assert cli.main(["count", *map(str, words), "--json"]) == 0
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    return told


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    assert cli.main(["count", *map(str, words)]) == 1
    told = capsys.readouterr()
    assert not told.out
    assert "Traceback" not in told.err
    return told.err


def test_the_answer_holds_rule_selection_money_and_ledger(street: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(capsys, street, "--completion", "none")
    assert (told["rule"], told["variant"], told["satisfaction"]) == ("equal-shares", "none", "cost")
    assert told["selected"] == ["l", "t"]
    assert (told["cost"], told["budget"], told["voters"], told["currency"]) == (76, 100, 10, "EUR")
    first, second = told["ledger"]["rounds"]
    assert (first["paid_by_each"], first["paid_in_full"]) == ({"amount": 6, "exact": "6"}, 6)
    assert (second["project"], second["paid_by_each"]["exact"]) == ("t", "10")
    whys = {one["project"]: one["why"] for one in told["ledger"]["not_selected"]}
    assert whys == {"b": "limit", "n": "no-support"}
    assert told["representation"]["share"] == 1.0
    assert told["representation"]["districts"]["south"]["represented"] == 4


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("satisfaction", SATISFACTIONS)
def test_every_rule_can_be_asked_for(
    street: Path, capsys: pytest.CaptureFixture[str], rule: str, satisfaction: str
) -> None:
    told = asked(capsys, street, "--rule", rule, "--satisfaction", satisfaction)
    assert told["rule"] == rule
    assert told["cost"] <= told["budget"]


@pytest.mark.parametrize("completion", [*COMPLETIONS, *ALIASES])
def test_every_completion_can_be_asked_for_and_says_its_own_name(
    street: Path, capsys: pytest.CaptureFixture[str], completion: str
) -> None:
    told = asked(capsys, street, "--completion", completion)
    assert told["variant"] == ALIASES.get(completion, completion)


def test_limits_of_the_file_hold_unless_they_are_left_out(street: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, street, "--rule", "greedy")["selected"] == ["l", "t"]
    assert asked(capsys, street, "--rule", "greedy", "--ignore-limits")["selected"] == ["l", "b"]
    assert asked(capsys, street, "--rule", "greedy", "--district-budget", "north=96")["selected"] == ["l", "b"]
    assert asked(capsys, street, "--rule", "greedy", "--theme-budget", "light=0")["selected"] == ["b", "t"]


def test_the_other_rules_of_a_city_are_options(street: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(capsys, street, "--rule", "greedy", "--exclusive", "l,t")["selected"] == ["l"]
    assert asked(capsys, street, "--rule", "greedy", "--pin", "n")["selected"] == ["n", "l", "t"]
    assert asked(capsys, street, "--rule", "greedy", "--minimum-votes", "5")["selected"] == ["l"]
    few = asked(capsys, street, "--rule", "greedy", "--minimum-points", "5")
    assert few["explanations"]["t"] == "Tree (t) has 4 points and the rules ask for 5."
    more = asked(capsys, street, "--rule", "greedy", "--ignore-limits", "--tolerance", "36")
    assert (more["selected"], more["cost"]) == (["l", "b", "t"], 136)


@pytest.mark.parametrize(("language", "words"), [("en", "was bought in round 1"), ("nl", ""), ("fr", "")])
def test_each_project_has_a_sentence(
    street: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    told = asked(capsys, street, "--language", language)
    assert set(told["explanations"]) == {"b", "l", "t", "n"}
    assert words in told["explanations"]["l"]
    assert all("{" not in sentence for sentence in told["explanations"].values())


@pytest.mark.parametrize(
    "words", [[], ["--rule", "greedy"], ["--completion", "comparison"], ["--satisfaction", "cardinality"]]
)
def test_the_bundle_is_checked_by_a_stranger(
    street: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    out = tmp_path / "count"
    assert cli.main(["count", str(street), "--out", str(out), *words]) == 0
    assert "Bench" in (out / "report.md").read_text("utf-8")
    assert json.loads((out / "answer.json").read_text("utf-8"))["budget"] == 100
    bundle = out / "bundle"
    assert "ann" not in "".join(path.read_text("utf-8") for path in bundle.glob("*.[cj]s*"))
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=bundle, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    ballots = bundle / "ballots.csv"
    ballots.write_text(ballots.read_text("utf-8").replace("4,2", "5,2"), "utf-8")
    done = subprocess.run([sys.executable, "-I", "verify.py"], cwd=bundle, capture_output=True, text=True, check=False)
    assert done.returncode == 1


def test_ballots_are_published_without_voters(street: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "public.pb"
    before = asked(capsys, street, "--anonymise", out)
    text = out.read_text("utf-8")
    assert not [word for word in ("ann", "Oost", "age", "sex", ";34") if word in text[text.index("VOTES") :]]
    assert read_pabulib(out).notes == ()
    assert asked(capsys, out)["ledger"] == before["ledger"]
    assert "is there already" in refused(capsys, street, "--anonymise", out)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--pin", "x"], "The rules name project x"),
        (["--pin", "b", "--district-budget", "north=10"], "already break the limit of north"),
        (["--district-budget", "west=10"], "no project lies there"),
        (["--district-budget", "10"], "NAME=AMOUNT"),
        (["--exclusive", "b"], "two projects or more"),
        (["--step", "0"], "is not an amount"),
        (["--tolerance", "-1"], "is not an amount"),
        (["--rule", "greedy", "--completion", "add1"], "needs no completion"),
        (["--ties", "alphabet"], "no way “alphabet”"),
    ],
)
def test_rules_that_do_not_fit_are_refused_in_a_sentence(
    street: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert said in refused(capsys, street, *words)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (STREET[STREET.index("ann") :], "", "There is no ballot"),
        ("b;60", "b;-60", "line 11, column cost"),
        ("ann;b,l", "ann;b,x", "line 17, column vote"),
        ("budget;100\n", "budget;0\n", "line 5, column budget"),
    ],
)
def test_files_that_cannot_be_counted_are_refused_with_the_place(
    street: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, said: str
) -> None:
    street.write_text(STREET.replace(old, new), "utf-8")
    assert said in refused(capsys, street)
