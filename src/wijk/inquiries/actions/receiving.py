"""A remark comes in, by whatever way: it gets its number once, and says whether it is in time."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijk.contributions.actions import submit
from wijk.contributions.models import Contribution
from wijk.contributions.queries import Where
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import Viewer
from wijk.inquiries import access
from wijk.inquiries.actions.holding import note
from wijk.inquiries.models import KIND, Inquiry, Remark

#: By which way a contribution came, where an inquiry calls it otherwise.
WAYS = {"paper": "sheet", "open311": "web"}
#: By which way a contribution is brought in that somebody of the house notes.
CHANNELS = {
    "letter": "letter", "counter": "counter", "hearing": "counter", "sheet": "paper", "stand": "stand", "phone": "phone",
}  # fmt: skip
LETTERS = ("letter", "sheet")


def receive(contribution: Contribution) -> Remark | None:
    """Give what was said in an inquiry its number, once; None where it was said elsewhere. A part of the verb that brings it in: no
    line in the trail of its own. The day on which it was sent counts, not the day on which it was confirmed or shown."""
    inquiry = Inquiry.objects.filter(opening=contribution.opening_id).first()
    if inquiry is None or contribution.kind_id != KIND or contribution.visibility == "unconfirmed":
        return None
    known = Remark.objects.filter(contribution=contribution).first()
    if known is not None:
        return known
    received = timezone.localdate(contribution.made_at)
    return _number(inquiry, contribution, WAYS.get(contribution.channel, contribution.channel), None, received)


@transaction.atomic
def note_remark(
    viewer: Viewer, *, inquiry: Inquiry, how: str, title: str, body: str, language: str, posted_on: date | None = None,
    received_on: date | None = None, once: str = "", email: str = "", shown_as: str = "", where: Where | None = None,
) -> Remark:  # fmt: skip
    """Note what came by letter, at the counter, in the hearing, on paper. A letter with a stamp of the last day or before is in time,
    whenever it came. A late one is kept, with its reason. The same `once` again gives back the first."""
    access.check(viewer, access.NOTE, inquiry)
    row = Inquiry.objects.select_related("opening").get(pk=inquiry.pk)
    if row.opening is None or row.announced_on is None:
        raise Refused("not-announced", _("It is not announced yet: nobody can have made a remark."))
    if how not in CHANNELS:
        raise Refused("no-way", _("Say how it came: by letter, at the counter, in the hearing."))
    received = received_on or timezone.localdate(clock.now())
    _check_days(row, how, posted_on, received)
    sent = submit(
        viewer, opening=row.opening, kind=KIND, title=title, body=body, language=language, where=where, about=row.subject,
        channel=CHANNELS[how], email=email, shown_as=shown_as, once=once, given_at=max(clock.now(), row.opening.opens_at),
    )  # fmt: skip
    remark = Remark.objects.filter(contribution=sent.contribution).first()
    if sent.repeated and remark is not None:
        return remark
    if remark is None:  # a moderator looks first: it has its number all the same
        remark = _number(row, sent.contribution, how, posted_on, received)
    else:
        remark.how, remark.posted_on, remark.received_on = how, posted_on, received
        remark.late, remark.late_why = lateness(row, posted_on, received)
        remark.save(update_fields=["how", "posted_on", "received_on", "late", "late_why"])
    remark.contribution = sent.contribution
    note(viewer, access.NOTE, row, number=remark.number, how=how, late=remark.late, late_why=remark.late_why)
    return remark


def lateness(inquiry: Inquiry, posted_on: date | None, received_on: date) -> tuple[bool, str]:
    """Is it late, and why? The stamp counts where there is one; otherwise the day on which it came."""
    if inquiry.last is None or (posted_on or received_on) <= inquiry.last:
        return False, ""
    return True, "posted_after" if posted_on else "received_after"


def sort_late(inquiry: Inquiry) -> None:
    """The last day moved: say again of each remark whether it is in time. Two statements, however many they are."""
    rows = Remark.objects.filter(inquiry=inquiry)
    in_time = Q(posted_on__lte=inquiry.last) | Q(posted_on=None, received_on__lte=inquiry.last)
    rows.filter(in_time, late=True).update(late=False, late_why="")


def _check_days(row: Inquiry, how: str, posted_on: date | None, received: date) -> None:
    if received > timezone.localdate(clock.now()):
        raise Refused("to-come", _("The day on which it came is still to come. Look at it again."))
    if posted_on is not None and how not in LETTERS:
        raise Refused("no-stamp", _("Only a letter has a date of post. Leave it open."))
    if posted_on is not None and posted_on > received:
        raise Refused("stamp-after", _("The date of post is after the day on which it came. Look at the stamp again."))
    if row.announced_on is not None and (posted_on or received) < row.announced_on:
        raise Refused("too-early", _("That day is before the notice. Look at the date again."))


def _number(inquiry: Inquiry, contribution: Contribution, how: str, posted_on: date | None, received: date) -> Remark:
    """The next number: the row of the inquiry is held, so that two at once get two, and what fails takes none."""
    with transaction.atomic():
        row = Inquiry.objects.select_for_update().get(pk=inquiry.pk)
        late, why = lateness(row, posted_on, received)
        told: dict[str, Any] = {
            "how": how,
            "posted_on": posted_on,
            "received_on": received,
            "late": late,
            "late_why": why,
        }
        remark, new = Remark.objects.get_or_create(
            contribution=contribution, defaults={"inquiry": row, "number": row.numbers + 1, **told}
        )
        if new:
            row.numbers += 1
            row.save(update_fields=["numbers"])
        return remark
