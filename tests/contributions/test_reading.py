"""Lists, counts, map and words tell the same of the same contributions, as one would by reading them all."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoDbBlocker

from tests.contributions.crowd import STATES, Crowd, crowd
from wijk.contributions import cells, indexing
from wijk.contributions.models import Contribution
from wijk.contributions.queries import Filter, narrowing, searching, tiles
from wijk.contributions.queries.listing import by_hood, counted, in_batches, listed, overview
from wijk.contributions.queries.searching import turns_of
from wijk.contributions.queries.tiles import DEEPEST, heaps
from wijk.contributions.wording import root, words

CENTRE = (4.352, 50.846)
few = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def people(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Crowd]:
    """Three hundred contributions for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield crowd(300)
        transaction.set_rollback(True)


def filters() -> st.SearchStrategy[Filter]:
    """Any filter, most of them with one or two things asked."""

    def some(*values: str) -> st.SearchStrategy[str]:
        return st.one_of(st.just(""), st.just(""), st.sampled_from(values))

    days = st.one_of(st.none(), st.none(), st.dates(date(2026, 2, 20), date(2026, 6, 20)))
    plain = st.builds(
        Filter, area=some("neighbourhood/1", "neighbourhood/3", "municipality/1", "neighbourhood/99"), kind=some("idea", "repair", "none"),
        category=some("mobility", "economy"), state=some(*STATES), process=some("contract"), opening=some("city"),
        language=some("nl", "fr"), since=days, until=days,
        words=some("fietspad", "straat", "vélo", "huis", "arbre banc", "poubele"),
        order=st.sampled_from(("newest", "oldest", "supported", "discussed", "near")),
    )  # fmt: skip
    circle = st.sampled_from((0, 300, 1_000, 3_000))
    return st.one_of(plain, st.builds(_around, plain, circle))


def _around(one: Filter, metres: int) -> Filter:
    return replace(one, lon=CENTRE[0], lat=CENTRE[1], metres=metres)


def fits(one: Contribution, asked: Filter, areas: dict[int, set[str]]) -> bool:
    """Reading it all: does it fit?"""
    if not one.is_shown or one.merged_into_id:
        return False
    plain: list[tuple[str, Any]] = [
        (asked.kind, one.kind_id), (asked.category, one.category_id), (asked.state, one.state),
        (asked.process, one.process), (asked.language, one.language), (asked.opening, "city"),
    ]  # fmt: skip
    if any(wanted and wanted != had for wanted, had in plain):
        return False
    if asked.area and asked.area not in areas.get(one.pk, set()):
        return False
    day = timezone.localtime(one.given_at).date()
    if (asked.since and day < asked.since) or (asked.until and day > asked.until):
        return False
    if asked.words and not said(one, asked.words):
        return False
    return not (asked.metres and asked.lon is not None) or _far(one) <= cells.steps_of(asked.metres, CENTRE[1])


def said(one: Contribution, asked: str) -> bool:
    """Every word that was asked begins one that was said, or has its root; the one slip among them is known."""
    there = words(f"{one.title} {one.body}")
    meant = words(asked.replace("poubele", "poubelle"))
    return all(any(w.startswith((m, root(m))) or root(w).startswith(root(m)) for w in there) for m in meant)


def _far(one: Contribution) -> float:
    if one.lon is None or one.lat is None:
        return math.inf
    (x, y), (cx, cy) = cells.step(one.lon, one.lat), cells.step(*CENTRE)
    return math.hypot(x - cx, y - cy)


def everything(asked: Filter, size: int) -> list[Contribution]:
    """All pages one after the other."""
    rows: list[Contribution] = []
    part = listed(asked, limit=size)
    while part.rows:
        rows += part.rows
        if not part.after:
            break
        part = listed(asked, after=part.after, limit=size)
    return rows


@few
@given(asked=filters(), size=st.sampled_from((7, 20, 50)))
def test_all_pages_together_are_what_one_finds_by_reading(people: Crowd, asked: Filter, size: int) -> None:
    wanted = {row.key for row in people.rows if fits(row, asked, people.areas)}
    if asked.order == "near" and asked.lon is not None:
        wanted = {row.key for row in people.rows if row.key in wanted and row.lon is not None}
    found = [row.key for row in everything(asked, size)]
    assert len(found) == len(set(found))
    assert set(found) == wanted


@pytest.mark.parametrize(("few_rows", "seeks"), [(0, 40_000), (3_000, 0), (0, 0)])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=filters())
def test_whatever_leads_to_the_rows_the_same_are_found_in_the_same_order(
    people: Crowd, asked: Filter, few_rows: int, seeks: int
) -> None:
    usual = [row.key for row in everything(asked, 20)], counted(asked), by_hood(asked)
    heaped = heaps(asked, 9, *_tile(9)), heaps(asked, 16, *_tile(16))
    changed = (patch.object(narrowing, "MANY", few_rows), patch.object(tiles, "MANY", few_rows))
    with changed[0], changed[1], patch.object(searching, "MOST_SEEKS", seeks):
        assert ([row.key for row in everything(asked, 20)], counted(asked), by_hood(asked)) == usual
        assert (heaps(asked, 9, *_tile(9)), heaps(asked, 16, *_tile(16))) == heaped


def _tile(zoom: int) -> tuple[int, int]:
    x, y = cells.step(*CENTRE)
    return x >> (cells.DEPTH - zoom), y >> (cells.DEPTH - zoom)


@pytest.mark.parametrize("asked", ["straat", "fietspad", "fiets straat", "str huis"])
def test_of_a_word_that_stands_everywhere_the_newest_are_looked_at(people: Crowd, asked: str) -> None:
    every = turns_of(asked) or []
    assert every == sorted(every, reverse=True)
    with patch.object(searching, "MOST_TURNS", 5):
        newest = turns_of(asked) or []
        assert [row.listed.turn for row in everything(Filter(words=asked), 2)] == newest
    assert len(newest) <= 5
    assert newest == every[: len(newest)] if " " not in asked else set(newest) <= set(every)


@few
@given(asked=filters())
def test_a_count_is_the_length_of_the_list(people: Crowd, asked: Filter) -> None:
    wanted = sum(fits(row, asked, people.areas) for row in people.rows)
    assert counted(asked).n == wanted
    assert (counted(asked, 5).n, counted(asked, 5).more) == (min(wanted, 5), wanted > 5)


@few
@given(asked=filters())
def test_each_order_is_total_and_kept_from_page_to_page(people: Crowd, asked: Filter) -> None:
    rows = everything(asked, 9)
    keys: dict[str, Any] = {
        "newest": lambda r: -indexing.turn_of(r), "oldest": indexing.turn_of,
        "supported": lambda r: (-r.supports, -indexing.turn_of(r)), "discussed": lambda r: (-r.comments, -indexing.turn_of(r)),
        "near": (lambda r: (_far(r), -indexing.turn_of(r))) if asked.lon is not None else (lambda r: -indexing.turn_of(r)),
    }  # fmt: skip
    assert rows == sorted(rows, key=keys[asked.order])


@few
@given(asked=filters(), steps=st.integers(1, 4))
def test_back_again_is_the_page_where_one_was(people: Crowd, asked: Filter, steps: int) -> None:
    parts = [listed(asked, limit=8)]
    while len(parts) <= steps and parts[-1].after:
        parts.append(listed(asked, after=parts[-1].after, limit=8))
    assert not parts[0].before
    for before, part in pairwise(parts):
        assert part.before
        assert listed(asked, before=part.before, limit=8).rows == before.rows


@few
@given(asked=filters(), zoom=st.integers(9, DEEPEST))
def test_the_tiles_of_a_zoom_hold_together_what_has_a_point(people: Crowd, asked: Filter, zoom: int) -> None:
    wanted = [row for row in people.rows if fits(row, asked, people.areas)]
    points = [(row.lon, row.lat) for row in wanted if row.lon is not None and row.lat is not None]
    tiles = {tuple(v >> (cells.DEPTH - zoom) for v in cells.step(lon, lat)) for lon, lat in points}
    found = [heap for x, y in tiles for heap in heaps(asked, zoom, x, y)]
    assert sum(heap.n for heap in found) == len(points)
    assert all(0 <= heap.x <= 4096 and 0 <= heap.y <= 4096 for heap in found)


@few
@given(asked=filters())
def test_neighbourhoods_are_counted_as_one_counts_them(people: Crowd, asked: Filter) -> None:
    free = replace(asked, area="", lon=None, lat=None, metres=0)
    wanted: dict[str, int] = {}
    for row in people.rows:
        if row.area and fits(row, free, people.areas):
            wanted[row.area] = wanted.get(row.area, 0) + 1
    assert by_hood(asked) == wanted


@few
@given(asked=filters())
def test_a_file_holds_all_that_fits(people: Crowd, asked: Filter) -> None:
    found = [row.key for batch in in_batches(asked, 11) for row in batch]
    newest = replace(asked, order="newest")
    assert found == [row.key for row in everything(newest, 50)]


@few
@given(asked=filters(), steps=st.integers(0, 2))
def test_a_page_and_its_count_found_together_are_those_found_apart(people: Crowd, asked: Filter, steps: int) -> None:
    part, count, found = overview(asked, limit=8)
    assert (part, count) == (listed(asked, limit=8), counted(asked))
    assert by_hood(asked, found) == by_hood(asked)
    for _step in range(steps):
        part, count, _found = overview(asked, after=part.after, limit=8)
        assert count == counted(asked)


@pytest.mark.parametrize("mark", ["x", "1.2.3", "-1", "1.", "9" * 40, "²", "1.1"])
def test_a_mark_that_means_nothing_gives_the_first_page(people: Crowd, mark: str) -> None:
    assert listed(Filter(), after=mark).rows == listed(Filter()).rows


def test_what_is_hidden_is_found_no_more_and_what_is_said_otherwise_is_found_otherwise(people: Crowd) -> None:
    with transaction.atomic():
        row = next(r for r in people.rows if fits(r, Filter(), people.areas))
        row.title = "Zwaluwnesten onder de dakgoot"
        row.save()
        indexing.index(row)
        assert [r.key for r in listed(Filter(words="zwaluwnest")).rows] == [row.key]
        row.visibility = "hidden"
        row.save()
        indexing.index(row)
        assert not listed(Filter(words="zwaluwnest")).rows
        assert not indexing.catch_up()
        transaction.set_rollback(True)


def test_everything_written_anew_finds_the_same(people: Crowd) -> None:
    with transaction.atomic():
        before = [row.key for row in everything(Filter(words="straat", area="municipality/1"), 50)]
        indexing.renew()
        assert [row.key for row in everything(Filter(words="straat", area="municipality/1"), 50)] == before
        transaction.set_rollback(True)


def test_what_was_missed_is_caught_up_with(people: Crowd) -> None:
    with transaction.atomic():
        row = next(r for r in people.rows if fits(r, Filter(), people.areas))
        indexing.forget(row)
        Contribution.objects.filter(pk=people.rows[-1].pk).update(visibility="removed")
        indexing.catch_up()
        shown = {r.key for r in Contribution.objects.shown()}
        assert {r.key for r in everything(Filter(), 50)} == shown
        transaction.set_rollback(True)


def test_a_moved_day_moves_it_in_the_list(people: Crowd) -> None:
    with transaction.atomic():
        row = next(r for r in people.rows if fits(r, Filter(), people.areas))
        row.given_at = datetime(2026, 12, 1, tzinfo=row.given_at.tzinfo) + timedelta(seconds=1)
        row.save()
        indexing.index(row)
        found = listed(Filter()).rows
        assert found[0].key == row.key
        assert [r.key for r in found].count(row.key) == 1
        transaction.set_rollback(True)
