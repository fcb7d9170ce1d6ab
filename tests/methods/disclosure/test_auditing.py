"""The auditor finds the exact interval of every hidden cell, from published values only."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.disclosure.tables import attacked, town, towns
from wijk.methods.disclosure.audit import audit
from wijk.methods.disclosure.table import Hierarchy, Table, tabulate
from wijk.methods.saying import Rejected


@settings(max_examples=30, deadline=None)
@given(towns(8), st.data())
def test_it_finds_the_interval_that_a_plain_programme_finds(table: Table, data: st.DataObject) -> None:
    hidden = np.array(data.draw(st.lists(st.booleans(), min_size=len(table), max_size=len(table))))
    least = np.zeros(len(table))
    found = audit(table, hidden, least)
    assert [one.cell for one in found.findings] == np.flatnonzero(hidden).tolist()
    for one in found.findings:
        assert (one.low, one.high) == pytest.approx(attacked(table, hidden, least, one.cell), abs=1e-5)


@settings(max_examples=20, deadline=None)
@given(towns(8), st.data())
def test_hidden_values_are_never_looked_at(table: Table, data: st.DataObject) -> None:
    hidden = np.array(data.draw(st.lists(st.booleans(), min_size=len(table), max_size=len(table))))
    trees = [
        Hierarchy("area", tuple((table.name(p), table.name(one.whole)) for one in table.sums for p in one.parts if one.hierarchy == n), n)
        for n in dict.fromkeys(one.hierarchy for one in table.sums)
    ]  # fmt: skip
    blind = tabulate(["area"], table.keys, np.where(hidden, np.nan, table.values), trees, hidden=hidden)
    least = np.zeros(len(table))
    assert audit(blind, hidden, least).findings == audit(table, hidden, least).findings


def test_whole_numbers_are_tried_out_where_halves_would_mislead() -> None:
    """Three sums of two out of three cells: x + y = y + z = x + z = 3 has 1.5 each as its only answer; whole tables with 4 sums differ."""
    keys = [("x",), ("y",), ("z",), ("w",), ("xy",), ("yz",), ("xz",), ("all",)]
    trees = [Hierarchy("area", tuple((c, p) for c in p), p) for p in ("xy", "yz")]
    trees += [Hierarchy("area", (("x", "xz"), ("z", "xz")), "xz"), Hierarchy("area", tuple((c, "all") for c in "xyzw"), "all")]  # fmt: skip
    values = np.array([1.0, 1.0, 1.0, 5.0, 2.0, 2.0, 2.0, 8.0])
    hidden = np.array([True] * 4 + [True, False, False, False])
    table = tabulate(["area"], keys, values, trees)
    found = {table.name(one.cell): (one.low, one.high) for one in audit(table, hidden, np.zeros(8)).findings}
    whole = [
        (x, y, z, 8 - x - y - z)
        for x, y, z in itertools.product(range(9), repeat=3)
        if y + z == 2 and x + z == 2 and x + y + z <= 8
    ]
    for at, name in enumerate("xyzw"):
        assert found[name] == (min(one[at] for one in whole), max(one[at] for one in whole))


def test_each_verdict() -> None:
    table = town([3, 4, 20, 30, 40], [0, 0, 1, 1, 1])
    least = np.ones(len(table))

    def verdicts(*names: str, threshold: int | None = None) -> dict[str, str]:
        hidden = np.array([table.name(i) in names for i in range(len(table))])
        return {table.name(one.cell): one.verdict for one in audit(table, hidden, least, threshold=threshold).findings}

    assert verdicts("b0") == {"b0": "exact"}
    assert verdicts("b2", threshold=5) == {"b2": "known"}
    assert verdicts("b0", "b1", threshold=10) == {"b0": "small", "b1": "small"}
    assert verdicts("b0", "b1", threshold=5) == {"b0": "safe", "b1": "safe"}
    wanted = (
        np.where(np.arange(len(table)) == 2, 10.0, table.values),
        np.where(np.arange(len(table)) == 2, 60.0, table.values),
    )
    hidden = np.isin(np.arange(len(table)), [2, 3])
    found = audit(table, hidden, least, wanted=wanted)
    assert [one.verdict for one in found.findings] == ["narrow", "safe"]
    assert "inside the interval from 10 to 60" in str(found.explain()[1])


def test_a_published_table_that_contradicts_itself_is_refused() -> None:
    tree = Hierarchy("area", (("a", "t"), ("b", "t")))
    table = tabulate(["area"], [("a",), ("b",), ("t",)], [5, np.nan, 3], [tree], hidden=np.array([False, True, False]))
    with pytest.raises(Rejected) as fault:
        audit(table, np.array([False, True, False]), np.zeros(3))
    assert fault.value.code == "published_impossible"
