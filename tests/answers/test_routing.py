"""What is said comes to somebody who answers, with a promised day, whatever the routes."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.scenes.answers import Scene
from tests.support.stage import Stage
from wijk.accounts.access import PersonViewer
from wijk.answers import actions, compute, importers, queries
from wijk.answers.models import GONE, OPEN, Request, Route, Service
from wijk.contributions import actions as contributions
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Passerby

Asked = Callable[..., Request]
HERE = "neighbourhood/1"


def test_without_a_route_it_comes_to_the_facilitators(asked: Asked) -> None:
    row = asked()
    assert (row.service, row.state, row.contribution.state) == (None, OPEN, "open")
    assert row.due > row.asked_on


def test_the_route_that_asks_most_wins(stage: Stage, scene: Scene, asked: Asked) -> None:
    clerk = stage.everywhere["clerk"].viewer
    actions.keep_route(clerk, service=scene.roads, kind="repair")
    actions.keep_route(clerk, service=scene.parks, kind="repair", area=HERE, days=2)
    row = asked()
    assert row.service == scene.parks
    assert row.contribution.state == "assigned"
    assert row.due == compute.due_on(row.asked_on, 2, working=True)


def test_a_tie_is_for_a_person(stage: Stage, scene: Scene, asked: Asked) -> None:
    clerk = stage.everywhere["clerk"].viewer
    actions.keep_route(clerk, service=scene.roads, kind="repair")
    actions.keep_route(clerk, service=scene.parks, category="mobility")
    assert asked(category="mobility").service is None
    assert asked(category="leisure").service == scene.roads
    found = queries.goes(kind="repair", category="mobility", opening="city", areas=[HERE])
    assert {row.service_id for row in found.tied} == {scene.roads.pk, scene.parks.pk}


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(*(st.booleans() for _each in range(4))), min_size=1, max_size=8))
def test_more_asked_always_weighs_more(asks: list[tuple[bool, bool, bool, bool]]) -> None:
    names = ("opening", "area", "kind", "category")
    rows = [Route(**{n: HERE if n == "area" else "x" for n, on in zip(names, ask, strict=True) if on}) for ask in asks]
    best = max(rows, key=queries.weight)
    assert all(sum(ask) <= queries.weight(best)[0] for ask in asks)


def test_told_the_same_twice_is_as_told_once(asked: Asked) -> None:
    row = asked()
    letters = Letter.objects.count()
    steps = row.contribution.steps.count()
    voice = Subject("contributions.contribution", row.contribution.key)
    actions.receive(voice, "came")
    actions.receive(voice, "came")
    assert Request.objects.filter(contribution=row.contribution).count() == 1
    assert (Letter.objects.count(), row.contribution.steps.count()) == (letters, steps)


def test_what_is_hidden_waits_for_nobody_and_comes_back_with_its_promise(asked: Asked) -> None:
    row = asked()
    voice = Contribution.objects.get(pk=row.contribution_id)
    contributions.set_visibility(voice, visibility="hidden", reason="insult")
    assert Request.objects.get(pk=row.pk).state == GONE
    contributions.set_visibility(voice, visibility="shown")
    back = Request.objects.get(pk=row.pk)
    assert (back.state, back.due) == (OPEN, row.due)


def test_the_author_hears_at_once_by_which_day(stage: Stage, asked: Asked) -> None:
    row = asked("Een heel eigen titel")
    letter = Letter.objects.filter(to=stage.cast.charlie.person.email, body__contains="Een heel eigen titel").get()
    assert str(row.due.year) in letter.subject


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # over a weekend
        (date(2026, 11, 10), 1, date(2026, 11, 12)),  # over Armistice Day
        (date(2026, 12, 24), 1, date(2026, 12, 28)),  # over Christmas
        (date(2026, 12, 31), 1, date(2027, 1, 4)),  # into the next year
    ],
)
@pytest.mark.django_db
def test_working_days_leave_out_weekends_and_holidays(start: date, days: int, due: date) -> None:
    assert compute.due_on(start, days, working=True) == due
    assert compute.due_on(start, days, working=False) == start + timedelta(days=days)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None)
@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(1, 400), st.booleans())
def test_a_promise_lies_ahead_and_reminders_come_in_order(start: date, days: int, working: bool) -> None:
    due = compute.due_on(start, days, working=working)
    first, second, third = (compute.remind_on(start, due, stage) for stage in range(3))
    assert start < due
    assert start <= first <= due < third
    assert second <= due


def test_a_service_out_of_use_leaves_nothing_behind(stage: Stage, scene: Scene) -> None:
    clerk = stage.everywhere["clerk"].viewer
    due = scene.waiting.due
    assert actions.end_service(clerk, service=scene.roads) == 1
    row = Request.objects.get(pk=scene.waiting.pk)
    assert (row.service, row.due, row.state) == (None, due, OPEN)


def test_a_file_of_services_and_one_of_routes(stage: Stage) -> None:
    clerk = stage.everywhere["clerk"].viewer
    services = "key;title_nl;title_fr;title_en;days;working;place\nwater;Water;Eau;Water;15;nee;\n".encode("utf-8-sig")
    assert actions.import_routes(clerk, told=importers.read(services)) == (1, 0)
    made = Service.objects.get(key="water")
    assert (made.days, made.working, made.title.to("fr")) == (15, False, "Eau")
    routes = b"service,opening,area,kind,category,days\nwater,,neighbourhood/1,repair,,\nwater,,,idea,,3\n"
    assert actions.import_routes(clerk, told=importers.read(routes)) == (0, 2)
    assert actions.import_routes(clerk, told=importers.read(routes)) == (0, 2)
    assert Route.objects.filter(service=made).count() == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"a,b\n1,2\n", b"service\n", b"service,days\nx,-1\n", b"key,title_nl,days\n,,\n", b"service\0\n", b"service\nnobody\n",
     b"service,area\nroads,neighbourhood/999\n", b"service,kind\nroads,nonsense\n"],
)  # fmt: skip
def test_a_faulty_file_changes_nothing(stage: Stage, content: bytes) -> None:
    before = Route.objects.count(), Service.objects.count()
    with pytest.raises(Faulty):
        actions.import_routes(stage.everywhere["clerk"].viewer, told=importers.read(content))
    assert (Route.objects.count(), Service.objects.count()) == before


def test_who_keeps_nothing_changes_nothing(stage: Stage, scene: Scene) -> None:
    for viewer in (Passerby(), stage.everywhere["service"].viewer, stage.elsewhere["clerk"].viewer):
        with pytest.raises(NotAllowed):
            actions.keep_service(viewer, key="x", title=Text.of("X"), days=3)
        with pytest.raises(NotAllowed):
            actions.keep_route(viewer, service=scene.roads)


def test_two_who_change_a_service_at_once(stage: Stage, scene: Scene) -> None:
    clerk = stage.everywhere["clerk"].viewer
    told: dict[str, Any] = {"key": "roads", "title": Text.of("Roads"), "days": 9, "revision": scene.roads.revision}
    actions.keep_service(clerk, **told)
    with pytest.raises(Refused, match="in the meantime"):
        actions.keep_service(clerk, **told)


def test_reminders_go_before_the_day_and_managers_hear_after_it(
    stage: Stage, scene: Scene, service: PersonViewer
) -> None:
    row = scene.waiting
    Request.objects.exclude(pk=row.pk).update(next_on=None)
    bob, manager = stage.cast.bob.person.email, stage.everywhere["manager"].person.email
    seen = {}
    for ahead in range((row.due - row.asked_on).days + 3):
        now = datetime.combine(row.asked_on + timedelta(days=ahead), datetime.min.time(), UTC) + timedelta(hours=12)
        with clock.at(now):
            actions.remind(now)
            actions.remind(now)
        seen[now.date()] = (
            Letter.objects.filter(to=bob, key__startswith="direct-").count(),
            Letter.objects.filter(to=manager).count(),
        )
    before = seen[row.due]
    after = seen[row.due + timedelta(days=1)]
    assert before[0] - seen[row.asked_on][0] == 2, "at three quarters, and a day before"
    assert before[1] == seen[row.asked_on][1]
    assert after[1] == before[1] + 1
    late = Request.objects.get(pk=row.pk)
    assert late.escalated_at is not None
    assert late.next_on is None
