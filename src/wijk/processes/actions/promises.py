"""What a phase promises is noted, given, or not given with a reason that everybody reads."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes.actions.noting import living, locked, note, safe_link, said, titled
from wijk.processes.models import PROMISE_KINDS, Process, Promise


@transaction.atomic
def promise(
    viewer: Viewer, *, process: Process, phase: str, kind: str, title: Text, due: date | None = None
) -> Promise:  # fmt: skip
    """Promise something in a phase: answers, minutes, a report. Refused in a phase that is closed."""
    row = living(locked(viewer, process, "processes.promise"))
    home = row.phases.filter(code=phase).first()
    if home is None or home.state == "closed":
        raise Refused("no-open-phase", _("Choose a phase that is not closed yet."))
    if kind not in PROMISE_KINDS:
        raise Refused("promise-kind", _("Choose from the list what is promised."))
    if due and due < home.start:
        raise Refused("promise-early", _("It is promised before the phase begins. Choose a later day."))
    made = Promise.objects.create(phase=home, kind=kind, title=titled(title), due=due)
    note(viewer, "processes.promise", row, promise=dict(made.title), phase=home.code, number=made.pk)
    return made


@transaction.atomic
def keep_promise(
    viewer: Viewer, *, process: Process, number: int, done: Text, link: str = "", on: date | None = None
) -> Promise:  # fmt: skip
    """Note that a promise was kept: with what, and where one finds it."""
    row = locked(viewer, process, "processes.keep_promise")
    found = _owed(row, number)
    found.done = said(done, needed=_("Say with what the promise was kept, so that people can see it."))
    found.state, found.done_on, found.link = "kept", on or clock.today(), safe_link(link)
    if found.done_on > clock.today():
        raise Refused("done-later", _("That day is still to come. A promise is kept on the day itself."))
    found.save()
    note(viewer, "processes.keep_promise", row, promise=dict(found.title), phase=found.phase.code, number=number)
    return found


@transaction.atomic
def excuse_promise(viewer: Viewer, *, process: Process, number: int, why: Text) -> Promise:
    """Say in public why a promise is not kept. It stays there, with its reason, beside those that were."""
    row = locked(viewer, process, "processes.excuse_promise")
    found = _owed(row, number)
    found.done = said(why, needed=_("Say why it is not given. Everybody who was promised it reads that."))
    found.state, found.done_on = "not_given", clock.today()
    found.save()
    note(viewer, "processes.excuse_promise", row, promise=dict(found.title), phase=found.phase.code, number=number)
    return found


@transaction.atomic
def remove_promise(viewer: Viewer, *, process: Process, number: int) -> None:
    """Take a promise back that nobody has read yet: in a draft only."""
    row = locked(viewer, process, "processes.remove_promise")
    found = _owed(row, number)
    if row.is_public:
        raise Refused("promise-public", _("People have read this promise. Keep it, or say why it is not given."))
    found.delete()
    note(viewer, "processes.remove_promise", row, promise=dict(found.title), phase=found.phase.code)


def _owed(row: Process, number: int) -> Promise:
    found = Promise.objects.select_related("phase").filter(phase__process=row, pk=number).first()
    if found is None:
        raise Refused("no-promise", _("This process has no such promise."))
    if found.state != "owed":
        raise Refused("promise-done", _("What became of this promise was said already."))
    return found
