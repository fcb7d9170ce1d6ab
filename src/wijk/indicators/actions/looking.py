"""What a person or a terminal is told of a file and of a delivery; nothing here writes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from wijk.indicators import importers
from wijk.indicators.actions.staging import told
from wijk.indicators.findings import Finding
from wijk.indicators.models import Delivery, Indicator

#: The keys of a description as people read them; the other keys are rare and stand as they are written.
_LABELS: Final = {
    "areas": _("Its codes are of"), "source": _("Source"), "shape": _("How it is laid out"), "sheet": _("Sheet or layer"),
    "encoding": _("Character set"), "delimiter": _("Sign between the columns"), "header_row": _("Line with the names of the columns"),
    "columns": _("Columns"), "indicator": _("Indicator of all rows"), "period": _("Period of all rows"),
    "marks": _("Words in a value's place"), "decimal": _("Decimal sign"), "values": _("What each column tells"),
    "scale": _("Multiplied by"), "heading_rows": _("Rows with the headings"), "first_row": _("First row with figures"),
    "area_column": _("Column of the area codes"), "headings": _("What each heading tells"),
    "ignore_headings": _("Headings left out"), "doubted_rows": _("Rows that contradict each other"),
    "surplus_rows": _("Rows to leave out"),
}  # fmt: skip


def guessed(path: Path, *, areas: str, source: str = "") -> dict[str, Any]:
    """The description that the headings of a file suggest."""
    seen = importers.preview(path)
    codes = list(Indicator.objects.values_list("code", flat=True))
    return importers.guess(seen.columns, codes, areas=areas, source=source)


def findings_in_words(delivery: Delivery) -> list[tuple[str, str, int]]:
    """(severity, sentence with its place, how often) of everything that was found, errors first."""
    found = [Finding.of(row) for row in delivery.findings]
    return [(f.severity, told(f), f.count) for f in found]


def mapping_in_words(mapping: Mapping[str, Any]) -> list[tuple[str, str]]:
    """A description as pairs for a list: (what it is about, what it says)."""
    return [
        (str(_LABELS.get(key, key)), _said(value)) for key, value in mapping.items() if value not in (None, "", [], {})
    ]


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{k} = {_said(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_said(v) for v in value)
    return str(value)
