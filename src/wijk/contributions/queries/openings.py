"""Where can one speak, and about what?"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from wijk.contributions.models import Category, Kind, Opening
from wijk.core import clock
from wijk.core.standing import Standing

_KINDS = Standing(lambda: Kind.objects.filter(active=True, everywhere=True))
_CATEGORIES = Standing(lambda: Category.objects.filter(active=True))


def opening(key: str = "city") -> Opening | None:
    """The opening with this key; None where there is none. The one of the city is always there."""
    return Opening.objects.prefetch_related("areas").filter(key=key).first()


def openings(area: str | None = None, process: str = "", now: datetime | None = None) -> "QuerySet[Opening]":
    """Where one can speak now: in an area ("" is the whole city), for a process, or anywhere. The city itself is left out."""
    at = now or clock.now()
    rows = Opening.objects.filter(active=True, opens_at__lte=at).exclude(key="city")
    rows = rows.filter(Q(closes_at=None) | Q(closes_at__gt=at)).order_by("closes_at", "pk")
    if process:
        rows = rows.filter(process=process)
    return rows.filter(areas__area__in={area, ""}).distinct() if area is not None else rows


def is_open(row: Opening, now: datetime | None = None) -> bool:
    """Can one speak there now?"""
    at = now or clock.now()
    return row.active and row.opens_at <= at and (row.closes_at is None or row.closes_at > at or row.takes_late)


def kinds(row: Opening | None = None) -> Sequence[Kind]:
    """The kinds that an opening takes, or all that are everywhere, in their order."""
    found = Kind.objects.filter(active=True)
    return list(found.filter(code__in=row.kinds)) if row is not None and row.kinds else _KINDS.find()


def categories(row: Opening | None = None) -> Sequence[Category]:
    """The categories that an opening takes, or all, in their order."""
    found = Category.objects.filter(active=True)
    return list(found.filter(code__in=row.categories)) if row is not None and row.categories else _CATEGORIES.find()
