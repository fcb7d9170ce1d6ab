"""Coherence and margins: what fits, what should move, and how far off a carried figure may be."""

import numpy as np
import pytest
import shapely

from tests.methods.areas.crosswalk.ground import CRS, strips, voronoi
from wijk.methods.areas.crosswalk.carry import carry
from wijk.methods.areas.crosswalk.coherence import Move, coherence
from wijk.methods.areas.crosswalk.division import Division
from wijk.methods.areas.crosswalk.holdout import margins
from wijk.methods.areas.crosswalk.matrix import crosswalk
from wijk.methods.saying import Rejected


def test_a_perimeter_of_whole_areas_fits() -> None:
    found = coherence(crosswalk(strips([0, 10, 20, 30]), strips([0, 20, 30], "t")))
    assert [(one.within, one.cut, one.entropy) for one in found.fits] == [(1.0, 0, 0.0)] * 2
    assert not found.moves
    assert [one.code for one in found.explain()] == ["fits", "fits"]


def test_a_cut_area_moves_to_where_most_of_it_lies() -> None:
    found = coherence(crosswalk(strips([0, 10, 20]), strips([0, 13, 20], "t")))
    assert [(one.unit, one.origin, one.target) for one in found.moves] == [("s1", "t0", "t1")]
    assert found.moves[0].mass == pytest.approx(30.0)
    first, second = found.fits
    assert (first.within, first.cut) == (pytest.approx(100 / 130), 1)
    assert (second.within, second.cut) == (0.0, 1)
    bits = -(0.3 * np.log2(0.3) + 0.7 * np.log2(0.7))
    assert second.entropy == pytest.approx(bits)
    assert first.entropy == pytest.approx(bits * 30 / 130)


def test_sectors_of_a_neighbourhood_that_is_cut_are_told_one_by_one() -> None:
    over = crosswalk(strips([0, 10, 20, 30]), strips([0, 20, 30], "t"))
    found = coherence(over, groups=["north", "south", "south"])
    assert [one.cut for one in found.fits] == [1, 1]
    assert found.moves == (Move("s2", "t1", "t0", 100.0),)
    with pytest.raises(Rejected):
        coherence(over, groups=["north"])


def test_a_mass_of_ones_own_weighs_the_areas() -> None:
    found = coherence(crosswalk(strips([0, 10, 20]), strips([0, 13], "t")), mass=np.array([90.0, 100.0]))
    assert (found.fits[0].mass, found.fits[0].within) == (pytest.approx(120.0), pytest.approx(0.75))
    assert [(one.unit, one.origin, one.target) for one in found.moves] == [("s1", "t0", "")]
    assert found.moves[0].mass == pytest.approx(30.0)


def test_moving_what_should_move_makes_everything_fit() -> None:
    over = crosswalk(voronoi(60, 3), voronoi(6, 4, "t"))
    target_of = dict(zip(over.sources, [over.targets[int(row.argmax())] for row in over.matrix.toarray()], strict=True))
    moved = {move.unit: move.target for move in coherence(over).moves}
    assert all(target_of[unit] == target for unit, target in moved.items())
    whole = {unit for unit, row in zip(over.sources, over.matrix.toarray(), strict=True) if row.max() >= 0.995}
    assert set(over.sources) - whole == set(moved)


def test_areas_that_are_alike_leave_no_error_and_whole_areas_neither() -> None:
    over = crosswalk(strips([0, 10, 20, 30]), strips([0, 15, 30], "t"))
    given = {"n": np.array([50.0, 50.0, 50.0])}
    found = margins(over, given, carry(over, given), groups=["g"] * 3)
    assert found.spread["n"] == 0.0
    assert not found.values.any()
    assert found.left_out == 3
    over = crosswalk(strips([0, 10, 20, 30]), strips([0, 10, 30], "t"))
    given = {"n": np.array([50.0, 500.0, 5.0])}
    assert not margins(over, given, carry(over, given), groups=["g"] * 3).values.any()


def test_leaving_out_is_done_by_hand() -> None:
    over = crosswalk(strips([0, 10, 20, 40]), strips([0, 15, 40], "t"))
    given = {"n": np.array([10.0, 30.0, 50.0])}
    predicted = np.array([(30 + 50) / 30 * 10, (10 + 50) / 30 * 10, (10 + 30) / 20 * 20])
    spread = np.sqrt(((given["n"] - predicted) ** 2).sum() / (predicted**2).sum())
    found = margins(over, given, carry(over, given), groups=["g"] * 3)
    assert found.spread["n"] == pytest.approx(spread)
    assert found.values[:, 0] == pytest.approx([30 * 0.25 * np.sqrt(2) * spread] * 2)


def test_nothing_to_leave_out_is_said() -> None:
    over = crosswalk(strips([0, 10]), strips([0, 4, 10], "t"))
    given = {"n": np.array([10.0])}
    found = margins(over, given, carry(over, given))
    assert np.isnan(found.values).all()
    assert [one.code for one in found.explain()] == ["holdout_none"]


def test_the_margin_covers_what_really_happens() -> None:
    """Fine blocks are known; sectors made of them are carried to cut targets and compared with the truth."""
    generator = np.random.default_rng(11)
    side = 24
    blocks = [shapely.box(10 * i, 10 * j, 10 * i + 10, 10 * j + 10) for i in range(side) for j in range(side)]
    smooth = np.add.outer(np.sin(np.arange(side) / 5), np.cos(np.arange(side) / 7)).reshape(-1)
    people = np.floor(np.exp(3 + 0.4 * smooth + generator.normal(0, 0.3, side * side)))
    sector = np.array([(i // 4) * 6 + j // 4 for i in range(side) for j in range(side)])
    source = Division(tuple(map(str, range(36))), np.array([shapely.union_all(np.array(blocks)[sector == s]) for s in range(36)]), CRS)  # fmt: skip
    target = Division(tuple("abcd"), np.array([shapely.box(60 * k, 0, 60 * k + 60, 240) for k in range(4)]), CRS)
    given = {"n": np.bincount(sector, people).astype(float)}
    over = crosswalk(source, target)
    carried = carry(over, given)
    column = np.array([i // 6 for i in range(side) for j in range(side)])
    error = margins(over, given, carried).values[:, 0]
    off = np.abs(carried.column("n") - np.bincount(column, people))
    assert (off <= 3 * error).all()
    assert (error < 0.1 * carried.column("n")).all()


def test_a_rate_has_a_margin_of_its_own() -> None:
    over = crosswalk(strips([0, 10, 20]), strips([0, 15, 20], "t"))
    given = {"n": np.array([300.0, 100.0]), "r": np.array([20.0, 40.0])}
    found = margins(over, given, carry(over, given, rates={"r": "n"}), groups=["g", "g"])
    share = 0.25 * np.sqrt(2) * found.spread["n"]
    share = min(share, 0.5)
    rate = (300 * 20 + 50 * 40) / 350
    assert found.values[0, 1] == pytest.approx(100 * share * abs(40 - rate) / 350)
    assert found.values[1, 1] == pytest.approx(0.0)
