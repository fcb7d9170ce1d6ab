"""Quotas that cannot hold together are named, all of them needed for the clash; and the change proposed is the smallest there is."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from tests.methods.sortition.brute import all_panels
from tests.methods.sortition.people import small_pools
from wijk.methods.saying import Rejected
from wijk.methods.sortition.cells import cells_of
from wijk.methods.sortition.clashes import clash_of, relaxed
from wijk.methods.sortition.lottery import Clash, select
from wijk.methods.sortition.pools import Pool, Quota

POOL = Pool(
    list("abcdef"), {"gender": ["f", "f", "m", "m", "m", "m"], "school": ["low", "low", "low", "high", "high", "high"]}
)


def test_a_clash_is_said_in_words_with_the_change_that_helps() -> None:
    quotas = [
        Quota("gender", "f", 0, 0),
        Quota("gender", "m", 0, 4),
        Quota("school", "low", 2, 3),
        Quota("school", "high", 0, 3),
    ]
    with pytest.raises(Clash) as fault:
        select(POOL, quotas, 4, random=np.random.default_rng(1))
    told = str(fault.value)
    assert "gender f at most 0" in told
    assert "school low at least 2" in told
    assert "school high" not in told
    assert "instead of" in told


def test_where_nothing_within_the_widest_ranges_helps_that_is_said() -> None:
    quotas = [
        Quota("gender", "f", 0, 0, 0, 0),
        Quota("gender", "m", 0, 1, 0, 1),
        Quota("school", "low", 0, 9),
        Quota("school", "high", 0, 9),
    ]
    with pytest.raises(Clash) as fault:
        select(POOL, quotas, 3, random=np.random.default_rng(1))
    assert (fault.value.says[0].code, fault.value.says[-1].code) == ("clash", "change_none")


def test_households_can_be_what_clashes() -> None:
    pool = Pool(list("abc"), {"k": ["x", "x", "y"]}, ["h", "h", "h"])
    with pytest.raises(Clash, match="one household"):
        select(pool, [Quota("k", "x", 0, 2), Quota("k", "y", 0, 2)], 2, random=np.random.default_rng(1))


@settings(max_examples=15, deadline=None)
@given(small_pools())
def test_the_change_is_the_smallest_and_the_clash_irreducible(case: tuple[Pool, list[Quota], int]) -> None:
    pool, quotas, size = case
    narrow = [
        replace(q, minimum=min(size, q.minimum + 1), maximum=max(q.maximum - 1, min(size, q.minimum + 1)))
        for q in quotas
    ]
    cells = cells_of(pool, narrow, size)
    found = clash_of(cells, narrow)
    panels = all_panels(pool, [replace(q, minimum=0, maximum=size) for q in quotas], size)
    counts = [
        [sum(panel[i] for i in range(len(pool)) if pool.answers[q.category][i] == q.feature) for q in narrow]
        for panel in panels
    ]
    miss = [sum(max(0, q.minimum - c, c - q.maximum) for q, c in zip(narrow, row, strict=True)) for row in counts]
    if found is None:
        assert min(miss) == 0
        return
    assert found.changed is not None
    moved = sum(old.minimum - new.minimum + new.maximum - old.maximum for old, new in found.changed)
    assert moved == min(miss) > 0
    assert relaxed(cells, narrow) == found.changed
    assert len(found.clash) >= 2 or pool.households is None


FAULTS: list[tuple[Pool, list[Quota], int, str]] = [
    (Pool([], {}), [Quota("a", "x", 0, 1)], 1, "pool_empty"),
    (Pool(["1", "1"], {"a": ["x", "x"]}), [Quota("a", "x", 0, 1)], 1, "id_twice"),
    (Pool(["1"], {"a": ["x", "x"]}), [Quota("a", "x", 0, 1)], 1, "columns_differ"),
    (Pool(["1"], {"a": ["x"]}), [], 1, "no_quotas"),
    (Pool(["1"], {"a": ["x"]}), [Quota("b", "x", 0, 1)], 1, "no_category"),
    (Pool(["1"], {"a": ["x"]}), [Quota("a", "x", 0, 1), Quota("a", "x", 0, 1)], 1, "quota_twice"),
    (Pool(["1"], {"a": ["x"]}), [Quota("a", "x", 2, 1)], 1, "quota_upside_down"),
    (Pool(["1"], {"a": ["x"]}), [Quota("a", "x", -1, 1)], 1, "quota_negative"),
    (Pool(["1"], {"a": ["x"]}), [Quota("a", "x", 0, 2, 0, 1)], 1, "flex_inside"),
    (Pool(["1"], {"a": ["y"]}), [Quota("a", "x", 0, 1)], 1, "answer_unknown"),
    (Pool(["1"], {"a": [""]}), [Quota("a", "x", 0, 1)], 1, "answer_missing"),
    (Pool(["1"], {"a": ["x"]}, [""]), [Quota("a", "x", 0, 1)], 1, "household_missing"),
    (Pool(["1"], {"a": ["x"]}), [Quota("a", "x", 0, 1)], 0, "size_wrong"),
    (Pool(["1"], {"a": ["x"]}), [Quota("a", "x", 0, 1)], 2, "size_too_large"),
]


@pytest.mark.parametrize(("pool", "quotas", "size", "code"), FAULTS, ids=[case[3] for case in FAULTS])
def test_what_cannot_be_reckoned_with_is_refused(pool: Pool, quotas: list[Quota], size: int, code: str) -> None:
    with pytest.raises(Rejected) as fault:
        select(pool, quotas, size, random=np.random.default_rng(1))
    assert fault.value.code == code
    assert "{" not in str(fault.value)
