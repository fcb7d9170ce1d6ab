"""Organisations and organs stand behind a version of a framework."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.actors.access import speaks_for
from wijk.actors.models import Organisation
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs.access import keeps
from wijk.organs.models import Decision, Organ
from wijk.processes import access
from wijk.processes.actions.noting import living, note, said
from wijk.processes.models import Endorsement, Framework, Process


@transaction.atomic
def endorse(
    viewer: Viewer, *, process: Process, number: int, about: Subject, on: date | None = None, remarks: Text | None = None,
    by: Text | None = None, decision: str = "",
) -> Endorsement:  # fmt: skip
    """Note that an organisation or an organ stands behind version `number`, with its remarks and by which decision or function.

    Whoever keeps the process may note it, whoever speaks for the organisation, and whoever keeps the organ.
    """
    row = living(Process.objects.select_for_update().get(pk=process.pk))
    body = _body(about)
    if not (access.may(viewer, "processes.endorse", row) or _stands_for(viewer, body)):
        raise NotAllowed("processes.endorse")
    version = Framework.objects.filter(process=row, number=number).first()
    if version is None or (not row.is_public and not access.may(viewer, "processes.write_framework", row)):
        raise Refused("no-version", _("There is no version {number} of this framework."), number=number)
    day = on or clock.today()
    if day > clock.today():
        raise Refused("endorsed-later", _("That day is still to come. Note an endorsement when it was given."))
    if version.published_at and day < version.published_at.date():
        raise Refused("endorsed-early", _("The version was not published yet on that day. Choose a later one."))
    if decision and not Decision.objects.filter(key=decision).exists():
        raise Refused(
            "no-decision", _("There is no such decision. Leave it empty, or choose one from the organ’s page.")
        )
    if version.endorsements.filter(about=str(about)).exists():
        raise Refused("endorsed", _("They endorsed this version already."))
    made = Endorsement.objects.create(
        framework=version,
        about=str(about),
        title=body.title,
        on=day,
        remarks=said(remarks),
        by=said(by),
        decision=decision,
    )
    note(viewer, "processes.endorse", row, who=dict(body.title), number=number, about=str(about))
    return made


def _body(about: Subject) -> Organisation | Organ:
    found: Organisation | Organ | None = None
    if about.kind == "actors.organisation":
        found = Organisation.objects.filter(key=about.id).first()
    elif about.kind == "organs.organ":
        found = Organ.objects.filter(key=about.id).first()
    if found is None:
        raise Refused("unknown", _("There is no such organisation or organ. Choose one from the list."))
    return found


def _stands_for(viewer: Viewer, body: Organisation | Organ) -> bool:
    return speaks_for(viewer, body) if isinstance(body, Organisation) else keeps(viewer, body)
