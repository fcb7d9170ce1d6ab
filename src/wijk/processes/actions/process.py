"""A process is prepared, described and announced."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes import access
from wijk.processes.actions.noting import key_of, living, locked, note, said, titled
from wijk.processes.framing import Content, written
from wijk.processes.models import Framework, Process, ProcessArea
from wijk.territory.queries import touched


@transaction.atomic
def create_process(
    viewer: Viewer, *, title: Text, summary: Text | None = None, place: str = "", large: bool = False, themes: Sequence[str] = (),
    starts: date | None = None, ends: date | None = None, living_there: str = "", future: Text | None = None, key: str = "",
) -> Process:  # fmt: skip
    """Prepare a process: a draft that only those who work at it can see. Absent for a place that is not there."""
    if not access.may_at(viewer, "processes.create_process", place):
        raise NotAllowed("processes.create_process")
    row = put(
        title=title, summary=summary, place=place, large=large, themes=themes, starts=starts, ends=ends,
        content=Content(living=checked_living(living_there), future=said(future)), key=key,
    )  # fmt: skip
    note(viewer, "processes.create_process", row)
    return row


def put(
    *, title: Text, summary: Text | None, place: str, large: bool, themes: Sequence[str], starts: date | None, ends: date | None,
    content: Content, key: str = "",
) -> Process:  # fmt: skip
    """Write a new process with its areas and an empty framework; part of a verb."""
    title = titled(title)
    _forwards(starts, ends)
    key = key or key_of(title)
    taken = set(Process.objects.filter(key__startswith=key).values_list("key", flat=True))
    row = Process.objects.create(
        key=key_of(Text.of(key), taken), title=title, summary=said(summary), place=place, large=large, themes=_themes(themes),
        starts=starts, ends=ends,
    )  # fmt: skip
    _lie(row)
    Framework.objects.create(process=row, content=written(content))
    return row


@transaction.atomic
def change_process(
    viewer: Viewer, *, process: Process, title: Text, summary: Text, place: str, large: bool = False, themes: Sequence[str] = (),
    starts: date | None = None, ends: date | None = None,
) -> Process:  # fmt: skip
    """Change what is said of a process. Whoever moves it elsewhere must have the right there, too."""
    row = living(locked(viewer, process, "processes.change_process"))
    if place != row.place and not access.may_at(viewer, "processes.change_process", place):
        raise NotAllowed("processes.change_process")
    _forwards(starts, ends)
    moved = place != row.place
    row.title, row.summary, row.place, row.large = titled(title), said(summary), place, large
    row.themes, row.starts, row.ends = _themes(themes), starts, ends
    row.save()
    if moved:
        row.areas.all().delete()
        _lie(row)
    note(viewer, "processes.change_process", row)
    return row


@transaction.atomic
def announce_process(viewer: Viewer, *, process: Process) -> Process:
    """Let everybody know of it. It must say when what happens."""
    row = locked(viewer, process, "processes.announce_process")
    if row.state != "draft":
        raise Refused("announced", _("This process was announced already."))
    if not row.summary:
        raise Refused("no-summary", _("Say first in a few sentences what it is about."))
    if not row.phases.exists():
        raise Refused("no-phases", _("There is no phase yet. Say first when what happens."))
    row.state = "announced"
    row.save(update_fields=["state"])
    note(viewer, "processes.announce_process", row)
    return row


def _lie(row: Process) -> None:
    """Note every area on whose page the process stands."""
    ProcessArea.objects.bulk_create([ProcessArea(process=row, area=ref) for ref in sorted(touched(row.place))])


def _forwards(starts: date | None, ends: date | None) -> None:
    if starts and ends and ends < starts:
        raise Refused("backwards", _("The process ends before it begins. Correct one of the two days."))


def _themes(themes: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(code for code in themes if code))[:12]


def checked_living(told: str) -> str:
    """The answer to whether people live there already; refused when it is none."""
    if told not in ("", "yes", "partly", "no"):
        raise Refused("living", _("Say “yes”, “partly” or “no”: do people live there already?"))
    return told
