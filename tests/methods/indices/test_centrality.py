"""Three types out of two measures, with thresholds that one can see and move."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijk.methods.indices.centrality import centrality
from wijk.methods.saying import Rejected

counts = st.integers(0, 1000)


@given(counts, counts, counts, counts, counts, st.floats(0, 1), st.floats(0, 1))
def test_the_type_follows_from_the_two_measures(
    residents: int, users: int, local: int, regional: int, metropolitan: int, at: float, wide: float
) -> None:
    found = centrality(
        ["x"], [residents], [users], [local], [regional], [metropolitan], residents_from=at, wide_from=wide
    )
    if residents + users == 0:
        expected = "unknown"
    elif residents / (residents + users) >= at:
        expected = "residential"
    elif local + regional + metropolitan and (regional + metropolitan) / (local + regional + metropolitan) >= wide:
        expected = "metropolitan"
    else:
        expected = "local"
    assert found.kinds == (expected,)
    assert found.explain()[1].code.startswith("centre_")


def test_each_area_is_told_why() -> None:
    found = centrality(["Woonstraat", "Vijfhoek"], [900, 100], [100, 900], [3, 1], [0, 1], [0, 8])
    said = [str(one) for one in found.explain()]
    assert said[1] == "Woonstraat is residential: residents are 90.0 % of all who are there, at or above 50.0 %."
    assert "90.0 % of its functions reach beyond" in said[2]
    assert found.metropolitan.tolist() == [0.0, 0.8]


def test_moving_a_threshold_moves_the_type() -> None:
    given_ = (["x"], [60], [40], [1], [1], [0])
    assert centrality(*given_).kinds == ("residential",)
    assert centrality(*given_, residents_from=0.7).kinds == ("metropolitan",)
    assert centrality(*given_, residents_from=0.7, wide_from=0.6).kinds == ("local",)


def test_what_lies_near_a_threshold_is_said_not_to_be_firm() -> None:
    found = centrality(["near", "far", "wide"], [52, 90, 10], [48, 10, 90], [1, 1, 51], [0, 0, 49], [0, 0, 0])
    assert found.close == (True, False, True)


def test_no_functions_known_is_a_local_centre_and_said() -> None:
    found = centrality(["x"], [1], [9], [0], [0], [0])
    assert found.kinds == ("local",)
    assert np.isnan(found.reach[0])
    assert "no functions" in str(found.explain()[1])


def test_every_type_has_its_template() -> None:
    found = centrality(["x"], [1], [0], [0], [0], [0])
    assert "co-production" in str(found.template("residential"))
    assert found.template("unknown") is None


@pytest.mark.parametrize(
    ("residents", "says"),
    [([-1.0], "residents for x .* is negative"), ([float("nan")], "not a finite"), ([1.0, 2.0], "2 entries where 1")],
)
def test_what_cannot_be_is_refused(residents: list[float], says: str) -> None:
    with pytest.raises(Rejected, match=says):
        centrality(["x"], residents, [1], [1], [1], [1])


def test_thresholds_are_shares() -> None:
    with pytest.raises(Rejected, match="residents_from"):
        centrality(["x"], [1], [1], [1], [1], [1], residents_from=50)
    with pytest.raises(Rejected, match="no areas"):
        centrality([], [], [], [], [], [])
