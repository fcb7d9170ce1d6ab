"""What does this room tell the others? Cards, news, what goes on, what is found, which data is open."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Case, Max, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.providers import Card, Dataset, Happening, Time
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes import access, queries
from wijk.processes.models import Phase, Process, ProcessArea, Promise
from wijk.processes.news import Told

#: So long ago a closed phase is still told on the page of an area, and so far ahead a promise is.
PAST, AHEAD = timedelta(days=180), timedelta(days=60)


class Described:
    """Processes and their phases as other rooms show them."""

    kinds = ("processes.process", "processes.phase")

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """The process, or one of its phases; None where this viewer may not know of it."""
        key, _slash, code = subject.id.partition("/")
        try:
            row = access.open_process(viewer, key)
        except Absent:
            return None
        if subject.kind == "processes.process":
            return Card(row.title.to(), reverse("processes:process", args=[row.key]), _("process"))
        phase = row.phases.filter(code=code).first()
        if phase is None:
            return None
        url = reverse("processes:process", args=[row.key])
        return Card(f"{row.title.to()}: {phase.title.to()}", f"{url}#phase-{phase.code}", _("phase"))

    def place(self, subject: Subject) -> str | None:
        """That of the process. One query."""
        return Process.objects.filter(key=subject.id.partition("/")[0]).values_list("place", flat=True).first()


class GoingOn:
    """The phases and the promises of processes in an area."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """Open phases first, then what comes, then what was; promises that are late. Two queries."""
        today = clock.today()
        found = [_of_phase(phase, today) for phase in _phases(area, today)[:limit]]
        found += [_of_promise(promise, today) for promise in _promises(area, today)[:limit]]
        rank = {"late": 0, "now": 1, "next": 2, "past": 3}
        return sorted(found, key=lambda h: rank[h.state])[:limit]


def _phases(area: str, today: date) -> "QuerySet[Phase]":
    here = Q() if not area else Q(process__in=ProcessArea.objects.filter(area__in=[area, ""]).values("process"))
    live = Q(process__state__in=("announced", "running")) & ~Q(state="closed")
    past = Q(process__state__in=("running", "closed"), state="closed", closed_on__gte=today - PAST)
    order = Case(When(state="open", then=Value(0)), When(state="planned", then=Value(1)), default=Value(2))
    return Phase.objects.filter(here, live | past).select_related("process").order_by(order, "start", "pk")


def _promises(area: str, today: date) -> "QuerySet[Promise]":
    here = Q() if not area else Q(phase__process__in=ProcessArea.objects.filter(area__in=[area, ""]).values("process"))
    rows = Promise.objects.filter(
        here, state="owed", due__lte=today + AHEAD, phase__process__state__in=("announced", "running")
    )
    return rows.select_related("phase__process").order_by("due", "pk")


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)


def _of_phase(phase: Phase, today: date) -> Happening:
    state: Time = "past" if phase.state == "closed" else "now" if phase.state == "open" else "next"
    if (state == "now" and phase.end < today) or (state == "next" and phase.start < today):
        state = "late"
    card = Card(
        f"{phase.process.title.to()}: {phase.title.to()}",
        f"{reverse('processes:process', args=[phase.process.key])}#phase-{phase.code}",
        _("process"),
    )
    day = phase.closed_on if state == "past" and phase.closed_on else phase.opened_on or phase.start
    about = Subject("processes.phase", f"{phase.process.key}/{phase.code}")
    return Happening(_moment(day), about, card, state, phase.doing.to() if state in ("now", "late") else "")


def _of_promise(promise: Promise, today: date) -> Happening:
    process = promise.phase.process
    url = f"{reverse('processes:promised', args=[process.key])}#promise-{promise.pk}"
    due = promise.due or today
    state: Time = "late" if due < today else "next"
    about = Subject("processes.process", process.key)
    words = _("{process}: {promise}").format(process=process.title.to(), promise=promise.title.to())
    return Happening(_moment(due), about, Card(words, url, _("promise")), state)


class Found:
    """Public processes by their words."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """Those whose title or summary holds every word; one query."""
        return [
            Card(row.title.to(), reverse("processes:process", args=[row.key]), _("process"))
            for row in queries.found(words, limit)
        ]


class Published:
    """The open data of processes."""

    def datasets(self) -> Iterator[Dataset]:
        """One set: processes with their phases, promises and frameworks."""
        changed = Process.objects.shown().aggregate(last=Max("changed_at"))["last"]
        if changed is None:
            return
        yield Dataset(
            id="processes",
            title=Text({"nl": "Processen", "fr": "Processus", "en": "Processes"}),
            description=Text(
                {
                    "nl": "Participatieprocessen met hun fasen, beloften en participatiekaders",
                    "fr": "Processus de participation avec leurs phases, promesses et cadres de participation",
                    "en": "Participation processes with their phases, promises and participation frameworks",
                }
            ),
            licence="CC0-1.0", source="", publisher="", issued=None, modified=changed,
            keywords=("participation", "process"),
            distributions=(("application/json", "api/v1/processes.json"), ("text/csv", "api/v1/processes.csv")),
        )  # fmt: skip


described = Described()
goes_on = GoingOn()
told = Told()
found = Found()
published = Published()
