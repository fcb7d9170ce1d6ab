"""`wijk reach` on small files: nearest, counts, areas, candidates; and on the streets of a real city."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from wijk.cli import main

# A street of 1,000 m to the east and, apart from it, another of 1,000 m, in Belgian Lambert 72.
X, Y = 150_000, 170_000


@pytest.fixture
def town(tmp_path: Path) -> Path:
    keys = (
        "".join(f'<key id="{k}" for="node" attr.name="{k}"/>' for k in "xy")
        + '<key id="crs" attr.name="crs" for="graph"/>'
    )
    nodes = "".join(
        f'<node id="{own}"><data key="x">{X + x}</data><data key="y">{Y + y}</data></node>'
        for own, x, y in (("a", 0, 0), ("b", 1000, 0), ("c", 0, 3000), ("d", 1000, 3000))
    )
    edges = '<edge source="a" target="b"/><edge source="c" target="d"/>'
    (tmp_path / "net.graphml").write_text(
        f'<graphml>{keys}<graph edgedefault="undirected"><data key="crs">EPSG:31370</data>{nodes}{edges}</graph></graphml>'
    )
    (tmp_path / "places.csv").write_text(
        f"id;x;y;category\n1;{X + 900};{Y};school\n2;{X + 950};{Y};shop\n3;{X};{Y + 10};shop\n4;{X};{Y + 1500};shop\n"
    )
    (tmp_path / "origins.csv").write_text(
        f"id;x;y;area;people\nO1;{X + 100};{Y + 20};west;30\nO2;{X + 800};{Y};east;50\nO3;{X + 500};{Y + 3000};north;7\nO4;{X};{Y - 900};south;3\n"
    )
    (tmp_path / "candidates.csv").write_text(f"id;x;y\nnew;{X + 400};{Y + 3000}\nneedless;{X + 850};{Y}\n")
    return tmp_path


def words(town: Path, *more: str) -> list[str]:
    files = [
        f"--{name}={town / file}"
        for name, file in (("network", "net.graphml"), ("places", "places.csv"), ("origins", "origins.csv"))
    ]
    return ["reach", *files, "--crs=EPSG:31370", "--area=area", "--population=people", *more]


def ask(capsys: pytest.CaptureFixture[str], town: Path, *more: str) -> dict[str, Any]:
    assert main(words(town, "--json", *more)) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_distances_and_counts_by_hand(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, town, "--minutes=3,10", "--speed=6")
    assert (found["categories"], found["minutes"]) == (["school", "shop"], [3, 10])
    origins = found["origins"]
    assert origins["id"] == ["O1", "O2", "O3", "O4"]
    assert origins["metres"]["school"] == pytest.approx([820, 100, None, None], abs=0.2)
    assert origins["metres"]["shop"] == pytest.approx([20 + 100 + 10, 150, None, None], abs=0.2)
    assert origins["unreachable"]["shop"] == [False, False, True, True]
    assert origins["on_network"] == [True, True, True, False]
    assert origins["within"]["shop"] == {"3": [1, 1, 0, 0], "10": [2, 2, 0, 0]}
    assert origins["within"]["school"] == {"3": [0, 1, 0, 0], "10": [1, 1, 0, 0]}
    assert "1 of 4 places lie farther" in " ".join(found["notes"])


def test_areas_count_their_residents(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, town, "--minutes=3", "--speed=6")
    assert found["residents"] == 90
    assert found["all"]["off_network"] == 3
    assert found["all"]["categories"]["school"]["without"] == {"3": 37}
    assert found["all"]["categories"]["school"]["share_without"]["3"] == pytest.approx(37 / 87)
    west = found["areas"]["west"]["categories"]["school"]
    assert (west["mean_minutes"], west["unreached"]) == (pytest.approx(8.2, abs=0.01), 0)
    assert found["areas"]["north"]["categories"]["school"] == {
        "mean_minutes": None, "unreached": 7, "without": {"3": 7}, "share_without": {"3": 1.0},
    }  # fmt: skip


def test_candidates_add_those_who_had_none(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = [f"--candidates={town / 'candidates.csv'}", "--minutes=3", "--speed=6"]
    found = ask(capsys, town, *more, "--candidate-category=shop")
    assert [one["newly_within"] for one in found["gains"]["candidates"]] == [7, 0]
    assert found["gains"]["candidates"][1]["minutes_spared"] == pytest.approx(50 * 1.0, abs=0.1)
    assert found["gains"]["sequence"] == {"shop": [{"id": "new", "newly_within": 7}]}
    assert main(words(town, *more)) == 1
    assert "Say with --candidate-category" in capsys.readouterr().err


def test_the_folder_holds_report_and_tables(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = town / "out"
    assert (
        main(
            words(
                town,
                f"--out={out}",
                f"--candidates={town / 'candidates.csv'}",
                "--candidate-category=shop",
                "--language=nl",
            )
        )
        == 0
    )
    capsys.readouterr()
    assert {path.name for path in out.iterdir()} == {
        "answer.json",
        "report.md",
        "origins.csv",
        "areas.csv",
        "candidates.csv",
    }
    rows = list(csv.DictReader((out / "origins.csv").open(newline="")))
    assert rows[2]["shop metres"] == ""
    assert rows[2]["shop unreachable"] == "True"
    assert "# " in (out / "report.md").read_text()


def test_areas_may_be_polygons(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    square = [[X - 50, Y - 50], [X + 600, Y - 50], [X + 600, Y + 50], [X - 50, Y + 50], [X - 50, Y - 50]]
    polygons = {
        "type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::31370"}},
        "features": [{"type": "Feature", "properties": {"id": "W"}, "geometry": {"type": "Polygon", "coordinates": [square]}}],
    }  # fmt: skip
    (town / "areas.geojson").write_text(json.dumps(polygons))
    found = ask(capsys, town, f"--areas={town / 'areas.geojson'}")
    assert {name: area["residents"] for name, area in found["areas"].items()} == {"W": 30, "no area": 60}
    assert "3 of 4 origins lie in no area" in " ".join(found["notes"])


def test_only_some_categories_count(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(capsys, town, "--only=school")["categories"] == ["school"]
    assert main(words(town, "--only=bank")) == 1
    assert "category “bank”" in capsys.readouterr().err


def test_snapping_to_nodes_is_another_way(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = ask(capsys, town, "--snap-to=node", "--snap=300")
    assert found["origins"]["metres"]["school"][1] == pytest.approx(200 + 100, abs=0.2)
    assert "nearest node" in " ".join(found["notes"])


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (["--minutes=five"], "not a list of minutes"),
        (["--minutes=0"], "cannot be a limit"),
        (["--speed=nan"], "cannot be a walking speed"),
        (["--snap=-1"], "largest distance"),
        (["--category=kind"], "no column “kind”"),
        (["--population=residents"], "no column “residents”"),
        (["--id=area2"], "no column “area2”"),
        (["--snap=1", "--snap-to=node"], "Not one point of places.csv"),
        (["--crs=EPSG:0"], "is not known"),
        (["--crs=EPSG:28992"], "km from the network"),
        (["--network-layer=roads", "--origins=nowhere.csv"], "is not there"),
    ],
)
def test_wrong_words_are_one_clear_sentence(
    town: Path, capsys: pytest.CaptureFixture[str], more: list[str], says: str
) -> None:
    assert main(words(town, *more)) == 1
    told = capsys.readouterr()
    assert says in told.err
    assert told.out == ""


def test_positions_that_are_not_degrees_need_a_system(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([word for word in words(town) if not word.startswith("--crs")]) == 1
    assert "not longitude and latitude" in capsys.readouterr().err
    (town / "places.csv").write_text("id;where\n1;there\n")
    assert main(words(town)) == 1
    assert "has no position" in capsys.readouterr().err


@pytest.mark.real_data
def test_a_real_city(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ground = real_data / "territory"
    given = {
        "network": "brussels-city-street-graph/brussels_city_drive.graphml",
        "places": "brussels-osm-poi/osm_poi_brussels_2026.geojson",
        "origins": "brussels-sectors/sectors_724.geojson",
    }
    more = [
        "--category=kind",
        "--only=amenity=pharmacy",
        "--id=cd_sector",
        "--population=population_2020",
        "--area=md_code",
        "--json",
    ]
    assert main(["reach", *(f"--{name}={ground / file}" for name, file in given.items()), *more]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["residents"] - found["all"]["off_network"] == 263_038
    city = found["all"]["categories"]["amenity=pharmacy"]
    assert city["share_without"]["15"] < 0.05 < city["share_without"]["5"]
    assert 3 < city["mean_minutes"] < 9


def test_no_places_at_all_is_an_answer(town: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (town / "none.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    found = ask(capsys, town, f"--places={town / 'none.geojson'}")
    assert (found["categories"], found["origins"]["metres"]) == ([], {})
    assert "There are no places at all" in " ".join(found["notes"])
    assert main(words(town, f"--origins={town / 'none.geojson'}")) == 1
    assert main(words(town, f"--network={town / 'none.geojson'}")) == 1
    assert "holds no street" in capsys.readouterr().err
