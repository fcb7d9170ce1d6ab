"""What `bench.mutation` found that no other test noticed."""

from tests.methods.disclosure.tables import town
from wijk.methods.disclosure.rules import Rule, assess
from wijk.methods.disclosure.suppress import suppress
from wijk.methods.disclosure.table import Hierarchy, network, tabulate


def test_a_deep_hierarchy_across_a_flat_one_is_a_network_too() -> None:
    """Four sums lead from a block up the deep side, two up the flat side: only signs, not lengths, decide."""
    deep = (
        ("b0", "d0"),
        ("b1", "d0"),
        ("b2", "d1"),
        ("b3", "d1"),
        ("d0", "r0"),
        ("d1", "r1"),
        ("r0", "town"),
        ("r1", "town"),
    )
    flat = (("b0", "z0"), ("b2", "z0"), ("b1", "z1"), ("b3", "z1"), ("z0", "town"), ("z1", "town"))
    counts = {"b0": 1, "b1": 2, "b2": 3, "b3": 4, "d0": 3, "d1": 7, "r0": 3, "r1": 7, "z0": 4, "z1": 6, "town": 10}
    trees = [Hierarchy("area", deep, "districts"), Hierarchy("area", flat, "zones")]
    assert network(tabulate(["area"], [(name,) for name in counts], list(counts.values()), trees))


def test_the_threshold_is_named_where_it_hid_something() -> None:
    table = town([3, 20, 30], [0, 0, 1])
    told = {one.code: one.params for one in suppress(table, assess(table, Rule(threshold=5))).explain()}
    assert told["by_threshold"] == {"count": 1, "threshold": 5}
