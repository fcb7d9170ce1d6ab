"""The public clock says the same as counting by hand, in as many questions to the database however much there is."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from statistics import median

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.support.scenes.answers import Scene
from tests.support.stage import Stage
from wijk.answers import queries
from wijk.answers.models import ANSWERED, OPEN, Request
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


def told(tally: queries.Tally) -> tuple[object, ...]:
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
