"""Are the figures believable: do parts add up, and do things hang together as they do in cities?"""

from typing import Any

import numpy as np
import pytest

from wijk.demo.generate import earlier, figures
from wijk.demo.generate.city import City
from wijk.demo.generate.figures import Counts, Values
from wijk.demo.generate.sizes import YEARS

Table = dict[str, Counts]


@pytest.fixture(scope="module")
def counted(town: City) -> Table:
    return {c.code: c for c in figures.by_sector(town.ground, town.people)}


@pytest.fixture(scope="module")
def delivered(town: City) -> dict[str, Values]:
    ground = town.ground
    groups = {
        "neighbourhood": ground.neighbourhood,
        "municipality": ground.municipality,
        "region": np.zeros_like(ground.municipality),
    }
    return {v.code: v for v in figures.by_area(ground, town.people, groups)}


def rate(counts: Counts, year: int = -1) -> Any:
    assert counts.denominator is not None
    with np.errstate(invalid="ignore", divide="ignore"):
        return counts.numerator[year] / counts.denominator[year]


def together(first: Any, second: Any, enough: Any) -> float:
    use = enough & np.isfinite(first) & np.isfinite(second)
    return float(np.corrcoef(first[use], second[use])[0, 1])


def test_men_and_women_are_the_whole(counted: Table) -> None:
    total = counted["men"].numerator + counted["women"].numerator
    assert np.array_equal(total, counted["population"].numerator)


def test_age_groups_are_the_whole(town: City) -> None:
    assert np.array_equal(town.people.ages.sum(axis=2), town.people.population)
    assert (town.people.ages >= 0).all()


def test_a_share_is_a_part(counted: Table) -> None:
    for counts in counted.values():
        assert (counts.numerator >= 0).all(), counts.code
        assert np.isfinite(counts.numerator).all(), counts.code
        if counts.factor == 100 and counts.denominator is not None and counts.code not in RATIOS:
            assert (counts.numerator <= counts.denominator).all(), counts.code


RATIOS = {"old-to-young", "jobs-per-100", "social-housing", "bicycle-parking", "child-care", "school-places"}


def test_counts_are_whole_numbers(counted: Table) -> None:
    for counts in counted.values():
        if counts.code not in ("green-cover", "sealed"):
            assert np.array_equal(counts.numerator, np.rint(counts.numerator)), counts.code


def test_where_incomes_are_low_more_people_look_for_work(counted: Table) -> None:
    people = counted["population"].numerator[-1] > 300
    jobless, poor = rate(counted["unemployment"]), rate(counted["increased-reimbursement"])
    diploma, behind = rate(counted["higher-education"]), rate(counted["school-delay"])
    assert together(jobless, poor, people) > 0.6
    assert together(jobless, diploma, people) < -0.5
    assert together(behind, poor, people) > 0.5


def test_where_people_live_close_together_they_own_fewer_cars(counted: Table) -> None:
    people = counted["population"].numerator[-1] > 300
    density = np.log(np.maximum(rate(counted["density"]), 1))
    assert together(density, rate(counted["cars-per-household"]), people) < -0.4
    assert together(density, rate(counted["green-cover"]), people) < -0.3


def test_neighbouring_sectors_are_alike(town: City, counted: Table) -> None:
    jobless = rate(counted["unemployment"])
    pairs = np.array([pair for pair in town.ground.pairs if np.isfinite(jobless[list(pair)]).all()])
    assert np.corrcoef(jobless[pairs[:, 0]], jobless[pairs[:, 1]])[0, 1] > 0.5


def test_trends_are_smooth(counted: Table) -> None:
    total = counted["population"].numerator.sum(axis=1)
    assert (np.abs(np.diff(total) / total[:-1]) < 0.02).all()
    alone = counted["share-living-alone"]
    assert alone.denominator is not None
    share = alone.numerator.sum(axis=1) / alone.denominator.sum(axis=1)
    assert (np.abs(np.diff(share)) < 0.01).all()


def test_the_pandemic_emptied_the_trams(counted: Table) -> None:
    rides = dict(zip(YEARS, counted["boardings"].numerator.sum(axis=1), strict=True))
    assert rides[2020] < 0.6 * rides[2019]
    assert rides[2024] > 0.95 * rides[2019]


def test_the_new_development_grew(town: City) -> None:
    people = town.people
    there = people.population[:, people.development].sum(axis=1)
    assert there[-1] > 2 * there[0]


def test_the_city_has_believable_totals(counted: Table) -> None:
    def city(code: str) -> float:
        counts = counted[code]
        assert counts.denominator is not None
        return float(counts.factor * counts.numerator[-1].sum() / counts.denominator[-1].sum())

    assert 500_000 < counted["population"].numerator[-1].sum() < 1_200_000
    assert 16 < city("share-under-18") < 25
    assert 12 < city("share-65-plus") < 22
    assert 6 < city("unemployment") < 18
    assert 1.8 < city("household-size") < 2.6
    assert 30 < city("green-cover") < 60
    assert 0.3 < city("cars-per-household") < 1.0


def test_density_stays_believable(counted: Table) -> None:
    assert rate(counted["density"]).max() < 70_000


def test_delivered_values_stay_in_bounds(delivered: dict[str, Values]) -> None:
    bounds = {
        "median-income": (9_000, 70_000), "median-rent": (400, 2_500), "life-expectancy": (70, 90), "nitrogen-dioxide": (5, 60),
        "feels-safe": (5, 99), "feels-at-home": (5, 99), "income-gap": (1.5, 5),
    }  # fmt: skip
    for code, (low, high) in bounds.items():
        for cells in delivered[code].levels.values():
            assert np.nanmin(cells) >= low, code
            assert np.nanmax(cells) <= high, code
            assert np.isfinite(cells).any(), code


def test_rich_neighbourhoods_live_longer(delivered: dict[str, Values]) -> None:
    income = delivered["median-income"].levels["neighbourhood"][-1]
    years = delivered["life-expectancy"].levels["neighbourhood"][-1]
    assert together(income, years, np.isfinite(income)) > 0.5


def test_the_older_sectors_count_the_same_people(town: City) -> None:
    before = {c.code: c for c in earlier.counts(town.ground, town.people)}
    total = before["population"].numerator.sum(axis=1)
    assert total == pytest.approx(town.people.population[:5].sum(axis=1), rel=0.001)
    assert np.array_equal(before["men"].numerator + before["women"].numerator, before["population"].numerator)
