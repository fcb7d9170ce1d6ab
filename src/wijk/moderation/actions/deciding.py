"""A moderator decides: show, hide, ask for removal; a second person answers. Whoever is second at the same moment is told."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.moderation import access, letters, queries
from wijk.moderation.actions.entering import note
from wijk.moderation.models import APPEAL, CLAIM, HIDDEN, REMOVAL, REMOVED, SHOWN, WAITING, Item, Reason, Verdict
from wijk.ui.plain import clean

#: The longest words to an author.
NOTE_LONGEST = 2000


@transaction.atomic
def claim(viewer: Viewer, *, item: Item) -> datetime:
    """Take an item for a few minutes, so that nobody else reads it in vain. Until when. No line in the trail: nothing is decided.

    Raises Refused where somebody else has it open.
    """
    row = locked(viewer, item, access.SHOW)
    row.claimed_by, row.claimed_until = viewer.key, clock.now() + CLAIM
    row.save(update_fields=["claimed_by", "claimed_until"])
    return row.claimed_until


@transaction.atomic
def release(viewer: Viewer, *, item: Item) -> None:
    """Give an item back that one took. No line in the trail."""
    Item.objects.filter(pk=item.pk, claimed_by=viewer.key).update(claimed_by="", claimed_until=None)


@transaction.atomic
def show(viewer: Viewer, *, item: Item, seen: int | None = None) -> Verdict:
    """Show it, now or again. `seen` is the version of the item that the moderator read; another since then: Refused."""
    row = locked(viewer, item, access.SHOW, seen)
    _no_appeal(row)
    if row.visibility == REMOVED:
        raise Refused("removed", _("Two people removed this. Only an appeal of its author can bring it back."))
    waited = row.visibility == WAITING
    made = settle(viewer, row, "show", SHOWN, None)
    if waited:
        letters.tell(row, made)
    note(viewer, access.SHOW, row, None, minutes=made.waited)
    return made


@transaction.atomic
def hide(viewer: Viewer, *, item: Item, reason: str, words: str = "", seen: int | None = None) -> Verdict:
    """Hide it for a reason of the public list. `words` go to the author alone, with the way to appeal."""
    row = locked(viewer, item, access.HIDE, seen)
    why = _reason(reason)
    _no_appeal(row)
    if row.need == REMOVAL:
        raise Refused("removal-asked", _("Its removal was asked for. Confirm that, or say that it stays hidden."))
    if row.visibility == REMOVED:
        raise Refused("removed", _("Two people removed this. Only an appeal of its author can bring it back."))
    made = settle(viewer, row, "hide", HIDDEN, why, words)
    letters.tell(row, made)
    note(viewer, access.HIDE, row, why, minutes=made.waited)
    return made


@transaction.atomic
def propose_removal(viewer: Viewer, *, item: Item, reason: str, words: str = "", seen: int | None = None) -> Verdict:
    """Hide it at once and ask a second person to remove it. For grave reasons alone."""
    row = locked(viewer, item, access.PROPOSE, seen)
    why = _reason(reason)
    _no_appeal(row)
    if not why.removes:
        raise Refused(
            "not-grave", _("For this reason something is hidden, and never removed. Hide it, or choose another reason.")
        )
    if row.need == REMOVAL or row.visibility == REMOVED:
        raise Refused("removal-asked", _("Its removal was asked for already. A second person decides."))
    made = settle(viewer, row, "propose", HIDDEN, why, words)
    row.need, row.since, row.proposed_by = REMOVAL, clock.now(), viewer.key
    row.save(update_fields=["need", "since", "proposed_by"])
    letters.tell(row, made)
    note(viewer, access.PROPOSE, row, why, minutes=made.waited)
    return made


@transaction.atomic
def remove(viewer: Viewer, *, item: Item, words: str = "", seen: int | None = None) -> Verdict:
    """Confirm a removal, as the second person. Its place and its reason stay."""
    row = locked(viewer, item, access.REMOVE, seen)
    _second(viewer, row)
    made = settle(viewer, row, "remove", REMOVED, row.reason, words)
    letters.tell(row, made)
    note(viewer, access.REMOVE, row, row.reason, minutes=made.waited)
    return made


@transaction.atomic
def refuse_removal(viewer: Viewer, *, item: Item, words: str = "", seen: int | None = None) -> Verdict:
    """Do not agree to a removal, as the second person: it stays hidden for its reason, and its author may appeal."""
    row = locked(viewer, item, access.KEEP, seen)
    _second(viewer, row)
    made = settle(viewer, row, "keep", HIDDEN, row.reason, words)
    letters.tell(row, made)
    note(viewer, access.KEEP, row, row.reason, minutes=made.waited)
    return made


# --- what the verbs share -------------------------------------------------------------------------------------------


def locked(viewer: Viewer, item: Item, verb: str, seen: int | None = None) -> Item:
    """The item as it is now, locked; Absent, NotAllowed, or Refused where somebody else was first or has it open."""
    row = Item.objects.select_for_update().filter(pk=item.pk).first()
    if row is None:
        raise Absent("item")
    if not viewer.may(verb, row.area):
        raise NotAllowed(verb)
    if seen is not None and seen != row.version:
        raise Refused(
            "decided-meanwhile",
            _(
                "Somebody decided about this a moment ago, or its words changed. Look at it as it is now; nothing was done twice."
            ),
        )
    if row.claimed_by_other(viewer.key):
        raise Refused("claimed", _("A colleague has this open. Take another one, or come back in ten minutes."))
    return row


def settle(viewer: Viewer, row: Item, choice: str, visibility: str, reason: Reason | None, words: str = "") -> Verdict:
    """Note the verdict, and let the room that holds it show or hide it."""
    now, subject = clock.now(), Subject.parse(row.subject)
    room = queries.provider(subject.kind)
    if room is None or room.look(subject) is None:
        raise Refused("gone", _("This is no longer there: its author took it back. Nothing needs to be decided."))
    made = Verdict.objects.create(
        item=row, choice=choice, reason=reason, note=clean(words, longest=NOTE_LONGEST), by=viewer.key, at=now,
        waited=int((now - row.since).total_seconds() // 60) if row.since else 0,
    )  # fmt: skip
    row.visibility, row.reason = visibility, reason
    row.need, row.since, row.reports, row.proposed_by = "", None, 0, ""
    row.claimed_by, row.claimed_until, row.decided_at = "", None, now
    row.version += 1
    row.save()
    room.apply(subject, visibility, reason.code if reason else "")  # type: ignore[arg-type]  # as the column holds it
    return made


def _reason(code: str) -> Reason:
    found = queries.reasons().filter(code=code).first()
    if found is None:
        raise Refused("no-reason", _("Choose a reason from the public list. Without one nothing is hidden."))
    return found


def _no_appeal(row: Item) -> None:
    if row.need == APPEAL:
        raise Refused(
            "appeal-open", _("Its author appealed. Answer the appeal, or leave it to somebody who had no part in it.")
        )


def _second(viewer: Viewer, row: Item) -> None:
    if row.need != REMOVAL:
        raise Refused("nothing-asked", _("Nobody asks for the removal of this any more."))
    if not viewer.key or viewer.key == row.proposed_by:
        raise Refused("same-eyes", _("You asked for this removal yourself. Somebody else must look at it."))
