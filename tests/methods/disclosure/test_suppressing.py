"""No sensitive cell can be recomputed, nothing more is hidden than must be, and totals still add up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.methods.disclosure.tables import attacked, crossed, crossings, lightest, town, towns
from wijk.methods.disclosure.audit import audit
from wijk.methods.disclosure.rules import Rule, Sensitive, assess
from wijk.methods.disclosure.suppress import Protected, suppress
from wijk.methods.disclosure.table import Hierarchy, Table, tabulate
from wijk.methods.saying import Rejected


def holds(found: Protected) -> None:
    """Whatever a stranger subtracts, every sensitive cell keeps its interval; and what is published is the truth."""
    sensitive = found.sensitive
    for cell in sensitive.cells.tolist():
        assert found.hidden[cell]
        low, high = attacked(found.table, found.hidden, sensitive.least, cell)
        assert low <= sensitive.low[cell] + 1e-6
        assert high >= sensitive.high[cell] - 1e-6
    assert found.bound <= found.weight * (1 + 1e-6)
    assert [bool(reason) for reason in found.reasons] == found.hidden.tolist()


@settings(max_examples=40, deadline=None)
@given(towns(), st.booleans(), st.integers(2, 8))
def test_nothing_can_be_recomputed_in_overlapping_perimeters(table: Table, zeros: bool, threshold: int) -> None:
    found = suppress(table, assess(table, Rule(threshold=threshold, zeros=zeros)))
    holds(found)
    assert found.optimal
    if not zeros:
        assert (table.values[found.hidden] > 0).all()


@settings(max_examples=20, deadline=None)
@given(crossings(), st.booleans())
def test_nothing_can_be_recomputed_in_two_dimensions(table: Table, zeros: bool) -> None:
    found = suppress(table, assess(table, Rule(threshold=5, zeros=zeros)))
    holds(found)
    unsafe = audit(
        table, found.hidden, found.sensitive.least, wanted=(found.sensitive.low, found.sensitive.high)
    ).unsafe
    assert not unsafe


@settings(max_examples=25, deadline=None)
@given(towns(6), st.integers(2, 6))
def test_the_hiding_is_as_light_as_any_that_protects(table: Table, threshold: int) -> None:
    found = suppress(table, assess(table, Rule(threshold=threshold)))
    sensitive = found.sensitive
    best = lightest(table, sensitive.low, sensitive.high, sensitive.least, sensitive.may_hide, table.values + 1)
    assert found.weight == pytest.approx(best)
    assert found.optimal


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_marked_cells_of_any_size_keep_their_margin(data: st.DataObject) -> None:
    table = data.draw(towns(10))
    marks = np.array(data.draw(st.lists(st.booleans(), min_size=len(table), max_size=len(table))))
    found = suppress(table, assess(table, Rule(margin=0.4), marked=marks))
    holds(found)


def test_the_order_of_the_cells_changes_nothing() -> None:
    table = town([3, 9, 14, 2, 30, 8, 21, 6], [0, 0, 0, 1, 1, 1, 2, 2], [0, 1, 0, 1, 0, 1, 0, 1])
    order = np.random.default_rng(3).permutation(len(table))
    trees = [
        Hierarchy("area", tuple((table.name(p), table.name(one.whole)) for one in table.sums for p in one.parts if one.hierarchy == name), name)
        for name in ("districts", "zones")
    ]  # fmt: skip
    turned = tabulate(["area"], [table.keys[i] for i in order], table.values[order], trees)
    first, second = (suppress(one, assess(one, Rule(threshold=4))) for one in (table, turned))
    assert first.weight == second.weight


def test_a_neighbourhood_minus_a_police_zone_gives_nobody_away() -> None:
    """Blocks are never published, but zone − neighbourhood would be the one block with 2 people."""
    area = Hierarchy("area", (("b1", "hood"), ("b2", "hood")), "hoods")
    zone = Hierarchy("area", (("b1", "zone"), ("b2", "zone"), ("b3", "zone")), "zones")
    table = tabulate(["area"], [("b1",), ("b2",), ("b3",), ("hood",), ("zone",)], [40, 30, 2, 70, 72], [area, zone])
    blocks = np.array([True, True, True, False, False])
    sensitive = assess(table, Rule(threshold=5), unpublished=blocks)
    before = audit(table, blocks, sensitive.least, threshold=5)
    assert [table.name(one.cell) for one in before.unsafe] == ["b3"]
    assert (before.unsafe[0].low, before.unsafe[0].high) == (2.0, 2.0)
    found = suppress(table, sensitive, unpublished=blocks)
    assert found.hidden.tolist() == [True, True, True, True, False]
    assert found.reasons[3] == "overlap"
    assert not audit(table, found.hidden, sensitive.least, threshold=5).unsafe


def test_where_only_the_total_protects_the_total_is_hidden_and_said() -> None:
    table = town([3, 0, 0, 50], [0, 0, 1, 1])
    marks = np.array([table.name(i) == "b0" for i in range(len(table))])
    found = suppress(table, assess(table, Rule(), marked=marks))
    assert {table.name(at) for at in np.flatnonzero(found.hidden).tolist()} >= {"b0", "d0"}
    assert any(one.code == "totals_hidden" for one in found.explain())
    holds(found)


@pytest.mark.parametrize("counts", [[1], [4, 4, 4], [2, 1], [1, 1, 1, 1, 1]])
def test_everything_may_be_sensitive(counts: list[int]) -> None:
    table = town(counts, [0] * len(counts))
    holds(suppress(table, assess(table, Rule(threshold=100))))


def test_one_cell_alone_stands_in_no_sum_and_is_simply_hidden() -> None:
    table = tabulate(["area"], [("only",)], [3], [])
    found = suppress(table, assess(table, Rule(threshold=5)))
    assert found.hidden.tolist() == [True]
    assert audit(table, found.hidden, found.sensitive.least, threshold=5).findings[0].high == np.inf


def test_nothing_sensitive_hides_nothing() -> None:
    table = town([10, 20, 30], [0, 0, 1])
    found = suppress(table, assess(table, Rule(threshold=5)))
    assert not found.hidden.any()
    assert [one.code for one in found.explain()] == ["nothing_sensitive"]
    assert [one.code for one in audit(table, found.hidden, found.sensitive.least).explain()] == ["audit_nothing"]


def test_cells_of_zero_are_shown_unless_the_rule_hides_them() -> None:
    table = town([0, 3, 9, 9], [0, 0, 0, 0])
    assert not suppress(table, assess(table, Rule(threshold=5))).hidden[0]
    assert suppress(table, assess(table, Rule(threshold=5, zeros=True))).hidden[0]


def test_weights_steer_what_is_hidden() -> None:
    table = town([3, 9, 14], [0, 0, 0])
    cost = np.ones(len(table))
    cost[[1, 3]] = 100
    assert np.flatnonzero(suppress(table, assess(table, Rule(threshold=5)), weights=cost).hidden).tolist() == [0, 2]
    for bad in (0.0, -1.0, np.nan, np.inf):
        with pytest.raises(Rejected, match="weighs"):
            suppress(table, assess(table, Rule(threshold=5)), weights=np.where(np.arange(len(table)) == 1, bad, 1.0))


def test_stopping_early_still_protects_and_says_how_far_from_the_least() -> None:
    generator = np.random.default_rng(5)
    table = crossed(generator.integers(0, 40, (6, 3)), [0, 0, 1, 1, 2, 2])
    found = suppress(table, assess(table, Rule(threshold=6)), rounds=1)
    holds(found)
    assert found.bound <= suppress(table, found.sensitive).weight <= found.weight


def dominated(parts: list[list[float]], rule: Rule) -> Sensitive:
    keys = [(f"c{i}",) for i in range(len(parts))]
    table = tabulate(["firm"], keys, [sum(one) for one in parts], [])
    return assess(table, rule, largest=[sorted(one, reverse=True)[:3] for one in parts])


def test_dominance_and_percent_rules_follow_the_handbook() -> None:
    """Largest 90 of 100 breaks (1, 85): it must be able to be 90·100/85; p% = 10: 9 more than 100 − 90 − 6."""
    sensitive = dominated([[90.0, 6.0, 4.0], [50.0, 50.0]], Rule(dominance=(1, 85)))
    assert sensitive.reasons == ("dominance", "")
    assert sensitive.high[0] == np.ceil(90 * 100 / 85)
    sensitive = dominated([[90.0, 6.0, 4.0], [30.0, 30.0, 40.0]], Rule(percent=10))
    assert sensitive.reasons == ("dominance", "")
    assert sensitive.high[0] == 105.0
