"""Files of every shape and format arrive as figures; what does not fit is said with its place."""

from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely

from tests.support.deliver import cell, long, people, state, take, write_csv
from tests.support.smallground import Smalltown
from wijk.core.errors import Faulty
from wijk.core.viewer import Operator
from wijk.indicators import actions, kept
from wijk.indicators.models import Delivery, Series, SetAside
from wijk.trail.models import Entry


def test_it_takes_in_a_plain_file(town: Smalltown, tmp_path: Path) -> None:
    done = take(write_csv(tmp_path / "p.csv", people(town)), long())
    assert (done.cells, len(done.published), done.set_aside) == (13, 1, 0)
    assert cell("population", "sector", "21001A00-", "2020") == (100, "d")
    assert cell("population", "neighbourhood", "1", "2020") == (300, "c")
    assert cell("population", "region", "04000", "2020") == (1107, "c")
    assert Entry.objects.get().verb == "indicators.take_in"


def test_taking_in_again_changes_nothing(town: Smalltown, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", people(town))
    take(path, long())
    before = state()
    done = take(path, long())
    assert (done.skipped, done.published, done.changed) == (["p.csv"], [], False)
    assert state() == before
    assert Delivery.objects.count() == 1


def test_a_changed_file_replaces_the_one_before(town: Smalltown, tmp_path: Path) -> None:
    take(write_csv(tmp_path / "p.csv", people(town)), long())
    done = take(write_csv(tmp_path / "p.csv", people(town, each=50)[:5]), long())
    assert len(done.withdrawn) == 1
    assert cell("population", "sector", "21001A00-", "2020") == (50, "d")
    assert Series.objects.filter(area_set__level="sector").count() == 5 + 1  # and the park, where nobody lives


def test_the_wide_shape(town: Smalltown, tmp_path: Path) -> None:
    rows = [{"jaar": "2020", "wijk": "1", "inw": "300", "jong": "60", "waarde": "0,25"}]
    rows += [{"jaar": "2020", "wijk": "2", "inw": "200", "jong": "VS", "waarde": ""}]
    path = write_csv(tmp_path / "w.csv", rows, ("jaar", "wijk", "inw", "jong", "waarde"))
    mapping = {
        "areas": "neighbourhoods/2022", "source": "town-hall", "shape": "wide", "columns": {"area": "wijk", "period": "jaar"},
        "values": {
            "population": "inw",
            "share-under-18": {"numerator": "jong", "denominator": "inw"},
            "median-income": {"value": "waarde", "scale": 100000},
        },
        "marks": {"VS": "suppressed"},
    }  # fmt: skip
    take(path, mapping)
    assert cell("population", "neighbourhood", "1", "2020") == (300, "d")
    assert cell("share-under-18", "neighbourhood", "1", "2020") == (20, "d")
    assert cell("share-under-18", "neighbourhood", "2", "2020") == (None, "s")
    assert cell("median-income", "neighbourhood", "1", "2020") == (25000, "d")
    assert cell("median-income", "neighbourhood", "2", "2020") == (None, "-")


def test_an_excel_workbook_with_numbers_for_codes(town: Smalltown, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Data"
    sheet.append(["code", "year", "persons"])
    for code, count in ((1, 300), (2.0, 200), (3, 400), (901, 0)):
        sheet.append([code, 2020, count])
    book.save(tmp_path / "x.xlsx")
    mapping = {
        "areas": "neighbourhoods/2022", "shape": "long", "indicator": "population", "sheet": "Data",
        "columns": {"area": "code", "period": "year", "value": "persons"},
    }  # fmt: skip
    take(tmp_path / "x.xlsx", mapping)
    assert cell("population", "neighbourhood", "2", "2020") == (200, "d")
    assert cell("population", "region", "04000", "2020") == (900, "c")


def test_parquet(town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    table = pa.table({key: [row[key] for row in rows] for key in ("area", "indicator", "period", "value")})
    pq.write_table(table, tmp_path / "p.parquet")
    columns = {key: key for key in ("area", "indicator", "period", "value")}
    take(tmp_path / "p.parquet", long() | {"columns": columns})
    assert cell("population", "municipality", "21001", "2020") == (507, "c")


def test_the_attributes_of_a_geopackage(town: Smalltown, tmp_path: Path) -> None:
    codes, counts = np.array(["1", "2", "3", "901"], object), np.array([300, 200, 400, 0])
    points = shapely.to_wkb(shapely.points([4.0] * 4, [50.0] * 4))
    pyogrio.raw.write(
        tmp_path / "p.gpkg",
        points,
        [codes, counts],
        ["code", "inw"],
        layer="wijken",
        geometry_type="Point",
        crs="EPSG:4326",
    )
    mapping = {
        "areas": "neighbourhoods/2022", "shape": "wide", "period": 2021, "columns": {"area": "code"},
        "values": {"population": "inw"},
    }  # fmt: skip
    take(tmp_path / "p.gpkg", mapping)
    assert cell("population", "neighbourhood", "3", "2021") == (400, "d")


def test_sdmx_csv(town: Smalltown, tmp_path: Path) -> None:
    text = "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n"
    text += "X:POP(1.0),1,population,2020,300,A\nX:POP(1.0),2,population,2020,,M\nX:POP(1.0),3,population,2020,,Q\n"
    (tmp_path / "s.csv").write_text(text)
    columns = {
        "area": "REF_AREA",
        "indicator": "INDICATOR",
        "period": "TIME_PERIOD",
        "value": "OBS_VALUE",
        "status": "OBS_STATUS",
    }
    take(tmp_path / "s.csv", long("neighbourhoods/2022") | {"columns": columns})
    marks = [cell("population", "neighbourhood", code, "2020") for code in "123"]
    assert marks == [(300, "d"), (None, "n"), (None, "s")]


def test_only_the_rows_that_are_asked_for(town: Smalltown, tmp_path: Path) -> None:
    text = "Region;code;pop\nBRU;1;300\nVLG;99999;5\nBRU;2;200\n"
    (tmp_path / "b.csv").write_text(text)
    mapping = {
        "areas": "neighbourhoods/2022", "shape": "long", "indicator": "population", "period": "2020",
        "columns": {"area": "code", "value": "pop"}, "where": {"Region": "BRU"},
    }  # fmt: skip
    done = take(tmp_path / "b.csv", mapping)
    assert done.cells == 2
    assert any(f.code == "rows-left-out" and f.params["count"] == 1 for _, f in done.findings)


def test_contradicting_cells_are_set_aside_and_equal_ones_count_once(town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows += [dict(rows[0]), {**rows[1], "value": 55}]
    done = take(write_csv(tmp_path / "d.csv", rows), long())
    assert done.set_aside == 1
    aside = SetAside.objects.get()
    assert [c["value"] for c in aside.candidates] == [100, 55]
    assert aside.candidates[1]["line"] == 16
    assert cell("population", "sector", rows[0]["area"], "2020") == (100, "d")
    assert cell("population", "sector", rows[1]["area"], "2020") == (None, "a")


def test_all_faults_are_said_at_once_and_nothing_changes(town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows[0]["area"] = "21001A00"  # a lost hyphen
    rows[1]["area"] = "99999"
    rows[2]["indicator"] = "happiness"
    rows[3]["period"] = "last year"
    rows[4]["value"] = -3
    before = state()
    with pytest.raises(Faulty) as fault:
        take(write_csv(tmp_path / "f.csv", rows), long())
    said = str(fault.value)
    for part in ("f.csv, line 2", "probably “21001A00-”", "99999", "happiness", "“last year” is not a period", "-3"):
        assert part in said
    assert state() == before
    assert not Delivery.objects.exists()
    assert not list((kept.home() / ".incoming").iterdir())


def test_a_file_that_is_not_there_and_one_that_is_empty(town: Smalltown, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_text("")
    files = [actions.PackFile(tmp_path / name, name, long()) for name in ("gone.csv", "e.csv")]
    with pytest.raises(Faulty) as fault:
        actions.take_in(Operator(), files=files)
    assert len(fault.value.problems) == 2


def test_a_description_with_faults(town: Smalltown, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", people(town))
    bad = [
        long() | {"shape": "round"}, long() | {"colums": {}}, long("streets/1"), long() | {"decimal": ";"},
        long() | {"columns": {"area": "nowhere"}, "indicator": "x", "period": "2020"}, long() | {"source": "me"},
    ]  # fmt: skip
    for mapping in bad:
        with pytest.raises(Faulty):
            take(path, mapping)


def test_codes_of_another_version_are_recognised(town: Smalltown, tmp_path: Path) -> None:
    rows = [{"area": "21001A00-", "indicator": "population", "period": "2020", "value": 3}]
    with pytest.raises(Faulty, match="it is one of sectors/2022"):
        take(write_csv(tmp_path / "v.csv", rows), long("neighbourhoods/2022"))


def test_decimals_with_a_comma_are_found_out(town: Smalltown, tmp_path: Path) -> None:
    text = "area;value\n1;24.500,5\n2;31.000,25\n"
    (tmp_path / "k.csv").write_text(text)
    mapping = long("neighbourhoods/2022") | {
        "columns": {"area": "area", "value": "value"},
        "indicator": "median-income",
        "period": "2020",
    }
    take(tmp_path / "k.csv", mapping)
    assert cell("median-income", "neighbourhood", "1", "2020") == (24500.5, "d")


def test_mixed_decimal_signs_are_refused(town: Smalltown, tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text("area;value\n1;24500,5\n2;31000.25\n")
    mapping = long("neighbourhoods/2022") | {
        "columns": {"area": "area", "value": "value"},
        "indicator": "median-income",
        "period": "2020",
    }
    with pytest.raises(Faulty, match="both with a point"):
        take(tmp_path / "k.csv", mapping)


def test_a_word_in_a_column_of_numbers_is_left_out_with_its_place(town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows[4]["value"] = "https://example.org"
    done = take(write_csv(tmp_path / "p.csv", rows), long())
    (finding,) = [f for _, f in done.findings if f.code == "value-not-number"]
    assert (finding.line, finding.column) == (6, "value")
    assert cell("population", "sector", rows[4]["area"], "2020")[0] is None


def test_a_column_of_words_is_the_wrong_column(town: Smalltown, tmp_path: Path) -> None:
    rows = [{**row, "value": "many"} for row in people(town)]
    with pytest.raises(Faulty, match="are not numbers, such as “many”"):
        take(write_csv(tmp_path / "p.csv", rows), long())
