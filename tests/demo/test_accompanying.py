"""The team of the demo: three cases at different stages, begun and worked on by the verbs that people use."""

import pytest

from tests.support.stage import Stage
from wijk.accounts.models import Grant
from wijk.core import clock
from wijk.demo.life.accompanying import accompany
from wijk.demo.life.timeline import Timeline
from wijk.helping.models import Case, Note, Team
from wijk.helping.queries import cases as questions

pytestmark = pytest.mark.django_db


def test_three_cases_stand_at_three_stages_and_nothing_is_refused(stage: Stage) -> None:
    before = set(Case.objects.values_list("pk", flat=True))
    Case.objects.all().delete()
    line = Timeline(clock.now())
    accompany(line)
    assert line.run() > 10
    assert not line.refused
    rows = Case.objects.exclude(pk__in=before)
    assert [row.stage for row in rows.order_by("begun_at")] == ["underway", "waiting", "met"]
    team = Team.objects.latest("pk")
    assert len(questions.people_of(team)) == 2
    assert Note.objects.exclude(minutes=None).count() == 8
    day = questions.own_day(questions.people_of(team)[0])
    assert [len(rows) for rows in (day.late, day.today, day.soon)] == [1, 1, 1]


def test_where_nobody_facilitates_nothing_happens(stage: Stage) -> None:
    Grant.objects.filter(role="facilitator").delete()
    line = Timeline(clock.now())
    accompany(line)
    assert line.run() == 0
