"""What the worker and erasure do: forget what is no longer needed, settle what is gone, write to moderators once a day."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Grant, Person
from wijk.core.subject import Subject
from wijk.moderation import access, guarding, limits, queries
from wijk.moderation.actions.entering import forget_author, leave
from wijk.moderation.models import Appeal, Item, Report, Verdict
from wijk.moderation.words import in_all
from wijk.notices.actions import write_to

#: What readers wrote in reports is forgotten after this; so are letters to authors and what they wrote in appeals.
REPORTS_KEPT, WORDS_KEPT = timedelta(days=90), timedelta(days=365)
#: Items looked at in one round.
BATCH = 200


@transaction.atomic
def tidy(now: datetime) -> int:
    """Forget what is no longer needed. As often as one likes."""
    gone = guarding.forget()
    old = Report.objects.filter(at__lt=now - REPORTS_KEPT, item__need="").exclude(mark="", words="")
    gone += old.update(mark="", words="")
    before = now - WORDS_KEPT
    gone += Verdict.objects.filter(at__lt=before).exclude(note="").update(note="")
    return gone + Appeal.objects.filter(at__lt=before, answered__isnull=False).exclude(words="").update(words="")


@transaction.atomic
def settle_gone() -> int:
    """Let go of what waits and is no longer there."""
    waiting = Item.objects.exclude(need="").order_by("since", "pk")[:BATCH]
    subjects = [Subject.parse(row.subject) for row in waiting]
    there = queries.looks(subjects)
    lost = [subject for subject in subjects if subject not in there]
    for subject in lost:
        leave(subject)
    return len(lost)


@transaction.atomic
def remind(now: datetime) -> int:
    """Write to each moderator once a day about what waits for too long in their places. How many letters."""
    late_since = now - limits.hours("late_hours")
    late = Item.objects.exclude(need="").filter(since__lt=late_since)
    if not late.exists():
        return 0
    day = timezone.localdate(now).isoformat()
    written = 0
    for person, mine in moderators().items():
        rows = access.items_in(mine).exclude(need="").filter(since__lt=late_since)
        count, first = rows.count(), rows.aggregate(first=Min("since"))["first"]
        if not count or first is None:
            continue
        body = in_all(_LATE, count=count, hours=int((now - first).total_seconds() // 3600))
        written += write_to(
            people=[person], key=f"moderation-waits-{day}", title=in_all(_WAITS), body=body, path="office/moderation/"
        )
    return written


_WAITS = _("Something waits for a moderator")
_LATE = _("Waiting for too long in your places: {count}. The first has waited for {hours} hours.")


def moderators() -> Mapping[Person, frozenset[str]]:
    """Who moderates, and where."""
    found: dict[Person, set[str]] = {}
    rows = Grant.objects.live().filter(role__in=access.MODERATORS, person__is_active=True, person__erased_at=None)
    for grant in rows.select_related("person"):
        found.setdefault(grant.person, set()).add(grant.area)
    return {person: frozenset(areas) for person, areas in found.items()}


def erase_person(person: str) -> int:
    """Forget somebody: as an author, as a reader who reported, as a moderator. What was decided stays, without them.

    Part of `accounts.erase_person`, which leaves the entry in the trail.
    """
    count = forget_author(access.author_mark(person))
    count += Report.objects.filter(mark=access.reader_mark(person)).update(mark="", words="")
    count += Verdict.objects.filter(by=person).update(by="")
    Item.objects.filter(claimed_by=person).update(claimed_by="", claimed_until=None)
    Item.objects.filter(proposed_by=person).update(proposed_by="")
    return count
