"""`wijk exchange` on files of one's own."""

import json
from pathlib import Path

import pytest

from wijk.cli import main


@pytest.fixture
def example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["exchange", "--example"]) == 0
    file = tmp_path / "town.csv"
    file.write_text(capsys.readouterr().out, "utf-8")
    return file


def test_the_example_is_matched(example: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange", str(example), "--json", "--out", str(tmp_path / "out")]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["offer"], one["need"], one["units"]) for one in found["matches"]] == [
        ("o1", "n1", 10),
        ("o1", "n2", 2),
        ("o2", "n2", 6),
        ("o3", "n3", 2),
    ]
    assert found["stable"] is True
    assert found["price_of_stability"] == 0
    assert {one["id"]: one["code"] for one in found["left"]}["n5"] == "why_no_offer"
    report = (tmp_path / "out" / "report.md").read_text("utf-8")
    assert "Law firm (o1)" in report


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_the_report_reads_in_every_language(example: Path, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange", str(example), "--language", language]) == 0
    told = capsys.readouterr().out
    assert "{" not in told
    assert told.count("|") > 50


def test_words_in_dutch_and_semicolons_are_understood(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "wijk.csv"
    file.write_text(
        "\ufeffid;side;actor;value;quantity;area\na;aanbod;Kantoor;financieel en materieel;2;Noord\nb;behoefte;vzw;materieel;1;Noord\n",
        "utf-8",
    )
    assert main(["exchange", str(file), "--json"]) == 0
    [one] = json.loads(capsys.readouterr().out)["matches"]
    assert (one["offer"], one["need"], one["units"], one["metres"]) == ("a", "b", 1, 0.0)


HEAD = "id,side,actor,value,quantity,from,x,y\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "empty"),
        ("id,side\na,offer\n", "actor"),
        (HEAD, "no rows"),
        (HEAD + "a,loan,x,material,1,,,\n", "Write offer or need"),
        (HEAD + "a,offer,x,love,1,,,\n", "none of the seven values"),
        (HEAD + "a,offer,x,material,1.5,,,\n", "line 2"),
        (HEAD + "a,offer,x,material,-1,,,\n", "line 2"),
        (HEAD + "a,offer,x,material,,,,\n", "line 2"),
        (HEAD + "a,offer,x,material,nan,,,\n", "line 2"),
        (HEAD + "a,offer,x,material,1,31/01/2027,,\n", "is no day"),
        (HEAD + "a,offer,x,material,1,,near,1\n", "no number of metres"),
        (HEAD + "a,offer,x,material,1,,inf,1\n", "no number of metres"),
        (HEAD + "a,offer,x,material,1,,,\na,need,y,material,1,,,\n", "a"),
    ],
)
def test_bad_files_get_a_sentence(text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "town.csv"
    file.write_text(text, "utf-8")
    assert main(["exchange", str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert words in said.err
    assert "Traceback" not in said.err


def test_without_a_file_it_says_how_to_begin(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange"]) == 1
    assert "--example" in capsys.readouterr().err


@pytest.mark.parametrize("step", ["0", "-5", "nan", "inf", "1e300"])
def test_a_step_must_be_a_length(step: str, example: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exchange", str(example), f"--step={step}"]) == 1
    assert "metres above zero" in capsys.readouterr().err
