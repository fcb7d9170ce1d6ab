"""Taking back puts everything as it was, to the last figure."""

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.support.cast import make_cast
from tests.support.deliver import LONG, delivered, people, state, take, write_csv
from tests.support.smallground import Smalltown
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import Operator, Passerby
from wijk.indicators.actions import withdraw_delivery
from wijk.indicators.models import Coverage, Delivery, Series
from wijk.trail.models import Entry


def test_it_restores_what_was_published_before(town: Smalltown, tmp_path: Path) -> None:
    delivered(tmp_path, people(town))
    before = state()
    second = delivered(tmp_path, people(town, each=90), name="second.csv")
    assert state() != before
    withdraw_delivery(Operator(), delivery=second.key, reason="counted twice")
    assert state() == before
    entry = Entry.objects.latest("index")
    assert (entry.verb, entry.data) == (
        "indicators.withdraw_delivery",
        {"delivery": second.key, "reason": "counted twice"},
    )


def test_the_last_one_leaves_nothing(town: Smalltown, tmp_path: Path) -> None:
    empty = state()
    only = delivered(tmp_path, people(town))
    withdraw_delivery(Operator(), delivery=only.key, reason="wrong town")
    assert state() == empty
    assert not Series.objects.exists()


def test_a_file_that_was_withdrawn_can_be_taken_in_again(town: Smalltown, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "p.csv", people(town))
    mapping = {"areas": "sectors/2022", "source": "town-hall", "shape": "long", "columns": LONG}
    key = take(path, mapping).published[0]
    before = state()
    withdraw_delivery(Operator(), delivery=key, reason="too early")
    take(path, mapping)
    assert state() == before


def test_it_needs_a_reason(town: Smalltown, tmp_path: Path) -> None:
    one = delivered(tmp_path, people(town))
    before = state()
    with pytest.raises(Refused) as refused:
        withdraw_delivery(Operator(), delivery=one.key, reason="  ")
    assert (refused.value.code, state()) == ("reason-missing", before)


def test_it_checks_who_asks_and_what_state_it_is_in(town: Smalltown, tmp_path: Path) -> None:
    one = delivered(tmp_path, people(town))
    cast = make_cast()
    for viewer in (Passerby(), cast.charlie.viewer, cast.dora.viewer, cast.fay.viewer):
        with pytest.raises(NotAllowed):
            withdraw_delivery(viewer, delivery=one.key, reason="x")
    withdraw_delivery(cast.alice.viewer, delivery=one.key, reason="x")
    with pytest.raises(Refused) as refused:
        withdraw_delivery(cast.alice.viewer, delivery=one.key, reason="x")
    assert refused.value.code == "delivery-moved-on"
    with pytest.raises(Absent):
        withdraw_delivery(cast.alice.viewer, delivery="nothing", reason="x")


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_delivery_can_be_taken_out_of_any_row_of_them(town: Smalltown, tmp_path: Path, data: st.DataObject) -> None:
    """Publishing A, B, C and withdrawing B leaves what publishing A, C would have left."""
    folder = Path(mkdtemp(dir=tmp_path))
    for leftover in (Series, Coverage, Delivery):  # of the example before
        leftover.objects.all().delete()
    marks = st.sampled_from(["", "suppressed", "not-available"])

    def some() -> list[dict[str, Any]]:
        cells = st.tuples(st.sampled_from(people(town)), st.sampled_from(["2020", "2021"]), st.integers(0, 99), marks)
        rows = data.draw(st.lists(cells, min_size=1, max_size=8, unique_by=lambda r: (r[0]["area"], r[1])))
        return [{**row, "period": p, "value": "" if m else v, "status": m} for row, p, v, m in rows]

    several = [some() for _ in range(3)]
    assume(len({repr(rows) for rows in several}) == 3)  # what is published already would be skipped
    kept = [delivered(folder, rows, name=f"{n}.csv") for n, rows in enumerate(several)]
    out = data.draw(st.integers(0, 2))
    withdraw_delivery(Operator(), delivery=kept[out].key, reason="x")
    after = state()
    for n, one in enumerate(kept):
        if n != out:
            withdraw_delivery(Operator(), delivery=one.key, reason="x")
    for n, rows in enumerate(several):
        if n != out:
            delivered(folder, rows, name=f"again{n}.csv")
    assert state() == after
