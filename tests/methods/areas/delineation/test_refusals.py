"""Whatever cannot be divided is refused in a sentence that says what, where and what to do."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.smallmap import CRS, grid, path, random_map
from wijk.methods.areas.delineation.delineate import delineate
from wijk.methods.areas.delineation.messages import SENTENCES
from wijk.methods.areas.delineation.shapes import units_of
from wijk.methods.areas.delineation.units import Borders, Pins, Rules, Units, Weights
from wijk.methods.saying import Rejected

SQUARE = grid(4, 4)


@pytest.mark.parametrize(
    ("rules", "code", "said"),
    [
        (Rules(), "nothing_asked", "how many"),
        (Rules(0), "regions_wrong", "not 0"),
        (Rules(17), "too_many_regions", "16 units"),
        (Rules(4, floor=5), "floor_above_total", "need 20 people and there are 16"),
        (Rules(4, ceiling=3), "ceiling_below_total", "hold 12 people"),
        (Rules(4, ceiling=0.5), "unit_above_ceiling", "0-0, 0-1"),
        (Rules(4, floor=3, ceiling=2), "bounds_wrong", "floor 3, ceiling 2"),
        (Rules(4, floor=float("nan")), "bounds_wrong", "numbers"),
        (Rules(4, floor=-1), "bounds_wrong", "-1"),
        (Rules(4, pins=Pins(together=[["0-0", "x"]])), "pin_unknown", "x"),
        (Rules(4, pins=Pins(together=[["0-0", "0-1"]], apart=[["0-0", "0-1"]])), "pin_apart_together", "0-0 and 0-1"),
        (Rules(4, pins=Pins(region={"A": ["0-0"], "B": ["0-0"]})), "pin_twice", "A and to B"),
        (Rules(4, pins=Pins(alone=["0-0"], together=[["0-0", "0-1"]])), "pin_alone_together", "0-0"),
        (Rules(4, pins=Pins(alone=["0-1", "1-0", "1-1"])), "too_many_parts", "falls into 5 parts"),
        (Rules(2, floor=2, pins=Pins(alone=["0-1", "1-0"])), "too_many_parts", "falls into 4 parts"),
        (Rules(floor=2, pins=Pins(alone=["0-1", "1-0"])), "part_below_floor", "0-0"),
    ],
)
def test_a_wish_that_cannot_be_met_is_refused(rules: Rules, code: str, said: str) -> None:
    with pytest.raises(Rejected, match=said) as refused:
        delineate(SQUARE, rules)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("faulty", "code", "said"),
    [
        (replace(SQUARE, population=np.where(np.arange(16) == 2, -1.0, 1.0)), "population_wrong", "0-2"),
        (replace(SQUARE, population=np.where(np.arange(16) == 3, np.nan, 1.0)), "population_wrong", "0-3"),
        (replace(SQUARE, population=np.full(16, np.inf)), "population_wrong", r"\(16\)"),
        (replace(SQUARE, population=np.ones(15)), "lengths_differ", "15 values for 16"),
        (replace(SQUARE, attributes={"age": np.where(np.arange(16) == 1, np.nan, 1.0)}), "attribute_wrong", "age .*0-1"),
        (replace(SQUARE, area=np.zeros(16)), "surface_wrong", "0-0"),
        (replace(SQUARE, ids=["0-0"] * 16), "unit_twice", "0-0"),
        (Units([], np.zeros(0), Borders(*(np.zeros(0, dtype=np.int64),) * 2, np.zeros(0))), "no_units", "at least one"),
        (replace(SQUARE, borders=Borders(np.array([0]), np.array([0]), np.ones(1))), "border_wrong", "0-0 and 0-0"),
        (replace(SQUARE, borders=Borders(np.array([0]), np.array([99]), np.ones(1))), "border_unknown", "99"),
        (replace(SQUARE, borders=Borders(np.array([0, 1]), np.array([1, 0]), np.ones(2))), "border_wrong", "0-0 and 0-1"),
        (replace(SQUARE, borders=Borders(np.array([0]), np.array([1]), np.array([np.nan]))), "border_wrong", "zero or more"),
    ],
)  # fmt: skip
def test_faulty_units_are_named(faulty: Units, code: str, said: str) -> None:
    with pytest.raises(Rejected, match=said) as refused:
        delineate(faulty, Rules(2))
    assert refused.value.code == code


@pytest.mark.parametrize(
    "given", [{"colour": 1}, {"balance": -1}, {"balance": float("nan")}, {"balance": "much"}, {"balance": True}]
)
def test_faulty_weights_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(Rejected, match="weight"):
        Weights.of(given)


def test_weights_that_are_all_nothing_are_refused() -> None:
    with pytest.raises(Rejected):
        Weights.of(dict.fromkeys(("homogeneity", "compactness", "balance", "barriers", "start"), 0))


def test_degrees_are_refused_and_so_are_empty_outlines() -> None:
    box = shapely.box(4, 50, 5, 51)
    with pytest.raises(Rejected, match="projected") as refused:
        units_of(["a"], np.array([box]), np.ones(1), crs="EPSG:4326")
    assert refused.value.code == "crs_not_metric"
    with pytest.raises(Rejected, match="no surface") as refused:
        units_of(["a", "b"], np.array([box, shapely.Polygon()]), np.ones(2), crs=CRS)
    assert refused.value.code == "surface_wrong"


@pytest.mark.parametrize("none", [None, shapely.Polygon(), shapely.Point(0, 0)])
def test_what_has_no_surface_is_named(none: object) -> None:
    with pytest.raises(Rejected, match="b"):
        units_of(["a", "b"], np.array([shapely.box(0, 0, 1, 1), none], dtype=object), np.ones(2), crs=CRS)


def test_an_impossible_floor_is_proven_for_few_and_named_for_many() -> None:
    with pytest.raises(Rejected, match="every one was tried") as refused:
        delineate(path([2, 3, 2, 3, 2]), Rules(2, floor=6))
    assert refused.value.code == "impossible"
    with pytest.raises(Rejected, match="lacking") as refused:
        delineate(path([8] + [1] * 18 + [8]), Rules(4, floor=8, ceiling=8.5), effort=0.02)
    assert refused.value.code == "not_found"


def test_multipolygons_and_islands_are_units_like_others() -> None:
    two = shapely.MultiPolygon([shapely.box(0, 0, 1, 1), shapely.box(2, 0, 3, 1)])
    outlines = np.array([two, shapely.box(1, 0, 2, 1), shapely.box(9, 9, 10, 10)])
    units = units_of(["twin", "between", "island"], outlines, np.array([1.0, 2, 3]), crs=CRS)
    found = delineate(units, Rules(2, floor=3))
    assert found.labels == ("2", "2", "1") or found.labels == ("1", "1", "2")
    with pytest.raises(Rejected, match="island"):
        delineate(replace(units, population=np.array([4.0, 4, 1])), Rules(2, floor=3))


@pytest.mark.parametrize("regions", [1, 16])
def test_one_region_and_as_many_as_units_are_fine(regions: int) -> None:
    found = delineate(SQUARE, Rules(regions))
    assert len(found.regions) == regions
    assert found.certificate.holds


def test_nobody_anywhere_is_fine_without_a_floor() -> None:
    found = delineate(replace(SQUARE, population=np.zeros(16)), Rules(3))
    assert found.contiguous
    assert len(found.regions) == 3


def test_a_unit_that_stands_alone_is_not_held_to_the_floor() -> None:
    found = delineate(SQUARE, Rules(4, floor=5, pins=Pins(alone=["0-0"])))
    label = found.labels[0]
    assert found.labels.count(label) == 1
    assert sorted(one.population for one in found.regions) == [1, 5, 5, 5]
    assert found.below_floor == 0
    assert [one.alone for one in found.regions if one.name == label] == [True]


def test_units_that_touch_may_stand_alone_as_one_region() -> None:
    found = delineate(SQUARE, Rules(3, floor=6, pins=Pins(alone=[["0-0", "0-1"], ["3-3"]])))
    assert found.labels[0] == found.labels[1]
    assert sorted(one.population for one in found.regions) == [1, 2, 13]
    with pytest.raises(Rejected, match="0-0 and 3-3"):
        delineate(SQUARE, Rules(3, pins=Pins(alone=[["0-0", "3-3"]])))
    with pytest.raises(Rejected, match="0-1"):
        delineate(SQUARE, Rules(3, pins=Pins(alone=[["0-0", "0-1"], "0-1"])))


def test_everything_may_stand_alone() -> None:
    found = delineate(grid(2, 1), Rules(2, floor=9, pins=Pins(alone=["0-0", "0-1"])))
    assert len(set(found.labels)) == 2


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 20), st.integers(-1, 22), st.floats(allow_nan=True, allow_infinity=True, width=32),
    st.floats(0, 1e300), st.lists(st.sampled_from(["u000", "u001", "u002", "nobody"]), max_size=3),
    st.sampled_from(["together", "apart", "alone"]),
)  # fmt: skip
def test_whatever_is_asked_there_is_an_answer_or_a_sentence(
    count: int, regions: int, floor: float, ceiling: float, pins: list[str], kind: str
) -> None:
    units = random_map(count, count)
    group = [pins] if pins else []
    pinned = {"alone": Pins(alone=pins), "apart": Pins(apart=group), "together": Pins(together=group)}[kind]
    try:
        found = delineate(units, Rules(regions, floor, ceiling, pinned), effort=0.01)
    except Rejected as refused:
        said = refused.says
    else:
        said = found.explain()
    assert all(one.code in SENTENCES and str(one) for one in said)
