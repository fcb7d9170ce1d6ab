"""Larger areas are reckoned from counts, never from rates; what cannot be known says why."""

from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.deliver import cell, coverage, delivered, people
from tests.support.smallground import Smalltown
from wijk.indicators.models import Coverage, Delivery, Series
from wijk.territory.models import Area, AreaSet, Nesting

Rows = list[dict[str, Any]]


def share(town: Smalltown, period: str = "2020", /, **young: int) -> Rows:
    """A fifth of 100 people in each sector is young; nobody lives in the park."""
    rows: Rows = []
    for code in town.sectors:
        n = 0 if code == "21001B02-" else 7 if code.endswith("ZZZZ") else 100
        y = young.get(code.rstrip("-"), n // 5)
        rows.append({"area": code, "indicator": "share-under-18", "period": period, "numerator": y, "denominator": n})
    return rows


def test_shares_are_reckoned_again_from_their_counts(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, share(town, **{"21001A00": 80}))
    assert cell("share-under-18", "sector", "21001A00-", "2020") == (80, "d")
    assert cell("share-under-18", "neighbourhood", "1", "2020") == (40, "c")  # (80 + 20 + 20) / 300
    found = Series.objects.get(indicator__code="share-under-18", area__code="1", area_set__level="neighbourhood")
    assert (found.numerators, found.denominators) == ([120], [300])


def test_where_nobody_lives_it_says_so_and_the_rest_is_complete(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, share(town))
    assert cell("share-under-18", "sector", "21001B02-", "2020") == (None, "r")
    assert cell("share-under-18", "neighbourhood", "901", "2020") == (None, "r")
    assert cell("share-under-18", "municipality", "21001", "2020")[1] == "c"


def test_a_missing_child_leaves_its_parents_without_a_figure(town: Smalltown, tmp_path: Path) -> None:
    rows = [r for r in people(town) if r["area"] != "21001A00-"]
    delivered(tmp_path, rows)
    assert cell("population", "neighbourhood", "1", "2020") == (None, "n")
    assert cell("population", "neighbourhood", "3", "2020")[1] == "c"
    assert coverage("population", "neighbourhood").reasons == {"2020": "incomplete"}
    assert coverage("population", "region").reasons == {"2020": "incomplete"}


def test_a_missing_park_is_empty_by_its_kind(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, [r for r in people(town) if r["area"] != "21001B02-"])
    assert cell("population", "sector", "21001B02-", "2020") == (None, "r")
    assert cell("population", "municipality", "21001", "2020") == (507, "c")


def test_one_suppressed_child_is_not_given_away_by_the_sum(town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows[0] |= {"value": "", "status": "suppressed"}
    delivered(tmp_path, rows)
    assert cell("population", "sector", "21001A00-", "2020") == (None, "s")
    for level, code in (("neighbourhood", "1"), ("municipality", "21001"), ("region", "04000")):
        assert cell("population", level, code, "2020")[0] is None
        assert coverage("population", level).reasons == {"2020": "would-reveal"}


def test_a_suppressed_cell_keeps_no_value_even_when_one_was_given(town: Smalltown, tmp_path: Path) -> None:
    rows = people(town)
    rows[0] |= {"value": 4, "status": "suppressed"}
    delivered(tmp_path, rows)
    assert cell("population", "sector", "21001A00-", "2020") == (None, "s")


def test_people_in_no_sector_stay_in_the_totals(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town))
    hoods = sum(cell("population", "neighbourhood", c, "2020")[0] or 0 for c in town.neighbourhoods)
    towns = sum(cell("population", "municipality", c, "2020")[0] or 0 for c in town.municipalities)
    assert (hoods, towns, cell("population", "region", "04000", "2020")[0]) == (1100, 1107, 1107)


def test_without_the_units_without_ground_the_sum_stands_with_a_note(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, [r for r in people(town) if not r["area"].endswith("ZZZZ")])
    assert cell("population", "municipality", "21001", "2020") == (500, "c")
    assert coverage("population", "municipality").notes == {"2020": [{"code": "without-nowhere"}]}


def test_what_is_delivered_at_a_level_wins(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town))
    rows = [{"area": "1", "indicator": "population", "period": "2020", "value": 301}]
    delivered(tmp_path, rows, "neighbourhoods/2022", "n.csv")
    assert cell("population", "neighbourhood", "1", "2020") == (301, "d")
    assert cell("population", "neighbourhood", "2", "2020") == (400, "c")
    assert cell("population", "region", "04000", "2020") == (1107, "c")


def test_counts_of_neighbourhoods_make_the_region_and_not_the_municipalities_they_cross(
    town: Smalltown, tmp_path: Path
) -> None:
    rows = [{"area": c, "indicator": "population", "period": "2020", "value": 10} for c in town.neighbourhoods]
    delivered(tmp_path, rows, "neighbourhoods/2022")
    assert cell("population", "region", "04000", "2020") == (40, "c")
    told = coverage("population", "municipality")
    assert (told.periods, told.reasons) == ([], {"2020": "crosses-borders"})


def test_a_value_without_counts_is_never_averaged(town: Smalltown, tmp_path: Path) -> None:
    rows = [{"area": c, "indicator": "median-income", "period": "2020", "value": 20000} for c in town.neighbourhoods]
    delivered(tmp_path, rows, "neighbourhoods/2022")
    for level in ("municipality", "region"):
        told = coverage("median-income", level)
        assert (told.periods, told.reasons) == ([], {"2020": "no-counts"})


def test_a_share_without_counts_is_estimated_from_known_people(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town, "2018"))
    values = {"1": 10, "2": 20, "3": 30}
    rows = [{"area": c, "indicator": "share-under-18", "period": "2020", "value": v} for c, v in values.items()]
    delivered(tmp_path, rows, "neighbourhoods/2022", "s.csv")
    # 21001: 300 people of 1 and 200 of 2, of 507; 21002: 200 of 2 and 400 of 3.
    assert cell("share-under-18", "municipality", "21001", "2020") == (14, "e")
    value, mark = cell("share-under-18", "municipality", "21002", "2020")
    assert (round(value or 0, 6), mark) == (26.666667, "e")
    told = coverage("share-under-18", "municipality")
    assert told.notes == {"2020": [{"code": "estimated", "weight": "population", "period": "2018"}]}
    found = Series.objects.get(indicator__code="share-under-18", area__code="21001")
    assert found.shares == [round(500 / 507, 4)]


def test_an_estimate_needs_nine_tenths_of_the_people(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town))
    rows = [{"area": "1", "indicator": "share-under-18", "period": "2020", "value": 10}]
    delivered(tmp_path, rows, "neighbourhoods/2022", "s.csv")
    assert coverage("share-under-18", "municipality").reasons == {"2020": "incomplete"}
    assert coverage("share-under-18", "municipality").periods == []


def test_without_a_known_population_nothing_is_estimated(town: Smalltown, tmp_path: Path) -> None:
    rows = [{"area": c, "indicator": "share-under-18", "period": "2020", "value": 10} for c in town.neighbourhoods]
    delivered(tmp_path, rows, "neighbourhoods/2022")
    assert coverage("share-under-18", "region").reasons == {"2020": "no-weight"}


def test_where_the_population_is_nought_silence_means_nobody(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town, "2020", 100, **{"21001A00": 0}))
    rows = [r for r in share(town) if r["area"] != "21001A00-"]
    delivered(tmp_path, rows, name="s.csv")
    assert cell("share-under-18", "sector", "21001A00-", "2020") == (None, "r")
    assert cell("share-under-18", "neighbourhood", "1", "2020") == (20, "c")


def test_later_deliveries_win_cell_by_cell(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town))
    delivered(
        tmp_path, [{"area": "21001A00-", "indicator": "population", "period": "2020", "value": 150}], name="b.csv"
    )
    assert cell("population", "sector", "21001A00-", "2020") == (150, "d")
    assert cell("population", "neighbourhood", "1", "2020") == (350, "c")
    assert coverage("population", "neighbourhood").deliveries == list(
        Delivery.objects.order_by("published_order").values_list("key", flat=True)
    )


def test_ranks_and_summaries_leave_out_who_has_no_ground(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town))
    nowhere = Series.objects.get(area__code="21001ZZZZ")
    assert nowhere.ranks == [None]
    told = coverage("population", "sector").summaries["2020"]
    assert (told["n"], told["min"], told["max"], sum(told["counts"])) == (12, 0, 100, 12)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_sums_hold_in_any_order_and_nothing_is_lost(town: Smalltown, tmp_path: Path, data: st.DataObject) -> None:
    counts = {code: data.draw(st.integers(0, 10**6)) for code in town.sectors}
    rows = [{"area": c, "indicator": "population", "period": "2020", "value": n} for c, n in counts.items()]
    name = f"{data.draw(st.uuids())}.csv"
    delivered(tmp_path, data.draw(st.permutations(rows)), name=name)
    for code in town.municipalities:
        assert cell("population", "municipality", code, "2020") == (
            sum(n for c, n in counts.items() if c.startswith(code)), "c",
        )  # fmt: skip
    assert cell("population", "region", "04000", "2020") == (sum(counts.values()), "c")


def test_old_figures_stay_on_the_areas_they_were_measured_on(town: Smalltown, tmp_path: Path) -> None:
    """Before 2022 the town had two sectors; what lies above is reckoned by where those lay."""
    old = AreaSet.objects.create(key="sectors", version="2011", level="sector", valid_from=date(2011, 1, 1))
    for code, parent in (("W", "21001"), ("E", "21002")):
        area = Area.objects.create(area_set=old, code=code)
        Nesting.objects.create(child=area, parent=town.municipalities[parent])  # the region is reached through it
    rows = [{"area": c, "indicator": "population", "period": "2012", "value": v} for c, v in (("W", 40), ("E", 60))]
    delivered(tmp_path, rows, "sectors/2011", "old.csv")
    delivered(tmp_path, people(town))
    assert [cell("population", "municipality", c, "2012") for c in ("21001", "21002")] == [(40, "c"), (60, "c")]
    assert cell("population", "region", "04000", "2012") == (100, "c")
    assert cell("population", "region", "04000", "2020") == (1107, "c")
    told = {
        c.area_set.version: c.periods
        for c in Coverage.objects.filter(indicator__code="population", area_set__level="sector")
    }
    assert told == {"2011": ["2012"], "2022": ["2020"]}
    assert coverage("population", "neighbourhood").periods == ["2020"]


def test_a_region_without_links_contains_all(town: Smalltown, tmp_path: Path) -> None:
    Nesting.objects.filter(parent__area_set__level="region").delete()
    delivered(tmp_path, people(town))
    assert cell("population", "region", "04000", "2020") == (1107, "c")


def test_periods_stand_in_the_order_of_time(town: Smalltown, tmp_path: Path) -> None:
    rows = [row for period in ("2020-Q4", "2019", "2020-Q1", "2018/2019") for row in people(town, period)]
    delivered(tmp_path, rows)
    assert coverage("population", "sector").periods == ["2018/2019", "2019", "2020-Q1", "2020-Q4"]
