"""Many answers at once are as many answers one by one: the same rows, letters and lines; all of them or none, and at a steady price."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.support.stage import Stage
from wijk.accounts.access import PersonViewer
from wijk.answers import actions
from wijk.answers.actions import Given
from wijk.answers.models import Answer, Request
from wijk.contributions.actions import set_visibility
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.models import Letter
from wijk.core.subject import Subject
from wijk.trail.models import Entry

Asked = Callable[..., Request]
WORDS = "Deze put wordt volgende week door de ploeg van het plein gevuld."
KINDS: list[dict[str, Any]] = [
    {"outcome": "done"}, {"outcome": "refused", "reason": "cost"}, {"outcome": "answered"}, {"outcome": "needs_nothing"},
    {"outcome": "accepted", "follows": "Een put minder.", "by": Subject("answers.service", "roads")},
]  # fmt: skip


def some(asked: Asked, count: int, word: str = "Iets") -> list[Given]:
    """So many questions, each with its answer."""
    told = [KINDS[n % len(KINDS)] for n in range(count)]
    return [
        Given(asked(f"{word} {n}", email=f"somebody-{word}-{n}@example.org"), text=f"{WORDS} ({n})", **one)
        for n, one in enumerate(told)
    ]


def kept(since: int) -> dict[str, Any]:
    """What is kept of all answers, and what everybody reads in the trail from this line on; but for keys and numbers of rows."""
    rows = Request.objects.exclude(answered_at=None).select_related("contribution").order_by("pk")
    return {
        "requests": [
            (r.state, r.version, r.answered_at, r.first_on, r.took, r.outcome, r.reason, r.next_on, r.due, r.contribution.state,
             r.contribution.changed_at, [(s.what, s.at) for s in r.contribution.steps.order_by("pk")])
            for r in rows
        ],
        "answers": [
            (a.number, a.outcome, a.text, a.reason_id, a.follows, a.by, a.at, a.in_time, a.service_id, a.language)
            for a in Answer.objects.filter(request__in=rows).order_by("request", "number")
        ],
        "lines": list(Entry.objects.filter(index__gte=since).order_by("index").values_list("verb", "actor", "area", "data", "at")),
        "letters": list(Letter.objects.filter(key__startswith="direct-").order_by("to", "subject").values_list("to", "subject")),
    }  # fmt: skip


def test_many_at_once_are_as_many_one_by_one(asked: Asked, service: PersonViewer) -> None:
    given = some(asked, 7)
    since, moment = Entry.objects.count(), clock.now() + timedelta(days=12)
    told: list[dict[str, Any]] = []
    for way in (_together, _one_by_one):
        with transaction.atomic(), clock.at(moment):
            assert [row.outcome for row in way(service, given)] == [one.outcome for one in given]
            told.append(kept(since))
            transaction.set_rollback(True)
        given = [
            Given(
                Request.objects.select_related("contribution", "service").get(pk=one.request.pk),
                one.outcome, one.text, one.reason, one.follows, one.by,
            )
            for one in given
        ]  # fmt: skip
    assert told[0] == told[1]
    assert len(told[0]["answers"]) == len(told[0]["lines"]) == 7
    assert told[0]["letters"]


def _together(viewer: PersonViewer, given: list[Given]) -> list[Answer]:
    return actions.answer_many(viewer, given=given)


def _one_by_one(viewer: PersonViewer, given: list[Given]) -> list[Answer]:
    return [
        actions.answer(
            viewer, request=one.request, outcome=one.outcome, text=one.text, reason=one.reason, follows=one.follows, by=one.by
        )
        for one in given
    ]  # fmt: skip


def test_more_answers_ask_no_more_of_the_database(asked: Asked, service: PersonViewer) -> None:
    few = some(asked, 5, "Weinig")
    with clock.at(clock.now() + timedelta(hours=3)):
        many = some(asked, 9, "Veel")
    with CaptureQueriesContext(connection) as small:
        actions.answer_many(service, given=few)
    with CaptureQueriesContext(connection) as large:
        actions.answer_many(service, given=many)
    letters = 3 * 4  # each letter is handed in by itself
    assert len(large) <= len(small) + letters, [query["sql"][:120] for query in large.captured_queries]


def test_one_that_is_refused_and_nobody_is_answered(asked: Asked, service: PersonViewer) -> None:
    given = some(asked, 3)
    set_visibility(given[2].request.contribution, visibility="hidden")
    before = Answer.objects.count(), Entry.objects.count(), Letter.objects.count()
    with pytest.raises(Refused):
        actions.answer_many(service, given=given)
    assert before == (Answer.objects.count(), Entry.objects.count(), Letter.objects.count())


def test_who_comes_second_is_told_and_the_same_words_again_are_one_answer(asked: Asked, service: PersonViewer) -> None:
    given = some(asked, 2)
    first = actions.answer_many(service, given=given)
    again = actions.answer_many(service, given=given)
    assert [row.pk for row in again] == [row.pk for row in first]
    other = Given(given[0].request, "answered", f"{WORDS} Anders.")
    with pytest.raises(Refused) as fault:
        actions.answer_many(service, given=[other])
    assert fault.value.code == "changed"
    with pytest.raises(Refused) as fault:
        actions.answer_many(service, given=[given[0], given[0]])
    assert fault.value.code == "same"


def test_a_stranger_answers_nothing(stage: Stage, asked: Asked) -> None:
    with pytest.raises(NotAllowed):
        actions.answer_many(stage.stranger.viewer, given=some(asked, 2))
