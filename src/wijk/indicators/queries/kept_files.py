"""Which files do the published figures rest on? For whoever takes everything along to another installation."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from wijk.indicators import kept
from wijk.indicators.models import Delivery


def published_files() -> Iterator[tuple[str, dict[str, Any], Path]]:
    """(name, description, file) of all published deliveries, as delivered, in the order in which they were published."""
    rows = Delivery.objects.filter(status=Delivery.Status.PUBLISHED).order_by("published_order", "pk")
    for key, name, mapping in rows.values_list("key", "name", "mapping"):
        original = kept.original(key)
        if original is not None:
            yield name, mapping, original
