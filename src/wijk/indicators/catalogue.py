"""How is an entry of the catalogue said? Frozen specifications with the keys of the pack format, before any database."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Self

from wijk.core.text import Text

#: Letters, digits, hyphens, points and underscores; short enough for an address.
CODE_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,59}")


@dataclass(frozen=True, slots=True)
class SourceSpec:
    """A source and its appraisal, as `[[source]]` says it."""

    code: str
    name: Text = field(default_factory=Text)
    publisher: str = ""
    url: str = ""
    licence: str = ""
    licence_url: str = ""
    coverage: Text = field(default_factory=Text)
    quality: Text = field(default_factory=Text)
    level: Text = field(default_factory=Text)
    lag: Text = field(default_factory=Text)
    rights: Text = field(default_factory=Text)
    verdict: str = "accepted"
    reason: Text = field(default_factory=Text)

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """The specification in a table of `city.toml`; keys that are not its own are left aside.

        >>> SourceSpec.of({"code": "statbel", "name": "Statbel", "download": "https://…"}).name.to("fr")
        'Statbel'
        """
        return cls(**_own(cls, told))


@dataclass(frozen=True, slots=True)
class ThemeSpec:
    """A theme, as `[[theme]]` says it."""

    code: str
    name: Text = field(default_factory=Text)
    order: int = 0
    hue: int = 1

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """The specification in a table of `city.toml`."""
        return cls(**_own(cls, told))


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """An indicator, as `[[indicator]]` says it; `theme`, `source`, `weight` and `parts` are codes."""

    code: str
    theme: str
    source: str
    measure: str
    name: Text = field(default_factory=Text)
    definition: Text = field(default_factory=Text)
    relevance: Text = field(default_factory=Text)
    method: Text = field(default_factory=Text)
    note: Text = field(default_factory=Text)
    sentence: Text = field(default_factory=Text)
    unit: str = ""
    unit_name: Text = field(default_factory=Text)
    numerator: Text = field(default_factory=Text)
    denominator: Text = field(default_factory=Text)
    factor: float = 1.0
    decimals: int = 0
    direction: int = 0
    update_procedure: Text = field(default_factory=Text)
    next_release: date | None = None
    lowest: float | None = None
    highest: float | None = None
    jump: float | None = None
    weight: str = ""
    parts: tuple[str, ...] = ()
    key: bool = False
    order: int = 0

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Self:
        """The specification in a table of `city.toml`; a missing key that has no default is a TypeError."""
        return cls(**_own(cls, told))


def _own(cls: type, told: Mapping[str, Any]) -> dict[str, Any]:
    known = {f.name: f for f in fields(cls)}
    return {key: _value(str(known[key].type), value) for key, value in told.items() if key in known}


def _value(kind: str, value: Any) -> Any:
    if kind in ("Text", repr(Text)) or "Text" in kind:
        return value if isinstance(value, Text) else _text(value)
    if "tuple" in kind:
        return _several(value)
    if "float" in kind and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value


def _text(value: Any) -> Text:
    if isinstance(value, Mapping):
        return Text({str(k): str(v) for k, v in value.items()})
    return Text.of(str(value)) if value not in (None, "") else Text()


def _several(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(word.strip() for word in value.split(",") if word.strip())
    return tuple(str(word) for word in value) if isinstance(value, Sequence) else ()
