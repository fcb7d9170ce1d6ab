"""How much was hidden, removed and appealed against, for which reason, in which month, and how long did it take? For everybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Avg, Count, Q
from django.db.models.functions import TruncMonth
from django.utils import timezone

from wijk.core import clock
from wijk.core.text import Text
from wijk.moderation.models import Appeal, Item, Reason, Report, Verdict

#: Months that the page shows; the data hold them all.
MONTHS = 13
DAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Month:
    """What was decided in one month for one reason ("" for what was shown): how often, and after how many minutes on average."""

    month: date
    reason: str
    title: Text
    hidden: int
    removed: int
    shown: int
    reports: int
    appeals: int
    granted: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Total:
    """All of it together, for the sentences of the page."""

    entered: int
    hidden: int
    removed: int
    appeals: int
    granted: int
    dismissed: int
    waiting: int
    median_minutes: int | None
    within_day: int | None  #: of a hundred


def by_month(since: date | None = None) -> list[Month]:
    """A row for each month and reason, the newest first. Four queries, however much there is."""
    start = datetime.combine(since, datetime.min.time(), timezone.get_default_timezone()) if since else None
    titles = {row.code: row.title for row in Reason.objects.all()}
    rows: dict[tuple[date, str], dict[str, int]] = {}
    for told in (_verdicts(start), _reports(start), _appeals(start)):
        for month, reason, name, value in told:
            rows.setdefault((month, reason), {})[name] = value
    ordered = sorted(rows.items(), key=lambda one: (-one[0][0].toordinal(), one[0][1] == "", one[0][1]))
    return [_month(month, reason, titles, told) for (month, reason), told in ordered]


_Told = list[tuple[date, str, str, int]]


def _month(month: date, reason: str, titles: Mapping[str, Text], told: Mapping[str, int]) -> Month:
    names = ("hidden", "removed", "shown", "reports", "appeals", "granted", "minutes")
    return Month(month, reason, titles.get(reason, Text()), **{name: told.get(name, 0) for name in names})


def _verdicts(start: datetime | None) -> _Told:
    rows = Verdict.objects.filter(at__gte=start) if start else Verdict.objects.all()
    counted = rows.order_by().annotate(month=TruncMonth("at")).values("month", "reason__code").annotate(
        hidden=Count("pk", filter=Q(choice__in=("hide", "propose"))), removed=Count("pk", filter=Q(choice="remove")),
        shown=Count("pk", filter=Q(choice="show")), minutes=Avg("waited"),
    )  # fmt: skip
    found: _Told = []
    for row in counted:
        where = row["month"].date(), row["reason__code"] or ""
        found += [(*where, name, int(row[name] or 0)) for name in ("hidden", "removed", "shown")]
        found.append((*where, "minutes", round(row["minutes"] or 0)))
    return found


def _reports(start: datetime | None) -> _Told:
    rows = Report.objects.filter(at__gte=start) if start else Report.objects.all()
    counted = rows.order_by().annotate(month=TruncMonth("at")).values("month", "reason__code").annotate(n=Count("pk"))
    return [(row["month"].date(), row["reason__code"], "reports", row["n"]) for row in counted]


def _appeals(start: datetime | None) -> _Told:
    rows = Appeal.objects.filter(at__gte=start) if start else Appeal.objects.all()
    counted = rows.order_by().annotate(month=TruncMonth("at")).values("month", "verdict__reason__code").annotate(
        n=Count("pk"), granted=Count("pk", filter=Q(answered__choice="grant"))
    )  # fmt: skip
    found: _Told = []
    for row in counted:
        where = row["month"].date(), row["verdict__reason__code"] or ""
        found += [(*where, "appeals", row["n"]), (*where, "granted", row["granted"])]
    return found


def total(now: datetime | None = None) -> Total:
    """The sums of the last year. Four queries."""
    since = (now or clock.now()) - timedelta(days=365)
    verdicts = Verdict.objects.filter(at__gte=since)
    told = verdicts.aggregate(
        hidden=Count("pk", filter=Q(choice__in=("hide", "propose"))), removed=Count("pk", filter=Q(choice="remove")),
        granted=Count("pk", filter=Q(choice="grant")), dismissed=Count("pk", filter=Q(choice="dismiss")),
        every=Count("pk"), quick=Count("pk", filter=Q(waited__lte=DAY)),
    )  # fmt: skip
    items = Item.objects.filter(entered_at__gte=since).count()
    waiting, appeals = Item.objects.exclude(need="").count(), Appeal.objects.filter(at__gte=since).count()
    middle: Sequence[int] = []
    if told["every"]:
        at = (told["every"] - 1) // 2
        middle = list(verdicts.order_by("waited").values_list("waited", flat=True)[at : at + 1])
    median = next(iter(middle), None)
    within = round(100 * told["quick"] / told["every"]) if told["every"] else None
    return Total(
        items, told["hidden"], told["removed"], appeals, told["granted"], told["dismissed"], waiting, median, within
    )


def first_month(months: int = MONTHS) -> date:
    """The first day of the month with which the page begins."""
    day = timezone.localdate(clock.now()).replace(day=1)
    for _each in range(months - 1):
        day = (day - timedelta(days=1)).replace(day=1)
    return day
