"""What waits for the office: letters to print, sheets to confirm, a register to look at?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, QuerySet

from wijk.residence.models import Edition, Letter, Register


@dataclass(frozen=True, slots=True)
class Batch:
    """Letters that were made together, and whose addresses are still here."""

    key: str
    count: int
    on: date


def waiting() -> QuerySet[Letter]:
    """Letters that nobody printed yet, the oldest first."""
    return Letter.objects.filter(printed_on=None).exclude(lines="").order_by("asked_on", "pk")


def batches() -> Sequence[Batch]:
    """Printed batches whose addresses were not yet forgotten."""
    rows = Letter.objects.exclude(batch="").exclude(lines="").values("batch")
    found = rows.annotate(count=Count("pk"), on=Max("printed_on")).order_by("on", "batch")
    return [Batch(row["batch"], row["count"], row["on"]) for row in found]


def register() -> Register | None:
    """By which columns the register is compared; None where the city set none."""
    return Register.objects.order_by("pk").first()


def current_edition() -> Edition | None:
    """The register in force."""
    return Edition.objects.filter(state="current").first()


def draft_edition() -> Edition | None:
    """The newest delivery that waits to be looked at."""
    return Edition.objects.filter(state="draft").order_by("-made_at").first()
