"""How well are answers given? The public clock: per service and neighbourhood, never per person. Counted by the database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet

from wijk.answers.models import OPEN, Request, Service
from wijk.answers.queries.desk import today
from wijk.contributions.models import ContributionArea


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
    """The clock of each service (None: the desk of facilitators). Two queries, however much was asked."""
    return _grouped(_asked(area, since, until), "service")


def by_area(
    service: Service | None = None, since: date | None = None, until: date | None = None
) -> Mapping[str, Tally]:
    """The clock of each neighbourhood. Two queries."""
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
    rows = Request.objects.all()
    if area.startswith("neighbourhood/"):
        rows = rows.filter(area=area)
    elif area:
        rows = rows.filter(contribution__in=ContributionArea.objects.filter(area=area).values("contribution"))
    if since:
        rows = rows.filter(asked_on__gte=since)
    return rows.filter(asked_on__lte=until) if until else rows


def _grouped(rows: "QuerySet[Request]", by: str) -> dict[Any, Tally]:
    """A tally for each value of `by` ("": one for all). Two queries, that read no more than an index each."""
    names = (by,) if by else ()
    counted = rows.exclude(tally="").order_by().values_list(*names, "tally").annotate(n=Count("*"))
    found: dict[Any, _Sums] = {}
    for *key, letters, many in counted:
        found.setdefault(key[0] if key else None, _Sums()).take(_read(letters), many)
    late = rows.filter(state=OPEN, due__lt=today()).order_by()
    overdue = dict(late.values_list(by).annotate(n=Count("*"))) if by else {None: late.count()}
    return {key: sums.tally(overdue.get(key, 0)) for key, sums in found.items()}


_Read = tuple[int, int, int, int, int, int | None, str]


@lru_cache(maxsize=4_096)
def _read(letters: str) -> _Read:
    """The tally of a request (`models.TALLY`): waits, answered, in time, asked again, refused; after so many days; for this reason.

    >>> _read("-trn12:cost"), _read("w---:")
    ((0, 1, 1, 1, 1, 12, 'cost'), (1, 0, 0, 0, 0, None, ''))
    """
    days, _colon, reason = letters[4:].partition(":")
    return (
        int(letters[0] == "w"), int(letters[1] != "-"), int(letters[1] == "t"), int(letters[2] == "r"), int(letters[3] == "n"),
        int(days) if days else None, reason,
    )  # fmt: skip


class _Sums:
    """What was counted of one service or neighbourhood so far."""

    def __init__(self) -> None:
        self.asked = self.waiting = self.answered = self.in_time = self.reopened = self.refused = 0
        self.took: dict[int, int] = {}
        self.reasons: dict[str, int] = {}

    def take(self, read: _Read, many: int) -> None:
        """So many requests more that count the same."""
        waiting, answered, in_time, reopened, refused, days, reason = read
        self.asked += many
        self.waiting += waiting * many
        self.answered += answered * many
        self.in_time += in_time * many
        self.reopened += reopened * many
        if days is not None:
            self.took[days] = self.took.get(days, 0) + many
        if refused:
            self.refused += many
            self.reasons[reason] = self.reasons.get(reason, 0) + many

    def tally(self, overdue: int) -> Tally:
        """The same as everybody reads it."""
        return Tally(
            self.asked, self.answered, self.in_time, self.refused, self.reopened, self.waiting, overdue, self.took, self.reasons
        )  # fmt: skip


def _sum(one: Mapping[Any, int], other: Mapping[Any, int]) -> dict[Any, int]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {*one, *other}}
