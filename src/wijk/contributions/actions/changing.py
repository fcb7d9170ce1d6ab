"""Its author says it otherwise, as long as nobody has answered, or takes it back."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.contributions import access, checking, moderating
from wijk.contributions.actions.parts import reworded, set_visibility, subject_of
from wijk.contributions.models import Contribution, Step, Wording
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import Passerby, Viewer
from wijk.trail.actions import record


@transaction.atomic
def edit(
    viewer: Viewer, *, contribution: Contribution, title: str, body: str, revision: int, token: str = ""
) -> Contribution:
    """Say it otherwise. How it was said before stays readable. `revision` is the one that its author had before them.

    NotAllowed for anybody else; Refused once it was answered, and where it was changed in the meantime.
    """
    row = _own(viewer, contribution, token, access.EDIT)
    if not row.can_change:
        raise Refused(
            "answered", _("Somebody works on this already, so its words stay as they are. Comment on it instead.")
        )
    closes = row.opening.closes_at
    if row.opening.takes_late and closes is not None and clock.now() >= closes:
        raise Refused(
            "closed", _("The period has ended, so its words stay as they are. You can still add another one.")
        )
    if row.revision != revision:
        raise Refused("changed", _("This was changed in the meantime. Look at how it stands now, and change that."))
    words = checking.title_of(title), checking.body_of(body)
    if words == (row.title, row.body):
        return row
    now = clock.now()
    Wording.objects.create(contribution=row, revision=row.revision, title=row.title, body=row.body, until=now)
    row.title, row.body = words
    row.revision, row.changed_at = row.revision + 1, now
    row.save(update_fields=["title", "body", "revision", "changed_at"])
    Step.objects.create(contribution=row, at=now, what="edited")
    _note(row, access.EDIT)
    if row.visibility != "unconfirmed":
        _look_again(row)
    return row


@transaction.atomic
def withdraw(viewer: Viewer, *, contribution: Contribution, token: str = "") -> Contribution:
    """Take it back. Its words and pictures are forgotten; its place stays and says so. Refused where it was removed."""
    row = _own(viewer, contribution, token, access.WITHDRAW)
    if row.visibility == "withdrawn":
        return row
    if row.visibility == "removed":
        raise Refused("removed", _("This was removed already."))
    row.title, row.body, row.shown_as, row.extra = "", "", "", {}
    row.save(update_fields=["title", "body", "shown_as", "extra"])
    row.pictures.all().delete()
    row.wordings.all().delete()
    _note(row, access.WITHDRAW)
    set_visibility(row, visibility="withdrawn")
    moderating.leave(subject_of(row))
    Step.objects.create(contribution=row, at=row.changed_at, what="withdrawn")
    return row


def _own(viewer: Viewer, contribution: Contribution, token: str, verb: str) -> Contribution:
    """The row as it is now, held until the end of the transaction, for its author alone."""
    rows = Contribution.objects.select_for_update(of=("self",)).select_related("author", "opening")
    row = rows.get(pk=contribution.pk)
    if not access.is_author(viewer, row, token):
        raise NotAllowed(verb)
    return row


def _look_again(row: Contribution) -> None:
    """New words may need a look, as the first ones did."""
    visibility = moderating.enter(
        subject_of(row), area=row.area, process=row.process, before=row.opening.before, author=moderating.hand(row),
        text=f"{row.title}\n{row.body}\n{row.shown_as}".strip(), language=row.language,
    )  # fmt: skip
    if visibility != row.visibility:
        set_visibility(row, visibility=visibility, reason=row.reason)
    else:
        reworded(row)


def _note(row: Contribution, verb: str) -> None:
    record(Passerby(), verb=verb, subject=subject_of(row), area=row.area, data={"kind": row.kind_id})
