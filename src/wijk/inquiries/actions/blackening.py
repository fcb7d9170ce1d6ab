"""Personal passages of a remark are blackened by two people: hidden when the first asks, sealed when the second confirms, or put back."""

import hashlib
import secrets
from typing import cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.contributions.actions import Before, blacken, put_back
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import Viewer
from wijk.inquiries import access
from wijk.inquiries.actions.holding import note
from wijk.inquiries.models import GONE, Redaction, Remark
from wijk.ui import plain

#: What stands in the place of a blackened passage.
MARK = "█████"
LONGEST_TITLE, LONGEST_BODY = 140, 6000


@transaction.atomic
def redact(viewer: Viewer, *, remark: Remark, title: str, body: str, reading: int) -> Redaction:
    """Put these words in the place of the others until a second person has looked; whole passages may be blackened, nothing added.

    From now on everybody reads these, wherever they read them. `reading` is the revision of the words that was read.
    """
    access.check(viewer, access.REDACT, remark.inquiry)
    if not isinstance(viewer, PersonViewer):
        raise NotAllowed(access.REDACT)
    words = Contribution.objects.select_for_update().get(pk=remark.contribution_id)
    if words.visibility in GONE:
        raise Refused("gone", _("Nobody reads the words of this remark any more."))
    if Redaction.objects.filter(remark=remark, state="asked").exists():
        raise Refused("asked", _("Somebody asked this already. Another person confirms it or puts the words back."))
    if words.revision != reading:
        raise Refused("changed", _("The words were changed in the meantime. Look at how they stand now."))
    line, text = plain.line(title, longest=LONGEST_TITLE), plain.clean(body, longest=LONGEST_BODY)
    if (line, text) == (words.title, words.body):
        raise Refused("nothing", _("Nothing is blackened. Put {mark} in the place of what is personal."), mark=MARK)
    if not (_only_blackened(words.title, line) and _only_blackened(words.body, text)):
        raise Refused(
            "other-words", _("Only put {mark} in the place of words: nothing may be added or moved."), mark=MARK
        )
    row = Redaction(
        remark=remark, title=line, body=text, reading=reading, asked_by=viewer.person, asked_key=viewer.key,
        title_before=words.title, body_before=words.body, salt=secrets.token_hex(16),
    )  # fmt: skip
    row.seal = seal_of(row)
    row.earlier = list(blacken(words, title=line, body=text))
    row.save()
    note(viewer, access.REDACT, remark.inquiry, number=remark.number)
    return row


@transaction.atomic
def confirm_redaction(viewer: Viewer, *, redaction: Redaction) -> Redaction:
    """A second person confirms it: what stood there stays sealed. Refused for who asked it."""
    row, words = _judged(viewer, redaction, access.CONFIRM)
    if _said_otherwise(row, words):
        raise Refused(
            "changed",
            _("Its author has changed the words in the meantime. End this, and ask again where something is personal."),
        )
    row.state, row.earlier = "confirmed", []
    row.save()
    note(viewer, access.CONFIRM, row.remark.inquiry, number=row.remark.number, seal=row.seal)
    return row


@transaction.atomic
def refuse_redaction(viewer: Viewer, *, redaction: Redaction) -> Redaction:
    """A second person finds nothing personal in it: the words come back, and nothing stays sealed. Where their author has said something
    else in the meantime, that stays, and what stood there before stays sealed."""
    row, words = _judged(viewer, redaction, access.LEAVE)
    row.state = "refused"
    if not _said_otherwise(row, words) and words.visibility != "withdrawn":
        put_back(words, title=row.title_before, body=row.body_before, before=cast(list[Before], row.earlier))
        row.title_before, row.body_before, row.salt, row.seal = "", "", "", ""
    row.earlier = []
    row.save()
    note(viewer, access.LEAVE, row.remark.inquiry, number=row.remark.number)
    return row


def forget_words(contribution: Contribution) -> int:
    """Its author took it back: what was sealed of it is forgotten as well. A part of their verb; how many rows."""
    rows = Redaction.objects.filter(remark__contribution=contribution)
    return rows.update(title="", body="", title_before="", body_before="", earlier=[])


def seal_of(row: Redaction) -> str:
    """A print of the words before, with a salt: it stands in the trail and tells nothing of them."""
    return hashlib.sha256(f"{row.salt}\n{row.title_before}\n{row.body_before}".encode()).hexdigest()


def _judged(viewer: Viewer, redaction: Redaction, verb: str) -> tuple[Redaction, Contribution]:
    """What was asked and the words as they are now, both held, for a second person."""
    rows = Redaction.objects.select_for_update(of=("self",)).select_related("remark__inquiry", "remark__contribution")
    row = rows.get(pk=redaction.pk)
    access.check(viewer, verb, row.remark.inquiry)
    if row.state != "asked":
        raise Refused("judged", _("Somebody else decided this in the meantime."))
    if viewer.key == row.asked_key or not isinstance(viewer, PersonViewer):
        raise Refused("four-eyes", _("You asked this yourself. Another person looks at it."))
    row.judged_by, row.judged_at = viewer.person, clock.now()
    return row, Contribution.objects.select_for_update().get(pk=row.remark.contribution_id)


def _said_otherwise(row: Redaction, words: Contribution) -> bool:
    """Has its author changed the words since they were blackened?"""
    return words.revision != row.reading + 1


def _only_blackened(before: str, after: str) -> bool:
    """Is `after` the words of `before` with passages replaced by the mark, and nothing else?"""
    first, *between = after.split(MARK)
    if not between:
        return before == after
    last = between.pop()
    if not before.startswith(first) or not before.endswith(last) or len(first) + len(last) > len(before):
        return False
    at, end = len(first), len(before) - len(last)
    for part in between:
        at = before.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return True
