"""`wijk cost` on files of one's own."""

import json
from pathlib import Path

import pytest

from wijk.cli import main
from wijk.cli.reckon.cost.example import NAMES

KIND = {"total": "total", "she": "total", "energy": "energy"}


def written(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["cost", "example", name]) == 0
    file = folder / f"{name}.toml"
    file.write_text(capsys.readouterr().out, "utf-8")
    return file


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_every_example_gives_a_report(
    name: str, language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(name, tmp_path, capsys)
    assert main(["cost", KIND.get(name, "finance"), str(file), "--language", language]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.startswith("# ")
    assert "{" not in told.out


@pytest.mark.parametrize("name", NAMES)
def test_every_example_gives_json_and_nothing_else(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(name, tmp_path, capsys)
    out = tmp_path / "out"
    assert main(["cost", KIND.get(name, "finance"), str(file), "--json", "--out", str(out)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["method"].startswith("costing.")
    assert json.loads((out / "answer.json").read_text("utf-8")) == found
    assert (out / "report.md").read_text("utf-8").startswith("# ")


def test_a_file_alone_is_a_total_cost_and_the_example_without_a_name_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["cost", "example"]) == 0
    file = tmp_path / "plan.toml"
    file.write_text("\ufeff" + capsys.readouterr().out, "utf-8")
    assert main(["cost", str(file), "--draws", "200", "--seed", "5", "--json"]) == 0
    short = json.loads(capsys.readouterr().out)
    assert main(["cost", "--json", "--draws", "200", "--seed", "5", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == short
    assert main(["cost", "total", "--json", "--draws", "200", "--seed", "5", str(file)]) == 0
    assert json.loads(capsys.readouterr().out) == short
    [one] = short["sensitivity"]
    assert one["draws"] == 200
    assert sorted(one["quantiles"].values()) == list(one["quantiles"].values())


def test_she_is_told_as_the_source_has_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cost", str(written("she", tmp_path, capsys)), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["id"]: one["direct_per_m2_year"] for one in found["variants"]} == {
        "reference": {"present_value_by_area_by_years": 111.5, "annuity_by_area": 111.5},
        "she": {"present_value_by_area_by_years": 110.8, "annuity_by_area": 110.8},
    }
    [one] = found["comparisons"]
    assert (round(100 * one["capital_change"], 1), round(100 * one["running_change"])) == (11.3, -34)


@pytest.mark.parametrize("kind", ["total", "energy", "finance"])
@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t", "is empty"),
        (b"\x00\xff\xfe\x80", "not text in UTF-8"),
        (b"PK\x03\x04rest", "not TOML"),
        (b"title: school\n", "not TOML"),
        (b"years = 20 years\n", "not TOML"),
        (b"x = " + b"9" * 6000, "not TOML"),
        (b"x = " + b"[" * 9000, "not TOML"),
        (b"x = 1e9999999999999999999\n", "x"),
        (b"colour = 'red'\n", "missing"),
        (b"a = 1\na = 2\n", "not TOML"),
        (b"#" * 4_000_001, "larger than a plan"),
    ],
    ids=range(12),
)
def test_bad_files_get_a_sentence(
    kind: str, content: bytes, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "plan.toml"
    file.write_bytes(content)
    assert main(["cost", kind, str(file)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("wijk: ")
    assert words in said.err
    assert len(said.err) < 5000


def test_a_folder_and_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for place in (tmp_path, tmp_path / "none.toml"):
        assert main(["cost", str(place)]) == 1
        assert str(place) in capsys.readouterr().err
