"""SDMX-CSV: which column plays which part."""

from collections.abc import Sequence
from dataclasses import dataclass

TIME, VALUE, STATUS = "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"
MISSING_MARKS = frozenset({"NaN", "#N/A", ":"})


@dataclass(frozen=True)
class SdmxColumns:
    """The parts of an SDMX-CSV header, each by the name of its column in the file.

    `version` is "1.0" (DATAFLOW first) or "2.0" (STRUCTURE first). `labelled` headers read "FREQ: Frequency", and
    their cells "A: Annual".
    """

    version: str
    value: str
    time: str | None
    status: str | None
    dimensions: tuple[str, ...]
    attributes: tuple[str, ...]
    labelled: bool


def sdmx_columns(columns: Sequence[str]) -> SdmxColumns | None:
    """Is this the header of an SDMX-CSV file, and which column is what? None when it is not.

    >>> found = sdmx_columns(["DATAFLOW", "GEO", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS"])
    >>> found.version, found.dimensions, found.time, found.value, found.status
    ('1.0', ('GEO',), 'TIME_PERIOD', 'OBS_VALUE', 'OBS_STATUS')
    """
    ids = [name.split(":", 1)[0].split("[", 1)[0].strip() for name in columns]
    by_id = dict(zip(ids, columns, strict=True))
    version = {"DATAFLOW": "1.0", "STRUCTURE": "2.0"}.get(ids[0] if ids else "")
    if version is None or VALUE not in by_id:
        return None
    heads = {"DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", TIME, VALUE, STATUS}
    at = ids.index(VALUE)
    return SdmxColumns(
        version,
        by_id[VALUE],
        by_id.get(TIME),
        by_id.get(STATUS),
        tuple(name for i, name in zip(ids[:at], columns[:at], strict=True) if i not in heads),
        tuple(name for i, name in zip(ids[at:], columns[at:], strict=True) if i not in heads),
        any(": " in name for name in columns),
    )


def code_of(cell: str) -> str:
    """The code of a cell that may carry its label.

    >>> code_of("A: Annual"), code_of("A")
    ('A', 'A')
    """
    return cell.split(":", 1)[0].strip()
