"""Phases are set, opened and closed; none closes while it owes something that was promised."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Faulty, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes import queries
from wijk.processes.actions.noting import key_of, living, locked, note, safe_link, said, titled
from wijk.processes.checking import PhaseFacts, order_of_phases
from wijk.processes.models import Phase, Process

MOST = 40


@transaction.atomic
def keep_phase(
    viewer: Viewer, *, process: Process, title: Text, start: date, end: date, summary: Text | None = None,
    doing: Text | None = None, link: str = "", code: str = "",
) -> Phase:  # fmt: skip
    """Set a phase; with the `code` of one that is there, change it. Refused backwards, over another one, or once it is closed."""
    row = living(locked(viewer, process, "processes.keep_phase"))
    others = list(row.phases.exclude(code=code)) if code else list(row.phases.all())
    phase = row.phases.filter(code=code).first() if code else None
    if phase is None:
        if len(others) >= MOST:
            raise Refused("too-many", _("A process has {most} phases at most. Join some."), most=MOST)
        taken = {other.code for other in others}
        phase = Phase(process=row, code=key_of(Text.of(code) if code else titled(title), taken, 36))
    elif phase.state == "closed":
        raise Refused("phase-closed", _("This phase is closed. What it was stays as it is."))
    phase.title, phase.summary, phase.doing = titled(title), said(summary), said(doing)
    phase.start, phase.end, phase.link = start, end, safe_link(link)
    check_order([*others, phase])
    phase.save()
    told = {"start": start.isoformat(), "end": end.isoformat()}
    note(viewer, "processes.keep_phase", row, phase=dict(phase.title), code=phase.code, **told)
    return phase


def check_order(phases: list[Phase]) -> None:
    """Faulty where phases run backwards or over each other."""
    wrong = [f.sentence for f in order_of_phases([PhaseFacts(p.code, p.title, p.start, p.end) for p in phases])]
    if wrong:
        raise Faulty(wrong, code="phases")


@transaction.atomic
def remove_phase(viewer: Viewer, *, process: Process, code: str) -> None:
    """Take a phase out that has not begun, and that no published framework promised anything in."""
    row = living(locked(viewer, process, "processes.remove_phase"))
    phase = _phase(row, code)
    if phase.state != "planned":
        raise Refused("phase-begun", _("This phase has begun. Close it instead."))
    if phase.promises.exclude(state="owed").exists() or (row.is_public and phase.promises.exists()):
        raise Refused("phase-promised", _("Something was promised in this phase. Say first why it is not given."))
    phase.delete()
    note(viewer, "processes.remove_phase", row, phase=dict(phase.title), code=code)


@transaction.atomic
def open_phase(viewer: Viewer, *, process: Process, code: str) -> Phase:
    """Let a phase begin. It needs a published framework that speaks of it, and the phases before it closed."""
    row = living(locked(viewer, process, "processes.open_phase"))
    phase = _phase(row, code)
    if phase.state != "planned":
        raise Refused("phase-not-planned", _("This phase has begun already."))
    if row.state == "draft":
        raise Refused("not-announced", _("Announce the process first, so that people hear of it."))
    _framed(row, phase)
    before = row.phases.filter(start__lt=phase.start).exclude(state="closed").order_by("start").first()
    if before is not None:
        raise Refused(
            "phase-before", _("“{phase}” comes first. Close it before you open this one."), phase=before.title
        )
    if row.phases.filter(state="open").exists():
        raise Refused("phase-open", _("Another phase is open. Close it before you open this one."))
    phase.state, phase.opened_on = "open", clock.today()
    phase.save()
    row.state = "running"
    row.save(update_fields=["state"])
    note(viewer, "processes.open_phase", row, phase=dict(phase.title), code=code)
    return phase


def _framed(row: Process, phase: Phase) -> None:
    """The framework in force must say who takes part how in this phase."""
    version = queries.in_force(row)
    if version is None:
        raise Refused(
            "no-framework", _("Publish the framework first: a phase opens under rules that everybody can read.")
        )
    content = queries.content_of(version)
    unsaid = [a.title for a in row.participants.all() if content.share(phase.code, a.code) is None]
    if unsaid or phase.code not in {p.code for p in content.phases}:
        raise Refused(
            "phase-not-framed",
            _(
                "The published framework does not say how everybody takes part in “{phase}”. Publish a version that does."
            ),
            phase=phase.title,
        )


@transaction.atomic
def close_phase(viewer: Viewer, *, process: Process, code: str) -> Phase:
    """End a phase. Refused with all that it still owes: its own promises, minutes of its meetings, whatever other rooms know of."""
    row = living(locked(viewer, process, "processes.close_phase"))
    phase = _phase(row, code)
    if phase.state != "open":
        raise Refused("phase-not-open", _("This phase is not open."))
    debts = queries.debts(row, phase)
    if debts:
        raise Refused(
            "owes",
            _("“{phase}” cannot close yet. It still owes: {what}. Give it, or say in public why it is not given."),
            phase=phase.title, what="; ".join(debt.text for debt in debts),
        )  # fmt: skip
    phase.state, phase.closed_on = "closed", clock.today()
    phase.save()
    kept = phase.promises.filter(state="kept").count()
    note(viewer, "processes.close_phase", row, phase=dict(phase.title), code=code, kept=kept)
    return phase


def _phase(row: Process, code: str) -> Phase:
    phase = row.phases.filter(code=code).first()
    if phase is None:
        raise Refused("no-phase", _("This process has no such phase."))
    return phase
