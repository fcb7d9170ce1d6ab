"""Where does this go? The route that asks most wins; where two ask as much, and where none fits, it goes to the desk of facilitators."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from wijk.answers.models import DESK_DAYS, Route, Service
from wijk.contributions.models import Contribution, ContributionArea

#: How narrow an area is.
_FINENESS = {"sector": 4, "neighbourhood": 3, "perimeter": 3, "municipality": 2, "region": 1}
Weight = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Goes:
    """To which service (None: the desk of facilitators), within how many days, and by which route. `tied`: routes that asked as
    much for different services, so that a person decides."""

    service: Service | None
    days: int
    working: bool
    route: Route | None = None
    tied: Sequence[Route] = ()
    fitting: Sequence[Route] = ()


def goes(*, kind: str, category: str, opening: str, areas: Collection[str]) -> Goes:
    """Where what is said of this kind, category, opening and place goes. One query."""
    rows = Route.objects.select_related("service").filter(
        service__active=True, kind__in=("", kind), category__in=("", category), opening__in=("", opening),
        area__in=["", *areas],
    )  # fmt: skip
    fitting = sorted(rows, key=lambda row: (weight(row), -row.pk), reverse=True)
    if not fitting:
        return Goes(None, DESK_DAYS, working=True)
    best = [row for row in fitting if weight(row) == weight(fitting[0])]
    if len({row.service_id for row in best}) > 1:
        return Goes(None, DESK_DAYS, working=True, tied=best, fitting=fitting)
    first = best[0]
    return Goes(first.service, first.days or first.service.days, first.service.working, first, (), fitting)


def goes_of(contribution: Contribution) -> Goes:
    """Where this contribution goes. Three queries at most."""
    areas = set(ContributionArea.objects.filter(contribution=contribution).values_list("area", flat=True))
    return goes(
        kind=contribution.kind_id, category=contribution.category_id or "", opening=contribution.opening.key,
        areas=areas | {contribution.area},
    )  # fmt: skip


def weight(route: Route) -> Weight:
    """How much a route asks: how many things, whether the opening is among them, how narrow its area is."""
    asked = sum(1 for value in (route.opening, route.area, route.kind, route.category) if value)
    return asked, int(bool(route.opening)), _FINENESS.get(route.area.partition("/")[0], 0)
