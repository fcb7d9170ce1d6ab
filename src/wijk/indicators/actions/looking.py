"""What a person or a terminal is told of a file and of a delivery; nothing here writes."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wijk.indicators import importers
from wijk.indicators.actions.staging import told
from wijk.indicators.findings import Finding
from wijk.indicators.models import Delivery, Indicator


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
    """A description as pairs for a list: (key, what it says)."""
    return [(key, _said(value)) for key, value in mapping.items() if value not in (None, "", [], {})]


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{k} = {_said(v)}" for k, v in value.items())
    if isinstance(value, list):
        return ", ".join(_said(v) for v in value)
    return str(value)
