"""What waits, what was said, and what stands on the page of a contribution?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from wijk.answers.models import ANSWERED, GONE, MERGED, OPEN, Answer, Merge, Phrase, Reason, Request, Service
from wijk.contributions.models import Contribution, ContributionArea
from wijk.core import clock
from wijk.core.standing import Standing


def today() -> date:
    """The day in the city."""
    return timezone.localdate(clock.now())


def of(contribution: Contribution) -> Request | None:
    """The request about this contribution, with its service; None where no answer is promised."""
    return Request.objects.select_related("service").filter(contribution=contribution).first()


_TO = Standing(
    lambda *, request: (
        Answer.objects.filter(request=request).select_related("service", "to", "reason").order_by("number")
    )
)


def answers_of(request: Request) -> list[Answer]:
    """Every answer, the first first."""
    found: list[Answer] = _TO.find(request=request.pk)
    return found


def is_late(request: Request, day: date | None = None) -> bool:
    """Has the promised day passed without an answer?"""
    return request.state == OPEN and request.due < (day or today())


def sorted_out(
    rows: "QuerySet[Request]", *, show: str = "", service: str = "", category: str = "", area: str = ""
) -> "QuerySet[Request]":
    """The queue: what waits by its promised day, or what was answered, the newest first."""
    day = today()
    if service:
        rows = rows.filter(service=None) if service == "-" else rows.filter(service__key=service)
    if category:
        rows = rows.filter(contribution__category=category)
    if area:
        rows = rows.filter(area=area)
    if show == "answered":
        return rows.filter(state=ANSWERED).order_by("-answered_at", "-pk")
    rows = rows.filter(state=OPEN)
    if show == "late":
        rows = rows.filter(due__lt=day)
    elif show == "again":
        rows = rows.filter(reopened__gt=0)
    return rows.order_by("due", "pk")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How much waits, how much of it is late, how much was asked again."""

    total: int
    late: int
    again: int


def counted(rows: "QuerySet[Request]") -> Waiting:
    """One query over what waits."""
    found = rows.filter(state=OPEN).aggregate(
        total=Count("pk", distinct=True), late=Count("pk", filter=Q(due__lt=today()), distinct=True),
        again=Count("pk", filter=Q(reopened__gt=0), distinct=True),
    )  # fmt: skip
    return Waiting(found["total"], found["late"], found["again"])


def services(*, everything: bool = False) -> list[Service]:
    """The services, by their titles; those out of use too where `everything`."""
    rows = Service.objects.all() if everything else Service.objects.filter(active=True)
    return sorted(rows, key=lambda row: row.title.to().casefold())


def service(key: str) -> Service | None:
    """The service with this key, in use."""
    return Service.objects.filter(key=key, active=True).first() if key else None


def reasons(*, everything: bool = False) -> "QuerySet[Reason]":
    """The public list of reasons."""
    return Reason.objects.all() if everything else Reason.objects.filter(active=True)


def phrases(of_service: Service | None) -> list[Phrase]:
    """The words that help this service, and those for all."""
    return list(Phrase.objects.filter(Q(service=None) | Q(service=of_service), active=True))


def answered_in(area: str, limit: int) -> list[Request]:
    """What was answered last, in an area ("" is the whole city). One query."""
    rows = Request.objects.filter(state=ANSWERED, contribution__visibility="shown", contribution__merged_into=None)
    if area.startswith("neighbourhood/"):
        rows = rows.filter(area=area)
    elif area:
        there = ContributionArea.objects.filter(contribution=OuterRef("contribution"), area=area)
        rows = rows.filter(Exists(there))
    return list(rows.select_related("contribution__kind", "service").order_by("-answered_at")[:limit])


def merges_of(contribution: Contribution) -> list[Merge]:
    """What went over into it, and how it went over into another. One query."""
    rows = Merge.objects.filter(Q(into=contribution) | Q(contribution=contribution), undone_at=None)
    return list(rows.select_related("contribution", "into").order_by("at", "pk"))


@dataclass(frozen=True, slots=True)
class Owing:
    """How many answers a phase owes, and by when the first was promised."""

    count: int
    due: date | None


def owing(process: str, phase: str, start: date, end: date) -> Owing:
    """What was asked in this phase, or in its process between these days without a phase, and not answered yet. One query."""
    rows = Request.objects.filter(process=process, state=OPEN)
    rows = rows.filter(Q(phase=phase) | Q(phase="", asked_on__gte=start, asked_on__lte=end))
    found = rows.aggregate(count=Count("pk"), due=Min("due"))
    return Owing(found["count"], found["due"])


def published() -> "QuerySet[Answer]":
    """Every answer to what everybody can read, for files and the API."""
    rows = Answer.objects.filter(request__contribution__visibility="shown")
    return rows.exclude(request__state__in=(GONE, MERGED)).select_related(
        "request__contribution", "service", "to", "reason"
    )


def by_key(keys: Sequence[str]) -> Mapping[str, Request]:
    """Requests by the keys of their contributions, for news: with the areas of each."""
    rows = Request.objects.filter(contribution__key__in=keys).select_related("contribution", "service")
    return {row.contribution.key: row for row in rows.prefetch_related("contribution__areas", "contribution__merged")}
