"""`wijk index`, `wijk typology` and `wijk centrality` on small tables, and on the indicators of a real city."""

import json
from pathlib import Path
from typing import Any

import pytest

from wijk.cli import main

TABLE = "area;jobless;income;jobs;pop\nA;5;30;10;100\nB;10;20;400;500\nC;15;10;0;0\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "areas.csv"
    path.write_text(TABLE)
    return path


def ask(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main([*words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_an_index_by_hand(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(
        capsys,
        "index",
        str(table),
        "--indicators=jobless,income",
        "--reverse=income",
        "--standard=minmax",
        "--weights=jobless=3,income=1",
    )
    assert found["weights"] == {"jobless": 0.75, "income": 0.25}
    assert [(one["id"], one["score"], one["rank"]) for one in found["areas"]] == [
        ("A", 0, 3),
        ("B", 0.5, 2),
        ("C", 1, 1),
    ]
    assert found["areas"][0]["standardised"] == {"jobless": 0, "income": 0}
    assert [one["rank_worst"] for one in found["areas"]] == [3, 2, 1]
    assert found["sensitivity"]["without"]["income"] == {"A": 3, "B": 2, "C": 1}


def test_rates_out_of_counts_are_smoothed_with_an_interval(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, "index", str(table), "--rate=work=jobs/pop")
    rows = {one["id"]: one for one in found["rates"]["work"]}
    assert rows["A"]["rate"] == 0.1
    assert rows["A"]["low"] == pytest.approx(0.0552, abs=1e-4)
    assert rows["A"]["smoothed"] == pytest.approx(0.118163, abs=1e-6)
    assert rows["A"]["smoothed"] - 0.1 > 0.8 - rows["B"]["smoothed"] > 0
    assert rows["C"]["rate"] is None
    assert rows["C"]["smoothed"] == pytest.approx(410 / 600)
    raw = ask(capsys, "index", str(table), "--rate=work=jobs/pop", "--no-smoothing", "--missing=drop")
    assert raw["recipe"]["missing_dropped"] == ["C"]


def test_the_folder_of_an_index(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = table.parent / "out"
    assert (
        main(["index", str(table), "--rate=work=jobs/pop", "--indicators=income", f"--out={out}", "--language=fr"]) == 0
    )
    capsys.readouterr()
    assert {path.name for path in out.iterdir()} == {"answer.json", "report.md", "index.csv", "rates.csv"}
    assert (
        (out / "index.csv")
        .read_text()
        .startswith("id,rank,score,rank low,rank high,income standardised,work standardised")
    )


def test_all_number_columns_count_when_none_is_named(table: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list(ask(capsys, "index", str(table))["weights"]) == ["jobless", "income", "jobs", "pop"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--indicators=wealth"], "no column “wealth”"),
        (["--indicators=income,income"], "is named twice"),
        (["--reverse=wealth"], "“wealth” is not among"),
        (["--weights=income"], "Write it as A=2,B=1"),
        (["--weights=income=much"], "Write it as A=2,B=1"),
        (["--weights=income=-1"], "The weight of income"),
        (["--aggregate=geometric"], "above zero"),
        (["--rate=work"], "NAME=COUNT/POPULATION"),
        (["--rate=work=pop/jobs"], "larger than its population"),
        (["--runs=0"], "0 runs"),
        (["--id=nobody"], "no column “nobody”"),
    ],
)
def test_wrong_words_are_one_clear_sentence(
    table: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert main(["index", str(table), *words]) == 1
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("area;x\nA;1\nA;2\n", "“A” stands in lines 2, 3"),
        ("area;x\nA;inf\nB;2\n", "line 2, column x"),
        ("area;x\nA;\nB;2\n", "x has no value for A"),
        ("area;x\n", "header and no rows"),
        ("area;x\nA;one\nB;2\n", "“one” is not a number"),
    ],
)
@pytest.mark.parametrize("command", ["index", "typology"])
def test_faults_in_the_table_are_told_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, text: str, says: str
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(text)
    assert main([command, str(path), "--indicators=x"]) == 1
    assert says in capsys.readouterr().err


@pytest.mark.parametrize("command", ["index", "typology"])
def test_one_row_is_no_trouble(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    path = tmp_path / "t.csv"
    path.write_text("area;x\nA;1\n")
    assert main([command, str(path)]) == 0
    assert capsys.readouterr().out.startswith("# ")


def test_types_of_a_table_with_groups(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f"L{i};{i % 3};{i % 4}" for i in range(20)] + [f"H{i};{90 + i % 4};{80 + i % 3}" for i in range(10)]
    path = tmp_path / "t.csv"
    path.write_text("area;x;y\n" + "\n".join(rows) + "\n")
    found = ask(capsys, "typology", str(path), "--most=3")
    assert found["stable"] is True
    assert [len(one["areas"]) for one in found["types"]] == [20, 10]
    assert found["type_of"]["H3"] == 2
    assert found["types"][1]["profile"]["x"] > 1
    out = tmp_path / "out"
    assert main(["typology", str(path), "--types=2", f"--out={out}"]) == 0
    assert (out / "types.csv").read_text().splitlines()[:2] == ["id,type", "L0,1"]
    assert "Type 2: 10 areas" in (out / "report.md").read_text()


def test_centres_by_hand(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "t.csv"
    path.write_text(
        "id;people;jobs;pupils;shops;offices;museums\nA;900;50;50;5;0;0\nB;300;600;100;9;1;0\nC;200;700;100;2;4;4\nD;0;0;0;0;0;0\n"
    )
    words = [
        "centrality",
        str(path),
        "--residents=people",
        "--users=jobs,pupils",
        "--local=shops",
        "--regional=offices",
        "--metropolitan=museums",
    ]
    found = ask(capsys, *words)
    assert [one["type"] for one in found["areas"]] == ["residential", "local", "metropolitan", None]
    assert [one["weight_of_residents"] for one in found["areas"]] == [0.9, 0.3, 0.2, None]
    assert found["areas"][2]["reach"] == 0.8
    moved = ask(capsys, *words, "--residents-from=0.95", "--wide-from=0.05")
    assert [one["type"] for one in moved["areas"]] == ["local", "metropolitan", "metropolitan", None]
    assert main(words) == 0
    assert "C is a regional or metropolitan centre" in capsys.readouterr().out
    assert main([*words, "--wide-from=2"]) == 1
    assert "wide_from (2" in capsys.readouterr().err


@pytest.mark.real_data
def test_deprivation_in_a_real_city(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = real_data / "territory/brussels-district-indicators/district_indicators_wide.csv"
    names = "median_taxable_income_per_declaration_eur_2022,unemployment_rate_pct_2023,cpas_income_share_pct_2023,bim_share_pct_2024"
    words = [str(path), "--id=md_name_nl", f"--indicators={names}", "--missing=drop"]
    found = ask(capsys, "index", *words, "--reverse=median_taxable_income_per_declaration_eur_2022")
    first = min(found["areas"], key=lambda one: one["rank"])
    assert (len(found["areas"]), first["id"], first["rank_high"]) == (116, "Weststation", 1)
    types = ask(capsys, "typology", *words, "--most=4")
    assert [choice["types"] for choice in types["choices"]] == [2, 3, 4]
