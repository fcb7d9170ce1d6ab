"""How many, where, and by which way? Only in numbers in which nobody is recognised."""

from dataclasses import dataclass

from django.db.models import Count, Q

from wijk.core import clock
from wijk.residence.models import Counted, Letter, Line, Resident
from wijk.residence.terms import LEAST


@dataclass(frozen=True, slots=True)
class Spread:
    """Over which neighbourhoods those who take part are spread. `rest` is everybody of neighbourhoods with too few to tell;
    None where even they are too few."""

    counts: dict[str, int]
    rest: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What the office sees: how many hold a standing, by level and way (None: fewer than five), and what waits."""

    standings: tuple[tuple[str, str, int | None], ...]
    waiting: int
    printed: int
    used: int
    lapsed: int
    lines: int


def spread(scope: str) -> Spread:
    """The neighbourhoods of those who take part in a scope, each told only from five people on.

    Those of the others stand together; where they are fewer than five, the smallest that could be told joins them, so that nobody
    reckons them out of the total.
    """
    rows = Counted.objects.filter(scope=scope).values_list("area").annotate(n=Count("pk"))
    found = sorted(((str(area), int(n)) for area, n in rows), key=lambda pair: (-pair[1], pair[0]))
    told = [pair for pair in found if pair[1] >= LEAST]
    rest = sum(n for _area, n in found) - sum(n for _area, n in told)
    while 0 < rest < LEAST and told:
        rest += told.pop()[1]
    total = sum(n for _area, n in found)
    return Spread(dict(told), rest if rest >= LEAST or rest == 0 else None, total if total >= LEAST else None)


def figures() -> Figures:
    """Three queries."""
    live = Resident.objects.filter(until__gte=clock.today())
    rows = live.values_list("level", "way").annotate(n=Count("pk")).order_by("level", "way")
    letters = Letter.objects.aggregate(
        waiting=Count("pk", filter=Q(printed_on=None)),
        printed=Count("pk", filter=~Q(printed_on=None)),
        used=Count("pk", filter=~Q(used_at=None)),
        lapsed=Count("pk", filter=Q(used_at=None, code="") & ~Q(printed_on=None)),
    )
    standings = tuple((level, way, n if n >= LEAST else None) for level, way, n in rows)
    return Figures(standings, lines=Line.objects.filter(edition__state="current").count(), **letters)
