"""Every total is kept to the last bit, and every figure is what exact fractions say."""

import math
from fractions import Fraction

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from tests.methods.areas.crosswalk.ground import CRS, SIDE, by_hand, dense, edges, strips, voronoi
from wijk.methods.areas.crosswalk.carry import carry, whole_numbers
from wijk.methods.areas.crosswalk.division import Division
from wijk.methods.areas.crosswalk.matrix import chain, crosswalk, even_out
from wijk.methods.saying import Rejected


@settings(max_examples=60, deadline=None)
@given(edges, edges, st.data())
def test_strips_agree_with_fractions(source: list[int], target: list[int], data: st.DataObject) -> None:
    count = len(source) - 1
    values = data.draw(st.lists(st.integers(0, 10**6), min_size=count, max_size=count))
    found = carry(crosswalk(strips(source), strips(target, "t")), {"n": np.array(values, dtype=float)})
    expected = by_hand(source, target, [Fraction(v) for v in values])
    assert [*found.column("n"), found.nowhere[0]] == pytest.approx([float(v) for v in expected], rel=1e-12, abs=1e-6)
    assert math.fsum([*found.column("n"), found.nowhere[0]]) == math.fsum(values)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 40), st.integers(2, 12), st.integers(0, 10**6), st.data())
def test_totals_are_kept_to_the_last_bit(sources: int, targets: int, seed: int, data: st.DataObject) -> None:
    over = crosswalk(voronoi(sources, seed), voronoi(targets, seed + 1, "t"))
    number = st.floats(-1e9, 1e12, allow_nan=False) | st.floats(0, 1e-6)
    values = data.draw(st.lists(number, min_size=sources, max_size=sources))
    found = carry(over, {"x": np.array(values)})
    assert math.fsum([*found.column("x"), found.nowhere[0]]) == math.fsum(values)
    for row, nowhere in zip(dense(over.matrix), over.nowhere, strict=True):
        assert math.fsum([*row, nowhere]) == 1.0
        assert (row >= 0).all()


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 30), st.integers(2, 12), st.integers(0, 10**6))
def test_whole_people_stay_whole_and_each_part_is_floor_or_ceiling(sources: int, targets: int, seed: int) -> None:
    over = crosswalk(voronoi(sources, seed), voronoi(targets, seed + 1, "t"))
    people = np.random.default_rng(seed).integers(0, 5000, sources).astype(float)
    exact, whole = carry(over, {"n": people}), carry(over, {"n": people}, whole={"n"})
    parts = [*whole.column("n"), whole.nowhere[0]]
    assert sum(parts) == people.sum()
    for part, value in zip(parts, [*exact.column("n"), exact.nowhere[0]], strict=True):
        assert part == int(part)
        assert math.floor(value + 1e-6) - 1e-6 <= part <= math.ceil(value - 1e-6) + 1e-6


def test_the_last_person_goes_to_the_largest_remainder_and_ties_to_the_first_name() -> None:
    assert whole_numbers(np.array([1.6, 1.2, 1.2]), 0.0, ["a", "b", "c"])[0].tolist() == [2, 1, 1]
    assert whole_numbers(np.array([0.5, 0.5]), 0.0, ["b", "a"])[0].tolist() == [0, 1]
    assert whole_numbers(np.array([2 - 1e-13, 3 + 1e-13]), 0.0, ["a", "b"])[0].tolist() == [2, 3]
    assert whole_numbers(np.array([0.5]), 0.5, ["z"])[0].tolist() == [1]


def test_a_rate_is_carried_through_what_it_is_a_rate_of() -> None:
    over = crosswalk(strips([0, 10, 20]), strips([0, 15, 20], "t"))
    people, income = np.array([300.0, 100.0]), np.array([20.0, 40.0])
    found = carry(over, {"people": people, "income": income}, rates={"income": "people"})
    assert found.column("income") == pytest.approx([(300 * 20 + 50 * 40) / 350, 40.0])
    assert found.column("income") @ found.column("people") == pytest.approx(people @ income)


def test_a_rate_of_nobody_is_unknown_and_its_value_is_not_asked_for() -> None:
    over = crosswalk(strips([0, 10, 20]), strips([0, 10, 20], "t"))
    found = carry(over, {"n": np.array([0.0, 5.0]), "r": np.array([np.nan, 2.0])}, rates={"r": "n"})
    assert np.isnan(found.column("r")[0])
    assert found.column("r")[1] == 2.0


@pytest.mark.parametrize(
    ("values", "rates", "whole", "code"),
    [
        ({"n": [1.0, np.nan]}, {}, (), "value_missing"),
        ({"n": [1.0, np.inf]}, {}, (), "value_missing"),
        ({"n": [1.0]}, {}, (), "values_differ"),
        ({"r": [1.0, 2.0]}, {"r": "n"}, (), "denominator_unknown"),
        ({"r": [1.0, 2.0]}, {"r": ""}, (), "rate_alone"),
        ({"r": [1.0, 2.0]}, {"r": "r"}, (), "rate_alone"),
        ({"r": [1.0, 2.0], "n": [1.0, -1.0]}, {"r": "n"}, (), "denominator_negative"),
        ({"n": [1.0, 2.5]}, {}, ("n",), "not_whole"),
    ],
)
def test_figures_that_cannot_be_carried_are_refused(
    values: dict[str, list[float]], rates: dict[str, str], whole: tuple[str, ...], code: str
) -> None:
    over = crosswalk(strips([0, 10, 20]), strips([0, 15, 20], "t"))
    with pytest.raises(Rejected) as fault:
        carry(over, {name: np.array(column) for name, column in values.items()}, rates=rates, whole=whole)
    assert fault.value.code == code


@settings(max_examples=30, deadline=None)
@given(st.integers(2, 20), st.integers(2, 10), st.integers(2, 6), st.integers(0, 10**6))
def test_a_chain_keeps_every_total_and_equals_both_steps(a: int, b: int, c: int, seed: int) -> None:
    first, second = crosswalk(voronoi(a, seed), voronoi(b, seed + 1, "m")), crosswalk(voronoi(b, seed + 1, "m"), voronoi(c, seed + 2, "t"))  # fmt: skip # noqa: E501
    both = chain(first, second)
    for row, nowhere in zip(dense(both.matrix), both.nowhere, strict=True):
        assert math.fsum([*row, nowhere]) == 1.0
    values = np.random.default_rng(seed).lognormal(3, 2, a)
    once = carry(both, {"x": values})
    twice = carry(second, {"x": carry(first, {"x": values}).column("x")})
    assert once.column("x") == pytest.approx(twice.column("x"), rel=1e-9)
    assert math.fsum([*once.column("x"), once.nowhere[0]]) == math.fsum(values)


def test_a_single_share_is_evened_out_too() -> None:
    matrix = csr_array(np.array([[np.nextafter(1.0, 0.0), 0.0], [0.0, 1.0]]))
    even_out(matrix, np.zeros(2))
    assert dense(matrix).tolist() == [[1.0, 0.0], [0.0, 1.0]]


def test_a_chain_over_a_gap_loses_nothing() -> None:
    first, second = crosswalk(strips([0, 10]), strips([0, 8], "m")), crosswalk(strips([0, 8], "m"), strips([0, 4], "t"))
    both = chain(first, second)
    assert dense(both.matrix).tolist() == [[0.4]]
    assert both.nowhere.tolist() == [0.6]
    with pytest.raises(Rejected) as fault:
        chain(first, crosswalk(strips([0, 8], "other"), strips([0, 4], "t")))
    assert fault.value.code == "chain_breaks"


@settings(max_examples=20, deadline=None)
@given(st.integers(2, 40), st.integers(2, 10), st.integers(0, 10**6))
def test_the_matrix_is_that_of_every_pair_intersected(sources: int, targets: int, seed: int) -> None:
    source, target = voronoi(sources, seed), voronoi(targets, seed + 1, "t")
    plain = shapely.area(shapely.intersection(source.shapes[:, None], target.shapes[None, :])) / source.surface[:, None]
    assert dense(crosswalk(source, target).matrix) == pytest.approx(plain, abs=1e-9)


def test_targets_with_gaps_leave_the_rest_nowhere() -> None:
    source = voronoi(30, 1)
    target = Division(("hole",), np.array([shapely.Point(500, 500).buffer(300)]), CRS)
    over = crosswalk(source, target)
    inside = shapely.area(shapely.intersection(source.shapes, target.shapes[0])) / source.surface
    assert dense(over.matrix)[:, 0] == pytest.approx(inside, abs=1e-9)
    assert over.nowhere == pytest.approx(1 - inside, abs=1e-9)
    assert over.nowhere.max() == 1.0


def test_overlapping_targets_are_refused_by_name_also_where_one_covers_the_unit() -> None:
    source = strips([0, 10, 20])
    shapes = np.array([shapely.box(0, 0, 12, 10), shapely.box(6, 0, 20, 10)])
    with pytest.raises(Rejected) as fault:
        crosswalk(source, Division(("left", "right"), shapes, CRS))
    assert fault.value.code == "targets_overlap"
    assert "left" in str(fault.value)
    assert "right" in str(fault.value)


def test_slivers_of_digitising_are_evened_out() -> None:
    shapes = np.array([shapely.box(0, 0, 10.004, 10), shapely.box(9.996, 0, 20, 10)])
    over = crosswalk(strips([0, 10, 20]), Division(("x", "y"), shapes, CRS), slivers=0.005)
    assert dense(over.matrix).tolist() == [[1.0, 0.0], [0.0, 1.0]]
    assert crosswalk(strips([0, 10, 20]), Division(("x", "y"), shapes, CRS)).matrix.nnz == 4


def test_wrong_and_different_coordinate_systems_are_refused() -> None:
    square = np.array([shapely.box(4.0, 50.0, 4.1, 50.1)])
    for crs in ("EPSG:4326", "EPSG:2225", "nonsense", ""):
        with pytest.raises(Rejected) as fault:
            Division(("a",), square, crs)
        assert fault.value.code == "not_metres"
    other = Division(("a",), np.array([shapely.box(0, 0, SIDE, SIDE)]), "EPSG:3812")
    with pytest.raises(Rejected) as fault:
        crosswalk(voronoi(3, 1), other)
    assert fault.value.code == "crs_differ"


@pytest.mark.parametrize(
    ("ids", "shapes", "code"),
    [
        ((), [], "no_areas"),
        (("a",), [], "count_differs"),
        (("a", "a"), [shapely.box(0, 0, 1, 1)] * 2, "id_twice"),
        (("a",), [None], "shape_missing"),
        (("a",), [shapely.Polygon()], "shape_missing"),
        (("a",), [shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])], "shape_broken"),
        (("a",), [shapely.Point(0, 0)], "shape_flat"),
    ],
)
def test_divisions_that_cannot_be_are_refused(ids: tuple[str, ...], shapes: list[shapely.Geometry], code: str) -> None:
    with pytest.raises(Rejected) as fault:
        Division(ids, np.array(shapes, dtype=object), CRS)
    assert fault.value.code == code
