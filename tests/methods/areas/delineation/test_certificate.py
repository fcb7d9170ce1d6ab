"""The certificate is what it says: an independent count of every move and every exchange finds the same."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.smallmap import grid, in_one_piece, people_of, random_map
from wijk.methods.areas.delineation.certificate import certificate
from wijk.methods.areas.delineation.delineate import Delineation, delineate
from wijk.methods.areas.delineation.problem import problem_of
from wijk.methods.areas.delineation.scores import scores
from wijk.methods.areas.delineation.units import Rules, Units, Weights
from wijk.methods.areas.delineation.weighing import ground_of


def changed(units: Units, labels: list[str]) -> tuple[list[list[str]], list[list[str]]]:
    """Every division that one move, and every one that one exchange between neighbours, makes of this one."""
    pairs = list(zip(units.borders.one.tolist(), units.borders.other.tolist(), strict=True))
    beside = {(i, labels[j]) for i, j in pairs} | {(j, labels[i]) for i, j in pairs}
    moves = [(i, to) for i, to in sorted(beside) if to != labels[i]]
    swaps = []
    for i in range(len(labels)):
        for j in range(i + 1, len(labels)):
            if labels[i] != labels[j] and (i, labels[j]) in beside and (j, labels[i]) in beside:
                new = list(labels)
                new[i], new[j] = labels[j], labels[i]
                swaps.append(new)
    return [[to if k == i else one for k, one in enumerate(labels)] for i, to in moves], swaps


def gains(units: Units, rules: Rules, labels: list[str], others: list[list[str]]) -> list[float]:
    """What each of those that keep the rules gains."""

    def total(one: list[str]) -> float:
        return scores(units, np.unique(one, return_inverse=True)[1], Weights()).total

    regions, now = len(set(labels)), total(labels)
    return [
        total(one) - now
        for one in others
        if len(held := people_of(units, one)) == regions
        and min(held.values()) >= rules.floor
        and max(held.values()) <= rules.ceiling
        and in_one_piece(units, one)
    ]


@settings(max_examples=12, deadline=None)
@given(st.integers(16, 26), st.integers(0, 10_000), st.integers(2, 5), st.booleans())
def test_it_counts_what_an_independent_count_finds(count: int, seed: int, regions: int, best: bool) -> None:
    units = random_map(count, seed)
    rules = Rules(regions, 0.3 * float(units.population.sum()) / regions)
    weights = Weights() if best else Weights(0, 0, 1)
    found = delineate(units, rules, weights, effort=0.02)
    labels = list(found.labels)
    moves, exchanges = (gains(units, rules, labels, others) for others in changed(units, labels))
    if best:
        assert max([*moves, *exchanges], default=-1.0) < 1e-9
        proof = found.certificate
        assert (proof.moves, proof.exchanges) == (len(moves), len(exchanges))
    ground = ground_of(problem_of(units, rules, Weights(), exhaustive=0), regions)
    again = certificate(ground, np.unique(labels, return_inverse=True)[1].astype(np.int64), regions)
    assert again[:2] == (len(moves), len(exchanges))
    if moves or exchanges:
        assert again[2] == pytest.approx(max([*moves, *exchanges]), abs=1e-12)


def warm(units: Units, labels: list[str], rules: Rules, weights: Weights) -> Delineation:
    """Divide again, beginning with these regions."""
    return delineate(replace(units, start=labels), rules, weights)


@settings(max_examples=10, deadline=None)
@given(st.integers(16, 40), st.integers(0, 10_000), st.integers(2, 6))
def test_nothing_changes_where_nothing_small_gains(count: int, seed: int, regions: int) -> None:
    units = random_map(count, seed)
    rules = Rules(regions, 0.3 * float(units.population.sum()) / regions)
    first = delineate(units, rules, effort=0.02)
    for loyalty in (0.0, 0.5):
        again = warm(units, list(first.labels), rules, Weights(start=loyalty))
        assert again.changes == ()
        assert again.labels == first.labels
        assert again.stayed == 1.0
        assert again.scores.start == 1.0


def test_a_change_has_the_price_of_undoing_it() -> None:
    units = random_map(60, 11)
    rules = Rules(8, 0.4 * float(units.population.sum()) / 8)
    today = list(delineate(units, rules, Weights(0, 1, 0), seed=3, effort=0.02).labels)
    weights = Weights(start=0.05)
    found = warm(units, today, rules, weights)
    assert found.changes
    given = replace(units, start=today)
    priced = 0
    for change in found.changes:
        at = units.ids.index(change.unit)
        assert (today[at], found.labels[at]) == (change.before, change.after)
        back = [change.before if k == at else one for k, one in enumerate(found.labels)]
        held = people_of(units, back)
        allowed = min(held.values()) >= rules.floor and len(held) == 8 and in_one_piece(units, back)
        assert allowed == (change.price is not None)
        if change.price is not None:
            lost = found.scores.total - scores(given, np.unique(back, return_inverse=True)[1], weights).total
            assert change.price == pytest.approx(lost, abs=1e-12)
            assert change.price > -1e-9
            priced += 1
    assert priced
    assert found.scores.total >= scores(given, np.unique(today, return_inverse=True)[1], weights).total


def test_the_price_of_change_holds_regions_where_they_are() -> None:
    units = random_map(60, 12)
    rules = Rules(8)
    today = list(delineate(units, rules, Weights(0, 1, 0), effort=0.02).labels)
    loose = warm(units, today, rules, Weights(start=0.0))
    fast = warm(units, today, rules, Weights(start=50.0))
    assert len(fast.changes) < len(loose.changes)


def test_todays_regions_that_break_a_rule_are_repaired() -> None:
    units = grid(6, 1, people=[1, 1, 1, 1, 1, 1])
    found = delineate(replace(units, start=list("aabaab")), Rules(2, floor=3))
    assert found.contiguous
    assert sorted(people_of(units, found.labels).values()) == [3, 3]


def test_other_numbers_of_regions_than_today_are_reached() -> None:
    units = random_map(40, 2)
    today = list(delineate(units, Rules(6), effort=0.02).labels)
    for regions in (3, 9):
        found = warm(units, today, Rules(regions), Weights())
        assert len(found.regions) == regions
        assert found.contiguous
        assert {one.name for one in found.regions} & set(today)
