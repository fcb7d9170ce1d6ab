"""What does a phase still owe, and what was promised beside what was done?"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.providers import Debt, providers
from wijk.core.subject import Subject
from wijk.meetings.queries import owing_minutes
from wijk.processes.models import Phase, Process, Promise


def debts(process: Process, phase: Phase) -> list[Debt]:
    """Everything that a phase owes: promises of its own that nobody answered for, and what other rooms know of (minutes, answers)."""
    page = reverse("processes:promised", args=[process.key])
    own = [
        Debt(promise.title.to(), f"{page}#promise-{promise.pk}", promise.due)
        for promise in phase.promises.all()
        if promise.state == "owed"
    ]
    about = Subject("processes.process", process.key), Subject("processes.phase", f"{process.key}/{phase.code}")
    end = max(clock.today(), phase.start)
    others = [debt for owes in providers("owes") for debt in owes.owed(*about, phase.start, end)]
    return [*own, *_minutes(process, phase, end), *others]


def _minutes(process: Process, phase: Phase, end: date) -> list[Debt]:
    """The minutes of meetings of this phase that nobody approved yet; a reserved meeting is named by its day alone."""
    found = []
    for meeting in owing_minutes(process.key, phase.start, end):
        on = meeting.ends_at.date() if meeting.ends_at else end
        title = meeting.title.to() if meeting.public else date_format(on)
        words = _("the approved minutes of “{meeting}”").format(meeting=title)
        found.append(Debt(words, reverse("meetings:meeting", args=[meeting.key]), on))
    return found


@dataclass(frozen=True, slots=True)
class Side:
    """One phase with all that was promised in it, each beside what was done."""

    phase: Phase
    promises: list[Promise]

    @property
    def kept(self) -> int:
        """How many promises were kept."""
        return sum(1 for promise in self.promises if promise.state == "kept")


def sides(process: Process) -> list[Side]:
    """What was promised and what was done, phase by phase; two queries."""
    rows = sorted(process.phases.all(), key=lambda phase: (phase.start, phase.pk))
    prefetch_related_objects(rows, Prefetch("promises", Promise.objects.order_by("due", "pk")))
    return [Side(phase, list(phase.promises.all())) for phase in rows]
