"""How well are answers given? The public clock: per service and neighbourhood, never per person. Counted by the database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from wijk.answers.models import ANSWERED, OPEN, Request, Service
from wijk.answers.queries.desk import today


@dataclass(frozen=True, slots=True)
class Tally:
    """What was asked in a period, and what became of it. `overdue` and `waiting` are as things stand today."""

    asked: int = 0
    answered: int = 0
    in_time: int = 0
    refused: int = 0
    reopened: int = 0
    waiting: int = 0
    overdue: int = 0
    took: Mapping[int, int] = field(default_factory=dict)  #: answered after so many days: how many
    reasons: Mapping[str, int] = field(default_factory=dict)  #: refused for this reason: how many

    @property
    def median_days(self) -> float | None:
        """Half of the answers came within so many days; None where there are none."""
        return median(self.took)

    def and_(self, other: "Tally") -> "Tally":
        """Both together."""
        sums = {
            name: getattr(self, name) + getattr(other, name)
            for name in ("asked", "answered", "in_time", "refused", "reopened", "waiting", "overdue")
        }
        return Tally(**sums, took=_sum(self.took, other.took), reasons=_sum(self.reasons, other.reasons))


def clock(
    service: Service | None = None, area: str = "", since: date | None = None, until: date | None = None
) -> Tally:
    """The clock of a service, an area, or all of it, for what was asked between two days."""
    rows = _asked(area, since, until)
    found = _grouped(rows.filter(service=service) if service else rows, "")
    return total(found.values())


def by_service(area: str = "", since: date | None = None, until: date | None = None) -> Mapping[int | None, Tally]:
    """The clock of each service (None: the desk of facilitators). Three queries, however much was asked."""
    return _grouped(_asked(area, since, until), "service")


def by_area(
    service: Service | None = None, since: date | None = None, until: date | None = None
) -> Mapping[str, Tally]:
    """The clock of each neighbourhood. Three queries."""
    rows = _asked("", since, until)
    return _grouped(rows.filter(service=service) if service else rows, "area")


def total(tallies: Iterable[Tally]) -> Tally:
    """All of them together."""
    found = Tally()
    for tally in tallies:
        found = found.and_(tally)
    return found


def median(counts: Mapping[int, int]) -> float | None:
    """The median of values counted in a histogram.

    >>> median({1: 1, 2: 1, 10: 2}), median({4: 3}), median({})
    (6.0, 4.0, None)
    """
    many = sum(counts.values())
    if not many:
        return None
    return (_at(counts, (many - 1) // 2) + _at(counts, many // 2)) / 2


def _at(counts: Mapping[int, int], place: int) -> int:
    for value in sorted(counts):
        place -= counts[value]
        if place < 0:
            return value
    raise ValueError("beyond the last")


def _asked(area: str, since: date | None, until: date | None) -> "QuerySet[Request]":
    rows = Request.objects.filter(state__in=(OPEN, ANSWERED))
    if area:
        rows = (
            rows.filter(area=area) if area.startswith("neighbourhood/") else rows.filter(contribution__areas__area=area)
        )
    if since:
        rows = rows.filter(asked_on__gte=since)
    return rows.filter(asked_on__lte=until) if until else rows


def _grouped(rows: "QuerySet[Request]", by: str) -> dict[Any, Tally]:
    """A tally for each value of `by` ("": one for all). Three queries."""
    names = (by,) if by else ()
    day = today()
    late = Q(state=OPEN, due__lt=day)
    counts = rows.order_by().annotate(unanswered=Q(first_on=None)).values(*names, "unanswered").annotate(
        asked=Count("pk"), in_time=Count("pk", filter=Q(first_on__lte=F("first_due"))),
        refused=Count("pk", filter=Q(outcome="refused")), reopened=Count("pk", filter=Q(reopened__gt=0)),
        waiting=Count("pk", filter=Q(state=OPEN)), overdue=Count("pk", filter=late),
    )  # fmt: skip
    took, reasons = _histogram(rows, names, "took"), _histogram(rows.filter(outcome="refused"), names, "reason")
    found: dict[Any, Tally] = {}
    for row in counts:
        key = row[by] if by else None
        sums = {name: row[name] for name in ("asked", "in_time", "refused", "reopened", "waiting", "overdue")}
        answered = 0 if row["unanswered"] else row["asked"]
        found[key] = found.get(key, Tally()).and_(Tally(answered=answered, **sums))
    return {k: replace(tally, took=took.get(k, {}), reasons=reasons.get(k, {})) for k, tally in found.items()}


def _histogram(rows: "QuerySet[Request]", names: Sequence[str], column: str) -> dict[Any, dict[Any, int]]:
    found: dict[Any, dict[Any, int]] = {}
    counted = rows.exclude(**{column: None}).order_by().values_list(*names, column).annotate(n=Count("pk"))
    for *key, value, many in counted:
        found.setdefault(key[0] if key else None, {})[value] = many
    return found


def _sum(one: Mapping[Any, int], other: Mapping[Any, int]) -> dict[Any, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {*one, *other}}
