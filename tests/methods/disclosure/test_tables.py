"""Tables that contradict themselves, and rules that cannot be, are refused with the place where."""

import numpy as np
import pytest
from hypothesis import given, settings

from tests.methods.disclosure.tables import crossings, town, towns
from wijk.methods.disclosure.rules import Rule, assess
from wijk.methods.disclosure.table import Hierarchy, Table, network, tabulate
from wijk.methods.saying import Rejected

TREE = Hierarchy("area", (("a", "t"), ("b", "t")), "areas")
KEYS: list[tuple[str, ...]] = [("a",), ("b",), ("t",)]


def refused(code: str, *, keys: list[tuple[str, ...]] = KEYS, values: list[float] | None = None, trees: list[Hierarchy] | None = None) -> str:  # fmt: skip # noqa: E501
    with pytest.raises(Rejected) as fault:
        tabulate(["area"], keys, values or [1, 2, 3], [TREE] if trees is None else trees)
    assert fault.value.code == code
    return str(fault.value)


def test_what_cannot_be_is_refused_with_its_place() -> None:
    refused("table_empty", keys=[], values=[1], trees=[])
    assert "“a”" in refused("cell_twice", keys=[("a",), ("a",), ("t",)])
    assert "“b”" in refused("value_missing", values=[1, float("nan"), 3])
    refused("value_missing", values=[1, float("inf"), 3])
    assert "-2" in refused("value_negative", values=[1, -2, -1])
    assert "“t” is 4" in refused("sum_wrong", values=[1, 2, 4])
    assert "t → t" in refused("cycle", trees=[Hierarchy("area", (("t", "t"),))])
    told = refused("cycle", trees=[Hierarchy("area", (("a", "b"), ("b", "t"), ("t", "a")))])
    assert any(path in told for path in ("a → b → t → a", "b → t → a → b", "t → a → b → t"))
    assert "“u”" in refused("parent_unknown", trees=[Hierarchy("area", (("a", "u"),))])
    assert "“c”" in refused("child_unknown", trees=[Hierarchy("area", (("c", "t"), ("a", "t")))])
    refused("child_twice", trees=[Hierarchy("area", (("a", "t"), ("a", "t"), ("b", "t")))])
    assert "area" in refused("dimension_unknown", trees=[Hierarchy("age", (("a", "t"),))])
    refused("columns_differ", values=[1, 2])


def test_a_part_that_is_missing_is_asked_for() -> None:
    trees = [TREE, Hierarchy("sex", (("m", "all"), ("f", "all")), "sexes")]
    keys = [("a", "m"), ("b", "m"), ("t", "m"), ("a", "all"), ("b", "all"), ("t", "all"), ("t", "f")]
    with pytest.raises(Rejected, match=r"the part “a · f” is missing"):
        tabulate(["area", "sex"], keys, [1, 2, 3, 1, 2, 6, 3], trees)


def test_rules_that_cannot_be_are_refused() -> None:
    table = tabulate(["area"], KEYS, [1, 2, 3], [TREE])
    parts = tabulate(["area"], KEYS, [1.5, 2, 3.5], [TREE])
    for one, rule, code in (
        (table, Rule(), "rule_none"),
        (table, Rule(threshold=1), "threshold_wrong"),
        (parts, Rule(threshold=5), "threshold_fractions"),
        (table, Rule(dominance=(0, 85)), "dominance_wrong"),
        (table, Rule(dominance=(1, 100)), "dominance_wrong"),
        (table, Rule(percent=0), "percent_wrong"),
        (table, Rule(threshold=3, margin=0), "margin_wrong"),
        (table, Rule(percent=10), "largest_missing"),
    ):
        with pytest.raises(Rejected) as fault:
            assess(one, rule)
        assert fault.value.code == code
    with pytest.raises(Rejected, match="add up to 9"):
        assess(table, Rule(percent=10), largest=[[9.0], [1.0], [1.0]])


@settings(max_examples=30, deadline=None)
@given(towns() | crossings())
def test_every_sum_holds_in_every_table(table: Table) -> None:
    assert not (table.matrix @ table.values).any()
    if len(table.dimensions) == 1:
        assert network(table)


def test_three_crossing_hierarchies_are_no_network() -> None:
    blocks = [f"b{i}" for i in range(4)]
    trees = [Hierarchy("area", tuple((b, f"{n}{i // 2 if n == 'x' else i % 2 if n == 'y' else i in (0, 3)}") for i, b in enumerate(blocks)), n) for n in "xyz"]  # fmt: skip # noqa: E501
    parents = {p: [c for c, q in t.pairs if q == p] for t in trees for _, p in t.pairs}
    keys = [*((b,) for b in blocks), *((p,) for p in parents)]
    table = tabulate(["area"], keys, [1, 1, 1, 1, *(len(c) for c in parents.values())], trees)
    assert not network(table)
    assert network(town([1, 2, 3], [0, 0, 1], [0, 1, 1]))


def test_magnitudes_with_decimals_need_not_add_up_to_the_last_bit() -> None:
    table = tabulate(["area"], KEYS, [0.1, 0.2, 0.3], [TREE])
    assert not table.counts
    assert np.isclose(table.values.sum(), 0.6)
