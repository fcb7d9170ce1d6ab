"""What the office has to do in time."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes.actions.noting import living, locked, note, titled
from wijk.processes.models import Process, Task


@transaction.atomic
def keep_task(
    viewer: Viewer, *, process: Process, title: Text | None = None, due: date | None = None, number: int | None = None,
    done: bool = False,
) -> Task:  # fmt: skip
    """Note a task, or (with its `number`) that it was done or is to be done again."""
    row = living(locked(viewer, process, "processes.keep_task"))
    task = row.tasks.filter(pk=number).first() if number is not None else Task(process=row)
    if task is None:
        raise Refused("no-task", _("This process has no such task."))
    if title is not None or number is None:
        task.title, task.due = titled(title or Text()), due
    task.done_on = (task.done_on or clock.today()) if done else None
    task.save()
    note(viewer, "processes.keep_task", row, number=task.pk, done=done)
    return task
