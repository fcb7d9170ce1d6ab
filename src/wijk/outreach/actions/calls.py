"""A call from the first poster to the last count: open, change, mail, end."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.outreach import access, queries
from wijk.outreach.actions.coding import give_code
from wijk.outreach.models import Call, CallPlace, Channel, Stance, Tally
from wijk.outreach.wording import check_text, check_title, key_of, target_of
from wijk.territory.queries import touched
from wijk.trail.actions import record

#: Ways that have a code of their own.
CODED = (Channel.POSTER, Channel.LETTER, Channel.MAIL, Channel.SITE)


@transaction.atomic
def open_call(
    viewer: Viewer, *, place: str, title: Text, words: Text, fixed: Text | None = None, question: Text | None = None,
    about: Subject | None = None, target: str = "", until: date | None = None,
) -> Call:  # fmt: skip
    """Open a call with its short codes. Who asks a question must also say what cannot change, by whom and why (`fixed`).

    Raises NotAllowed, Absent for a place that is not there, Refused for texts that do not hold.
    """
    if not viewer.may(access.OPEN, place):
        raise NotAllowed(access.OPEN)
    areas = touched(place)
    row = Call(
        place=place, title=title, words=words, fixed=fixed or Text(), question=question or Text(), since=clock.today(),
        about=str(about or "")[:200], target=target_of(target), until=until, opened_at=clock.now(),
    )  # fmt: skip
    _check(row)
    row.key = key_of(title, "call")
    row.save(force_insert=True)
    CallPlace.objects.bulk_create(CallPlace(call=row, area=area) for area in sorted(areas))
    for channel in CODED:
        give_code(row, channel)
    _note(viewer, access.OPEN, row, {"title": dict(title), "asks": row.asks})
    return row


@transaction.atomic
def change_call(
    viewer: Viewer, *, key: str, title: Text, words: Text, fixed: Text, question: Text, target: str = "",
    until: date | None = None,
) -> Call:  # fmt: skip
    """Say it better, or give it more time. What is asked does not change once somebody has answered."""
    row = _live(viewer, key, access.CHANGE)
    answered = row.stances.exists() or row.tallies.exists()
    if answered and (question != row.question or fixed != row.fixed):
        raise Refused(
            "call-answered",
            _(
                "People have answered already, so the question and what is fixed stay as they are. End this call and open a new one."
            ),
        )
    row.title, row.words, row.fixed, row.question = title, words, fixed, question
    row.target, row.until = target_of(target), until
    _check(row)
    row.save()
    _note(viewer, access.CHANGE, row, {"title": dict(title)})
    return row


@transaction.atomic
def end_call(viewer: Viewer, *, key: str) -> Call:
    """End a call: the positions become counts, and the hashes that could change them are forgotten."""
    row = _live(viewer, key, access.END)
    counts = queries.counts(row)
    total = sum(counts.values())
    Tally.objects.filter(call=row).delete()
    Tally.objects.bulk_create(
        Tally(call=row, channel=channel, position=position, count=n) for (channel, position), n in counts.items()
    )
    Stance.objects.filter(call=row).delete()
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    _note(viewer, access.END, row, {"positions": total, "by_position": queries.by_position(counts)})
    return row


@transaction.atomic
def mail_call(viewer: Viewer, *, key: str) -> Call:
    """Say that everybody who follows the place gets this call by mail, each with a link of their own; the worker writes the letters."""
    row = _live(viewer, key, access.MAIL)
    if row.mail_asked_at is not None:
        raise Refused("call-mailed", _("This call was sent by mail already. Nobody gets it twice."))
    row.mail_asked_at = clock.now()
    row.save(update_fields=["mail_asked_at"])
    _note(viewer, access.MAIL, row, {"title": dict(row.title)})
    return row


def _check(row: Call) -> None:
    check_title(row.title)
    if not row.words:
        raise Refused("no-words", _("Say in at most three sentences what this is about."))
    check_text(row.words, row.fixed, row.question)
    if row.question and not row.fixed:
        raise Refused("no-fixed", _("Say what cannot change, by whom and why, before you ask people anything."))
    if row.until and row.until < row.since:
        raise Refused("call-backwards", _("The call ends before it begins. Choose a later last day."))


def _live(viewer: Viewer, key: str, verb: str) -> Call:
    row = Call.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise Absent("call")
    if not viewer.may(verb, row.place):
        raise NotAllowed(verb)
    if row.ended_at is not None:
        raise Refused("call-ended", _("This call has ended. Open a new one."))
    return row


def _note(viewer: Viewer, verb: str, row: Call, data: dict[str, Any]) -> None:
    area = "" if row.place.startswith("perimeter/") else row.place
    record(viewer, verb=verb, subject=Subject("outreach.call", row.key), area=area, data=data)
