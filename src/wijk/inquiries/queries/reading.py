"""What does everybody read of inquiries: which there are, how many spoke and by which way, remarks with their replies, themes?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q, QuerySet, Sum, prefetch_related_objects

from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.standing import Standing
from wijk.inquiries.models import GONE, Document, Extension, Inquiry, Remark, Theme, Version
from wijk.outreach.models import Signpost

#: How far an inquiry is, as one chooses it in a list.
WHEN = ("open", "announced", "closed")
#: Remarks as one chooses them in a list.
WHICH = ("all", "late")
#: From here on everybody reads the replies; before, they are drafts of the office.
REPLIED = ("replied", "decided")
#: So many remarks stand in one paper; more of them come in parts.
IN_A_PART = 500
_OF_CONTRIBUTION = Standing(
    lambda *, key: (
        Remark.objects.filter(contribution__key=key)
        .exclude(inquiry__state="draft")
        .select_related("inquiry__authority", "contribution")
    )
)


def listed(when: str = "", area: str = "") -> "QuerySet[Inquiry]":
    """The inquiries that everybody may know of, the last to begin first; by how far they are, and by an area."""
    rows = Inquiry.objects.shown().select_related("authority").prefetch_related("areas").order_by("-first", "-pk")
    if area:
        rows = rows.touching(area)
    return rows.filter(_by_days(when, clock.today())) if when in WHEN else rows


def _by_days(when: str, today: date) -> Q:
    return {
        "open": Q(first__lte=today, last__gte=today), "announced": Q(first__gt=today), "closed": Q(last__lt=today)
    }[when]  # fmt: skip


def latest(area: str, most: int) -> Sequence[Inquiry]:
    """Those of an area, the last to end first; one query."""
    rows = Inquiry.objects.shown().touching(area).select_related("authority").order_by("-last", "-pk")
    return list(rows[:most])


def found(words: str, most: int) -> Sequence[Inquiry]:
    """By the words of their titles; one query."""
    rows = Inquiry.objects.shown().filter(title__icontains=words).order_by("-first", "-pk")
    return list(rows[:most])


def shown(key: str) -> Inquiry:
    """The inquiry with this key, as everybody may read it. Absent where there is none."""
    rows = Inquiry.objects.shown().select_related(
        "authority", "rule", "hearing", "opening", "opinion__organ", "decision__organ"
    )
    row = rows.prefetch_related("areas").filter(key=key).first()
    if row is None:
        raise Absent("inquiry")
    return row


def extensions(inquiry: Inquiry) -> list[Extension]:
    """By which it was made longer; one query."""
    return list(inquiry.extensions.select_related("decision"))


def file_of(inquiry: Inquiry) -> list[Document]:
    """The documents and plans, each with its versions, the newest first; two queries."""
    return list(inquiry.documents.prefetch_related(Prefetch("versions", Version.objects.order_by("-number"))))


def version(inquiry: Inquiry, document: int, number: int) -> Version:
    """One version of a document. Absent where there is none."""
    rows = Version.objects.filter(document__inquiry=inquiry, document__number=document, number=number)
    row = rows.select_related("document").first()
    if row is None:
        raise Absent("document")
    return row


@dataclass(frozen=True, slots=True)
class Counts:
    """How many remarks there are in all; late ones; without a reply; by the way they came; by the neighbourhood they are about."""

    total: int
    late: int
    waiting: int
    gone: int
    by_how: Mapping[str, int]

    @property
    def answered(self) -> int:
        return self.total - self.waiting - self.gone


def counts(inquiry: Inquiry) -> Counts:
    """The counts; one query."""
    gone = Q(contribution__visibility__in=GONE)
    rows = Remark.objects.filter(inquiry=inquiry).annotate(by_theme=_by_theme()).order_by().values("how")
    lines = list(
        rows.annotate(
            n=Count("pk"), n_late=Count("pk", filter=Q(late=True)), n_gone=Count("pk", filter=gone),
            n_owed=Count("pk", filter=Q(replied_at=None, by_theme=False) & ~gone),
        ).values("how", "n", "n_late", "n_gone", "n_owed")
    )  # fmt: skip
    by_how: dict[str, int] = {}
    for line in lines:
        by_how[line["how"]] = by_how.get(line["how"], 0) + line["n"]
    late, owed, away = (sum(line[name] for line in lines) for name in ("n_late", "n_owed", "n_gone"))
    return Counts(sum(by_how.values()), late, owed, away, by_how)


def _by_theme() -> Exists:
    """Has a remark a reply by one of its themes?"""
    return Exists(Theme.objects.filter(remarks=OuterRef("pk"), replied_at__isnull=False))


def remarks(inquiry: Inquiry, which: str = "all", theme: str = "", how: str = "") -> "QuerySet[Remark]":
    """The remarks by their numbers, each with its words and themes; `which` of `WHICH`."""
    rows = Remark.objects.filter(inquiry=inquiry).select_related("contribution").prefetch_related("themes")
    if which == "late":
        rows = rows.filter(late=True)
    if theme:
        rows = rows.filter(themes__key=theme)
    return (rows.filter(how=how) if how else rows).order_by("number")


def heard(inquiry: Inquiry) -> list[Remark]:
    """The remarks that were noted at the hearing, by number, each with its words; one query."""
    return list(Remark.objects.filter(inquiry=inquiry, how="hearing").select_related("contribution").order_by("number"))


def themes(inquiry: Inquiry) -> list[Theme]:
    """The themes in their order, each with `n`, how many remarks are about it; one query."""
    return list(inquiry.themes.select_related("by").annotate(n=Count("remarks")).order_by("order", "pk"))


def theme(inquiry: Inquiry, key: str) -> Theme:
    """One theme. Absent where there is none."""
    row = inquiry.themes.select_related("by").filter(key=key).first()
    if row is None:
        raise Absent("theme")
    return row


def of_contribution(key: str) -> Remark | None:
    """The remark whose words are this contribution, with its inquiry and themes; two queries."""
    found: list[Remark] = _OF_CONTRIBUTION.find(key=key)
    prefetch_related_objects(found, Prefetch("themes", Theme.objects.select_related("by")))
    return found[0] if found else None


def is_answered(remark: Remark) -> bool:
    """Has it a reply, of its own or of a theme? Its themes are at hand. Whether everybody reads it says `REPLIED`."""
    return remark.replied_at is not None or any(one.replied_at is not None for one in remark.themes.all())


def all_remarks(inquiry: Inquiry) -> "QuerySet[Remark]":
    """Every remark for a report or a file: few queries, however many there are."""
    rows = Remark.objects.filter(inquiry=inquiry).select_related("contribution").prefetch_related("themes")
    return rows.annotate(by_theme=_by_theme()).order_by("number")


def stamp(inquiry: Inquiry) -> tuple[object, ...]:
    """Changes whenever something changes that a report tells; two queries."""
    said = Remark.objects.filter(inquiry=inquiry).aggregate(
        Count("pk"), Sum("version"), Max("replied_at"), Max("contribution__changed_at"), Sum("contribution__revision"),
        shown=Count("pk", filter=Q(contribution__visibility="shown")), themed=Count("themes"),
    )  # fmt: skip
    themes = inquiry.themes.aggregate(Count("pk"), Sum("version"))
    return (inquiry.pk, inquiry.revision, inquiry.changed_at, clock.today(), *said.values(), *themes.values())


def signpost(inquiry: Inquiry) -> Signpost | None:
    """The short code that leads to it, as it was given when it was announced; None for a draft. One query."""
    return Signpost.objects.filter(about=str(inquiry.subject)).first()


def for_programs(inquiry: Inquiry, extensions: Iterable[Extension]) -> dict[str, Any]:
    """All that goes into the sum and what comes out, so that a program reckons it again."""
    frozen = inquiry.terms or inquiry.rule.frozen()
    return {
        "rule": {name: frozen[name] for name in ("code", "days", "working", "after", "moves", "listed")},
        "announced_on": inquiry.announced_on,
        "extensions": [
            {"days": one.days, "why": one.why, "decision": one.decision.key if one.decision else None, "until": one.until}
            for one in extensions
        ],
        "first": inquiry.first,
        "last": inquiry.last,
    }  # fmt: skip
