"""`wijk delineate` on files of one's own."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import shapely

from tests.support.smallmap import cells
from wijk import cli
from wijk.cli.reckon.delineate.words import SENTENCES as COMMAND
from wijk.methods.areas.delineation.messages import SENTENCES as METHOD


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty units as a GeoPackage in metres, with people, figures, a side of the river, and today's regions."""
    outlines, rng = cells(40, 4)
    middle = shapely.get_x(shapely.centroid(outlines))
    columns: dict[str, np.ndarray] = {
        "code": np.array([f"u{i:02d}" for i in range(40)], dtype=object),
        "people": rng.integers(100, 900, 40),
        "income": rng.normal(size=40),
        "side": np.where(middle < 5000, "left", "right").astype(object),
        "today": np.array([f"Q{int(x // 2500)}" for x in middle], dtype=object),
    }
    path = tmp_path_factory.mktemp("town") / "town.gpkg"
    pyogrio.raw.write(
        str(path), shapely.to_wkb(outlines), list(columns.values()), np.array(list(columns), dtype=object),
        driver="GPKG", geometry_type="Polygon", crs="EPSG:31370",
    )  # fmt: skip
    return path


def answer(capsys: pytest.CaptureFixture[str], *words: str | Path) -> dict[str, Any]:
    """What the command answers as JSON."""
    assert cli.main(["delineate", *map(str, words), "--json", "--effort", "0.02"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def refusal(capsys: pytest.CaptureFixture[str], *words: str | Path) -> str:
    """What the command says when it refuses."""
    assert cli.main(["delineate", *map(str, words)]) == 1
    streams = capsys.readouterr()
    assert streams.out == ""
    return streams.err


def test_it_answers_with_labels_scores_and_a_certificate(capsys: pytest.CaptureFixture[str], town: Path) -> None:
    found = answer(
        capsys, town, "--population", "people", "--regions", "6", "--floor", "1500", "--attributes", "income"
    )
    assert found["regions"] == 6
    assert found["contiguous"] is True
    assert found["below_floor"] == 0
    assert sorted(found["labels"]) == [f"u{i:02d}" for i in range(40)]
    assert len(set(found["labels"].values())) == 6
    assert 0 < found["scores"]["homogeneity"] < 1
    assert 0 < found["scores"]["compactness"] < 1
    assert found["certificate"]["holds"] is True
    assert "agreement" not in found
    assert "changes" not in found


def test_every_rule_and_file_is_heeded(capsys: pytest.CaptureFixture[str], town: Path, tmp_path: Path) -> None:
    pins = tmp_path / "pins.toml"
    pins.write_text('alone = ["u05"]\napart = [["u00", "u01"]]\n[region]\nCentre = ["u20"]\n', "utf-8")
    weights = tmp_path / "weights.toml"
    weights.write_text("compactness = 2\nbalance = 0.0\n", "utf-8")
    canal = tmp_path / "canal.geojson"
    canal.write_text(
        json.dumps({
            "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:31370"}},
            "features": [{"type": "Feature", "properties": {"forbidden": "ja", "weight": 2},
                          "geometry": {"type": "LineString", "coordinates": [[0, 5000], [10_000, 5000]]}}],
        }), "utf-8",
    )  # fmt: skip
    found = answer(
        capsys, town, "--population", "people", "--id", "code", "--regions", "8", "--ceiling", "9000", "--within", "side",
        "--pin", pins, "--weights", weights, "--barriers", canal, "--compare", "today", "--seed", "3", "--attributes", "income",
    )  # fmt: skip
    labels = found["labels"]
    assert labels["u20"] == "Centre"
    assert list(labels.values()).count(labels["u05"]) == 1
    assert labels["u00"] != labels["u01"]
    sides = dict(zip(*(pyogrio.raw.read(town)[3][k] for k in (0, 3)), strict=True))
    assert all(len({sides[u] for u, mine in labels.items() if mine == name}) == 1 for name in set(labels.values()))
    assert found["weights"]["compactness"] == pytest.approx(2 / 3.5)  # barriers count half a point
    assert found["agreement"]["column"] == "today"
    assert -0.5 <= found["agreement"]["adjusted_rand"] <= 1


def test_todays_regions_are_the_start_and_changes_have_a_price(capsys: pytest.CaptureFixture[str], town: Path) -> None:
    words = (town, "--population", "people", "--regions", "4", "--start", "today", "--attributes", "income")
    found = answer(capsys, *words, "--compare", "today")
    assert set(found["labels"].values()) == {"Q0", "Q1", "Q2", "Q3"}
    assert 0 < found["stayed"] <= 1
    assert {one["unit"] for one in found["changes"]} < set(found["labels"])
    assert all(one["price"] is None or one["price"] >= -1e-9 for one in found["changes"])


def test_what_is_worth_knowing_of_the_file_is_said(
    capsys: pytest.CaptureFixture[str], town: Path, tmp_path: Path
) -> None:
    other = tmp_path / "town.parquet"
    other.write_bytes(town.read_bytes())
    found = answer(capsys, other, "--population", "people", "--regions", "2")
    assert any("read as" in note for note in found["notes"])


def test_it_writes_a_folder_for_the_minutes(capsys: pytest.CaptureFixture[str], town: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = [
        "delineate",
        str(town),
        "--population",
        "people",
        "--floor",
        "3000",
        "--start",
        "today",
        "--front",
        "--effort",
        "0.02",
    ]
    assert cli.main([*words, "--out", str(out)]) == 0
    told = capsys.readouterr().out
    assert told == (out / "report.md").read_text("utf-8")
    assert "What other weights would give" in told
    labels = dict(list(csv.reader((out / "labels.csv").read_text("utf-8").splitlines()))[1:])
    assert labels == json.loads((out / "answer.json").read_text("utf-8"))["labels"]
    regions = json.loads((out / "regions.geojson").read_text("utf-8"))["features"]
    assert {one["properties"]["region"] for one in regions} == set(labels.values())
    assert sum(one["properties"]["units"] for one in regions) == 40


@pytest.mark.parametrize("name", ["labels.csv", "regions.geojson", "regions.gpkg", "regions.parquet"])
def test_it_writes_one_file(capsys: pytest.CaptureFixture[str], town: Path, tmp_path: Path, name: str) -> None:
    words = (town, "--population", "people", "--regions", "3", "--out", tmp_path / name)
    found = answer(capsys, *words)
    assert (tmp_path / name).stat().st_size > 100
    if name == "regions.geojson":
        features = json.loads((tmp_path / name).read_text("utf-8"))["features"]
        assert {one["properties"]["region"] for one in features} == set(found["labels"].values())
    assert "already" in refusal(capsys, *words)


def graph(path: Path, **changes: Any) -> Path:
    """Six nodes, two triangles joined by a short edge."""
    pairs = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("d", "f"), ("c", "d")]
    whole = {
        "nodes": [{"id": one, "people": 10, "y": k % 2} for k, one in enumerate("abcdef")],
        "edges": [{"a": a, "b": b, "length": 1 if (a, b) == ("c", "d") else 9} for a, b in pairs],
        **changes,
    }
    path.write_text(json.dumps(whole), "utf-8")
    return path


def test_a_graph_will_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = answer(capsys, graph(tmp_path / "graph.json"), "--population", "people", "--regions", "2", "--floor", "30")
    assert found["labels"] == {"a": "1", "b": "1", "c": "1", "d": "2", "e": "2", "f": "2"}
    assert found["scores"]["compactness"] == pytest.approx(54 / 55)
    assert found["certificate"]["optimal"] is True


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nodes": []}, "nodes"),
        ({"edges": 3}, "edges"),
        ({"edges": [{"a": "a", "b": "z", "length": 1}]}, "no node “z”"),
        ({"edges": [{"a": "a"}]}, "no node"),
        ({"edges": [{"a": "a", "b": "b", "length": -1}]}, "length"),
        ({"edges": [{"a": "a", "b": "b", "length": 1}, {"a": "b", "b": "a", "length": 2}]}, "stands there before"),
        ({"edges": [{"a": "a", "b": "a", "length": 1}]}, "two different units"),
        ({"nodes": [{"id": "a", "people": 1}, {"id": "a", "people": 1}]}, "a"),
        ({"nodes": [{"id": "a", "people": None}, {"id": "b", "people": 1}]}, "people"),
        ({"nodes": [{"id": "a"}]}, "people"),
    ],
)
def test_faulty_graphs_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    path = graph(tmp_path / "graph.json", **changes)
    assert said in refusal(capsys, path, "--population", "people", "--regions", "2")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--regions", "50"], "there are 40 units"),
        (["--regions", "3", "--floor", "1e9"], "Lower the floor"),
        ([], "how many regions"),
        (["--regions", "3", "--attributes", "wealth"], "wealth"),
        (["--regions", "3", "--id", "side"], "left"),
        (["--regions", "3", "--attributes", "side"], "side"),
        (["--regions", "3", "--effort", "0"], "effort"),
        (["--regions", "3", "--near", "nan"], "barrier"),
        (["--regions", "3", "--floor", "nan"], "Floor and ceiling"),
        (["--regions", "3", "--crs", "EPSG:4326"], "EPSG:4326"),
        (["--regions", "3", "--pin", "missing.toml"], "missing.toml"),
    ],
)
def test_what_cannot_be_done_is_said(
    capsys: pytest.CaptureFixture[str], town: Path, words: list[str], said: str
) -> None:
    assert said in refusal(capsys, town, "--population", "people", *words)


@pytest.mark.parametrize(
    ("option", "text", "said"),
    [
        ("--pin", "together = 3", "together"),
        ("--pin", 'apart = ["u00"]', "apart"),
        ("--pin", "region = []", "region"),
        ("--pin", 'alone = [[["u00"]]]', "alone"),
        ("--pin", 'beside = ["u00"]', "beside"),
        ("--pin", 'alone = ["u99"]', "u99"),
        ("--pin", "alone = [", "not TOML"),
        ("--weights", "beauty = 1", "beauty"),
        ("--weights", 'balance = "much"', "balance"),
        ("--weights", "balance = nan", "balance"),
        ("--barriers", "{}", "barriers"),
    ],
)
def test_faulty_side_files_are_refused(
    capsys: pytest.CaptureFixture[str], town: Path, tmp_path: Path, option: str, text: str, said: str
) -> None:
    path = tmp_path / f"{option[2:]}.toml"
    path.write_text(text, "utf-8")
    assert said in refusal(capsys, town, "--population", "people", "--regions", "3", option, path)


def test_degrees_are_refused_and_converted_when_asked(
    capsys: pytest.CaptureFixture[str], town: Path, tmp_path: Path
) -> None:
    degrees = tmp_path / "regions.geojson"
    answer(capsys, town, "--population", "people", "--regions", "5", "--out", degrees)
    words = (degrees, "--population", "population", "--id", "region", "--regions", "2")
    assert "metres" in refusal(capsys, *words)
    assert answer(capsys, *words, "--metres", "EPSG:31370")["regions"] == 2


def test_every_sentence_is_one_of_its_own() -> None:
    assert not set(METHOD.values()) & set(COMMAND.values())
