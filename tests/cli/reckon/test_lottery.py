"""From files to a drawn panel that anybody can check; every wrong file or word gets a sentence and no traceback."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from wijk.cli import main
from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.lottery.selecting import refuse_known
from wijk.methods.proof.randomness import Drand

QUOTAS = "category,feature,min,max\nage,young,1,2\nage,old,2,3\nplace,north,1,3\nplace,south,1,3\n"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    rows = [f"p{i},{'young' if i % 3 == 0 else 'old'},{'north' if i % 4 < 3 else 'south'},{i // 2}" for i in range(24)]
    (tmp_path / "people.csv").write_text("id,age,place,address\n" + "\n".join(rows) + "\n", "utf-8")
    (tmp_path / "quotas.csv").write_text(QUOTAS, "utf-8")
    return tmp_path


def select(files: Path, *words: str, people: str = "people.csv", quotas: str = "quotas.csv", size: str = "4") -> int:
    named = ["--people", str(files / people), "--quotas", str(files / quotas), "--size", size]
    return main(["lottery", "select", *named, "--seed", "test", *words])


def chosen(files: Path, *words: str, randomness: str = "balls:0,4") -> Path:
    out = files / "out"
    assert select(files, "--panels", "100", "--out", str(out), *words) == 0
    assert main(["lottery", "draw", str(out), "--randomness", randomness]) == 0
    return out


def members(out: Path) -> list[dict[str, str]]:
    """The people drawn, by their private entries."""
    with open(out / "private" / "entries.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    drawn = json.loads((out / "bundle" / "draw.json").read_text())
    return [rows[entry] for entry in drawn["members"]]


def test_the_answer_in_json(files: Path, capsys: Capture) -> None:
    assert select(files, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["objective"] == "leximin"
    assert answer["panels"] == 1000
    assert answer["types"] == 4
    assert answer["minimum"] <= answer["bound"] + 1e-9
    assert answer["minimum"] == pytest.approx(1 / 6)
    assert answer["maximum"] == pytest.approx(1 / 6)
    assert answer["gini"] == pytest.approx(0, abs=1e-6)
    assert answer["bound_exact"] == "1/6"


@pytest.mark.parametrize("objective", ["leximin", "maximin", "nash", "goldilocks"])
def test_every_objective_can_be_asked(files: Path, capsys: Capture, objective: str) -> None:
    assert select(files, "--json", "--objective", objective, "--panels", "12") == 0
    assert json.loads(capsys.readouterr().out)["objective"] == objective


def test_a_drawn_panel_holds_and_its_evidence_is_checked_by_a_stranger(files: Path, capsys: Capture) -> None:
    out = chosen(files, "--households", "address")
    told = members(out)
    ages, homes = Counter(one["age"] for one in told), {one["household"] for one in told}
    assert len(told) == len(homes) == 4
    assert ages["young"] in (1, 2)
    assert json.loads((out / "bundle" / "draw.json").read_text())["index"] == 4
    capsys.readouterr()
    private = out / "private"
    assert (
        main(
            ["verify", str(out), "--entries", str(private / "entries.csv"), "--mine", str(private / "slips" / "3.json")]
        )
        == 0
    )
    alone = [sys.executable, "-I", str(out / "bundle" / "verify.py"), "--entries", str(private / "entries.csv")]
    assert subprocess.run(alone, capture_output=True, check=False).returncode == 0


def test_what_is_published_names_nobody(files: Path) -> None:
    out = chosen(files)
    for path in (out / "bundle").iterdir():
        if path.name != "verify.py":
            assert not any(
                f"p{i}" in path.read_text("utf-8").replace("panel", "").replace("pool", "") for i in range(10)
            )
    entries = [row.split(",")[1] for row in (out / "private" / "entries.csv").read_text().splitlines()[1:]]
    assert entries != [f"p{i}" for i in range(24)], "the order of the file must not show"


@pytest.mark.parametrize(
    "name", ["panels.csv", "chances.csv", "rules.json", "source.json", "draw.json", "outcome.json"]
)
def test_one_changed_bit_is_found(files: Path, capsys: Capture, name: str) -> None:
    path = chosen(files) / "bundle" / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    capsys.readouterr()
    assert main(["verify", str(files / "out")]) == 1


def test_a_lottery_is_drawn_once(files: Path, capsys: Capture) -> None:
    out = chosen(files)
    assert main(["lottery", "draw", str(out), "--randomness", "balls:1,1"]) == 1
    assert "cannot be drawn again" in capsys.readouterr().err


def test_the_draw_names_ids_with_the_private_entries_alone(files: Path, capsys: Capture) -> None:
    out = files / "out"
    select(files, "--panels", "10", "--source", "dice", "--out", str(out))
    capsys.readouterr()
    thrown = json.loads((out / "bundle" / "source.json").read_text())["count"]
    words = ["lottery", "draw", str(out), "--randomness", "dice:" + ",".join("3" * thrown), "--json"]
    assert main([*words, "--entries", str(out / "private" / "entries.csv")]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ids"] == [one["id"] for one in members(out)]


def test_a_round_that_is_known_already_is_refused() -> None:
    quicknet = Drand("52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971", 1000)
    published = 1692803367 + 999 * 3
    with pytest.raises(Complaint, match="Choose round 1001 or later"):
        refuse_known(quicknet, published)
    refuse_known(quicknet, published - 1)
    refuse_known(Drand("ab" * 32, 1), published)  # of a chain that is not known here nobody can say when


def test_a_round_of_drand_is_checked(files: Path, capsys: Capture) -> None:
    out = files / "out"
    assert select(files, "--panels", "10", "--source", "drand:default:1", "--out", str(out)) == 0
    assert main(["lottery", "draw", str(out), "--randomness", "drand:1:" + "ab" * 96]) == 1
    assert "drand" in capsys.readouterr().err
    assert not (out / "bundle" / "draw.json").exists()


def test_drop_outs_are_replaced_by_a_new_draw_and_again(files: Path, capsys: Capture) -> None:
    out, again, third = chosen(files), files / "again", files / "third"
    gone = members(out)[0]["id"]
    assert (
        main(["lottery", "replace", str(out), "--drop", gone, "--panels", "10", "--seed", "x", "--out", str(again)])
        == 0
    )
    assert main(["lottery", "draw", str(again), "--randomness", "balls:7"]) == 0
    assert main(["verify", str(again), "--entries", str(again / "private" / "entries.csv")]) == 0
    new = members(again)[0]["id"]
    stays = [one["id"] for one in members(out)[1:]]
    assert new not in [gone, *stays]
    assert (
        main(
            [
                "lottery",
                "replace",
                str(again),
                "--drop",
                stays[0],
                "--panels",
                "10",
                "--out",
                str(third),
                "--unavailable",
                gone,
            ]
        )
        == 0
    )
    with open(third / "private" / "stays.csv", encoding="utf-8") as file:
        assert {row["id"] for row in csv.DictReader(file)} == {new, *stays[1:]}


def test_the_row_number_is_the_id_where_there_is_none_and_the_other_layout_of_quotas_is_read(
    files: Path, capsys: Capture
) -> None:
    (files / "bare.csv").write_text("﻿age;place\nyoung;north\nold;south\nold;north\n", "utf-8")
    flex = "feature,value,min,max,min_flex,max_flex\nage,young,1,1,0,2\nage,old,1,1,0,2\nplace,north,0,2,0,2\nplace,south,0,2,0,2\n"
    (files / "flex.csv").write_text(flex, "utf-8")
    out = files / "out"
    assert select(files, "--out", str(out), people="bare.csv", quotas="flex.csv", size="2") == 0
    rows = (out / "private" / "entries.csv").read_text("utf-8").splitlines()[1:]
    assert {row.split(",")[1] for row in rows} == {"1", "2", "3"}


def test_letters_are_spread_and_drawn_verifiably(files: Path, capsys: Capture) -> None:
    (files / "strata.csv").write_text("stratum,response,wanted\nnorth,0.5,2\nsouth,0.9,1\n", "utf-8")
    words = [
        "lottery",
        "letters",
        "--strata",
        str(files / "strata.csv"),
        "--register",
        str(files / "people.csv"),
        "--stratum",
        "place",
    ]
    words += ["--certainty", "0.8", "--budget", "12", "--randomness", "balls:4,0,7,1"]
    assert main([*words, "--out", str(files / "a")]) == 0
    assert main([*words, "--out", str(files / "b")]) == 0
    first, second = ((files / name / "private" / "letters.csv").read_text("utf-8") for name in "ab")
    assert first == second
    rows = list(csv.DictReader(first.splitlines()))
    with open(files / "people.csv", encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    assert len({row["row"] for row in rows}) == len(rows) == 12
    assert all(people[int(row["row"]) - 1]["place"] == row["stratum"] for row in rows)


def test_letters_without_a_register(files: Path, capsys: Capture) -> None:
    (files / "strata.csv").write_text("stratum,people\na,900\nb,100\n", "utf-8")
    assert main(["lottery", "letters", "--strata", str(files / "strata.csv"), "--budget", "50", "--json"]) == 0
    assert [one["letters"] for one in json.loads(capsys.readouterr().out)["strata"]] == [45, 5]


@pytest.mark.parametrize(
    ("people", "quotas", "size", "said"),
    [
        ("id,age,place\n", QUOTAS, "4", "people.csv"),
        ("id,age\n1,young\n", QUOTAS, "1", "no column place"),
        ("id,age,place\n1,young,north\n1,old,south\n", QUOTAS, "2", "1"),
        ("id,age,place\n1,jung,north\n2,old,south\n", QUOTAS, "2", "jung"),
        ("id,age,place\n1,,north\n2,old,south\n", QUOTAS, "2", "no answer for age"),
        ("id,age,place\n1,young,north\n2,old,south\n", QUOTAS, "9", "pool of 2"),
        ("id,age,place\n1,young,north\n2,old,south\n", QUOTAS, "2", "No panel exists"),
        (
            "id,age,place\n1,young,north\n2,old,south\n",
            "category,feature,min,max\nage,young,3,1\n",
            "2",
            "smaller number first",
        ),
        ("id,age,place\n1,young,north\n2,old,south\n", "category,feature,min,max\nage,young,x,1\n", "2", "quotas.csv"),
        (
            "id,age,place\n1,young,north\n2,old,south\n",
            "category,feature,min,max\nage,young,1.5,2\n",
            "2",
            "quotas.csv",
        ),
        ("id,age,place\n1,young,north\n2,old,south\n", "a,b\n1,2\n", "2", "Wanted: category"),
    ],
)
def test_a_wrong_file_gets_a_sentence(
    files: Path, capsys: Capture, people: str, quotas: str, size: str, said: str
) -> None:
    (files / "people.csv").write_text(people, "utf-8")
    (files / "quotas.csv").write_text(quotas, "utf-8")
    assert select(files, size=size) == 1
    told = capsys.readouterr()
    assert said in told.err
    assert not told.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--source", "coin"], "no source"),
        (["--source", "balls:1"], "balls"),
        (["--panels", "0"], "numbered panels"),
        (["--households", "nowhere"], "no column nowhere"),
        (["--id", "nowhere"], "no column nowhere"),
    ],
)
def test_a_wrong_word_gets_a_sentence(files: Path, capsys: Capture, words: list[str], said: str) -> None:
    assert select(files, *words) == 1
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    "randomness", ["coins:1", "balls:x", "balls:1,2,3", "dice:1,2", "nowhere.json", "drand:1", "balls:"]
)
def test_wrong_randomness_gets_a_sentence_and_nothing_is_drawn(files: Path, capsys: Capture, randomness: str) -> None:
    out = files / "out"
    select(files, "--panels", "100", "--out", str(out))
    capsys.readouterr()
    assert main(["lottery", "draw", str(out), "--randomness", randomness]) == 1
    assert capsys.readouterr().err.startswith("wijk: ")
    assert not (out / "bundle" / "draw.json").exists()


def test_a_folder_without_a_lottery_gets_a_sentence(files: Path, capsys: Capture) -> None:
    assert main(["lottery", "draw", str(files), "--randomness", "balls:1"]) == 1
    assert "holds no lottery" in capsys.readouterr().err
