"""Distances and counts equal those of scipy's Dijkstra and of counting by hand, on any network."""

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from wijk.methods.proximity import searching
from wijk.methods.proximity.kernels import TOO_SMALL, search
from wijk.methods.proximity.network import Network, parts
from wijk.methods.proximity.searching import count_within, distances_to_nearest, nearest, within_of
from wijk.methods.proximity.snapping import OFF, Stops
from wijk.methods.proximity.streets import STEP, Streets, make_streets, on_grid
from wijk.methods.proximity.tiles import count_within_by_tiles, halo, tiles

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A random network with places and origins on its nodes."""

    streets: Streets
    places: Stops
    category: NDArray[np.int64]
    origins: Stops
    limits: Floats


@st.composite
def cases(draw: st.DrawFn, *, directed: bool = True) -> Case:
    """Parts that do not touch, loops, parallel and zero-length edges, one-way streets, points off the network, no places."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n = draw(st.integers(1, 30))
    m = draw(st.integers(1, 70))
    edges = rng.integers(0, n, (m, 2))
    xy = rng.uniform(1000, 1500, (n, 2)).round(draw(st.sampled_from([0, 3])))
    length = np.where(rng.random(m) < 0.2, 0.0, rng.choice([rng.uniform(0, 300), 50.0, 100.0, 0.1], m))
    one_way = draw(st.booleans()) and directed
    forward = rng.random(m) < 0.8 if one_way else np.ones(m, bool)
    backward = rng.random(m) < 0.6 if one_way else np.ones(m, bool)
    streets = make_streets(xy, edges, length, forward=forward, backward=backward)

    def stops(count: int) -> Stops:
        node = np.where(rng.random(count) < 0.1, OFF, rng.integers(0, n, count))
        access = np.where(rng.random(count) < 0.3, 0.0, rng.uniform(0, 200, count).round(1))
        return Stops(node, np.where(node == OFF, np.nan, on_grid(access)))

    places, origins = stops(draw(st.integers(0, 12))), stops(draw(st.integers(1, 12)))
    limits = np.sort(on_grid(rng.uniform(10, 600, draw(st.integers(1, 3))).round(0)))
    return Case(streets, places, rng.integers(0, 3, len(places)), origins, limits)


def between(case: Case) -> Floats:
    """Metres from each origin to each place, by scipy, one pair after the other; infinite where there is no way."""
    s = case.streets
    best = np.full((s.nodes, s.nodes), np.inf)
    for t, h, w, f, b in zip(s.tail, s.head, s.length, s.forward, s.backward, strict=True):
        # scipy takes a stored zero for no edge at all, so the least length stands for it and is too short to matter
        if f and t != h:
            best[t, h] = min(best[t, h], max(w, 1e-12))
        if b and t != h:
            best[h, t] = min(best[h, t], max(w, 1e-12))
    arcs = np.isfinite(best)
    found = dijkstra(csr_array((best[arcs], np.nonzero(arcs)), shape=best.shape), directed=True)
    out = np.full((len(case.origins), len(case.places)), np.inf)
    for i, (a, to_a) in enumerate(zip(case.origins.node, case.origins.access, strict=True)):
        for j, (b, to_b) in enumerate(zip(case.places.node, case.places.access, strict=True)):
            if a != OFF and b != OFF:
                out[i, j] = found[a, b] + to_a + to_b
    return out


def nearest_by_hand(case: Case) -> Floats:
    all_metres = between(case)
    return np.array([all_metres[:, case.category == c].min(axis=1, initial=np.inf) for c in range(3)]).T


@given(cases())
@settings(max_examples=150, deadline=None)
def test_the_nearest_is_scipys_to_the_millimetre(case: Case) -> None:
    found = nearest(Network.of(case.streets), case.places, case.category, 3, case.origins)
    assert np.allclose(np.where(np.isnan(found), np.inf, found), nearest_by_hand(case), rtol=0, atol=0.0005)


@given(cases())
@settings(max_examples=60, deadline=None)
def test_sweeps_and_heap_agree_to_the_last_bit(case: Case) -> None:
    network = Network.of(case.streets)
    swept = distances_to_nearest(network, case.places, case.category, 3)
    kept, searching.SWEEPS = searching.SWEEPS, 1
    try:
        heaped = distances_to_nearest(network, case.places, case.category, 3)
    finally:
        searching.SWEEPS = kept
    assert np.array_equal(swept, heaped)


@given(cases())
@settings(max_examples=150, deadline=None)
def test_counts_are_those_of_counting_by_hand(case: Case) -> None:
    found = count_within(Network.of(case.streets), case.places, case.category, 3, case.origins, case.limits)
    metres = np.round(between(case) / STEP) * STEP
    for c in range(3):
        for k, limit in enumerate(case.limits):
            by_hand = (metres[:, case.category == c] <= limit).sum(axis=1)
            assert found[:, c, k].tolist() == by_hand.tolist()


@given(cases())
@settings(max_examples=60, deadline=None)
def test_pairs_within_a_limit_are_the_pairs_by_hand(case: Case) -> None:
    limit = float(case.limits[-1])
    place, origin, metres = within_of(Network.of(case.streets), case.places, case.origins, limit)
    by_hand = np.round(between(case) / STEP) * STEP
    expected = [(int(j), int(i)) for j, i in np.argwhere(limit >= by_hand.T)]
    assert list(zip(place.tolist(), origin.tolist(), strict=True)) == expected
    assert np.allclose(metres, by_hand[origin, place], atol=0.0005)


@given(cases(), st.sampled_from([40.0, 130.0, 1000.0]))
@settings(max_examples=80, deadline=None)
def test_tiles_give_the_same_counts_as_the_whole(case: Case, size: float) -> None:
    whole = count_within(Network.of(case.streets), case.places, case.category, 3, case.origins, case.limits)
    pieces = count_within_by_tiles(case.streets, case.places, case.category, 3, case.origins, case.limits, size=size)
    assert np.array_equal(whole, pieces)


@given(cases())
@settings(max_examples=60, deadline=None)
def test_the_order_of_nodes_streets_and_places_does_not_matter(case: Case) -> None:
    rng = np.random.default_rng(len(case.streets) + len(case.places))
    s = case.streets
    to, by = rng.permutation(s.nodes), rng.permutation(len(s))
    xy = np.empty_like(s.xy)
    xy[to] = s.xy
    other = Streets(xy, to[s.tail][by], to[s.head][by], s.length[by], s.forward[by], s.backward[by])
    mixed = rng.permutation(len(case.places))

    def moved(stops: Stops) -> Stops:
        return Stops(np.where(stops.node == OFF, OFF, to[stops.node]), stops.access)

    places = Stops(moved(case.places).node[mixed], case.places.access[mixed])
    one = nearest(Network.of(s), case.places, case.category, 3, case.origins)
    two = nearest(Network.of(other), places, case.category[mixed], 3, moved(case.origins))
    assert np.array_equal(one, two, equal_nan=True)


def test_tiles_are_smaller_than_the_whole_where_the_limit_is_short() -> None:
    xy = np.column_stack([np.arange(100) * 100.0, np.zeros(100)])
    road = make_streets(xy, np.column_stack([np.arange(99), np.arange(1, 100)]))
    everywhere = Stops(np.arange(100), np.zeros(100))
    found = list(tiles(road, everywhere, everywhere, size=1000, limit=250))
    assert len(found) == 10
    assert max(tile.streets.nodes for tile in found) <= 16
    assert sorted(np.concatenate([tile.origins for tile in found]).tolist()) == list(range(100))


def test_a_street_without_length_makes_the_halo_endless() -> None:
    assert halo(make_streets([[0, 0], [300, 0]], [[0, 1]], [0.0]), 100) == float("inf")
    assert halo(make_streets([[0, 0], [300, 0]], [[0, 1]], [150.0]), 100) == pytest.approx(200)


def test_no_places_reach_nobody() -> None:
    road = make_streets([[0, 0], [300, 0]], [[0, 1]])
    none = Stops(np.zeros(0, np.int64), np.zeros(0))
    origins = Stops(np.array([0, 1]), np.zeros(2))
    network = Network.of(road)
    assert np.isnan(nearest(network, none, np.zeros(0, np.int64), 2, origins)).all()
    assert not count_within(network, none, np.zeros(0, np.int64), 2, origins, np.array([500.0])).any()


def test_all_places_at_one_node_all_count() -> None:
    road = make_streets([[0, 0], [300, 0]], [[0, 1]])
    places = Stops(np.zeros(50, np.int64), np.zeros(50))
    origins = Stops(np.array([0, 1]), np.zeros(2))
    found = count_within(Network.of(road), places, np.zeros(50, np.int64), 1, origins, np.array([299.0, 300.0]))
    assert found[:, 0].tolist() == [[50, 50], [0, 50]]


def test_a_place_at_the_limit_counts_from_either_side() -> None:
    """0.1 + 0.2 is not 0.3 in doubles; on the grid the sum is the same from both ends."""
    road = make_streets([[0, 0], [1, 0], [2, 0], [3, 0]], [[0, 1], [1, 2], [2, 3]], [0.1, 0.2, 0.3])
    limit = on_grid(np.array([0.1])) + on_grid(np.array([0.2])) + on_grid(np.array([0.3]))
    one, many = Stops(np.array([0]), np.zeros(1)), Stops(np.array([3, 3, 3]), np.zeros(3))
    network = Network.of(road)
    assert count_within(network, one, np.array([0]), 1, many, limit).ravel().tolist() == [1, 1, 1]
    assert count_within(network, many, np.zeros(3, np.int64), 1, one, limit).ravel().tolist() == [3]


def test_a_long_way_in_bad_order_is_found_all_the_same() -> None:
    """A road whose nodes lie to and fro in memory wants many sweeps; then the heap takes over."""
    n = 1000
    rng = np.random.default_rng(7)
    xy = rng.uniform(0, 1000, (n, 2))
    road = make_streets(xy, np.column_stack([np.arange(n - 1), np.arange(1, n)]), np.full(n - 1, 10.0))
    places = Stops(np.array([0, 0]), np.array([0.0, 3.0]))
    everywhere = Stops(np.arange(n), np.zeros(n))
    found = nearest(Network.of(road), places, np.array([0, 1]), 2, everywhere)
    assert found[:, 0].tolist() == [10.0 * i for i in range(n)]
    assert found[:, 1].tolist() == [10.0 * i + 3 for i in range(n)]


def test_buckets_that_run_over_say_so_and_leave_nothing_behind() -> None:
    star = make_streets(np.zeros((50, 2)), [[0, i] for i in range(1, 50)], [100.0] * 49)
    network = Network.of(star)
    work = network.work(limit=500, room=4)
    assert search(network.out, work, int(network.place[0]), 0.0, 500.0) == TOO_SMALL
    assert not work.filled.any()
    everywhere = Stops(np.arange(50), np.zeros(50))
    kept = Network.work
    try:
        Network.work = lambda self, limit, room=4: kept(self, limit, room)  # type: ignore[method-assign]
        found = count_within(network, everywhere, np.zeros(50, np.int64), 1, everywhere, np.array([200.0]))
    finally:
        Network.work = kept  # type: ignore[method-assign]
    assert (found == 50).all()


def test_parts_that_do_not_touch_are_told_apart() -> None:
    road = make_streets([[0, 0], [300, 0], [0, 300], [300, 300], [9, 9]], [[0, 1], [2, 3]])
    assert len(set(parts(road).tolist())) == 3
