"""Questions about stands and what people do by themselves: what comes, what was, how many people were met."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from wijk.core import clock
from wijk.helping.models import CitizensAction, Stop, Tour
from wijk.helping.queries.counter import kinds_of, name_of, openings_at, talks_at
from wijk.territory.queries import lying_in

__all__ = [
    "actions_coming",
    "actions_past",
    "coming",
    "kinds_of",
    "name_of",
    "openings_at",
    "past",
    "reach",
    "stops_of",
    "talks_at",
    "tour",
    "tours",
]


def coming(area: str = "") -> "QuerySet[Stop]":
    """The stops that come, the next first: all, or those that touch an area."""
    rows = Stop.objects.coming().select_related("tour")
    return rows.touching(area) if area else rows


def past(area: str = "") -> "QuerySet[Stop]":
    """The stops that are over, with how many ideas were left at each; the latest first."""
    rows = Stop.objects.past().select_related("tour").annotate(ideas=Count("receipts"))
    return rows.touching(area) if area else rows


def stops_of(tour: Tour) -> "QuerySet[Stop]":
    """All stops of a tour in their order, with the ideas left at each."""
    return tour.stops.select_related("tour").annotate(ideas=Count("receipts")).order_by("starts_at", "pk")


def tour(key: str) -> Tour | None:
    """The tour with this key, as everybody sees it; None where there is none."""
    return Tour.objects.filter(key=key).first()


def tours(mine: Collection[str]) -> "QuerySet[Tour]":
    """The tours of these places and of what lies in them, with their stops; "" is the whole city."""
    rows = Tour.objects.prefetch_related(Prefetch("stops", Stop.objects.order_by("starts_at")))
    return rows if "" in mine else rows.filter(place__in=lying_in(mine))


def reach(stops: Sequence[Any]) -> dict[str, int]:
    """How many people were met at these stops together, as far as they were counted."""
    counted = [row for row in stops if row.counted_at is not None]
    return {
        "stops": len(counted), "talked": sum(row.talked or 0 for row in counted), "sheets": sum(row.sheets or 0 for row in counted),
        "newcomers": sum(row.newcomers or 0 for row in counted), "ideas": sum(row.ideas for row in stops),
    }  # fmt: skip


def actions_coming(area: str = "", since: date | None = None) -> "QuerySet[CitizensAction]":
    """What people do by themselves from a day on, the next first."""
    rows = CitizensAction.objects.shown().filter(day__gte=since or clock.today()).order_by("day", "time", "pk")
    return rows.touching(area) if area else rows


def actions_past(area: str = "") -> "QuerySet[CitizensAction]":
    """What people did, the latest first."""
    rows = CitizensAction.objects.shown().filter(day__lt=clock.today()).order_by("-day", "-pk")
    return rows.touching(area) if area else rows
