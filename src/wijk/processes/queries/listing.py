"""Which processes are there, and what goes on in a place?"""

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When

from wijk.core.errors import Absent
from wijk.processes.models import Phase, Process, ProcessQuery

RANK = {"running": 0, "announced": 1, "closed": 2, "stopped": 3}
STATES = {"now": ("running",), "coming": ("announced",), "done": ("closed", "stopped")}
LONGEST_WORDS = 60


def process(key: str) -> Process:
    """The public process with this key; raises Absent."""
    row = Process.objects.shown().filter(key=key).first()
    if row is None:
        raise Absent("process")
    return row


def _ranked(rows: ProcessQuery) -> "QuerySet[Process]":
    whens = [When(state=state, then=Value(rank)) for state, rank in RANK.items()]
    return rows.annotate(rank=Case(*whens, default=Value(9), output_field=IntegerField())).order_by(
        "rank", "-starts", "key"
    )


def with_phases(rows: "QuerySet[Process]") -> "QuerySet[Process]":
    """The same processes with their phases at hand, in one more query."""
    return rows.prefetch_related(Prefetch("phases", Phase.objects.order_by("start", "pk")))


def at(area: str, limit: int = 6) -> list[Process]:
    """The public processes that touch an area ("neighbourhood/58"; "" is every one), what runs first; phases at hand, two queries."""
    return list(with_phases(_ranked(Process.objects.shown().at(area)))[:limit])


def listed(*, area: str = "", theme: str = "", when: str = "") -> "QuerySet[Process]":
    """The public processes as a list: running, coming or done ("" is all), of an area, of a theme."""
    rows = Process.objects.shown().at(area)
    rows = rows.filter(state__in=STATES[when]) if when in STATES else rows
    if theme:
        rows = rows.filter(themes__icontains=f'"{theme}"') if theme.isidentifier() else rows.none()
    return with_phases(_ranked(rows))


def found(words: str, limit: int = 6) -> list[Process]:
    """Public processes whose title or summary holds all of the words; one query."""
    asked = Q()
    for word in words[:LONGEST_WORDS].split()[:5]:
        asked &= Q(title__icontains=word) | Q(summary__icontains=word)
    return list(_ranked(Process.objects.shown().filter(asked))[:limit]) if asked else []
