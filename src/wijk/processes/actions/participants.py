"""Who takes part in a process: organisations, organs, and groups in words."""

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from wijk.actors.models import Organisation
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs.models import Organ
from wijk.processes.actions.noting import key_of, living, locked, note, said, titled
from wijk.processes.models import Participant, Process

MOST = 60


@transaction.atomic
def keep_participant(
    viewer: Viewer, *, process: Process, title: Text | None = None, words: Text | None = None, about: Subject | None = None,
    code: str = "",
) -> Participant:  # fmt: skip
    """Note somebody who takes part; with the `code` of one who is there already, change what is said of them.

    `about` points at an organisation or an organ, whose title is taken where none is given.
    """
    row = living(locked(viewer, process, "processes.keep_participant"))
    kind, known = _known(about)
    told = titled(title or known)
    actor = row.participants.filter(code=code).first() if code else None
    if actor is None:
        taken = set(row.participants.values_list("code", flat=True))
        if len(taken) >= MOST:
            raise Refused("too-many", _("More than {most} groups is more than anybody reads. Join some."), most=MOST)
        last = row.participants.aggregate(last=Max("order"))["last"] or 0
        actor = Participant(process=row, code=key_of(Text.of(code) if code else told, taken, 36), order=last + 1)
    actor.kind, actor.about, actor.title, actor.words = kind, str(about or ""), told, said(words)
    actor.save()
    note(viewer, "processes.keep_participant", row, actor=dict(actor.title), code=actor.code)
    return actor


@transaction.atomic
def remove_participant(viewer: Viewer, *, process: Process, code: str) -> None:
    """Somebody does not take part after all. Versions of the framework that name them stay as they are."""
    row = living(locked(viewer, process, "processes.remove_participant"))
    actor = row.participants.filter(code=code).first()
    if actor is None:
        raise Refused("no-participant", _("They do not take part in this process."))
    actor.delete()
    note(viewer, "processes.remove_participant", row, actor=dict(actor.title), code=code)


def _known(about: Subject | None) -> tuple[str, Text]:
    """What kind of participant a subject is, and its title."""
    if about is None:
        return "group", Text()
    if about.kind == "actors.organisation":
        found: Organisation | Organ | None = Organisation.objects.filter(key=about.id).first()
        kind = "organisation"
    else:
        found = Organ.objects.filter(key=about.id).first() if about.kind == "organs.organ" else None
        kind = "organ"
    if found is None:
        raise Refused("unknown", _("There is no such organisation or organ. Choose one from the list."))
    return kind, found.title
