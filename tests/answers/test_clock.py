"""The public clock says the same as counting by hand, in as many questions to the database however much there is."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.scenes.answers import Scene
from tests.support.stage import Stage
from wijk.answers import queries
from wijk.answers.models import ANSWERED, OPEN, STATES, Request
from wijk.contributions.models import Contribution, Kind, Opening

START = date(2026, 1, 5)


def crowd(scene: Scene, many: int) -> list[Request]:
    """Requests of every sort, without the actions: only their figures matter here."""
    chance = random.Random(7)
    opening, kind = Opening.objects.get(key="city"), Kind.objects.get(code="repair")
    voices = Contribution.objects.bulk_create(
        Contribution(key=f"c{n:09d}", opening=opening, kind=kind, title="Een put", area=f"neighbourhood/{n % 4 + 1}")
        for n in range(many)
    )
    rows = []
    for n, voice in enumerate(voices):
        day = START + timedelta(days=chance.randrange(90))
        due = day + timedelta(days=14)
        took = chance.choice([None, *range(30)])
        refused = took is not None and not chance.randrange(3)
        rows.append(
            Request(
                contribution=voice, service=chance.choice([None, scene.roads, scene.parks]), area=voice.area, asked_on=day, due=due,
                first_due=due, state=OPEN if took is None else ANSWERED, first_on=None if took is None else day + timedelta(days=took),
                took=took, outcome="" if took is None else "refused" if refused else "answered", reason="cost" if refused else "",
                reopened=n % 7 == 0,
            )
        )  # fmt: skip
    return Request.objects.bulk_create(rows)


def by_hand(rows: list[Request]) -> tuple[object, ...]:
    took = [row.took for row in rows if row.took is not None]
    return (
        len(rows), len(took), sum(1 for row in rows if row.first_on and row.first_on <= row.first_due),
        sum(1 for row in rows if row.outcome == "refused"), sum(1 for row in rows if row.reopened),
        sum(1 for row in rows if row.state == OPEN and row.due < queries.today()), median(took) if took else None,
    )  # fmt: skip


def told(tally: queries.Tally | None) -> tuple[object, ...]:
    if tally is None:
        return by_hand([])
    return (
        tally.asked, tally.answered, tally.in_time, tally.refused, tally.reopened, tally.overdue, tally.median_days,
    )  # fmt: skip


def test_the_clock_counts_as_one_would_by_hand(scene: Scene) -> None:
    rows = crowd(scene, 300)
    since, until = START + timedelta(days=10), START + timedelta(days=70)
    inside = [row for row in rows if since <= row.asked_on <= until]
    found = queries.by_service("", since, until)
    for service in (None, scene.roads, scene.parks):
        mine = [row for row in inside if row.service == service]
        assert told(found[service.pk if service else None]) == by_hand(mine)
    for ref, tally in queries.by_area(scene.roads, since, until).items():
        assert told(tally) == by_hand([row for row in inside if row.area == ref and row.service == scene.roads])
    assert told(queries.total(found.values())) == by_hand(inside)
    assert queries.clock(since=since, until=until).reasons == {"cost": sum(1 for row in inside if row.reason)}


#: One request: by whom, where, asked so many days after the start, answered after so many, and what else counts.
SORTS = st.fixed_dictionaries({
    "service": st.integers(-1, 1), "area": st.sampled_from(["neighbourhood/1", "neighbourhood/2", ""]), "day": st.integers(0, 9),
    "promised": st.integers(1, 6), "took": st.none() | st.integers(0, 9), "outcome": st.sampled_from(["answered", "refused", "done"]),
    "reason": st.sampled_from(["cost", "law"]), "reopened": st.integers(0, 1), "state": st.sampled_from(STATES),
})  # fmt: skip


def figures(scene: Scene, sort: dict[str, Any]) -> dict[str, Any]:
    """The columns of a request of this sort."""
    day, took = START + timedelta(days=sort["day"]), sort["took"]
    due, outcome = day + timedelta(days=sort["promised"]), "" if took is None else sort["outcome"]
    return {
        "service": None if sort["service"] < 0 else (scene.roads, scene.parks)[sort["service"]], "area": sort["area"], "asked_on": day,
        "due": due, "first_due": due, "state": sort["state"], "took": took, "outcome": outcome, "reopened": sort["reopened"],
        "first_on": None if took is None else day + timedelta(days=took), "reason": sort["reason"] if outcome == "refused" else "",
    }  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    sorts=st.lists(SORTS, min_size=1, max_size=12),
    later=st.lists(SORTS, max_size=12),
    days=st.tuples(st.integers(0, 9), st.integers(0, 9)),
)
def test_whatever_is_kept_and_however_it_changes_the_clock_is_the_plain_count(
    scene: Scene, sorts: list[dict[str, Any]], later: list[dict[str, Any]], days: tuple[int, int]
) -> None:
    since, until = (START + timedelta(days=day) for day in sorted(days))
    Request.objects.filter(contribution__key__startswith="c0").delete()
    Contribution.objects.filter(key__startswith="c0").delete()
    for request, sort in zip(crowd(scene, len(sorts)), sorts, strict=True):
        Request.objects.filter(pk=request.pk).update(**figures(scene, sort))
    assert_plain(scene, since, until)
    for request, sort in zip(Request.objects.filter(contribution__key__startswith="c0"), later, strict=False):
        for name, value in figures(scene, sort).items():
            setattr(request, name, value)
        request.save()
    assert_plain(scene, since, until)


def assert_plain(scene: Scene, since: date, until: date) -> None:
    """Every line and the whole, counted one by one."""
    rows = [
        row for row in Request.objects.filter(asked_on__gte=since, asked_on__lte=until) if row.state in (OPEN, ANSWERED)
    ]
    by_service, by_area = queries.by_service("", since, until), queries.by_area(None, since, until)
    for pk in (None, scene.roads.pk, scene.parks.pk):
        assert told(by_service.get(pk)) == by_hand([row for row in rows if row.service_id == pk])
    for ref in {row.area for row in rows} | set(by_area):
        mine = [row for row in rows if row.area == ref]
        assert told(by_area[ref]) == by_hand(mine)
        assert by_area[ref].waiting == sum(1 for row in mine if row.state == OPEN)
        assert by_area[ref].took == Counter(row.took for row in mine if row.took is not None)
        assert by_area[ref].reasons == Counter(row.reason for row in mine if row.outcome == "refused")
    here = [row for row in rows if row.area == "neighbourhood/1"]
    assert told(queries.total(queries.by_service("neighbourhood/1", since, until).values())) == by_hand(here)


def test_as_many_questions_however_much_there_is(scene: Scene) -> None:
    counts = []
    for many in (10, 400):
        Request.objects.filter(contribution__key__startswith="c0").delete()
        Contribution.objects.filter(key__startswith="c0").delete()
        crowd(scene, many)
        cache.clear()
        with CaptureQueriesContext(connection) as asked:
            assert Client(headers={"host": "localhost"}).get("/en/answers/?since=2026-01-01").status_code == 200
        counts.append(len(asked))
    assert counts[0] >= counts[1]
    assert counts[1] <= 12


@given(st.lists(st.integers(0, 400), min_size=1, max_size=60))
def test_the_median_out_of_a_histogram(values: list[int]) -> None:
    counts = {value: values.count(value) for value in values}
    assert queries.median(counts) == median(values)


def test_few_answers_are_said_as_they_are(scene: Scene, asked: Callable[..., Request]) -> None:
    assert scene.answered.first_on
    page = Client(headers={"host": "localhost"}).get("/en/answers/").content.decode()
    assert "1 of 1" in page
    assert "These are few answers" in page


@pytest.mark.parametrize(
    "query",
    [
        "since=soon&until=x",
        "since=2030-01-01&until=2020-01-01",
        "service=zzz&by=area",
        "area=nonsense/1",
        "by=<script>",
    ],
)
def test_nonsense_is_passed_over(stage: Stage, query: str) -> None:
    answer = Client(headers={"host": "localhost"}).get(f"/fr/answers/?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()
