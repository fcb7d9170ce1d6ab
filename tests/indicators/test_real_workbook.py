"""The workbook of a real city, with everything that is wrong with it, arrives as it is known to be."""

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.support.deliver import take
from wijk.core.text import Text
from wijk.indicators.actions import TakenIn
from wijk.indicators.models import Indicator, Series, SetAside, Source, Theme
from wijk.territory.models import Area, AreaSet, Kind

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


@pytest.fixture
def done(real_data: Path, data_folder: Path) -> TakenIn:
    """The workbook, taken in."""
    folder = real_data / "territory" / "brussels-district-indicators"
    if not folder.is_dir():
        pytest.skip(f"no {folder}")
    codes = [row["md_code"] for row in csv.DictReader((folder / "district_indicators_wide.csv").open())]
    districts = AreaSet.objects.create(
        key="districts", version="1", level="neighbourhood", valid_from=date(2000, 1, 1), current=True
    )
    Area.objects.bulk_create(
        Area(area_set=districts, code=c, kind=Kind.INHABITED if int(c) < 700 else Kind.GREEN) for c in codes
    )
    source, theme = Source.objects.create(code="ibsa"), Theme.objects.create(code="all", name=Text.of("All"))
    sheet = openpyxl.load_workbook(folder / "wijkmonitoring_export.xlsx", read_only=True).worksheets[0]
    top = next(sheet.iter_rows(values_only=True, max_row=1))
    heads = list(dict.fromkeys(" ".join(str(h).split()) for h in top if h and h != "Gebied"))
    own = [h for h in heads if h.startswith("Kwetsbaar")]
    headings = {h: f"i{n}" for n, h in enumerate(h for h in heads if h not in own)}
    assert len(headings) == 34
    for head, code in headings.items():
        Indicator.objects.create(code=code, theme=theme, source=source, measure="delivered", name=Text.of(head))
    mapping = {
        "areas": "districts/1", "source": "ibsa", "shape": "crossed", "heading_rows": [1, 3], "first_row": 4, "area_column": "A",
        "sheet": "Gegevens", "headings": headings, "ignore_headings": dict.fromkeys(own, "a composite of the file's author"),
        "marks": {"VS": "suppressed", "ND": "not-available"},
        "doubted_rows": [{"rows": [53, 54], "area": "109", "why": "neither is wholly right"}],
        "surplus_rows": [{"row": 18, "why": "repeats code 37"}],
    }  # fmt: skip
    return take(folder / "wijkmonitoring_export.xlsx", mapping)


def test_every_known_truth_is_told(done: TakenIn) -> None:
    found = [finding for _, finding in done.findings]
    by_code = {code: [f for f in found if f.code == code] for code in {f.code for f in found}}
    marks = {f.params["value"]: (f.params["count"], f.params["meaning"]) for f in by_code["marks-found"]}
    assert marks == {"VS": (120, "suppressed"), "ND": (10, "not-available")}
    (address,) = by_code["value-not-number"]
    assert (address.line, address.column) == (67, "HW")
    assert "cell HW67" in " ".join(done.sentences("warning"))
    assert len(by_code["column-doubled"]) == 17
    assert all(f.params["conflicts"] == 0 and f.severity == "note" for f in by_code["column-doubled"])
    (without,) = by_code["column-without-period"]
    assert (without.params["columns"], without.params["count"]) == ("WE–WJ", 0)
    assert [f.line for f in by_code["row-surplus"]] == [18]
    assert len(by_code["heading-ignored"]) == 5
    (doubted,) = by_code["rows-doubted"]
    assert (doubted.line, doubted.params["rows"], doubted.params["area"]) == (53, "53, 54", "109")


def test_conflicting_cells_of_one_area_wait_and_agreeing_ones_stand(done: TakenIn) -> None:
    aside = SetAside.objects.select_related("area")
    assert {row.area.code for row in aside} == {"109"}
    assert len(aside) == done.set_aside == 555
    assert all([c["line"] for c in row.candidates] == [53, 54] for row in aside)
    marks = "".join(Series.objects.filter(area__code="109").values_list("marks", flat=True))
    assert marks.count("a") == 555
    assert marks.count("d") > 0  # where the two rows agree
    others = "".join(Series.objects.exclude(area__code="109").values_list("marks", flat=True))
    assert (others + marks).count("s") == 120
    assert (others + marks).count("n") == 10


def test_what_the_sheet_says_is_published_as_it_stands(done: TakenIn, real_data: Path) -> None:
    sheet = openpyxl.load_workbook(
        real_data / "territory" / "brussels-district-indicators" / "wijkmonitoring_export.xlsx", read_only=True
    ).worksheets[0]
    rows = {r[0]: r for r in sheet.iter_rows(values_only=True, min_row=4, max_row=10)}
    first = Series.objects.get(indicator__code="i0", area__code="2")
    assert first.values[0] == rows[2][2] == 5.28
