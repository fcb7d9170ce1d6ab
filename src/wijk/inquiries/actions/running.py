"""An inquiry is announced, lasts, perhaps longer, and ends: its days come from the rule, and only ever move forwards."""

from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijk.contributions.actions import Terms, open_place, prolong
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Passerby, Viewer
from wijk.inquiries import access
from wijk.inquiries.actions.holding import check_revision, held, note, saved, why_of
from wijk.inquiries.actions.receiving import sort_late
from wijk.inquiries.counting import MOST_DAYS, NeverEnds, Period, period
from wijk.inquiries.models import KIND, Extension, Inquiry, terms_of
from wijk.organs.models import Decision
from wijk.outreach.actions import put_signpost

DAY = timedelta(days=1)
#: A notice may be noted so long afterwards, and so long before.
NOTED_WITHIN = timedelta(days=366)
_SAID = _("From {first} until and including {last}, until midnight. What comes later is kept, and marked as late.")


@transaction.atomic
def announce(viewer: Viewer, *, inquiry: Inquiry, on: date | None = None, revision: int | None = None) -> Inquiry:
    """Announce it: the days are fixed from the rule, beginning from the day of the notice, and a place to speak is made for them, and a
    short code that leads to it from the poster and the letter.

    Refused without a document in the file or a place where it lies on paper, and for an empty rule.
    """
    row = held(inquiry)
    access.check(viewer, access.ANNOUNCE, row)
    if row.state != "draft":
        raise Refused("announced", _("It is announced already. Its days can only be made more, by an extension."))
    check_revision(row, revision)
    day = on or timezone.localdate(clock.now())
    if abs(day - timezone.localdate(clock.now())) > NOTED_WITHIN:
        raise Refused("no-day", _("Give the day of the notice, at most a year from today."))
    if not row.documents.exists():
        raise Refused("no-document", _("Lay at least one document in the file first."))
    if not (row.look_where and row.look_hours):
        raise Refused("no-place-to-look", _("Say where and when one can see the file on paper."))
    row.terms = row.rule.frozen()
    found = _counted(row, day, [])
    row.announced_on, row.first, row.last, row.state = day, found.first, found.last, "announced"
    row.opening = open_place(viewer, key=f"inquiry-{row.key}"[:80], terms=_terms(row))
    put_signpost(row.subject, path=f"inquiries/{row.key}/")
    saved(row, "terms", "announced_on", "first", "last", "state", "opening")
    note(
        viewer,
        access.ANNOUNCE,
        row,
        rule=row.rule.code,
        on=day.isoformat(),
        first=found.first.isoformat(),
        last=found.last.isoformat(),
    )
    return row


@transaction.atomic
def extend(
    viewer: Viewer, *, inquiry: Inquiry, days: int, why: Text, decision: Decision | None = None, revision: int | None = None
) -> Extension:  # fmt: skip
    """Make it longer, with a reason that everybody reads. Never shorter; what came late may be in time by it."""
    row = held(inquiry)
    access.check(viewer, access.EXTEND, row)
    check_revision(row, revision)
    if row.state not in ("announced", "open", "closed") or row.announced_on is None or row.last is None:
        raise Refused("not-running", _("Only what is announced, and not yet replied to, can be made longer."))
    reason = why_of(why)
    if days < 1:
        raise Refused("backwards", _("An inquiry is only ever made longer. Give a number of days."))
    before = list(row.extensions.values_list("days", flat=True))
    found = _counted(row, row.announced_on, [*before, days])
    made = Extension.objects.create(
        inquiry=row, number=len(before) + 1, days=days, why=reason, decision=decision, before=row.last, until=found.last
    )
    row.last = found.last
    row.state = row.stands() if row.state != "closed" else _again(row)
    if row.opening is not None:
        prolong(row.opening, closes_at=midnight(row.last + DAY), intro=_intro(row))
    saved(row, "last", "state")
    sort_late(row)
    note(viewer, access.EXTEND, row, days=days, last=row.last.isoformat(), decision=decision.key if decision else "")
    return made


def move_on(now: datetime) -> int:
    """Open what has come to its first day, close what is after its last one. Twice is as once. How many moved."""
    day = timezone.localdate(now)
    due = Inquiry.objects.filter(Q(state="announced", first__lte=day) | Q(state="open", last__lt=day))
    return sum(_step(pk, now) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def _step(pk: int, now: datetime) -> int:
    row = held(Inquiry(pk=pk))
    wanted = row.stands(now)
    if wanted == row.state:
        return 0
    verb = access.OPEN if wanted == "open" else access.CLOSE
    row.state = wanted
    saved(row, "state")
    facts = {"count": row.numbers} if wanted == "closed" else {}
    note(Passerby(), verb, row, **facts)
    return 1


def midnight(day: date) -> datetime:
    """When a day begins in the city."""
    return timezone.make_aware(datetime.combine(day, time()))


def _counted(row: Inquiry, day: date, extensions: list[int]) -> Period:
    terms = terms_of(row.terms)
    if terms.days + sum(extensions) > MOST_DAYS:
        raise Refused("too-many-days", _("Together this is more than {most} days."), most=MOST_DAYS)
    try:
        return period(terms, day, extensions)
    except NeverEnds as fault:
        raise Refused(
            "no-days-left", _("The rule leaves no days to count. Look at the days that it sets apart.")
        ) from fault


def _again(row: Inquiry) -> str:
    """What was closed may be open again by the days."""
    row.state = "open"
    return row.stands()


def _terms(row: Inquiry) -> Terms:
    if row.first is None or row.last is None:
        raise ValueError("no days yet")
    return Terms(
        title=row.title, fixed=row.fixed, fixed_by=row.fixed_by, fixed_why=row.fixed_why, intro=_intro(row), place=row.place,
        process=row.process, kinds=[KIND], who="confirmed", opens_at=midnight(row.first), closes_at=midnight(row.last + DAY),
        takes_late=True,
    )  # fmt: skip


def _intro(row: Inquiry) -> Text:
    """What is said where one writes a remark: the days, and what happens with what comes later."""
    if row.first is None or row.last is None:
        raise ValueError("no days yet")
    said = {}
    for tongue in LANGUAGES:
        with override(tongue):
            days = str(_SAID).format(first=date_format(row.first, "j F Y"), last=date_format(row.last, "j F Y"))
            said[tongue] = f"{row.intro.to(tongue)}\n\n{days}".strip()
    return Text(said)
