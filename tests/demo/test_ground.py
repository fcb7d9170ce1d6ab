"""Is the ground sound: nothing twice, nothing lost, everything in one piece unless it is meant not to be?"""

import numpy as np
import pytest
import shapely

from wijk.demo.generate import PLANS, city
from wijk.demo.generate.city import City


@pytest.fixture(params=["village", "town"])
def any_city(request: pytest.FixtureRequest) -> City:
    found: City = request.getfixturevalue(request.param)
    return found


def test_sectors_are_valid_and_leave_no_gap(any_city: City) -> None:
    for shapes in (any_city.ground.shapes, any_city.ground.earlier_shapes):
        assert shapely.is_valid(shapes).all()
        assert shapely.coverage_is_valid(shapes)
        assert isinstance(shapely.coverage_union_all(shapes), shapely.Polygon)


def test_no_ground_is_lost(any_city: City) -> None:
    ground = any_city.ground
    whole = shapely.coverage_union_all(ground.shapes)
    assert isinstance(whole, shapely.Polygon)
    assert not whole.interiors
    assert whole.area == pytest.approx(ground.surface.sum(), rel=1e-9)
    before = shapely.coverage_union_all(ground.earlier_shapes)
    assert shapely.symmetric_difference(whole, before).area < 1.0


def test_there_are_as_many_areas_as_planned(any_city: City) -> None:
    plan = any_city.plan
    assert len(any_city.codes["sector"]) == plan.sectors
    assert len(set(any_city.ground.neighbourhood.tolist())) == plan.neighbourhoods
    assert len(set(any_city.ground.municipality.tolist())) == plan.municipalities


def test_municipalities_hang_together(town: City) -> None:
    for number in range(town.plan.municipalities):
        shape = shapely.coverage_union_all(town.ground.shapes[town.ground.municipality == number])
        assert isinstance(shape, shapely.Polygon)


def test_about_a_third_of_the_neighbourhoods_cross_a_municipal_border(town: City) -> None:
    towns = [set(town.ground.municipality[town.ground.neighbourhood == n].tolist()) for n in range(145)]
    assert 0.25 < np.mean([len(t) > 1 for t in towns]) < 0.42


def test_a_few_neighbourhoods_and_sectors_lie_in_two_pieces(town: City) -> None:
    hoods = [shapely.coverage_union_all(town.ground.shapes[town.ground.neighbourhood == n]) for n in range(145)]
    assert 1 <= sum(hood.geom_type == "MultiPolygon" for hood in hoods) <= 12
    assert 1 <= sum(shape.geom_type == "MultiPolygon" for shape in town.ground.shapes) <= 6


def test_the_centre_is_finer_than_the_edge(town: City) -> None:
    out = np.hypot(*town.ground.xy.T)
    inner, outer = town.ground.surface[out < 1_500], town.ground.surface[out > 5_500]
    assert np.median(inner) * 1.5 < np.median(outer)


def test_older_sectors_differ_from_those_of_today(town: City) -> None:
    now, before = set(town.codes["sector"]), set(town.codes["earlier"])
    assert len(before) == len(town.codes["earlier"])
    assert 10 < len(before - now) < 100
    assert len(before & now) > 600


def test_every_street_and_place_lies_in_the_city(town: City) -> None:
    whole = shapely.buffer(shapely.coverage_union_all(town.ground.shapes), 60)
    shapely.prepare(whole)
    assert shapely.contains(whole, town.streets.lines).all()
    assert shapely.contains_xy(whole, *town.places.xy.T).all()


def test_another_seed_draws_another_sound_city() -> None:
    for seed in (1, 7, 99):
        other = city.build(PLANS["village"], seed)
        assert len(other.codes["sector"]) == 40
        assert shapely.coverage_is_valid(other.ground.shapes)
