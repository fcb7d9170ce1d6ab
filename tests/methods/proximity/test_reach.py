"""What people reach, area by area, and what a candidate adds: recomputed by hand and by brute force."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.proximity.gains import gains
from wijk.methods.proximity.network import Network
from wijk.methods.proximity.reach import by_area, deficits, limits_of, metres_of, reach
from wijk.methods.proximity.snapping import OFF, Stops
from wijk.methods.proximity.streets import make_streets
from wijk.methods.saying import Rejected


def at(*nodes: int) -> Stops:
    return Stops(np.array(nodes, dtype=np.int64), np.where(np.array(nodes) == OFF, np.nan, 0.0))


# a road of ten pieces of 100 m, and a part of its own
ROAD = make_streets(
    [[100.0 * i, 0] for i in range(11)] + [[5000, 5000], [5100, 5000]], [[i, i + 1] for i in range(10)] + [[11, 12]]
)
NET = Network.of(ROAD)


def test_a_road_by_hand() -> None:
    found = reach(NET, at(0, 10, 0), ["shop", "school", "shop"], at(0, 4, 11, OFF), minutes=[15, 5], speed=6)
    assert found.categories == ("school", "shop")
    assert found.minutes == (5, 15)
    assert found.metres[:2].tolist() == [[1000, 0], [600, 400]]
    assert np.isnan(found.metres[2:]).all()
    assert found.walking_minutes[1].tolist() == [6, 4]
    assert found.within[:, 1].tolist() == [[2, 2], [2, 2], [0, 0], [0, 0]]
    assert found.within[:, 0].tolist() == [[0, 1], [0, 1], [0, 0], [0, 0]]
    assert found.unreachable.any(axis=1).tolist() == [False, False, True, True]
    assert found.on_network.tolist() == [True, True, True, False]
    said = " ".join(map(str, found.explain()))
    assert "1 of 4 origins lie farther" in said
    assert "school: 1 of 4 origins cannot reach any" in said


def test_areas_by_hand() -> None:
    found = reach(NET, at(0), ["shop"], at(0, 4, 11, OFF, 2), minutes=[5], speed=6)
    areas = by_area(found, ["w", "w", "e", "e", "w"], [10, 30, 5, 7, 60])
    assert areas.areas == ("e", "w")
    assert areas.population.tolist() == [12, 100]
    assert areas.off.tolist() == [7, 0]
    assert np.isnan(areas.mean_minutes[0, 0])
    assert areas.mean_minutes[1, 0] == pytest.approx((10 * 0 + 30 * 4 + 60 * 2) / 100)
    assert areas.unreached[:, 0].tolist() == [5, 0]
    assert areas.without[:, 0, 0].tolist() == [5, 0]
    assert areas.share_without()[:, 0, 0].tolist() == [1.0, 0.0]
    assert str(deficits(found, [10, 30, 5, 7, 60])[0]).startswith("shop: 5 of 105 residents (4.8 %)")
    assert "1 of 4 origins" in str(deficits(found)[0])


def test_without_places_everybody_lacks_nothing_that_is_named() -> None:
    found = reach(NET, at(), [], at(0, 1))
    assert found.metres.shape == (2, 0)
    assert "no places at all" in str(found.explain()[-1])
    assert by_area(found, ["x", "x"]).mean_minutes.shape == (1, 0)


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=60, deadline=None)
def test_gains_are_those_of_reckoning_anew(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 25))
    streets = make_streets(
        rng.uniform(200, 900, (n, 2)), rng.integers(0, n, (40, 2)), rng.integers(0, 400, 40).astype(float)
    )
    network = Network.of(streets)
    places, kinds = at(*rng.integers(0, n, 5)), ["a", "a", "b", "b", "b"]
    origins = at(*np.where(rng.random(12) < 0.1, OFF, rng.integers(0, n, 12)))
    candidates = at(*rng.integers(0, n, 6))
    own = ["a", "b", "a", "b", "a", "a"]
    people = rng.integers(0, 50, 12).astype(float)
    before = reach(network, places, kinds, origins, minutes=[5])
    ids = [f"c{i}" for i in range(6)]
    found = gains(network, before, origins, candidates, own, ids, minutes=5, population=people)

    def served(kind: str, extra: list[int]) -> float:
        more = Stops(np.concatenate([places.node, candidates.node[extra]]), np.zeros(len(places) + len(extra)))
        again = reach(network, more, kinds + [own[i] for i in extra], origins, minutes=[5])
        return float(people[again.within[:, again.categories.index(kind), 0] > 0].sum())

    for i in range(6):
        assert found.alone[i] == pytest.approx(served(own[i], [i]) - served(own[i], []))
    for kind, steps in found.sequence.items():
        chosen: list[int] = []
        for step in steps:
            rest = [i for i in range(6) if own[i] == kind and i not in chosen]
            best = max(served(kind, [*chosen, i]) for i in rest)
            assert served(kind, [*chosen, step.candidate]) == pytest.approx(best)
            assert step.people == pytest.approx(best - served(kind, chosen))
            chosen.append(step.candidate)
        everything = [i for i in range(6) if own[i] == kind]
        assert served(kind, chosen) == pytest.approx(served(kind, everything)), "it goes on while anybody is added"


def test_minutes_of_walking_that_a_candidate_spares() -> None:
    before = reach(NET, at(0), ["shop"], at(4, 10), minutes=[10], speed=6)
    found = gains(NET, before, at(4, 10), at(5), ["shop"], ["corner"], minutes=10, population=[10, 100])
    assert found.alone.tolist() == [0]
    assert found.saved[0] == pytest.approx(10 * (4 - 1) + 100 * (10 - 5))
    assert "No further candidate" in str(found.explain()[0])


def test_of_equal_candidates_the_first_by_name_is_taken() -> None:
    before = reach(NET, at(0), ["shop"], at(9, 10), minutes=[5], speed=6)
    found = gains(NET, before, at(9, 10), at(9, 10), ["shop"] * 2, ["z", "b"], minutes=5)
    assert [found.ids[step.candidate] for step in found.sequence["shop"]] == ["b"]
    assert str(found.explain()[0]) == "1. b (shop): 2 more residents would have one within 5 minutes."


@pytest.mark.parametrize(
    ("minutes", "speed", "says"),
    [
        ([0], 4.5, "“0” cannot be a limit"),
        ([], 4.5, "cannot be a limit"),
        ([float("nan")], 4.5, "nan"),
        ([5], 0, "0 km/h"),
        ([5], 900, "900 km/h"),
    ],
)
def test_limits_that_make_no_sense_are_refused(minutes: list[float], speed: float, says: str) -> None:
    with pytest.raises(Rejected, match=says):
        limits_of(minutes, speed)


def test_other_faults_are_refused_with_their_place() -> None:
    found = reach(NET, at(0), ["shop"], at(0, 1))
    with pytest.raises(Rejected, match="no origins"):
        reach(NET, at(0), ["shop"], at())
    with pytest.raises(Rejected, match="category has 2"):
        reach(NET, at(0), ["shop", "shop"], at(1))
    with pytest.raises(Rejected, match="population of origin 1"):
        by_area(found, ["x", "x"], [1, -1])
    with pytest.raises(Rejected, match="area has 1 entries"):
        by_area(found, ["x"])
    with pytest.raises(Rejected, match="category “bank”"):
        gains(NET, found, at(0, 1), at(2), ["bank"], ["new"], minutes=5)


def test_minutes_are_metres_at_a_speed() -> None:
    assert [metres_of(m, 4.5) for m in (5, 10, 15)] == [375, 750, 1125]
