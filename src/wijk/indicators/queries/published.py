"""What is published of an indicator: on which areas, in which periods, and how do the values lie?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Case, When

from wijk.core.kept import Kept
from wijk.core.standing import Standing
from wijk.core.text import Text
from wijk.indicators.columns import Member
from wijk.indicators.models import Coverage

LEVELS: Final = ("sector", "neighbourhood", "municipality", "region")


@dataclass(frozen=True, slots=True)
class Covered:
    """What is published of one indicator on one area set."""

    area_set: int
    level: str
    key: str
    version: str
    name: Text
    current: bool
    valid_from: date
    periods: tuple[str, ...]
    reasons: Mapping[str, str]
    changed_at: datetime
    notes: Mapping[str, Sequence[Mapping[str, Any]]]  #: by period: what a reader should know


@dataclass(frozen=True, slots=True)
class Choice:
    """One area set and one period of it: what a map or table is drawn from."""

    covered: Covered
    period: str

    @property
    def area_set(self) -> int:
        """Primary key of the area set."""
        return self.covered.area_set


@dataclass(frozen=True, slots=True)
class Coverages:
    """On which levels, in which periods is an indicator published? Figures stay on the areas they were measured on."""

    all: tuple[Covered, ...]  #: per level the version in force first, then the newest

    def levels(self) -> list[str]:
        """The levels that have figures, smallest areas first."""
        return [level for level in LEVELS if any(c.level == level and c.periods for c in self.all)]

    def periods(self, level: str) -> list[str]:
        """The periods in which a level has figures, on whichever version of its areas; newest first."""
        return sorted({p for c in self.all if c.level == level for p in c.periods}, reverse=True)

    def reason(self, level: str, period: str = "") -> str:
        """Why a level has no figures (in that period): "no-counts", "incomplete", "no-weight", or "" when nothing is told."""
        for covered in self.all:
            if covered.level == level and covered.reasons:
                return covered.reasons.get(period) or next(iter(covered.reasons.values()))
        return ""

    def choose(self, level: str = "", period: str = "") -> Choice | None:
        """The figures that come nearest to what was asked for; None when nothing is published.

        An unknown level gives neighbourhoods (else the nearest level that has figures), an unknown period the newest.
        """
        held = self.levels()
        if not held:
            return None
        wished = (level, "neighbourhood", "sector", "municipality", "region")
        chosen = next(one for one in wished if one in held)
        when = self.periods(chosen)
        point = period if period in when else when[0]
        return Choice(next(c for c in self.all if c.level == chosen and point in c.periods), point)


_COVERAGES = Standing(
    lambda *, indicator: Coverage.objects.filter(indicator_id=indicator).values_list(
        "area_set_id", "area_set__level", "area_set__key", "area_set__version", "area_set__name", "area_set__current",
        "area_set__valid_from", "periods", "reasons", "changed_at", "notes",
    )
)  # fmt: skip
_coverages: Kept[Coverages] = Kept(64)


def coverages(indicator_id: int, mark: str = "") -> Coverages:
    """What is published of one indicator, on every area set; one query, none when kept under `mark`."""
    return _coverages.get(mark, indicator_id, lambda: _found(indicator_id))


def _found(indicator_id: int) -> Coverages:
    rows = _COVERAGES.ask(indicator=indicator_id)
    made = [Covered(*(*row[:7], tuple(row[7]), *row[8:])) for row in rows]
    made.sort(key=lambda c: (not c.current, -c.valid_from.toordinal()))
    return Coverages(tuple(made))


@dataclass(frozen=True, slots=True)
class Summary:
    """How the values of one period lie: their number, spread and histogram, and how many are absent under which mark."""

    n: int
    lowest: float | None
    q1: float | None
    median: float | None
    q3: float | None
    highest: float | None
    mean: float | None
    edges: tuple[float, ...]
    counts: tuple[int, ...]
    absent: Mapping[str, int]


def summary(indicator_id: int, area_set: int, period: str) -> Summary | None:
    """How the values of one period lie over a whole area set; one query that reads that period alone."""
    found = Coverage.objects.filter(indicator_id=indicator_id, area_set_id=area_set)
    told = found.values_list(Member("summaries", period), flat=True).first()
    return _summary(told) if told else None


def _summary(told: Mapping[str, Any]) -> Summary:
    return Summary(
        n=int(told.get("n") or 0),
        lowest=told.get("min"),
        q1=told.get("q1"),
        median=told.get("median"),
        q3=told.get("q3"),
        highest=told.get("max"),
        mean=told.get("mean"),
        edges=tuple(told.get("edges") or ()),
        counts=tuple(told.get("counts") or ()),
        absent=told.get("absent") or {},
    )


def spreads(wanted: Mapping[int, str], area_set: int) -> dict[int, Summary]:
    """How the values of several indicators lie over one area set, each in its own period; one query.

    `wanted`: period by primary key of the indicator. Indicators of which nothing is told then are left out.
    """
    if not wanted:
        return {}
    rows = _SPREADS.ask(tuple(wanted.values()), indicators=tuple(wanted), area_set=area_set)
    return {key: _summary(found) for key, found in rows if found}


_SPREADS = Standing(
    lambda periods, *, indicators, area_set: Coverage.objects.filter(
        area_set_id=area_set, indicator_id__in=indicators
    ).values_list(
        "indicator_id",
        Case(
            *(
                When(indicator_id=key, then=Member("summaries", period))
                for key, period in zip(indicators, periods, strict=True)
            )
        ),
    )
)
