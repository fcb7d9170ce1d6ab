"""What came of a process is written, and it closes; or it stops, with a reason that everybody reads."""

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes.actions.noting import living, locked, note, said
from wijk.processes.models import Process


@transaction.atomic
def evaluate(
    viewer: Viewer, *, process: Process, evaluation: Text, learnt: Text | None = None, reached: int | None = None,
    took_part: int | None = None, first_time: int | None = None,
) -> Process:  # fmt: skip
    """Write how it went, what was learnt, and how many people were reached and took part: counts, never who."""
    row = living(locked(viewer, process, "processes.evaluate"))
    if row.state == "draft":
        raise Refused("not-announced", _("Announce the process first, so that people hear of it."))
    _counted(reached, took_part, first_time)
    row.evaluation = said(evaluation, needed=_("Write how it went."))
    row.learnt = said(learnt)
    row.reached, row.took_part, row.first_time = reached, took_part, first_time
    row.save()
    note(viewer, "processes.evaluate", row, took_part=took_part)
    return row


def _counted(reached: int | None, took_part: int | None, first_time: int | None) -> None:
    if any(n is not None and n < 0 for n in (reached, took_part, first_time)):
        raise Refused("count", _("A number of people is nought or more."))
    if first_time is not None and (took_part is None or first_time > took_part):
        raise Refused("count", _("More people came for the first time than took part. Correct one of the two numbers."))


@transaction.atomic
def close_process(viewer: Viewer, *, process: Process) -> Process:
    """End a process whose phases are closed and whose evaluation is written."""
    row = living(locked(viewer, process, "processes.close_process"))
    waiting = row.phases.exclude(state="closed").first()
    if waiting is not None:
        raise Refused("phase-waits", _("“{phase}” is not closed yet. Close every phase first."), phase=waiting.title)
    if row.state != "running":
        raise Refused("never-ran", _("This process never ran. Stop it instead, and say why."))
    if not row.evaluation:
        raise Refused("no-evaluation", _("Write first how it went: people read that beside what was promised."))
    row.state = "closed"
    row.save(update_fields=["state"])
    note(viewer, "processes.close_process", row)
    return row


@transaction.atomic
def stop_process(viewer: Viewer, *, process: Process, reason: Text) -> Process:
    """Stop before the end. The reason stands on the page for good; what was promised and not given stays visible."""
    row = living(locked(viewer, process, "processes.stop_process"))
    if row.state == "draft":
        raise Refused("not-announced", _("Nobody knows of this process yet, so there is nothing to stop."))
    row.stop_reason = said(reason, needed=_("Say why it stops. Everybody who took part reads that."))
    row.state = "stopped"
    row.save(update_fields=["state", "stop_reason"])
    note(viewer, "processes.stop_process", row)
    return row
