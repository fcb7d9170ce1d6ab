"""`wijk basins` on a matrix of actors and points, in several dresses and languages."""

import json
from pathlib import Path
from typing import Any

import pytest

from wijk.cli import main

WIDE = "actor;Trees;Parking;Market\nCity;++;-;0\nResidents;+;++;+\nShops;0;−−;tegen\nSchool;voor;;?\n"
LONG = """who,point,position
City,Trees,2
Residents,Trees,strongly for
Shops,Trees,neutre
City,Parking,-2
Residents,Parking,2.0
Shops,Parking,
"""


def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, *words: str) -> tuple[int, str, str]:
    (tmp_path / "m.csv").write_text(text, "utf-8")
    code = main(["basins", str(tmp_path / "m.csv"), *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_wide_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(tmp_path, capsys, WIDE, "--json")
    found: dict[str, Any] = json.loads(out)
    assert (code, found["basins"]) == (0, {"Trees": "converge", "Parking": "diverge", "Market": "reconcile"})
    market = found["points"][2]
    assert (market["for"], market["neutral"], market["against"], market["silent"]) == (
        ["Residents"],
        ["City"],
        ["Shops"],
        ["School"],
    )
    assert market["moves"] == [{"actor": "Shops", "from": -1, "to": 1}]


def test_a_long_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(tmp_path, capsys, LONG, "--json")
    assert json.loads(out)["basins"] == {"Trees": "converge", "Parking": "diverge"}


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_the_report_names_who_would_have_to_move_and_asks_nothing_where_they_diverge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    code, out, _ = run(tmp_path, capsys, WIDE, "--language", language)
    assert code == 0
    rows = {line.split(" | ")[0]: line for line in out.splitlines() if line.startswith("| ")}
    assert rows["| Market"].endswith("| Shops |")
    assert rows["| Parking"].count("|") == 6


def test_weights_and_firmness_can_be_given(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "actor,weight,A\nx,3,+\ny,1,0\nz,1,0\n"
    assert json.loads(run(tmp_path, capsys, text, "--weight", "weight", "--json")[1])["basins"]["A"] == "converge"
    text = "actor,A\nx,+\ny,-\n"
    assert json.loads(run(tmp_path, capsys, text, "--json")[1])["basins"]["A"] == "diverge"
    assert json.loads(run(tmp_path, capsys, text, "--json", "--firm", "2")[1])["basins"]["A"] == "reconcile"


def test_names_of_strangers_are_shown_and_not_obeyed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(tmp_path, capsys, "actor,<b>A|B\n[x](http://y),+\nz,+\n")
    assert "<b>" not in out
    assert "\\[x\\](http&#58;//y)" in out
    assert "&lt;b&gt;A\\|B" in out


@pytest.mark.parametrize(
    ("text", "words", "says"),
    [
        ("actor,A\nx,maybe\n", (), "“maybe” is not a position"),
        ("actor,A\nx,3\n", (), "Line 2, column A: “3”"),
        ("actor,A\nx,nan\n", (), "not a position"),
        ("actor\nx\n", (), "no column with a point"),
        ("actor,A\nx,+\nx,-\n", (), "x"),
        ("actor,point,position\nx,A,+\nx,A,-\n", (), "already has a position"),
        ("actor,A\nx,+\n", ("--weight", "w"), "no column w"),
        ("actor,w,A\nx,-1,+\n", ("--weight", "w"), "weight"),
        ("actor,A\nx,+\n", ("--spoken", "7"), "between 0 and 1"),
        ("", (), "empty"),
        ("actor,A\n", (), "no rows"),
    ],
)
def test_a_table_that_cannot_be_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: tuple[str, ...], says: str
) -> None:
    code, out, err = run(tmp_path, capsys, text, *words)
    assert (code, out) == (1, "")
    assert says in err
    assert "Traceback" not in err
