"""Drop-outs are replaced by the same lottery: never by somebody who dropped out, and the whole panel keeps its quotas."""

from collections.abc import Collection

import numpy as np
import pytest

from tests.methods.sortition.test_lottery import mixed
from wijk.methods.saying import Rejected
from wijk.methods.sortition.lottery import Clash, select
from wijk.methods.sortition.pools import Pool, Quota
from wijk.methods.sortition.replacement import Replacement, replace_members

QUOTAS = [Quota("age", "young", 1, 1), Quota("age", "old", 1, 1)]


def replaced(pool: Pool, panel: str, dropped: set[str], unavailable: Collection[str] = ()) -> Replacement:
    return replace_members(
        pool, QUOTAS, tuple(panel), dropped, panels=30, random=np.random.default_rng(1), unavailable=unavailable
    )


def test_the_whole_panel_keeps_its_quotas() -> None:
    pool, quotas, size = mixed(200)
    first = select(pool, quotas, size, panels=10, random=np.random.default_rng(1))
    panel = [pool.ids[i] for i in first.panels[0]]
    found = replace_members(pool, quotas, panel, set(panel[:3]), panels=50, random=np.random.default_rng(2))
    assert not found.changed
    row = {one: i for i, one in enumerate(pool.ids)}
    for completion in found.lottery.panels.tolist():
        members = [*found.stays, *(found.pool.ids[i] for i in completion)]
        assert len(set(members)) == size
        assert not set(members) & set(panel[:3])
        for q in quotas:
            assert q.minimum <= sum(pool.answers[q.category][row[one]] == q.feature for one in members) <= q.maximum


def test_all_who_are_alike_have_the_same_chance_of_the_place() -> None:
    found = replaced(Pool(list("abcde"), {"age": ["young", "old", "old", "old", "old"]}), "ab", {"b"})
    assert found.pool.ids == ["c", "d", "e"]
    assert found.lottery.chosen.tolist() == [10, 10, 10]


def test_quotas_that_cannot_be_kept_are_widened_as_little_as_possible_and_named() -> None:
    found = replaced(Pool(list("abc"), {"age": ["young", "old", "young"]}), "ab", {"b"})
    assert [found.pool.ids[i] for i in found.lottery.panels[0]] == ["c"]
    assert [(old.name, new.minimum, new.maximum) for old, new in found.changed] == [
        ("age young", 1, 2),
        ("age old", 0, 1),
    ]
    assert "age old at least 0 instead of 1" in str(found.explain()[-1])


def test_neither_housemates_nor_the_unavailable_are_drawn() -> None:
    pool = Pool(list("abcde"), {"age": ["young", "old", "old", "old", "old"]}, ["h", "i", "h", "j", "k"])
    assert replaced(pool, "ab", {"b"}, unavailable={"e"}).pool.ids == ["d"]


@pytest.mark.parametrize(
    ("panel", "dropped", "code"),
    [("ab", set(), "nobody_drops"), ("ab", {"c"}, "not_a_member"), ("az", {"a"}, "member_unknown")],
)
def test_wrong_names_are_refused(panel: str, dropped: set[str], code: str) -> None:
    with pytest.raises(Rejected) as fault:
        replaced(Pool(list("abc"), {"age": ["young", "old", "old"]}), panel, dropped)
    assert fault.value.code == code


def test_when_nobody_is_left_that_is_said() -> None:
    with pytest.raises((Clash, Rejected)) as fault:
        replaced(Pool(list("ab"), {"age": ["young", "old"]}), "ab", {"b"})
    assert "{" not in str(fault.value)
