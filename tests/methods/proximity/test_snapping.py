"""Points come upon the network at the nearest point of a street, and the way there counts."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.proximity.network import Network
from wijk.methods.proximity.searching import nearest
from wijk.methods.proximity.snapping import OFF, Stops, join, to_edges, to_nodes
from wijk.methods.proximity.streets import Streets, make_streets
from wijk.methods.saying import Rejected

ROAD = make_streets([[0, 0], [1000, 0], [1000, 500]], [[0, 1], [1, 2]])


def metres(streets: Streets, start: tuple[float, float], end: tuple[float, float]) -> float:
    joined, (places, origins) = join(streets, to_edges(streets, [end]), to_edges(streets, [start]))
    found = nearest(Network.of(joined), places, np.zeros(1, np.int64), 1, origins)
    return float(found[0, 0])


def test_two_points_on_one_street_walk_along_it() -> None:
    assert metres(ROAD, (200, 30), (700, -40)) == 30 + 500 + 40
    assert metres(ROAD, (700, 0), (200, 0)) == 500


def test_the_way_to_the_street_counts_even_when_the_points_are_the_same() -> None:
    assert metres(ROAD, (200, 30), (200, 30)) == 60


def test_a_said_length_rules_over_the_drawn_one() -> None:
    hill = make_streets([[0, 0], [1000, 0]], [[0, 1]], [2000.0])
    assert metres(hill, (250, 0), (500, 0)) == 500


def test_a_bent_street_is_followed() -> None:
    bent = make_streets([[0, 0], [200, 0]], [[0, 1]], shapes=[shapely.LineString([(0, 0), (100, 100), (200, 0)])])
    assert bent.length[0] == pytest.approx(2 * 100 * 2**0.5)
    assert metres(bent, (0, 0), (100, 100)) == pytest.approx(100 * 2**0.5)


def test_a_point_on_a_loop_takes_the_shorter_way_round() -> None:
    ring = shapely.LineString([(0, 0), (100, 0), (100, 100), (0, 100), (0, 0)])
    loop = make_streets([[0, 0]], [[0, 0]], shapes=[ring])
    assert metres(loop, (0, 0), (0, 60)) == 60
    assert metres(loop, (0, 0), (100, 80)) == 180


def test_one_way_streets_are_heeded_when_asked() -> None:
    one_way = make_streets([[0, 0], [1000, 0]], [[0, 1]], backward=[False])
    assert metres(one_way, (200, 0), (700, 0)) == 500
    assert np.isnan(metres(one_way, (700, 0), (200, 0)))
    assert metres(one_way.both_ways(), (700, 0), (200, 0)) == 500


def test_a_street_that_was_drawn_once_a_direction_is_one_street() -> None:
    """Else two people on it might not meet, each on their own copy."""
    twice = make_streets([[0, 0], [1000, 0]], [[0, 1], [1, 0]], backward=[False, False])
    once = twice.once()
    assert (len(once), once.forward.tolist(), once.backward.tolist()) == (1, [True], [True])
    assert metres(once, (700, 0), (200, 0)) == 500
    parallel = make_streets([[0, 0], [1000, 0]], [[0, 1], [1, 0]], [1000, 1200], backward=[False, False])
    assert len(parallel.once()) == 2


def test_arcs_on_both_sides_of_a_square_are_two_streets() -> None:
    north, south = shapely.LineString([(0, 0), (5, 5), (10, 0)]), shapely.LineString([(0, 0), (5, -5), (10, 0)])
    assert len(make_streets([[0, 0], [10, 0]], [[0, 1], [0, 1]], shapes=[north, south]).once()) == 2
    assert len(make_streets([[0, 0], [10, 0]], [[0, 1], [1, 0]], shapes=[north, north.reverse()]).once()) == 1


def test_points_too_far_away_are_off_and_not_at_the_limit() -> None:
    feet = to_edges(ROAD, [[500, 100], [500, 101]], maximum=100)
    assert feet.edge.tolist() == [0, OFF]
    assert np.isnan(feet.access[1])
    stops = to_nodes(ROAD, [[0, 3], [0, 300]], maximum=100)
    assert (stops.node.tolist(), stops.access[0]) == ([0, OFF], 3.0)
    assert to_nodes(ROAD, np.zeros((0, 2))).node.tolist() == []


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_divided_streets_keep_their_length_and_every_old_distance(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 12))
    streets = make_streets(rng.uniform(200, 900, (n, 2)), rng.integers(0, n, (int(rng.integers(1, 20)), 2)))
    feet = to_edges(streets, rng.uniform(200, 900, (int(rng.integers(1, 15)), 2)))
    joined, (stops,) = join(streets, feet)
    assert joined.length.sum() == streets.length.sum()
    assert (stops.node < joined.nodes).all()
    nodes = Stops(np.arange(n), np.zeros(n))
    before = nearest(Network.of(streets), nodes, np.arange(n), n, nodes)
    after = nearest(Network.of(joined), nodes, np.arange(n), n, nodes)
    assert np.array_equal(before, after, equal_nan=True)
    drawn = shapely.distance(shapely.points(joined.xy[stops.node]), streets.lines()[feet.edge])
    assert drawn.max() < 1e-6


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=40, deadline=None)
def test_the_foot_does_not_depend_on_the_order_of_streets(seed: int) -> None:
    rng = np.random.default_rng(seed)
    xy = rng.integers(2, 6, (8, 2)) * 100.0
    edges = rng.integers(0, 8, (10, 2))
    by = rng.permutation(10)
    dots = rng.integers(2, 6, (6, 2)) * 100.0 + 50
    one, other = make_streets(xy, edges), make_streets(xy, edges[by])
    joined_one, (a,) = join(one, to_edges(one, dots))
    joined_other, (b,) = join(other, to_edges(other, dots))
    assert joined_one.xy[a.node] == pytest.approx(joined_other.xy[b.node], abs=1e-6)


@pytest.mark.parametrize(
    ("xy", "edges", "length", "says"),
    [
        ([[0, 0]], np.zeros((0, 2)), None, "holds no streets"),
        ([[0, 0], [np.nan, 1]], [[0, 1]], None, "position of node 1"),
        ([[0, 0], [1, 1]], [[0, 2]], None, "Edge 0 ends at node 2"),
        ([[0, 0], [1, 1]], [[0, 1]], [-1.0], "length of edge 0"),
        ([[0, 0], [1, 1]], [[0, 1]], [np.inf], "length of edge 0"),
        ([[0, 0], [1, 1]], [[0, 1]], [1.0, 2.0], "length has 2 entries"),
        ([[0, 0], [1, 1]], [[0, 1]], [1e12], "Check the unit"),
        ([[4.35, 50.85], [4.36, 50.85]], [[0, 1]], [704.0], "look like degrees"),
        ([[4.35, 50.85], [4.36, 50.85]], [[0, 1]], None, "look like degrees"),
    ],
)
def test_what_is_no_network_in_metres_is_refused(xy: object, edges: object, length: object, says: str) -> None:
    with pytest.raises(Rejected, match=says):
        make_streets(xy, edges, length)  # type: ignore[arg-type]


def test_a_point_without_position_is_refused() -> None:
    with pytest.raises(Rejected, match="position of point 1"):
        to_edges(ROAD, np.array([[0, 0], [np.inf, 0]]))
