"""What the questions answer: the same figures for pages and machines."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.smalltown import Smalltown, build_smalltown
from wijk.core.errors import Absent
from wijk.indicators import queries


@pytest.fixture
def city(db: None) -> Smalltown:
    return build_smalltown()


def test_a_profile_has_the_newest_figure_with_all_earlier_ones(city: Smalltown) -> None:
    hood, region = city.neighbourhoods["1"], city.region["04000"]
    found = queries.profile([hood.id, region.id])
    assert [c.theme.code for c in found.chapters] == ["population", "income"]
    young = next(f for f in found.figures() if f.indicator.code == "share-under-18")
    assert young.period == "2024"
    assert len(young.lines[hood.id].values) == 10
    assert young.cell(region.id).value == pytest.approx(25.337, abs=0.001)
    assert (young.cell(hood.id).rank, young.known) == (2, 3)


def test_a_profile_says_why_a_larger_area_has_no_figure(city: Smalltown) -> None:
    hood, region = city.neighbourhoods["1"], city.region["04000"]
    income = next(f for f in queries.profile([hood.id, region.id]).figures() if f.indicator.code == "median-income")
    assert income.reasons == {region.id: "no-counts"}


def test_counts_come_when_asked_for(city: Smalltown) -> None:
    hood = city.neighbourhoods["1"].id
    young = next(iter(queries.profile([hood], only=["share-under-18"], counts=True).figures()))
    cell = young.cell(hood)
    assert cell.numerator
    assert cell.denominator
    assert cell.value == pytest.approx(100 * cell.numerator / cell.denominator)


def test_compared_areas_stand_in_the_period_that_most_of_them_have(city: Smalltown) -> None:
    areas = [city.neighbourhoods[c].id for c in ("1", "2", "3")]
    income = next(f for f in queries.compare(areas).figures() if f.indicator.code == "median-income")
    assert income.period == "2024"
    assert all(income.cell(a).value for a in areas)


def test_map_and_table_tell_the_same(city: Smalltown) -> None:
    card = queries.indicator("density")
    choice = queries.coverages(card.id).choose("sector", "2020")
    assert choice is not None
    drawn = queries.map_of(card, choice.area_set, choice.period)
    listed = queries.table_of(card, choice.area_set, choice.period)
    assert {r.area: r.cell.value for r in listed if r.area in drawn.cells} == {
        a: c.value for a, c in drawn.cells.items()
    }
    assert len(listed) == 13


def test_within_an_area_only_its_children(city: Smalltown) -> None:
    card = queries.indicator("population")
    choice = queries.coverages(card.id).choose("neighbourhood")
    assert choice is not None
    rows = queries.table_of(card, choice.area_set, choice.period, within=city.municipalities["21002"].id)
    assert [r.code for r in rows] == ["2", "3"]


@pytest.mark.parametrize(
    ("level", "period", "chosen"),
    [
        ("", "", ("neighbourhood", "2024")),
        ("region", "", ("neighbourhood", "2024")),
        ("sector", "1066", ("sector", "2024")),
        ("sector", "2016", ("sector", "2016")),
    ],
)
def test_a_wish_falls_back_to_the_nearest_there_is(
    city: Smalltown, level: str, period: str, chosen: tuple[str, str]
) -> None:
    found = queries.coverages(city.indicators["median-income"].id).choose(level, period)
    assert found is not None
    assert (found.covered.level, found.period) == chosen


def test_the_spread_of_one_period_alone_is_read(city: Smalltown) -> None:
    told = queries.summary(city.indicators["population"].id, city.sets["neighbourhood"].id, "2020")
    assert told is not None
    assert told.n == 4
    assert sum(told.counts) == 4
    assert queries.summary(city.indicators["population"].id, city.sets["neighbourhood"].id, "1900") is None
    many = queries.spreads({i.id: "2020" for i in city.indicators.values()}, city.sets["neighbourhood"].id)
    assert many[city.indicators["population"].id] == told


def test_an_unknown_indicator_is_absent(db: None) -> None:
    for ask in (queries.indicator, queries.sheet, queries.source):
        with pytest.raises(Absent):
            ask("none")


def test_questions_cost_the_same_in_a_larger_town(db: None) -> None:
    def cost() -> int:
        hoods = list(town.neighbourhoods.values())
        with CaptureQueriesContext(connection) as asked:
            queries.profile([hoods[0].id, town.region["04000"].id])
            queries.compare([h.id for h in hoods[:6]])
            card = queries.indicator("density")
            queries.map_of(card, town.sets["sector"].id, "2020")
            queries.trend_of(card, [h.id for h in hoods[:3]])
        return len(asked)

    town = build_smalltown(4)
    assert cost() == 4 + 4 + 1 + 2 + 2


@pytest.mark.django_db
def test_the_map_of_one_part_keeps_the_classes_of_the_whole() -> None:
    town = build_smalltown(4)
    card, sectors = queries.indicator("density"), town.sets["sector"].id
    whole = queries.map_of(card, sectors, "2020")
    part = queries.map_of(card, sectors, "2020", within=next(iter(town.municipalities.values())).id)
    assert 0 < len(part.cells) < len(whole.cells)
    assert part.breaks == whole.breaks
    assert {a: part.klass(c) for a, c in part.cells.items()} == {a: whole.klass(whole.cells[a]) for a in part.cells}
    assert {whole.klass(c) for c in whole.cells.values() if c.value is not None} == set(range(len(whole.breaks) - 1))
