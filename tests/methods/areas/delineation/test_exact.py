"""Small maps: no division whatever is better than the one that is given."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.smallmap import in_one_piece, people_of, random_map
from wijk.methods.areas.delineation.delineate import delineate
from wijk.methods.areas.delineation.problem import problem_of
from wijk.methods.areas.delineation.scores import scores
from wijk.methods.areas.delineation.search import Search
from wijk.methods.areas.delineation.units import Pins, Rules, Units, Weights
from wijk.methods.saying import Rejected


def partitions(count: int, regions: int) -> Iterator[tuple[int, ...]]:
    """Every way to put so many units into so many unnamed regions (restricted growth strings)."""

    def grow(prefix: list[int], used: int) -> Iterator[tuple[int, ...]]:
        if len(prefix) == count:
            if used == regions:
                yield tuple(prefix)
            return
        for label in range(min(used + 1, regions)):
            yield from grow([*prefix, label], max(used, label + 1))

    yield from grow([], 0)


def best_by_hand(units: Units, rules: Rules, weights: Weights) -> float | None:
    """The best total of all divisions that keep the rules, each scored from scratch."""
    best: float | None = None
    assert rules.regions is not None
    place = {one: i for i, one in enumerate(units.ids)}
    for labels in partitions(len(units), rules.regions):
        names = [str(one) for one in labels]
        held = people_of(units, names).values()
        if min(held) < rules.floor or max(held) > rules.ceiling or not in_one_piece(units, names):
            continue
        if any(len({labels[place[one]] for one in group}) > 1 for group in rules.pins.together):
            continue
        if any(len({labels[place[one]] for one in group}) < len(group) for group in rules.pins.apart):
            continue
        total = scores(units, np.array(labels), weights).total
        best = total if best is None else max(best, total)
    return best


@settings(max_examples=25, deadline=None)
@given(
    st.integers(4, 8), st.integers(0, 10_000), st.integers(1, 4), st.floats(0, 0.9), st.booleans(),
    st.sampled_from([Weights(), Weights(1, 0, 0), Weights(0, 1, 0), Weights(0, 0, 1), Weights(1, 2, 0.5)]),
)  # fmt: skip
def test_the_best_of_all_divisions_is_found(
    count: int, seed: int, regions: int, low: float, pinned: bool, weights: Weights
) -> None:
    units = random_map(count, seed)
    ids = units.ids
    pins = Pins(together=[[ids[0], ids[3]]], apart=[[ids[1], ids[2]]]) if pinned else Pins()
    rules = Rules(regions, low * float(units.population.sum()) / regions, pins=pins)
    best = best_by_hand(units, rules, weights)
    try:
        found = delineate(units, rules, weights)
    except Rejected:
        found = None
    if found is None or best is None:
        assert found is best is None
        return
    assert found.certificate.optimal
    assert abs(found.scores.total - best) < 1e-9


@settings(max_examples=8, deadline=None)
@given(st.integers(9, 12), st.integers(0, 10_000), st.integers(2, 4))
def test_the_search_of_large_maps_finds_the_best_of_small_ones_too(count: int, seed: int, regions: int) -> None:
    units = random_map(count, seed)
    rules = Rules(regions, 0.2 * float(units.population.sum()) / regions)
    exact = delineate(units, rules)
    problem = problem_of(units, rules, Weights(), exhaustive=0)
    found = max(
        scores(problem.units, Search(problem, run, 0.2, lambda *_: None).best(regions).label, Weights()).total
        for run in range(2)
    )
    assert exact.scores.total - 0.005 <= found <= exact.scores.total + 1e-9


@settings(max_examples=15, deadline=None)
@given(st.integers(4, 9), st.integers(0, 10_000), st.floats(0.2, 0.9))
def test_a_floor_alone_gives_the_largest_number_of_regions(count: int, seed: int, low: float) -> None:
    units = random_map(count, seed)
    floor = low * float(units.population.sum()) / 3
    found = delineate(units, Rules(floor=floor))
    with pytest.raises(Rejected) as refused:
        delineate(units, replace(found.rules, regions=len(found.regions) + 1))
    assert refused.value.code in {"impossible", "floor_above_total", "too_many_regions"}
