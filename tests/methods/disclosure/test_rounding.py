"""Rounded tables add up, and no cell moves by the base or more."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.disclosure.tables import crossings, town, towns
from wijk.methods.disclosure.rounding import round_controlled
from wijk.methods.disclosure.table import Table, tabulate
from wijk.methods.saying import Rejected


@settings(max_examples=40, deadline=None)
@given(towns() | crossings(), st.sampled_from([2, 3, 5, 10]))
def test_totals_add_up_and_each_cell_stays_near(table: Table, base: int) -> None:
    found = round_controlled(table, base)
    assert not (table.matrix @ found.values).any()
    assert not (found.values % base).any()
    assert (found.values >= 0).all()
    moved = np.abs(found.values - table.values)
    assert (moved < found.reach).all()
    assert found.reach == base
    assert not moved[table.values % base == 0].any()


def test_no_table_that_adds_up_lies_nearer() -> None:
    table = town([4, 4, 4, 1], [0, 0, 1, 1])
    found = round_controlled(table, 5)
    best = min(
        sum(abs(v - w) for v, w in zip([a, b, c, d, a + b, c + d, a + b + c + d], [4, 4, 4, 1, 8, 5, 13], strict=True))
        for a in (0, 5) for b in (0, 5) for c in (0, 5) for d in (0, 5) if a + b in (5, 10) and c + d == 5 and a + b + c + d in (10, 15)
    )  # fmt: skip
    assert np.abs(found.values - table.values).sum() == best


def test_fractions_and_small_bases_are_refused() -> None:
    with pytest.raises(Rejected, match="multiples of 1"):
        round_controlled(town([3], [0]), 1)
    with pytest.raises(Rejected, match="only whole numbers"):
        round_controlled(tabulate(["area"], [("a",)], [1.5], []), 5)
