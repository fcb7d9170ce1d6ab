"""Which of two contradicting figures holds is decided by a person, with a reason, and can be decided anew."""

from pathlib import Path

import pytest

from tests.support.cast import make_cast
from tests.support.deliver import cell, delivered, people
from tests.support.smallground import Smalltown
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import Operator
from wijk.indicators.actions import decide_set_aside, withdraw_delivery
from wijk.indicators.models import Delivery, SetAside
from wijk.trail.models import Entry


@pytest.fixture
def torn(town: Smalltown, tmp_path: Path) -> Delivery:
    """Sector 21001A00- stands twice, with 100 and 40 people."""
    rows = people(town)
    return delivered(tmp_path, [*rows, {**rows[0], "value": 40}])


def test_the_chosen_value_is_published_and_summed(torn: Delivery) -> None:
    row = SetAside.objects.get()
    assert cell("population", "region", "04000", "2020") == (None, "-")
    assert decide_set_aside(Operator(), delivery=torn.key, choices={row.id: 1}, reason="the register says 40") == 1
    assert cell("population", "sector", "21001A00-", "2020") == (40, "d")
    assert cell("population", "region", "04000", "2020") == (1047, "c")
    row.refresh_from_db()
    assert (row.chosen, row.refused, row.reason) == (1, False, "the register says 40")
    assert Entry.objects.latest("index").verb == "indicators.decide_set_aside"


def test_none_of_them_may_be_right_and_a_decision_may_change(torn: Delivery) -> None:
    row = SetAside.objects.get()
    decide_set_aside(Operator(), delivery=torn.key, choices={row.id: None}, reason="neither")
    assert cell("population", "sector", "21001A00-", "2020") == (None, "n")
    decide_set_aside(Operator(), delivery=torn.key, choices={row.id: 0}, reason="after all")
    assert cell("population", "sector", "21001A00-", "2020") == (100, "d")


def test_it_refuses_what_is_not_there(torn: Delivery) -> None:
    row, cast = SetAside.objects.get(), make_cast()
    for choices in ({row.id: 2}, {row.id: -1}, {}):
        with pytest.raises(Refused):
            decide_set_aside(Operator(), delivery=torn.key, choices=choices, reason="x")
    with pytest.raises(Absent):
        decide_set_aside(Operator(), delivery=torn.key, choices={row.id + 1: 0}, reason="x")
    with pytest.raises(Refused):
        decide_set_aside(Operator(), delivery=torn.key, choices={row.id: 0}, reason="")
    with pytest.raises(NotAllowed):
        decide_set_aside(cast.charlie.viewer, delivery=torn.key, choices={row.id: 0}, reason="x")
    assert cell("population", "sector", "21001A00-", "2020") == (None, "a")


def test_a_decision_goes_with_its_delivery(torn: Delivery) -> None:
    decide_set_aside(Operator(), delivery=torn.key, choices={SetAside.objects.get().id: 1}, reason="x")
    withdraw_delivery(Operator(), delivery=torn.key, reason="x")
    assert cell("population", "sector", "21001A00-", "2020") == (None, "-")
