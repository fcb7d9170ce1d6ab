"""What does the office need: its inquiries, the remarks by what they lack, what waits elsewhere?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from wijk.contributions.models import Contribution
from wijk.inquiries.models import GONE, KIND, Inquiry, InquiryArea, Redaction, Remark, Theme

#: What one looks for in the table of remarks.
STANDS = ("owed", "replied", "late", "ungrouped", "asked", "gone")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for in the table of remarks; what is empty asks nothing."""

    stands: str = ""
    how: str = ""
    theme: str = ""
    words: str = ""


def owed(inquiry: Inquiry) -> "QuerySet[Remark]":
    """The remarks that have neither a reply of their own nor one of a theme, by number."""
    return Remark.objects.filter(inquiry=inquiry).owed().order_by("number")


def waiting(inquiry: Inquiry) -> int:
    """How many remarks a moderator still looks at."""
    rows = Contribution.objects.filter(opening=inquiry.opening_id, kind=KIND, visibility="waiting")
    return rows.count() if inquiry.opening_id else 0


def kept(places: Collection[str]) -> "QuerySet[Inquiry]":
    """The inquiries that touch these areas ("" is the whole city: all), each with `n` remarks, the newest first."""
    rows = Inquiry.objects.select_related("authority").order_by("-made_at", "-pk")
    if "" not in places:
        rows = rows.filter(Exists(InquiryArea.objects.filter(inquiry=OuterRef("pk"), area__in=[*places])))
    return rows


def table(inquiry: Inquiry, wanted: Wanted) -> "QuerySet[Remark]":
    """The remarks for the table of the office, each with its words and themes, and `answered`, whether it has a reply."""
    replied = Theme.objects.filter(remarks=OuterRef("pk"), replied_at__isnull=False)
    asked = Redaction.objects.filter(remark=OuterRef("pk"), state="asked")
    rows = Remark.objects.filter(inquiry=inquiry).select_related("contribution").prefetch_related("themes")
    rows = rows.annotate(by_theme=Exists(replied), asked=Exists(asked)).order_by("number")
    gone = Q(contribution__visibility__in=GONE)
    narrow = {
        "owed": Q(replied_at=None, by_theme=False) & ~gone,
        "replied": Q(replied_at__isnull=False) | Q(by_theme=True),
        "late": Q(late=True),
        "ungrouped": Q(themes=None) & ~gone,
        "asked": Q(asked=True),
        "gone": gone,
    }
    if wanted.stands in narrow:
        rows = rows.filter(narrow[wanted.stands])
    if wanted.how:
        rows = rows.filter(how=wanted.how)
    if wanted.theme:
        rows = rows.filter(themes__key=wanted.theme)
    if words := wanted.words.strip()[:80]:
        found = Q(contribution__title__icontains=words) | Q(contribution__body__icontains=words)
        rows = rows.filter(found | Q(number=int(words)) if words.isdecimal() and len(words) < 9 else found)
    return rows


def neighbours(inquiry: Inquiry, number: int) -> tuple[int | None, int | None]:
    """The number before and after that still lacks a reply, for who goes through them; two queries."""
    rows = owed(inquiry).values_list("number", flat=True)
    before = rows.filter(number__lt=number).order_by("-number").first()
    return before, rows.filter(number__gt=number).first()


def themes_counted(inquiry: Inquiry) -> "QuerySet[Theme]":
    """The themes in their order, each with `n`, how many remarks are about it."""
    return inquiry.themes.select_related("by").annotate(n=Count("remarks")).order_by("order", "pk")


def redactions(remark: Remark) -> list[Redaction]:
    """What was asked to blacken in it, the newest first."""
    return list(remark.redactions.order_by("-pk"))


def owing(process: str, start: date, end: date) -> list[Inquiry]:
    """The inquiries of a process whose period ended within these days and whose replies were not closed."""
    rows = Inquiry.objects.filter(process=process, state__in=("announced", "open", "closed"))
    return list(rows.filter(last__gte=start, last__lte=end).order_by("last"))


def owed_in(inquiries: Sequence[Inquiry]) -> dict[int, int]:
    """How many remarks of each of these have no reply; one query."""
    rows = Remark.objects.filter(inquiry__in=[row.pk for row in inquiries]).owed().order_by()
    return dict(rows.values("inquiry").annotate(n=Count("pk")).values_list("inquiry", "n"))
