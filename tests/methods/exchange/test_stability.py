"""Matchings are stable, best for needs, within quantities, and the same whatever the order; the largest total is the largest."""

from itertools import product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.exchange.entries import Entry
from wijk.methods.exchange.fitting import Order, Pair
from wijk.methods.exchange.matching import Exchange, match
from wijk.methods.exchange.optimal import largest
from wijk.methods.exchange.stable import Amounts, stable
from wijk.methods.exchange.values import VALUES


@st.composite
def markets(draw: st.DrawFn) -> tuple[list[int], list[int], list[list[int]], list[dict[int, int]]]:
    """Quantities and strict preferences over an arbitrary set of fitting pairs."""
    o, n = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    offers = draw(st.lists(st.integers(1, 3), min_size=o, max_size=o))
    needs = draw(st.lists(st.integers(1, 3), min_size=n, max_size=n))
    fits = [[draw(st.booleans()) for _ in range(n)] for _ in range(o)]
    wishes = [draw(st.permutations([i for i in range(o) if fits[i][j]])) for j in range(n)]
    ranks = [
        {j: place for place, j in enumerate(draw(st.permutations([j for j in range(n) if fits[i][j]])))}
        for i in range(o)
    ]
    return offers, needs, wishes, ranks


def is_stable(
    offers: list[int], needs: list[int], wishes: list[list[int]], ranks: list[dict[int, int]], amounts: Amounts
) -> bool:
    """Word for word, independent of the product: could a fitting pair move one unit to each other, both to their gain?"""
    for n, own in enumerate(wishes):
        for o in own:
            need_gains = sum(u for (_, m), u in amounts.items() if m == n) < needs[n] or any(
                own.index(p) > own.index(o) for (p, m), u in amounts.items() if m == n and u
            )
            offer_gains = sum(u for (p, _), u in amounts.items() if p == o) < offers[o] or any(
                ranks[o][m] > ranks[o][n] for (p, m), u in amounts.items() if p == o and u
            )
            if need_gains and offer_gains:
                return False
    return True


def all_matchings(offers: list[int], needs: list[int], wishes: list[list[int]]) -> list[Amounts]:
    pairs = [(o, n) for n, own in enumerate(wishes) for o in own]
    found = []
    for units in product(*(range(min(offers[o], needs[n]) + 1) for o, n in pairs)):
        amounts = {pair: u for pair, u in zip(pairs, units, strict=True) if u}
        if all(sum(u for (p, _), u in amounts.items() if p == o) <= q for o, q in enumerate(offers)) and all(
            sum(u for (_, m), u in amounts.items() if m == n) <= q for n, q in enumerate(needs)
        ):
            found.append(amounts)
    return found


@settings(max_examples=120, deadline=None)
@given(markets())
def test_it_is_stable(market: tuple[list[int], list[int], list[list[int]], list[dict[int, int]]]) -> None:
    offers, needs, wishes, ranks = market
    amounts = stable(offers, needs, wishes, ranks)
    assert is_stable(offers, needs, wishes, ranks, amounts)
    for o, quantity in enumerate(offers):
        assert sum(u for (p, _), u in amounts.items() if p == o) <= quantity
    for n, quantity in enumerate(needs):
        assert sum(u for (_, m), u in amounts.items() if m == n) <= quantity


@settings(max_examples=40, deadline=None)
@given(markets())
def test_of_all_stable_matchings_it_is_the_best_for_every_need(
    market: tuple[list[int], list[int], list[list[int]], list[dict[int, int]]],
) -> None:
    offers, needs, wishes, ranks = market
    if sum(map(len, wishes)) > 6:
        return
    own = stable(offers, needs, wishes, ranks)
    rivals = [m for m in all_matchings(offers, needs, wishes) if is_stable(offers, needs, wishes, ranks, m)]
    assert own in rivals
    for rival in rivals:
        for n, wish in enumerate(wishes):
            for best in range(1, len(wish) + 1):
                mine = sum(own.get((o, n), 0) for o in wish[:best])
                assert mine >= sum(rival.get((o, n), 0) for o in wish[:best])


def test_a_market_that_only_stability_decides() -> None:
    """The firm would rather have n1, and n1 the firm; matching the firm with n0 would please neither."""
    assert stable([1, 1], [1, 1], [[0, 1], [0, 1]], [{1: 0, 0: 1}, {0: 0, 1: 1}]) == {(0, 1): 1, (1, 0): 1}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.lists(st.integers(1, 3), min_size=1, max_size=3),
    st.randoms(use_true_random=False),
)
def test_the_largest_total_is_the_largest_and_then_the_nearest(
    offers: list[int], needs: list[int], luck: Random
) -> None:
    fitting = [
        Pair(o, n, float(luck.randrange(1, 90)), 1)
        for o in range(len(offers))
        for n in range(len(needs))
        if luck.random() < 0.6
    ][:5]
    amounts = largest(offers, needs, fitting)
    metres = {(p.offer, p.need): p.metres or 0.0 for p in fitting}
    wishes = [[p.offer for p in fitting if p.need == n] for n in range(len(needs))]
    rivals = all_matchings(offers, needs, wishes)
    assert amounts in rivals
    best = max((sum(m.values()), -sum(metres[pair] * u for pair, u in m.items())) for m in rivals)
    assert sum(amounts.values()) == best[0]
    assert sum(metres[pair] * u for pair, u in amounts.items()) == pytest.approx(-best[1])


def town(luck: Random, size: int) -> list[Entry]:
    return [
        Entry(
            id=f"e{i:03}",
            side="offer" if luck.random() < 0.5 else "need",
            actor=f"actor {luck.randrange(size)}",
            value=VALUES[luck.randrange(2)],
            quantity=luck.randrange(1, 6),
            area="North" if luck.random() < 0.5 else "South",
            x=luck.uniform(150_000, 152_000),
            y=luck.uniform(170_000, 172_000),
            reach=luck.choice([None, 500.0, 1500.0]),
        )
        for i in range(size)
    ]


def shape(found: Exchange) -> list[tuple[str, str, int]]:
    return [(one.offer.id, one.need.id, one.units) for one in found.matches]


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("order", [Order(), Order("long", ties="id"), Order(step=5000.0, seed="7")])
def test_the_order_of_the_rows_changes_nothing(seed: int, order: Order) -> None:
    luck = Random(seed)
    entries = town(luck, 40)
    found = match(entries, order)
    assert found.matches
    assert found.blocking == ()
    shuffled = list(entries)
    luck.shuffle(shuffled)
    again = match(shuffled, order)
    assert shape(again) == shape(found)
    assert again.left == found.left
    assert again.best == found.best
    assert again.areas == found.areas
    assert found.units <= found.best_units


def test_the_seed_decides_between_equals_only() -> None:
    offer = Entry("o", "offer", "firm", "material", 1, area="A")
    needs = [Entry(f"n{i}", "need", f"actor {i}", "material", 1, area="A") for i in range(6)]
    winners = {shape(match([offer, *needs], Order(seed=str(seed))))[0][1] for seed in range(60)}
    assert winners == {one.id for one in needs}
    assert shape(match([offer, *needs], Order(ties="id"))) == [("o", "n0", 1)]


def test_the_balance_adds_up() -> None:
    entries = town(Random(3), 60)
    found = match(entries)
    for rows in (found.areas, found.actors):
        assert sum(one.offered + one.needed for one in rows) == sum(one.quantity for one in entries)
        assert sum(one.offered - one.spare for one in rows) == found.units
        assert sum(one.needed - one.lacking for one in rows) == found.units
