"""An author does not agree, and another moderator looks at it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.text import LANGUAGES
from wijk.core.viewer import Passerby, Viewer
from wijk.moderation import access, letters, limits, queries
from wijk.moderation.actions.deciding import locked, settle
from wijk.moderation.actions.entering import note
from wijk.moderation.models import APPEAL, REMOVAL, SHOWN, Appeal, Item, Verdict
from wijk.ui.plain import clean

#: The longest appeal.
LONGEST = 4000


@transaction.atomic
def appeal(viewer: Viewer, *, item: Item, verdict: Verdict, words: str, language: str = "") -> Appeal:
    """Appeal against a decision, as its author, who came by `access.open_appeal`. A second time with the same decision: Refused.

    The trail says that somebody appealed and not who: that would tell whose words they are.
    """
    row = Item.objects.select_for_update().filter(pk=item.pk).first()
    if row is None:
        raise Absent("item")
    if queries.against(row) != verdict:
        raise Refused("decided-meanwhile", _("This was decided anew in the meantime. Look at what holds now."))
    if row.need == REMOVAL:
        raise Refused("second-first", _("A second person still looks at this. You hear of it, and can appeal then."))
    if clock.now() - verdict.at > limits.days("appeal_days"):
        raise Refused(
            "appeal-late", _("The time to appeal against this has passed: {days} days."), days=limits.of("appeal_days")
        )
    if Appeal.objects.filter(verdict=verdict).exists():
        raise Refused("appealed", _("You appealed against this already. Each decision is looked at again once."))
    said = clean(words, longest=LONGEST)
    if not said:
        raise Refused("no-words", _("Say in a few words why you do not agree."))
    made = Appeal.objects.create(
        item=row, verdict=verdict, words=said, language=language if language in LANGUAGES else "", at=clock.now()
    )
    row.need, row.since = APPEAL, clock.now()
    row.version += 1
    row.claimed_by, row.claimed_until = "", None
    row.save()
    note(Passerby(), access.APPEAL, row, verdict.reason or row.reason)
    return made


@transaction.atomic
def grant_appeal(viewer: Viewer, *, item: Item, words: str = "", seen: int | None = None) -> Verdict:
    """Agree with the author: it is shown again. By somebody who had no part in what is appealed against."""
    row, open_one = _open(viewer, item, access.GRANT, seen)
    made = settle(viewer, row, "grant", SHOWN, None, words)
    _answer(open_one, made)
    letters.tell(row, made)
    note(viewer, access.GRANT, row, None, minutes=made.waited)
    return made


@transaction.atomic
def dismiss_appeal(viewer: Viewer, *, item: Item, words: str, seen: int | None = None) -> Verdict:
    """Come to the same as before, as another person, and say to the author why."""
    row, open_one = _open(viewer, item, access.DISMISS, seen)
    if not words.strip():
        raise Refused("no-words", _("Say to the author in your own words why it stays as it is."))
    made = settle(viewer, row, "dismiss", row.visibility, row.reason, words)
    _answer(open_one, made)
    letters.tell(row, made)
    note(viewer, access.DISMISS, row, row.reason, minutes=made.waited)
    return made


def _open(viewer: Viewer, item: Item, verb: str, seen: int | None) -> tuple[Item, Appeal]:
    row = locked(viewer, item, verb, seen)
    found = row.appeals.filter(answered=None).first()
    if row.need != APPEAL or found is None:
        raise Refused("no-appeal", _("Nobody appeals against this any more."))
    if not viewer.key or viewer.key in queries.deciders(row):
        raise Refused("same-eyes", _("You had a part in this decision yourself. Another moderator answers the appeal."))
    return row, found


def _answer(open_one: Appeal, made: Verdict) -> None:
    open_one.answered = made
    open_one.save(update_fields=["answered"])
