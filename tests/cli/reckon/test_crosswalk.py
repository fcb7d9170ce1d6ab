"""`wijk crosswalk` on files: figures with every total kept, evidence that anybody can check, and plain refusals."""

import csv
import io
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from wijk.cli import main
from wijk.methods.proof.bundles import check

EAST, NORTH = 150_000, 170_000
Capture = pytest.CaptureFixture[str]


def strip(left: float, right: float) -> shapely.Polygon:
    return shapely.box(EAST + left, NORTH, EAST + right, NORTH + 100)


def layer(path: Path, shapes: list[Any], crs: str | None = "EPSG:31370", **columns: list[Any]) -> Path:
    data = [np.array(values, dtype=object) for values in columns.values()]
    pyogrio.raw.write(
        path, shapely.to_wkb(np.array(shapes)), data, np.array(list(columns), dtype=object), driver="GPKG",
        geometry_type="Unknown", crs=crs,
    )  # fmt: skip
    return path


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Three sectors of 100 m in two neighbourhoods, and a zone that ends in the middle of the second sector."""
    layer(
        tmp_path / "sectors.gpkg", [strip(0, 100), strip(100, 200), strip(200, 300)],
        code=["a", "b", "c"], people=["100", "51", "30"], income=["10", "20", ""], hood=["n", "n", "s"],
    )  # fmt: skip
    layer(tmp_path / "zones.gpkg", [strip(0, 150), strip(150, 300)], name=["west", "east"])
    layer(tmp_path / "half.gpkg", [strip(0, 150)], name=["west"])
    return tmp_path


@pytest.fixture
def asked(files: Path, capsys: Capture) -> Callable[..., dict[str, Any]]:
    def ask(*words: str) -> dict[str, Any]:
        assert main(["crosswalk", str(files / "sectors.gpkg"), *words, "--json"]) == 0
        found: dict[str, Any] = json.loads(capsys.readouterr().out)
        return found

    return ask


def test_figures_of_a_cut_area_are_divided_by_surface(files: Path, asked: Callable[..., dict[str, Any]]) -> None:
    found = asked(str(files / "zones.gpkg"), "--columns", "people")
    assert found["matrix"] == [["a", "west", 1.0], ["b", "west", 0.5], ["b", "east", 0.5], ["c", "east", 1.0]]
    assert found["values"] == {"people": {"west": 125.5, "east": 55.5}}
    assert found["errors"]["people"]["west"] > 0
    assert [(one["unit"], one["mass"]) for one in found["moves"]] == [("b", 5000.0)]


def test_whole_people_stay_whole(files: Path, asked: Callable[..., dict[str, Any]]) -> None:
    found = asked(str(files / "zones.gpkg"), "--columns", "people", "--whole", "people")
    assert found["values"]["people"] == {"west": 125.0, "east": 56.0}, "a tie goes to the first name"


def test_what_lies_nowhere_is_told(files: Path, asked: Callable[..., dict[str, Any]]) -> None:
    found = asked(str(files / "half.gpkg"), "--columns", "people")
    assert found["nowhere"] == {"b": 0.5, "c": 1.0}
    assert found["values_nowhere"] == {"people": 55.5}


def test_rates_go_through_what_they_are_rates_of(files: Path, asked: Callable[..., dict[str, Any]]) -> None:
    (files / "f.csv").write_text("code;people;income\nc;0;\nb;50;20\na;100;10\n")
    found = asked(str(files / "zones.gpkg"), "--values", str(files / "f.csv"), "--rates", "income=people")
    assert found["values"]["income"] == {"west": pytest.approx(1500 / 125), "east": 20.0}


def test_places_divide_instead_of_surface(files: Path, asked: Callable[..., dict[str, Any]]) -> None:
    homes = layer(files / "homes.gpkg", [shapely.Point(EAST + x, NORTH + 50) for x in (110, 160)], dwellings=["3", "1"])
    words = (str(files / "zones.gpkg"), "--weights", str(homes), "--weight", "dwellings", "--columns", "people")
    found = asked(*words)
    assert found["by"] == "places"
    assert found["values"]["people"]["west"] == pytest.approx(100 + 51 * 0.75)
    assert found["fallback"] == 2
    blocks = layer(files / "blocks.gpkg", [strip(100, 150), strip(150, 200)], dwellings=["3", "1"])
    words = (str(files / "zones.gpkg"), "--weights", str(blocks), "--weight", "dwellings", "--columns", "people")
    assert asked(*words)["values"]["people"]["west"] == pytest.approx(100 + 51 * 0.75)


def test_neighbourhoods_may_be_what_a_perimeter_is_made_of(files: Path, asked: Callable[..., dict[str, Any]]) -> None:
    found = asked(str(files / "zones.gpkg"), "--by", "hood")
    assert found["moves"] == [{"unit": "b", "from": "east", "to": "west", "mass": pytest.approx(5000.0)}]


@pytest.mark.parametrize(("language", "word"), [("en", "nowhere"), ("nl", ""), ("fr", "")])
def test_a_folder_holds_all_that_a_stranger_needs(files: Path, capsys: Capture, language: str, word: str) -> None:
    out = files / "out"
    words = [
        "crosswalk",
        str(files / "sectors.gpkg"),
        str(files / "half.gpkg"),
        "--columns",
        "people",
        "--out",
        str(out),
    ]
    assert main([*words, "--language", language]) == 0
    report = (out / "report.md").read_text()
    assert word in report
    assert report == capsys.readouterr().out
    bundle = {path.name: path.read_bytes() for path in (out / "bundle").iterdir()}
    assert check(bundle).holds
    bundle["result.csv"] = bundle["result.csv"].replace(b"125.5", b"125.4")
    assert not check(bundle).holds
    rows = list(csv.DictReader(io.StringIO((out / "matrix.csv").read_text())))
    assert math.fsum(float(row["share"]) for row in rows) == 3.0
    assert pq.read_table(out / "matrix.parquet").num_rows == len(rows)
    values = list(csv.reader(io.StringIO((out / "values.csv").read_text())))
    assert [row[:2] for row in values] == [["target", "people"], ["west", "125.5"], ["(nowhere)", "55.5"]]
    assert main([*words]) == 1
    assert "already holds something" in capsys.readouterr().err


def test_the_evidence_adds_up_in_exact_decimals_where_floats_would_not(files: Path, capsys: Capture) -> None:
    layer(files / "thirds.gpkg", [strip(0, 100 / 3), strip(100 / 3, 170), strip(170, 300)], name=["x", "y", "z"])
    out = files / "out"
    words = [str(files / "sectors.gpkg"), str(files / "thirds.gpkg"), "--columns", "people"]
    assert main(["crosswalk", *words, "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["verify", str(out)]) == 0
    assert "totals are kept" in capsys.readouterr().out


def refused(capsys: Capture, *words: str) -> str:
    assert main(["crosswalk", *words]) == 1
    told = capsys.readouterr()
    assert not told.out
    assert "Traceback" not in told.err
    return told.err


def test_degrees_and_different_systems_are_refused(files: Path, capsys: Capture) -> None:
    sectors, zones = str(files / "sectors.gpkg"), str(files / "zones.gpkg")
    degrees = str(layer(files / "d.gpkg", [shapely.box(4.3, 50.8, 4.4, 50.9)], "EPSG:4326", name=["x"]))
    assert "does not count in metres" in refused(capsys, sectors, degrees)
    other = str(layer(files / "o.gpkg", [shapely.box(648_000, 670_000, 652_000, 671_000)], "EPSG:3812", name=["x"]))
    assert "Bring both into one" in refused(capsys, sectors, other)
    assert main(["crosswalk", sectors, other, "--project", "EPSG:31370", "--quiet"]) == 0
    capsys.readouterr()
    assert "is not known" in refused(capsys, sectors, zones, "--project", "EPSG:99999999")
    assert "not count in metres" in refused(capsys, sectors, zones, "--project", "EPSG:4326")


def test_words_that_mean_nothing_are_refused_with_what_there_is(files: Path, capsys: Capture) -> None:
    sectors, zones = str(files / "sectors.gpkg"), str(files / "zones.gpkg")
    assert "There are: code, people" in refused(capsys, sectors, zones, "--columns", "peeple")
    assert "no usable value for “c”" in refused(capsys, sectors, zones, "--rates", "income=people")
    assert "RATE=DENOMINATOR" in refused(capsys, sectors, zones, "--rates", "income")
    assert "between 0 and 0.5" in refused(capsys, sectors, zones, "--slivers", "0.7")
    assert "There are:" in refused(capsys, sectors, zones, "--by", "nothing")
    assert "There are:" in refused(capsys, sectors, zones, "--source-id", "nothing")
    assert "stands in lines" in refused(capsys, sectors, zones, "--source-id", "hood")
    (files / "f.csv").write_text("code,people\na,1\nb,2\nd,3\n")
    told = refused(capsys, sectors, zones, "--values", str(files / "f.csv"))
    assert "figures for “d”, which is not in" in told
    assert "no figures for “c”" in told
    twice = str(layer(files / "twice.gpkg", [strip(0, 200), strip(100, 300)], name=["west", "east"]))
    assert "both claim" in refused(capsys, sectors, twice)
    mixed = str(layer(files / "m.gpkg", [shapely.Point(EAST, NORTH), strip(0, 9)], w=["1", "1"]))
    assert "all points or all areas" in refused(capsys, sectors, zones, "--weights", mixed)
    assert "with --weight" in refused(capsys, sectors, zones, "--weights", zones)


def test_the_official_neighbourhoods_of_brussels_fit_their_sectors(real_data: Path, capsys: Capture) -> None:
    ground = real_data / "territory"
    words = [
        str(ground / "brussels-sectors" / "BXL_SS_PREPROCESSED_epsg31370.gpkg"),
        str(ground / "brussels-monitoring-districts" / "UrbAdm_MONITORING_DISTRICT.gpkg"),
        "--crs", "EPSG:31370", "--source-id", "cd_sector", "--target-id", "MDRC", "--columns", "ms_area_ha", "--json",
    ]  # fmt: skip
    assert main(["crosswalk", *words]) == 0
    found = json.loads(capsys.readouterr().out)
    with (ground / "brussels-sectors" / "sector_to_district_lookup.csv").open() as file:
        rows = list(csv.DictReader(file))
    best: dict[str, tuple[float, str]] = {}
    for source, target, share in found["matrix"]:
        best[source] = max(best.get(source, (0.0, "")), (share, target))
    assert {row["cd_sector"]: row["md_code"] for row in rows} == {unit: name for unit, (_, name) in best.items()}
    hectares = [float(row["ms_area_ha"]) for row in rows]
    total = math.fsum([*found["values"]["ms_area_ha"].values(), found["values_nowhere"]["ms_area_ha"]])
    assert total == pytest.approx(math.fsum(hectares), rel=1e-9)
