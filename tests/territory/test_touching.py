"""What lies somewhere stands on the page of every area that it touches."""

import pytest

from tests.support.stage import PERIMETER, Stage
from wijk.accounts.access import ancestors
from wijk.core.errors import Absent
from wijk.territory.models import Area
from wijk.territory.queries import lying_in, touched


def test_the_whole_city_is_one_reference(stage: Stage) -> None:
    assert touched("") == {""}


def test_a_neighbourhood_touches_what_it_lies_in(stage: Stage) -> None:
    assert touched("neighbourhood/2") >= {"neighbourhood/2", "municipality/21001", "municipality/21002"}


def test_a_sector_stands_on_the_page_of_its_neighbourhood(stage: Stage) -> None:
    assert "neighbourhood/1" in touched("sector/21001A00-")


def test_a_municipality_touches_its_neighbourhoods_and_not_the_others(stage: Stage) -> None:
    found = touched("municipality/21001")
    assert {"neighbourhood/1", "neighbourhood/2"} <= found
    assert "neighbourhood/3" not in found


def test_a_perimeter_touches_the_neighbourhoods_under_it_alone(stage: Stage) -> None:
    found = touched(f"perimeter/{PERIMETER}")
    assert f"perimeter/{PERIMETER}" in found
    assert "neighbourhood/1" in found
    assert "neighbourhood/3" not in found


@pytest.mark.parametrize("place", ["neighbourhood/999", "perimeter/none", "village/1", "x"])
def test_nowhere_is_absent(stage: Stage, place: str) -> None:
    with pytest.raises(Absent):
        touched(place)


def test_what_lies_in_an_area_is_where_a_right_holds_that_was_given_there(stage: Stage) -> None:
    """From above and from below it is the same: no list of the office leaves out what its page would open."""
    rows = Area.objects.current().values_list("area_set__level", "code")
    every = [f"{level}/{code}" for level, code in rows]
    assert len(every) > 5
    for ref in every:
        assert lying_in([ref]) == {ref} | {one for one in every if ref in ancestors(one)}
    several = ["neighbourhood/1", "municipality/21001", "neighbourhood/999"]
    assert lying_in(several) == set().union(*(lying_in([ref]) for ref in several))
    assert lying_in([]) == set()
