"""A plan from the toolbox becomes a process: its phases, what they promise, tasks, and meetings once an organ is chosen."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from wijk.core.errors import NotAllowed
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.meetings.actions import plan_meeting
from wijk.organs.models import Organ
from wijk.processes import access
from wijk.processes.actions.noting import key_of, note
from wijk.processes.actions.phases import check_order
from wijk.processes.actions.process import checked_living, put
from wijk.processes.framing import Content, Means, Training
from wijk.processes.models import Phase, Process, Promise, Task
from wijk.toolbox.queries import Plan

#: What a phase promises at least, by its level: kind, words, days after its end.
_MINUTES = ("minutes", Text({"nl": "Verslag van elke bijeenkomst", "fr": "Compte rendu de chaque rencontre",
                             "en": "Minutes of every meeting"}))  # fmt: skip
_ANSWERS = ("answers", Text({"nl": "Antwoord op wat mensen zeiden, met redenen", "fr": "Réponse à ce que les gens ont dit, avec les raisons",
                             "en": "Answers to what people said, with reasons"}))  # fmt: skip
_DECISION = ("decision", Text({"nl": "De beslissing, met haar redenen", "fr": "La décision, avec ses raisons",
                               "en": "The decision, with its reasons"}))  # fmt: skip
_NEWS = ("information", Text({"nl": "Informatie in gewone woorden voor iedereen in de buurt",
                              "fr": "Une information en mots simples pour tout le quartier",
                              "en": "Information in plain words for everybody in the neighbourhood"}))  # fmt: skip
_EVALUATION = ("evaluation", Text({"nl": "Een evaluatie met wie meedeed", "fr": "Une évaluation avec les participants",
                                   "en": "An evaluation with those who took part"}))  # fmt: skip
PROMISED: Mapping[str, tuple[tuple[str, Text], ...]] = {
    "inform": (_NEWS,),
    "consult": (_NEWS, _ANSWERS),
    "concert": (_MINUTES, _ANSWERS),
    "negotiate": (_MINUTES, _ANSWERS, _DECISION),
    "coproduce": (_MINUTES, _DECISION),
    "comanage": (_MINUTES, _DECISION),
}


@transaction.atomic
def start_from_plan(
    viewer: Viewer, *, plan: Plan, title: Text, place: str = "", summary: Text | None = None, large: bool = False,
    themes: tuple[str, ...] = (), organ: Organ | None = None, living_there: str = "", key: str = "",
) -> Process:  # fmt: skip
    """Prepare a process out of a plan. With an `organ` its meetings are planned, too; without one they become tasks."""
    if not access.may_at(viewer, "processes.start_from_plan", place):
        raise NotAllowed("processes.start_from_plan")
    content = Content(means=_means(plan), training=_trained(plan), living=checked_living(living_there))
    row = put(
        title=title, summary=summary, place=place, large=large, themes=themes, starts=plan.start, ends=max(plan.end, plan.start),
        content=content, key=key,
    )  # fmt: skip
    phases = _phases(row, plan)
    _tasks(row, plan, phases, with_meetings=organ is None)
    note(viewer, "processes.start_from_plan", row, cards=len(plan.choices), phases=len(phases))
    if organ is not None:
        _meetings(viewer, row, plan, organ)
    return row


def _means(plan: Plan) -> tuple[Means, ...]:
    hours, cents = plan.means.hours or plan.hours, plan.means.cents or plan.cents
    return (Means(hours=int(hours), cents=int(cents)),) if hours or cents else ()


def _trained(plan: Plan) -> tuple[Training, ...]:
    deep = any(choice.level in ("negotiate", "coproduce", "comanage") for choice in plan.choices)
    return (Training("participants"), Training("staff")) if deep else ()


def _phases(row: Process, plan: Plan) -> dict[str, Phase]:
    """The phases, each with what its level promises; the last one with the evaluation."""
    made: dict[str, Phase] = {}
    taken: list[str] = []
    for planned in sorted(plan.phases, key=lambda p: (p.start, p.end)):
        code = key_of(Text.of(planned.code or planned.title.to("nl")), taken, 36)
        taken.append(code)
        made[planned.code] = Phase(process=row, code=code, title=planned.title, start=planned.start, end=planned.end)
    _apart(list(made.values()))
    check_order(list(made.values()))
    for planned in plan.phases:
        phase = made[planned.code]
        phase.save()
        promised = [
            *PROMISED.get(planned.level, (_NEWS,)),
            *([_EVALUATION] if phase is list(made.values())[-1] else []),
        ]
        Promise.objects.bulk_create([Promise(phase=phase, kind=k, title=t, due=phase.end) for k, t in promised])
    return made


def _apart(phases: list[Phase]) -> None:
    """A plan may let a phase begin on the day, or in the tail, of the one before: then that one ends the day before."""
    for before, after in pairwise(phases):
        if before.start < after.start <= before.end:
            before.end = after.start - timedelta(days=1)


def _tasks(row: Process, plan: Plan, phases: Mapping[str, Phase], *, with_meetings: bool) -> None:
    tasks = [Task(process=row, phase=phases.get(t.phase), title=t.title, due=t.due) for t in plan.tasks]
    if with_meetings:
        words = _("Choose an organ and plan: {meeting}")
        tasks += [
            Task(process=row, phase=phases.get(m.phase), title=Text.of(words.format(meeting=m.title.to())), due=m.day)
            for m in plan.meetings
        ]
    Task.objects.bulk_create(tasks)


def _meetings(viewer: Viewer, row: Process, plan: Plan, organ: Organ) -> None:
    zone = timezone.get_default_timezone()
    for planned in plan.meetings:
        start = datetime.combine(planned.day, planned.start, tzinfo=zone)
        plan_meeting(
            viewer, organ=organ, title=planned.title, starts_at=start, ends_at=start + timedelta(minutes=planned.minutes),
            where=Text(), process=row.key,
        )  # fmt: skip
