"""A whole real city: what is known of the Brussels-Capital Region must come out of its official files.

Loaded once for all tests of this file; skipped where the files are absent.
"""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import shapely
from django.db import transaction
from django.db.models import Sum
from django.test import override_settings
from django.utils.translation import override
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from wijk.core.models import Setting
from wijk.core.viewer import Operator
from wijk.indicators.models import Delivery, Indicator, Series, SetAside, Source
from wijk.packs import actions
from wijk.packs.actions import Loaded
from wijk.territory import queries
from wijk.territory.models import Area, AreaSet, Kind, Nesting, Place, PlaceCategory, Shape, Street

pytestmark = [pytest.mark.real_data, pytest.mark.slow]

PACK = Path(__file__).resolve().parents[2] / "packs/brussels"
LOCATED, NOWHERE = 1_215_012, 3_243


@pytest.fixture(scope="module")
def loaded(real_data: Path, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Loaded]:
    """The whole region, taken back after the tests of this file."""
    source = real_data / "territory"
    if not (source / "brussels-sectors").is_dir():
        pytest.skip(f"no files of Brussels in {source}")
    with (
        tempfile.TemporaryDirectory() as folder,
        override_settings(WIJK_FOLDER=Path(folder)),
        django_db_blocker.unblock(),
        transaction.atomic(),
        override("en"),
    ):
        yield actions.load(Operator(), folder=PACK, source=source)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def data_folder(loaded: Loaded) -> None:
    """The data folder is that of the whole file."""


def current(level: str) -> "dict[str, Area]":
    return {a.code: a for a in Area.objects.current().at(level).on_the_ground()}


def series(indicator: str, level: str, code: str) -> Series:
    return Series.objects.get(
        indicator__code=indicator, area__area_set__level=level, area__area_set__current=True, area__code=code
    )


def value(indicator: str, level: str, code: str, period: str) -> tuple[float | None, str]:
    found = series(indicator, level, code)
    periods = found.indicator.coverages.get(area_set=found.area_set).periods
    return found.values[periods.index(period)], found.marks[periods.index(period)]


def notes(loaded: Loaded, *words: str) -> list[str]:
    return [note for note in loaded.notes if all(word in note for word in words)]


# --- areas ------------------------------------------------------------------------------------------------------------


def test_there_are_724_sectors_145_neighbourhoods_19_municipalities_and_one_region() -> None:
    counts = {level: len(current(level)) for level in ("sector", "neighbourhood", "municipality", "region")}
    assert counts == {"sector": 724, "neighbourhood": 145, "municipality": 19, "region": 1}


def test_kinds_follow_from_the_codes() -> None:
    kinds = Counter(a.kind for a in current("neighbourhood").values())
    assert kinds == {Kind.INHABITED: 118, Kind.GREEN: 18, Kind.INDUSTRY: 6, Kind.CEMETERY: 3}
    assert current("neighbourhood")["906"].kind == Kind.GREEN


def test_48_neighbourhoods_cross_municipal_borders_and_each_has_one_lead() -> None:
    links = Nesting.objects.filter(child__area_set__level="neighbourhood", parent__area_set__level="municipality")
    assert sum(n > 1 for n in Counter(links.values_list("child__code", flat=True)).values()) == 48
    assert set(Counter(links.filter(lead=True).values_list("child__code", flat=True)).values()) == {1}
    assert links.filter(lead=True).count() == 145


def test_shares_of_a_neighbourhood_add_up_to_one() -> None:
    links = Nesting.objects.filter(child__area_set__level="neighbourhood", parent__area_set__level="municipality")
    sums = links.values("child").annotate(total=Sum("share")).values_list("total", flat=True)
    assert min(sums) > 0.999_999
    assert max(sums) < 1.000_001


def test_municipalities_come_from_the_sectors_and_not_from_the_unreliable_columns() -> None:
    leads = Nesting.objects.filter(
        child__area_set__level="neighbourhood", parent__area_set__level="municipality", lead=True
    )
    assert len(set(leads.values_list("parent__code", flat=True))) == 19
    assert [p.parent.code for p in queries.parents(queries.area("neighbourhood", "58"), "municipality")] == ["21001"]


def test_sectors_dissolve_into_the_neighbourhoods() -> None:
    links = Nesting.objects.filter(child__area_set__level="sector", parent__area_set__level="neighbourhood")
    total = sum(a.surface for a in current("neighbourhood").values())
    apart = []
    for code, area in current("neighbourhood").items():
        inside = links.filter(parent__code=code).aggregate(s=Sum("child__surface"))["s"]
        apart.append(abs(inside - area.surface) / area.surface)
    assert abs(sum(a.surface for a in current("sector").values()) / total - 1) < 0.0003
    assert max(apart) < 0.15  # both were drawn separately: a small park differs most
    assert sorted(apart)[72] < 0.01


def test_ixelles_is_in_two_pieces() -> None:
    assert current("municipality")["21009"].pieces == 2


def test_the_sector_that_is_a_polygon_and_a_line_arrives_usable(loaded: Loaded) -> None:
    area = current("sector")["21001A02-"]
    assert shapely.from_wkb(bytes(area.shape.wkb)).geom_type in ("Polygon", "MultiPolygon")
    assert area.surface > 10_000
    assert area.note.to("nl")
    assert notes(loaded, "sectors_724.geojson", "line 3")


def test_the_five_sectors_without_a_name_are_called_by_their_code() -> None:
    nameless = ["21004A19-", "21004B45-", "21004E180", "21005A311", "21009A922"]
    assert [current("sector")[code].name.to("nl") for code in nameless] == nameless


def test_names_are_written_as_people_write_them() -> None:
    districts = current("neighbourhood")
    assert districts["1"].name == {"nl": "Grote Markt", "fr": "Grand-Place", "en": "Grand-Place"}
    assert districts["24"].name.to("fr") == "Chaussée de Haecht"
    assert districts["47"].name.to("nl") == "Hoog Sint-Gillis"


def test_every_area_can_be_drawn() -> None:
    assert not Shape.objects.filter(area__area_set__current=True, coarse="").exists()
    drawing = queries.atlas().level("neighbourhood")
    assert drawing is not None
    assert len(drawing.outlines) == 145


def test_the_whole_map_stays_small() -> None:
    drawing = queries.atlas().level("neighbourhood")
    assert drawing is not None
    assert sum(len(o.path) for o in drawing.outlines) < 60_000


# --- people -----------------------------------------------------------------------------------------------------------


def test_19_units_hold_the_people_in_no_sector() -> None:
    units = Area.objects.filter(kind=Kind.NOWHERE)
    assert units.count() == 19
    people = Series.objects.filter(indicator__code="population", area__in=units)
    assert sum(s.values[-1] for s in people) == NOWHERE


def test_sectors_sum_to_the_population_of_2020() -> None:
    rows = Series.objects.filter(indicator__code="population", area__area_set__level="sector").exclude(
        area__kind=Kind.NOWHERE
    )
    assert sum(s.values[-1] for s in rows) == LOCATED


def test_sectors_sum_to_each_of_the_145_neighbourhoods() -> None:
    links = Nesting.objects.filter(child__area_set__level="sector", parent__area_set__level="neighbourhood")
    inside: Counter[str] = Counter()
    people = {
        s.area_id: s.values[-1]
        for s in Series.objects.filter(indicator__code="population", area__area_set__level="sector")
    }
    for child, parent in links.values_list("child_id", "parent__code"):
        inside[parent] += people[child]
    found = {code: value("population", "neighbourhood", code, "2020")[0] for code in current("neighbourhood")}
    assert found == {code: inside[code] for code in found}
    assert sum(v or 0 for v in found.values()) == LOCATED


def test_nobody_is_lost_in_the_region() -> None:
    assert value("population", "region", "04000", "2020")[0] == LOCATED + NOWHERE


def test_the_118_inhabited_neighbourhoods_hold_nearly_everybody() -> None:
    codes = [code for code, a in current("neighbourhood").items() if a.kind == Kind.INHABITED]
    share = sum(value("population", "neighbourhood", c, "2020")[0] or 0 for c in codes) / LOCATED
    assert round(100 * share, 1) == 99.5


def test_22_sectors_have_no_residents() -> None:
    rows = Series.objects.filter(indicator__code="population", area__area_set__level="sector").exclude(
        area__kind=Kind.NOWHERE
    )
    assert sum(s.values[-1] == 0 for s in rows) == 22


def test_origin_runs_from_1994_to_2025_in_all_neighbourhoods() -> None:
    rows = Series.objects.filter(indicator__code="population", area__area_set__level="neighbourhood")
    assert rows.count() == 145
    coverage = Indicator.objects.get(code="population").coverages.get(area_set__level="neighbourhood")
    assert {str(year) for year in range(1994, 2026)} <= set(coverage.periods)
    assert value("foreigners", "neighbourhood", "109", "2025")[0] == 2799


# --- the workbook -----------------------------------------------------------------------------------------------------


def test_34_official_indicators_come_out_of_the_workbook() -> None:
    delivery = Delivery.objects.get(name__contains="wijkmonitoring_export")
    assert delivery.parts.values("indicator").distinct().count() == 34


def test_they_run_from_1981_to_2025() -> None:
    periods = {
        p for part in Delivery.objects.get(name__contains="wijkmonitoring_export").parts.all() for p in part.periods
    }
    assert (min(periods), max(periods)) == ("1981", "2025")


def test_five_composites_are_left_out_and_said_so() -> None:
    delivery = Delivery.objects.get(name__contains="wijkmonitoring_export")
    told = [
        f for f in delivery.findings if f["code"] == "heading-ignored" and "Kwetsbaarheidsindex" in str(f["params"])
    ]
    assert len(told) == 5
    assert Source.objects.get(code="composites").verdict == "rejected"


def test_indicators_that_cover_57_neighbourhoods_only_say_so() -> None:
    few = set()
    for part in Delivery.objects.get(name__contains="wijkmonitoring_export").parts.select_related("indicator"):
        rows = Series.objects.filter(indicator=part.indicator, area__area_set__level="neighbourhood")
        if sum(bool(set(s.marks) - set("-r")) for s in rows) == 57:  # "r": no residents, known from the population
            few.add(part.indicator.code)
    noted = {i.code for i in Indicator.objects.all() if "57" in i.note.to("en")}
    assert noted <= few
    assert len(noted) == 10


def test_vs_arrives_as_suppressed_and_nd_as_not_available() -> None:
    delivery = Delivery.objects.get(name__contains="wijkmonitoring_export")
    marks = {f["params"]["value"]: f["params"]["count"] for f in delivery.findings if f["code"] == "marks-found"}
    assert marks == {"VS": 120, "ND": 10}
    rows = Series.objects.filter(indicator__code="apartment-price", area__area_set__level="neighbourhood")
    assert sum(s.marks.count("s") for s in rows) > 100


def test_the_address_that_stands_as_a_value_is_reported_with_its_cell(loaded: Loaded) -> None:
    assert notes(loaded, "HW67", "https://wijkmonitoring.brussels")


def test_columns_without_a_year_are_reported(loaded: Loaded) -> None:
    assert notes(loaded, "WE–WJ", "no period")


def test_columns_that_stand_twice_are_reported() -> None:
    delivery = Delivery.objects.get(name__contains="wijkmonitoring_export")
    doubled = [f for f in delivery.findings if f["code"] == "column-doubled"]
    assert sum(f["count"] for f in doubled) == 17


def test_the_surplus_row_is_reported_and_left_out(loaded: Loaded) -> None:
    assert notes(loaded, "Row 18 is left out")
    assert value("welfare", "neighbourhood", "37", "2005")[0] == 5.95


def test_neighbourhood_109_is_set_aside_and_never_guessed(loaded: Loaded) -> None:
    assert notes(loaded, "Rows 53, 54 both claim area 109")
    assert set(SetAside.objects.values_list("area__code", flat=True)) == {"109"}
    found = SetAside.objects.get(indicator__code="welfare", period="2005")
    assert {c["value"] for c in found.candidates} == {0.79, 0.92}
    assert found.chosen is None
    assert value("welfare", "neighbourhood", "109", "2005") == (None, "a")


def test_a_rate_without_counts_is_never_averaged_upwards() -> None:
    assert not any(
        v is not None
        for s in Series.objects.filter(indicator__code="median-income", area__area_set__level="region")
        for v in s.values
    )


def test_the_workbook_still_has_the_faults_that_the_pack_describes(real_data: Path) -> None:
    book = load_workbook(
        real_data / "territory/brussels-district-indicators/wijkmonitoring_export.xlsx", read_only=True
    )
    codes = [row[0] for row in book["Gegevens"].iter_rows(min_row=1, max_col=1, values_only=True)]
    assert (codes[17], codes[52], codes[53]) == (37, 109, 109)
    assert 115 not in codes


# --- places and streets -----------------------------------------------------------------------------------------------


def test_there_are_16_953_places_and_984_stops() -> None:
    assert Place.objects.filter(source="osm").count() == 16_953
    assert Place.objects.filter(category="stop").count() == 984


def test_places_of_the_file_lie_where_it_says() -> None:
    assert not Place.objects.filter(source="osm", neighbourhood=None).exists()
    counts = Counter(Place.objects.filter(source="osm").values_list("category", flat=True))
    assert counts["school"] == 656
    assert counts["pharmacy"] == 414
    assert counts["playground"] == 480


def test_every_category_has_a_name_in_three_languages() -> None:
    assert [c.code for c in PlaceCategory.objects.all() if c.name.missing()] == []


def test_streets_are_partial_and_the_city_says_so() -> None:
    assert Setting.objects.get(name="city").value["streets_complete"] is False
    assert Street.objects.count() > 1_500
    street = Street.objects.filter(key__startswith="avenue-louise_louizalaan").first()
    assert street is not None
    assert street.name == {"fr": "Avenue Louise", "nl": "Louizalaan"}


# --- catalogue --------------------------------------------------------------------------------------------------------


def test_every_indicator_is_explained_in_three_languages() -> None:
    for indicator in Indicator.objects.all():
        for text in (
            indicator.name,
            indicator.definition,
            indicator.relevance,
            indicator.method,
            indicator.unit_name,
            indicator.update_procedure,
        ):
            assert text.missing() == (), indicator.code
        for text in (indicator.note, indicator.sentence):
            assert not text or text.missing() == (), indicator.code


def test_every_source_is_appraised_in_three_languages() -> None:
    for source in Source.objects.all():
        for text in (source.name, source.coverage, source.quality, source.level, source.lag, source.rights):
            assert text.missing() == (), source.code
        assert source.verdict != "rejected" or source.reason.missing() == ()


def test_finding_forgives_accents_and_typing_errors() -> None:
    def first(words: str) -> str:
        return queries.find(words)[0].area

    assert first("marollen") == "neighbourhood/8"
    assert first("chaussee de haecht") == "neighbourhood/24"
    assert first("Marrolen") == "neighbourhood/8"
    assert first("Schaarbek") == "municipality/21015"
    assert first("molenbek") in {"municipality/21012", "neighbourhood/16"}
    assert "louizalaan" in {h.label.lower() for h in queries.find("louiselaan", limit=20)} | {
        h.label.lower() for h in queries.find("louizalan")
    }


def test_a_point_lies_in_its_neighbourhood() -> None:
    area = queries.at(4.3525, 50.8467)
    assert area is not None
    assert area.code == "1"
    assert queries.at(0.0, 0.0) is None


def test_a_second_load_changes_nothing(real_data: Path) -> None:
    before = AreaSet.objects.count(), Delivery.objects.count()
    again = actions.load(Operator(), folder=PACK, source=real_data / "territory")
    assert not again.changed
    assert (AreaSet.objects.count(), Delivery.objects.count()) == before


def test_centres_for_labels_lie_inside() -> None:
    shapes = Shape.objects.filter(area__area_set__current=True).values_list("wkb", "area__lon", "area__lat")
    rows = [(bytes(w), lon, lat) for w, lon, lat in shapes]
    inside = shapely.covers(
        shapely.from_wkb([r[0] for r in rows]), shapely.points([r[1] or 0.0 for r in rows], [r[2] or 0.0 for r in rows])
    )
    assert np.all(inside)
