"""From what does the office choose: who holds an inquiry, by which rule, which meeting, opinion or decision belongs to it?"""

from django.db.models import Q, QuerySet
from django.utils import timezone

from wijk.core import clock
from wijk.inquiries.models import Inquiry, Rule
from wijk.meetings.models import Meeting
from wijk.organs.models import Decision, Opinion, Organ

MOST = 200


def authorities() -> list[Organ]:
    """Public organs that live today."""
    rows = Organ.objects.shown().live(timezone.localdate(clock.now())).order_by("key")
    return list(rows[: 2 * MOST])


def rules(*, chosen: Rule | None = None) -> list[Rule]:
    """Legal periods in use, and the one that was chosen before."""
    return list(Rule.objects.filter(Q(active=True) | Q(pk=chosen.pk if chosen else None)))


def all_rules() -> "QuerySet[Rule]":
    """Every legal period."""
    return Rule.objects.all()


def meetings(inquiry: Inquiry) -> list[Meeting]:
    """Public meetings of who holds it or of its process, the newest first."""
    mine = Q(organ=inquiry.authority_id)
    if inquiry.process:
        mine |= Q(process=inquiry.process)
    rows = Meeting.objects.shown().filter(mine).exclude(state="cancelled").order_by("-starts_at")
    return list(rows[:MOST])


def decisions(inquiry: Inquiry) -> list[Decision]:
    """Public decisions, those about it and of who holds it first in time; the newest first."""
    mine = Q(organ=inquiry.authority_id) | Q(about=str(inquiry.subject))
    rows = Decision.objects.filter(mine, public=True, organ__public=True).select_related("organ").order_by("-on", "-pk")
    return list(rows[:MOST])


def opinions(inquiry: Inquiry) -> list[Opinion]:
    """Public opinions that were asked by who holds it, or about it."""
    mine = Q(by=inquiry.authority_id) | Q(about=str(inquiry.subject)) | Q(by=None)
    rows = Opinion.objects.filter(mine, public=True, organ__public=True).select_related("organ")
    return list(rows.order_by("-asked_on", "-pk")[:MOST])
