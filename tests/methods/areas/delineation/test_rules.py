"""On whatever map, every division that is given keeps every rule."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.smallmap import grid, in_one_piece, people_of, random_map
from wijk.methods.areas.delineation.delineate import Delineation, delineate
from wijk.methods.areas.delineation.units import Borders, Pins, Rules, Units
from wijk.methods.saying import Rejected

MAY_BE = {
    "impossible", "not_found", "not_joined", "part_below_floor", "too_many_parts", "parts_hold_fewer", "parts_need_more", "pin_not_joined",
    "pin_apart_together",
}  # fmt: skip
"""Wishes that a random map need not be able to meet."""

maps = st.builds(
    random_map, st.integers(16, 60), st.integers(0, 10_000), holes=st.integers(0, 6), attributes=st.integers(0, 3)
)


def divided(units: Units, rules: Rules, seed: int = 0) -> Delineation | None:
    """A short search; None when it was refused for a reason that such maps can give."""
    try:
        return delineate(units, rules, seed=seed, effort=0.02)
    except Rejected as refused:
        why = refused
    if why.code not in MAY_BE:
        pytest.fail(str(why))
    return None


@settings(max_examples=40, deadline=None)
@given(maps, st.integers(2, 8), st.floats(0, 0.8), st.floats(1.3, 3), st.integers(0, 3))
def test_regions_hang_together_between_floor_and_ceiling(
    units: Units, regions: int, low: float, high: float, seed: int
) -> None:
    mean = float(units.population.sum()) / regions
    found = divided(units, Rules(regions, low * mean, max(high * mean, float(units.population.max()))), seed)
    if found is None:
        return
    held = people_of(units, found.labels)
    assert len(held) == regions == len(found.regions)
    assert in_one_piece(units, found.labels)
    assert found.contiguous
    assert min(held.values()) >= found.rules.floor
    assert max(held.values()) <= found.rules.ceiling
    assert found.below_floor == found.above_ceiling == 0
    assert {one.name: one.population for one in found.regions} == held
    assert found.certificate.holds


@settings(max_examples=25, deadline=None)
@given(maps, st.integers(4, 8), st.data())
def test_pins_hold(units: Units, regions: int, data: st.DataObject) -> None:
    ids = list(units.ids)
    chosen = data.draw(st.lists(st.sampled_from(ids), min_size=7, max_size=7, unique=True))
    one, two, three, four, five, six, seven = chosen
    pins = Pins(
        together=[[one, two]],
        apart=[[three, four], [one, three]],
        region={"East": [five], "West": [six]},
        alone=[seven],
    )
    found = divided(units, Rules(regions, pins=pins))
    if found is None:
        return
    label = dict(zip(ids, found.labels, strict=True))
    assert label[one] == label[two]
    assert label[three] != label[four]
    assert label[one] != label[three]
    assert (label[five], label[six]) == ("East", "West")
    assert found.labels.count(label[seven]) == 1
    assert in_one_piece(units, found.labels)
    assert len(found.regions) == regions


@settings(max_examples=20, deadline=None)
@given(maps, st.integers(0, 100), st.integers(5, 9))
def test_no_region_leaves_its_larger_area_or_crosses_what_is_forbidden(units: Units, seed: int, regions: int) -> None:
    rng = np.random.default_rng(seed)
    shut = rng.random(len(units.borders)) < 0.1
    borders = replace(units.borders, forbidden=shut)
    side = ["north" if i % 2 else "south" for i in range(len(units))] if seed % 3 == 0 else None
    given = replace(units, borders=borders, within=side)
    found = divided(given, Rules(regions))
    if found is None:
        return
    label = np.array(found.labels)
    assert not (label[borders.one[shut]] == label[borders.other[shut]]).any()
    if side is not None:
        assert all(len({s for s, mine in zip(side, label, strict=True) if mine == name}) == 1 for name in set(label))
    open_borders = Borders(borders.one[~shut], borders.other[~shut], borders.length[~shut])
    assert in_one_piece(replace(units, borders=open_borders), found.labels)


@settings(max_examples=10, deadline=None)
@given(maps, st.randoms(use_true_random=False))
def test_the_order_of_units_and_borders_changes_nothing(units: Units, random: object) -> None:
    order = np.array(random.sample(range(len(units)), len(units)))  # type: ignore[attr-defined]
    place = np.argsort(order)
    borders = units.borders
    turned = Borders(place[borders.other][::-1], place[borders.one][::-1], borders.length[::-1])
    shuffled = Units(
        [units.ids[i] for i in order], units.population[order], turned,
        None if units.area is None else units.area[order], None if units.perimeter is None else units.perimeter[order],
        {name: column[order] for name, column in units.attributes.items()},
    )  # fmt: skip
    rules = Rules(4)
    one, other = delineate(units, rules, effort=0.02), delineate(shuffled, rules, effort=0.02)
    assert dict(zip(units.ids, one.labels, strict=True)) == dict(zip(shuffled.ids, other.labels, strict=True))
    assert one.scores == other.scores


def test_the_same_seed_gives_the_same_division_and_another_may_not() -> None:
    units = random_map(60, 5)
    runs = [delineate(units, Rules(9), seed=seed, effort=0.02).labels for seed in (1, 1, 2, 3, 4)]
    assert runs[0] == runs[1]
    assert len(set(runs)) > 1


def test_a_floor_alone_gives_as_many_regions_as_a_row_can_hold() -> None:
    units = grid(20, 1, people=[3, 1, 2, 2] * 5)
    found = delineate(units, Rules(floor=4))
    assert len(found.regions) == 10
    assert found.below_floor == 0


def test_a_graph_without_geometry_is_divided_by_the_length_of_its_borders() -> None:
    two = Borders(np.array([0, 1, 0, 3, 4, 3, 2]), np.array([1, 2, 2, 4, 5, 5, 3]), np.array([9.0, 9, 9, 9, 9, 9, 1]))
    units = Units(list("abcdef"), np.ones(6), two)
    found = delineate(units, Rules(2, floor=1))
    assert found.labels == ("1", "1", "1", "2", "2", "2")
    assert found.scores.compactness == 54 / 55
    assert found.scores.homogeneity is None


def test_what_must_be_together_takes_along_what_lies_between() -> None:
    units = grid(20, 1)
    found = delineate(units, Rules(4, pins=Pins(together=[["0-3", "0-6"]])), effort=0.02)
    assert found.taken == ("0-4", "0-5")
    assert len({found.labels[i] for i in (3, 4, 5, 6)}) == 1
