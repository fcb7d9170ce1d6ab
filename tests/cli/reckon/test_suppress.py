"""`wijk suppress` on files: what is written can be published, the audit finds what it should, and refusals are plain."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from wijk.cli import main

Capture = pytest.CaptureFixture[str]
TOWN = "area,count\na,3\nb,20\nc,30\nd,40\nnorth,23\nsouth,70\ntown,93\n"
HOODS = "child,parent\na,north\nb,north\nc,south\nd,south\nnorth,town\nsouth,town\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "town.csv").write_text(TOWN)
    (tmp_path / "hoods.csv").write_text(HOODS)
    return tmp_path


def asked(capsys: Capture, *words: str | Path, code: int = 0) -> dict[str, Any]:
    assert main(["suppress", *map(str, words), "--json"]) == code
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refused(capsys: Capture, *words: str | Path) -> str:
    assert main(["suppress", *map(str, words)]) == 1
    told = capsys.readouterr()
    assert not told.out
    assert "Traceback" not in told.err
    return told.err


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text())))


def cells(found: dict[str, Any]) -> list[Sequence[str]]:
    return [one["cell"] for one in found["hidden"]]


def test_a_table_is_hidden_audited_and_written(folder: Path, capsys: Capture) -> None:
    words = (folder / "town.csv", "--hierarchy", folder / "hoods.csv", "--threshold", "5")
    found = asked(capsys, *words, "--out", folder / "out")
    assert cells(found) == [["a"], ["b"]]
    assert found["optimal"]
    assert found["audit"] == {"hidden": 2, "unsafe": 0, "safe": 2}
    assert found["reasons"] == {"threshold": 1, "complementary": 1}
    published = rows(folder / "out" / "protected.csv")
    assert published[0] == {"area": "a", "count": "", "status": "hidden"}
    assert published[2] == {"area": "c", "count": "30", "status": "published"}
    office = rows(folder / "out" / "office" / "reasons.csv")
    assert [(row["area"], row["reason"], row["at_least"], row["at_most"]) for row in office] == [
        ("a", "threshold", "1", "22"),
        ("b", "complementary", "1", "22"),
    ]
    public = "".join((folder / "out" / name).read_text() for name in ("protected.csv", "answer.json", "report.md"))
    assert '"reason": ' not in public


def test_no_sum_over_hidden_cells_is_public(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "t.csv").write_text("area,count\na1,3\na2,40\na3,50\nb1,30\nb2,2\nb3,44\nA,93\nB,76\nT,169\n")
    (tmp_path / "h.csv").write_text("child,parent\na1,A\na2,A\na3,A\nb1,B\nb2,B\nb3,B\nA,T\nB,T\n")
    out = tmp_path / "out"
    found = asked(capsys, tmp_path / "t.csv", "--hierarchy", tmp_path / "h.csv", "--threshold", "5", "--out", out)
    assert not {"weight", "bound"} & set(found)
    assert found["gap"] == 0
    weight = rows(out / "office" / "weight.csv")[0]["weight"]
    assert (
        weight == "72"
    )  # the counts of a2 and b1, which are hidden, and what the sensitive ones weigh: with it, a1 + b2 is known
    public = "".join((out / name).read_text() for name in ("protected.csv", "answer.json", "report.md"))
    assert weight not in public


def test_what_was_hidden_passes_the_audit_and_what_was_hidden_by_hand_does_not(folder: Path, capsys: Capture) -> None:
    tree = ("--hierarchy", folder / "hoods.csv", "--threshold", "5")
    asked(capsys, folder / "town.csv", *tree, "--out", folder / "out")
    found = asked(capsys, "audit", folder / "out" / "protected.csv", *tree)
    assert {one["verdict"] for one in found["findings"]} == {"safe"}
    (folder / "hand.csv").write_text(TOWN.replace("a,3", "a,"))
    found = asked(capsys, "audit", folder / "hand.csv", *tree, code=1)
    assert found["findings"] == [{"cell": ["a"], "low": 3.0, "high": 3.0, "verdict": "exact"}]
    assert main(["suppress", "audit", str(folder / "hand.csv"), *map(str, tree)]) == 1
    assert "“a” can be recomputed: it is 3." in capsys.readouterr().out
    found = asked(capsys, "audit", folder / "out" / "protected.csv", *tree, "--original", folder / "town.csv")
    assert found["audit"]["unsafe"] == 0


def test_the_audit_with_the_original_knows_each_interval(folder: Path, capsys: Capture) -> None:
    (folder / "marked.csv").write_text(TOWN.replace("count\n", "count,secret\n").replace("c,30", "c,30,yes").replace("d,40", "d,40,no"))  # fmt: skip
    (folder / "hand.csv").write_text(TOWN.replace("c,30", "c,").replace("a,3\n", "a,\n"))
    tree = ("--hierarchy", folder / "hoods.csv", "--original", folder / "marked.csv", "--mark", "secret")
    text = (folder / "marked.csv").read_text().splitlines()
    padded = "\n".join(line if line.count(",") == 2 else f"{line}," for line in text)
    (folder / "marked.csv").write_text(padded + "\n")
    found = asked(capsys, "audit", folder / "hand.csv", *tree, code=1)
    assert [(one["cell"], one["verdict"]) for one in found["findings"]] == [(["a"], "known"), (["c"], "exact")]


def test_reasons_are_published_only_with_what_they_tell_reckoned_in(folder: Path, capsys: Capture) -> None:
    words = (folder / "town.csv", "--hierarchy", folder / "hoods.csv", "--threshold", "5", "--reasons")
    found = asked(capsys, *words, "--out", folder / "out")
    assert {one["reason"] for one in found["hidden"]} == {"threshold", "complementary"}
    published = rows(folder / "out" / "protected.csv")
    assert published[0] == {"area": "a", "count": "", "status": "hidden", "reason": "threshold"}
    found = asked(capsys, "audit", folder / "out" / "protected.csv", *words[1:])
    assert [(one["low"], one["high"]) for one in found["findings"] if one["cell"] == ["a"]] == [(1.0, 4.0)]


def test_two_tables_that_share_totals_are_hidden_together(folder: Path, capsys: Capture) -> None:
    """By age alone and by sex alone nothing is given away; a cell hidden in one may not be read from the other."""
    (folder / "age.csv").write_text("area,age,count\na,young,3\na,old,17\nb,young,12\nb,old,18\nt,young,15\nt,old,35\na,all,20\nb,all,30\nt,all,50\n")  # fmt: skip # noqa: E501
    (folder / "sex.csv").write_text("area,sex,count\na,f,9\na,m,11\nb,f,16\nb,m,14\nt,f,25\nt,m,25\n")
    (folder / "areas.csv").write_text("child,parent\na,t\nb,t\n")
    (folder / "ages.csv").write_text("child,parent\nyoung,all\nold,all\n")
    (folder / "sexes.csv").write_text("child,parent\nf,both\nm,both\n")
    trees = [f"--hierarchy={folder / 'areas.csv'}", f"--hierarchy=age={folder / 'ages.csv'}", f"--hierarchy=sex={folder / 'sexes.csv'}"]  # fmt: skip
    found = asked(capsys, folder / "age.csv", folder / "sex.csv", *trees, "--threshold", "5", "--out", folder / "out")
    assert found["cells"] == 15
    assert ["a", "young", "both"] in cells(found)
    assert len(found["hidden"]) == 4
    assert {path.name for path in (folder / "out").glob("*.csv")} == {"protected-age.csv", "protected-sex.csv"}
    (folder / "sex.csv").write_text("area,sex,count\na,f,9\na,m,11\nb,f,16\nb,m,14\nt,f,25\nt,m,25\na,both,21\n")
    assert "is 20.0 in one table and 21.0 in another" in refused(capsys, folder / "age.csv", folder / "sex.csv", *trees, "--threshold", "5")  # fmt: skip # noqa: E501


def test_perimeters_over_blocks_that_are_never_published(folder: Path, capsys: Capture) -> None:
    (folder / "blocks.csv").write_text("area,count,publish\nb1,40,no\nb2,30,no\nb3,2,no\nhood,70,yes\nzone,72,yes\n")
    (folder / "h.csv").write_text("child,parent\nb1,hood\nb2,hood\n")
    (folder / "z.csv").write_text("child,parent\nb1,zone\nb2,zone\nb3,zone\n")
    words = (f"--hierarchy={folder / 'h.csv'}", f"--hierarchy={folder / 'z.csv'}", "--threshold", "5")
    found = asked(capsys, folder / "blocks.csv", *words, "--out", folder / "out")
    assert cells(found) == [["hood"]]
    assert found["reasons"]["overlap"] == 1
    assert not any(row["count"] for row in rows(folder / "out" / "protected.csv") if row["area"].startswith("b"))


def test_rounding_hides_nothing_and_adds_up(folder: Path, capsys: Capture) -> None:
    words = (folder / "town.csv", "--hierarchy", folder / "hoods.csv", "--round", "5")
    found = asked(capsys, *words, "--out", folder / "out")
    value = {one["cell"][0]: one["value"] for one in found["cells"]}
    assert value["a"] + value["b"] == value["north"]
    assert value["north"] + value["south"] == value["town"]
    assert rows(folder / "out" / "rounded.csv")[0] == {"area": "a", "count": str(value["a"])}
    assert "--round hides nothing" in refused(capsys, *words, "--threshold", "5")


def test_dominance_reads_the_largest_contributions(folder: Path, capsys: Capture) -> None:
    (folder / "firms.csv").write_text("area,count,largest\na,100,90 5 3\nb,100,30 30 20\nc,100,40 30\nt,300,90 40 30\n")
    (folder / "t.csv").write_text("child,parent\na,t\nb,t\nc,t\n")
    words = (folder / "firms.csv", "--hierarchy", folder / "t.csv")
    assert asked(capsys, *words, "--dominance", "1,85")["reasons"] == {"dominance": 1, "complementary": 1}
    assert asked(capsys, *words, "--percent", "10")["sensitive"] == 1
    assert "is not a dominance rule" in refused(capsys, *words, "--dominance", "85%")
    (folder / "firms.csv").write_text("area,count,largest\na,100,much\nb,100,3\nc,100,40 30\nt,300,9\n")
    assert "not a list of numbers" in refused(capsys, *words, "--dominance", "1,85")


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_nothing_sensitive_is_said(folder: Path, capsys: Capture, language: str) -> None:
    words = ["suppress", str(folder / "town.csv"), "--hierarchy", str(folder / "hoods.csv"), "--threshold", "3"]
    assert main([*words, "--language", language]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 2


def test_tables_that_cannot_be_are_refused_with_their_place(folder: Path, capsys: Capture) -> None:
    tree = ("--hierarchy", folder / "hoods.csv", "--threshold", "5")

    def wrong(text: str) -> str:
        (folder / "w.csv").write_text(text)
        return refused(capsys, folder / "w.csv", *tree)

    assert "“north” is 23, but its parts" in wrong(TOWN.replace("a,3", "a,4"))
    assert "w.csv, line 2, column count" in wrong(TOWN.replace("a,3", "a,"))
    assert "is -3" in wrong(TOWN.replace("a,3", "a,-3"))
    assert "stands twice" in wrong(TOWN + "a,3\n")
    assert "“d” is nowhere" in wrong(TOWN.replace("d,40\n", ""))
    assert "which is nowhere in the column" in wrong(TOWN.replace("south,70\n", ""))
    assert "count" in wrong(TOWN.replace("count", "number"))
    assert "not a number" in wrong(TOWN.replace("a,3", "a,three"))
    (folder / "hoods.csv").write_text(HOODS + "town,a\n")
    assert "goes round in a circle" in wrong(TOWN)
    (folder / "hoods.csv").write_text("kid,parent\na,b\n")
    assert "child" in wrong(TOWN)
    assert "No rule says" in refused(capsys, folder / "town.csv")
    assert "Give a table" in refused(capsys, "audit")
    assert "has no column “secret”" in refused(capsys, folder / "town.csv", "--mark", "secret")
    (folder / "w.csv").write_text("area,count,status\na,3,hidden\nb,2,gone\n")
    told = refused(capsys, "audit", folder / "w.csv")
    assert "shows a value" in told
    assert "has the status “gone”" in told
    (folder / "w.csv").write_text("area,count,secret\na,3,perhaps\n")
    assert "neither yes nor no" in refused(capsys, folder / "w.csv", "--mark", "secret")


def test_the_four_levels_of_brussels_are_hidden_and_hold(real_data: Path, tmp_path: Path, capsys: Capture) -> None:
    """724 sectors in 145 districts and 19 municipalities, which cross; everything below 24 people, about one in twenty."""
    source = real_data / "territory" / "brussels-sectors" / "sector_to_district_lookup.csv"
    with source.open() as file:
        sectors = list(csv.DictReader(file))
    count: dict[str, int] = {}
    trees: dict[str, dict[str, str]] = {"districts": {}, "municipalities": {}}
    for row in sectors:
        people = int(float(row["population_2020"] or 0))
        above = {"districts": f"d{row['md_code']}", "municipalities": f"m{row['cd_munty_refnis']}"}
        for area in (row["cd_sector"], *above.values(), "region"):
            count[area] = count.get(area, 0) + people
        for name, area in above.items():
            trees[name] |= {row["cd_sector"]: area, area: "region"}
    (tmp_path / "t.csv").write_text("area,count\n" + "".join(f"{area},{n}\n" for area, n in count.items()))
    words: list[str | Path] = [tmp_path / "t.csv", "--threshold", "24"]
    for name, pairs in trees.items():
        (tmp_path / f"{name}.csv").write_text("child,parent\n" + "".join(f"{c},{p}\n" for c, p in pairs.items()))
        words += ["--hierarchy", tmp_path / f"{name}.csv"]
    found = asked(capsys, *words, "--out", tmp_path / "out")
    assert found["cells"] == 724 + 145 + 19 + 1
    assert found["sensitive"] == sum(0 < n < 24 for n in count.values())
    assert found["audit"]["unsafe"] == 0
    assert found["optimal"]
    published = tmp_path / "out" / "protected.csv"
    again = asked(capsys, "audit", published, *words[1:])
    assert {one["verdict"] for one in again["findings"]} == {"safe"}
