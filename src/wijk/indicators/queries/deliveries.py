"""What was delivered? Lists of deliveries, and what stands in one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, Sum

from wijk.core.text import Text
from wijk.indicators.models import Delivery, DeliveryPart, SetAside
from wijk.territory.models import Area


def deliveries(status: str = "") -> QuerySet[Delivery]:
    """Every delivery with its number of figures, the newest first; `status` keeps those in one state."""
    found = Delivery.objects.select_related("source").annotate(cells=Sum("parts__rows"))
    wanted = found.filter(status=status) if status in Delivery.Status.values else found
    return wanted.order_by("-delivered_at", "-id")


def status_counts() -> dict[str, int]:
    """How many deliveries there are in each state."""
    return dict(Delivery.objects.values_list("status").annotate(n=Count("id")).order_by())


def area_names(area_sets: Collection[int], codes: Collection[str]) -> dict[str, Text]:
    """What the areas with these codes are called on some area sets; one query, none without codes."""
    if not codes:
        return {}
    named = Area.objects.filter(area_set_id__in=area_sets, code__in=codes)
    return dict(named.order_by("area_set__valid_from").values_list("code", "name"))


def parts(delivery: Delivery) -> Sequence[DeliveryPart]:
    """What a delivery tells of each indicator; one query."""
    return list(
        DeliveryPart.objects.filter(delivery=delivery)
        .select_related("indicator", "area_set")
        .order_by("indicator__theme__order", "indicator__order", "indicator__code", "id")
    )


@dataclass(frozen=True, slots=True)
class AsideCount:
    """How many cells of a delivery wait, and how many were decided."""

    open: int
    decided: int


def aside_count(delivery: Delivery) -> AsideCount:
    """How many contradicting cells there are; one query."""
    undecided = Q(chosen=None, refused=False)
    told = SetAside.objects.filter(delivery=delivery).aggregate(open=Count("id", filter=undecided), all=Count("id"))
    return AsideCount(told["open"], told["all"] - told["open"])


def set_aside(delivery: Delivery, *, undecided: bool = True) -> QuerySet[SetAside]:
    """The contradicting cells of a delivery, by area, indicator and period."""
    found = SetAside.objects.filter(delivery=delivery).select_related("indicator", "area")
    wanted = found.filter(chosen=None, refused=False) if undecided else found
    return wanted.order_by("area__code", "indicator__code", "period", "id")
