"""How do the columns of a file become areas, indicators, periods and values? The description that a person or a pack gives."""

from collections.abc import Mapping as MappingOf
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from wijk.indicators.findings import Finding

SHAPES = ("long", "wide", "crossed")
ROLES = ("area", "indicator", "period", "value", "numerator", "denominator", "status")
MEANINGS = {"suppressed": "s", "not-available": "n", "no-residents": "r"}  #: what a mark may mean → letter of a series
MARKS = {letter: meaning for meaning, letter in MEANINGS.items()}

_KEYS = frozenset(
    {
        "file", "areas", "source", "shape", "sheet", "encoding", "delimiter", "header_row", "columns", "indicator", "period",
        "marks", "decimal", "where", "values", "scale", "heading_rows", "first_row", "area_column", "headings", "ignore_headings",
        "doubted_rows", "surplus_rows",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ValueColumns:
    """The columns that together tell of one indicator in the wide shape, and what they are multiplied by."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    status: str = ""
    scale: float = 1.0

    def names(self) -> tuple[str, ...]:
        """The columns that are used."""
        return tuple(name for name in (self.value, self.numerator, self.denominator, self.status) if name)


@dataclass(frozen=True, slots=True)
class DoubtedRows:
    """Rows of a crossed sheet that claim the same area, none of them wholly right."""

    rows: tuple[int, ...]
    area: str
    why: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """The description of one file with figures; keys as in `[[observations]]` of a pack."""

    areas: str  #: "sectors/2022"
    source: str = ""
    shape: str = "long"
    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_row: int = 1
    columns: MappingOf[str, str] = field(default_factory=dict)
    indicator: str = ""
    period: str = ""
    marks: MappingOf[str, str] = field(default_factory=dict)  #: word in the file → letter of a series
    decimal: str | None = None
    where: MappingOf[str, tuple[str, ...]] = field(default_factory=dict)
    values: MappingOf[str, ValueColumns] = field(default_factory=dict)
    scale: float = 1.0
    heading_rows: tuple[int, int] = (1, 2)
    first_row: int = 3
    area_column: str = ""
    headings: MappingOf[str, str] = field(default_factory=dict)
    ignore_headings: MappingOf[str, str] = field(default_factory=dict)
    doubted_rows: tuple[DoubtedRows, ...] = ()
    surplus_rows: MappingOf[int, str] = field(default_factory=dict)

    def column(self, role: str) -> str:
        """The column of one role; "" when there is none."""
        return self.columns.get(role, "")

    def used_columns(self) -> tuple[str, ...]:
        """Every column that is read in the long and the wide shape, once."""
        names = [*(self.columns.get(role, "") for role in ROLES), *self.where]
        names += [name for columns in self.values.values() for name in columns.names()]
        return tuple(dict.fromkeys(name for name in names if name))


class Wrong(Exception):
    """A description that cannot be used; `findings` say why."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = list(findings)
        super().__init__("; ".join(f.code for f in findings))


def parse(told: MappingOf[str, Any]) -> Mapping:
    """The description in a table of `city.toml`, a `--mapping` file or a form. Raises Wrong with everything that is wrong.

    >>> parse({"areas": "sectors/2022", "columns": {"area": "a", "value": "v"}, "indicator": "x", "period": 2020}).period
    '2020'
    """
    found = [_bad("mapping-key-unknown", key=key) for key in told if key not in _KEYS]
    shape = str(told.get("shape") or "long")
    if shape not in SHAPES:
        raise Wrong([*found, _bad("mapping-shape", shape=shape)])
    found += [_bad("mapping-key", key=key) for key in _missing(told, shape)]
    try:
        made = _build(told, shape)
    except _Value as wrong:
        raise Wrong([*found, _bad("mapping-value", **wrong.params)]) from None
    found += [
        _bad("mapping-value", key="marks", value=str(meaning), expected=", ".join(MEANINGS))
        for meaning in (told.get("marks") or {}).values()
        if meaning not in MEANINGS and meaning != ""
    ]
    if found:
        raise Wrong(found)
    return made


class _Value(Exception):
    def __init__(self, key: str, value: object, expected: str) -> None:
        self.params = {"key": key, "value": str(value)[:60], "expected": expected}
        super().__init__(key)


def _bad(code: str, **params: str) -> Finding:
    return Finding(code, "error", params)


def _missing(told: MappingOf[str, Any], shape: str) -> list[str]:
    columns = told.get("columns") or {}
    wanted = ["areas"] if not told.get("areas") else []
    if shape == "crossed":
        return wanted + [key for key in ("area_column", "headings") if not told.get(key)]
    if not columns.get("area"):
        wanted.append("columns.area")
    if not columns.get("period") and not told.get("period"):
        wanted.append("columns.period")
    if shape == "wide":
        return wanted + ([] if told.get("values") else ["values"])
    if not columns.get("indicator") and not told.get("indicator"):
        wanted.append("columns.indicator")
    if not columns.get("value") and not (columns.get("numerator") and columns.get("denominator")):
        wanted.append("columns.value")
    return wanted


def _build(told: MappingOf[str, Any], shape: str) -> Mapping:
    decimal = told.get("decimal")
    if decimal not in (None, "", ".", ","):
        raise _Value("decimal", decimal, ". ,")
    rows = told.get("heading_rows") or (1, 2)
    if not _is_list(rows) or len(rows) != 2:
        raise _Value("heading_rows", rows, "[1, 2]")
    heading_rows = (_whole("heading_rows", rows[0]), _whole("heading_rows", rows[1]))
    return Mapping(
        areas=str(told.get("areas", "")),
        source=str(told.get("source") or ""),
        shape=shape,
        sheet=str(told["sheet"]) if told.get("sheet") else None,
        encoding=told.get("encoding") or None,
        delimiter=told.get("delimiter") or None,
        header_row=_whole("header_row", told.get("header_row") or 1),
        columns={k: str(v) for k, v in _table("columns", told).items() if v and k in ROLES},
        indicator=str(told.get("indicator") or ""),
        period=str(told.get("period") or ""),
        marks={str(k): MEANINGS.get(v, "") for k, v in _table("marks", told).items()},
        decimal=decimal or None,
        where={str(k): _texts(v) for k, v in _table("where", told).items()},
        values={str(k): _value_columns(v) for k, v in _table("values", told).items()},
        scale=_number("scale", told.get("scale", 1)),
        heading_rows=heading_rows,
        first_row=_whole("first_row", told.get("first_row") or max(heading_rows) + 1),
        area_column=str(told.get("area_column") or ""),
        headings={_plain(k): str(v) for k, v in _table("headings", told).items()},
        ignore_headings={_plain(k): str(v) for k, v in _table("ignore_headings", told).items()},
        doubted_rows=tuple(_doubted(row) for row in told.get("doubted_rows") or ()),
        surplus_rows={
            _whole("surplus_rows", r.get("row")): str(r.get("why", "")) for r in told.get("surplus_rows") or ()
        },
    )


def _plain(heading: object) -> str:
    return " ".join(str(heading).split())


def _is_list(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _table(key: str, told: MappingOf[str, Any]) -> MappingOf[str, Any]:
    value = told.get(key) or {}
    if not isinstance(value, MappingOf):
        raise _Value(key, value, '{ "…" = "…" }')
    return value


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list | tuple) else (str(value),)


def _whole(key: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        raise _Value(key, value, "1, 2, 3 …")
    return value


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _Value(key, value, "1, 100, 0.01 …")
    return float(value)


def _value_columns(value: object) -> ValueColumns:
    if isinstance(value, str):
        return ValueColumns(value=value)
    if not isinstance(value, MappingOf):
        raise _Value("values", value, '"column" / { numerator = "…", denominator = "…" }')
    unknown = [key for key in value if key not in ("value", "numerator", "denominator", "status", "scale")]
    if unknown:
        raise _Value("values", ", ".join(map(str, unknown)), "value, numerator, denominator, status, scale")
    names = {k: str(v) for k, v in value.items() if k != "scale"}
    return ValueColumns(**names, scale=_number("scale", value.get("scale", 1)))


def _doubted(row: MappingOf[str, Any]) -> DoubtedRows:
    rows = row.get("rows")
    if not _is_list(rows) or not rows:
        raise _Value("doubted_rows", rows, "rows = [53, 54]")
    return DoubtedRows(
        tuple(_whole("doubted_rows", r) for r in rows), str(row.get("area", "")), str(row.get("why", ""))
    )
