"""Plain data (a TOML file, a form, JSON) read field by field: every fault is found, with the path of its field, before anything is reckoned."""

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction
from typing import Any, TypeVar, cast

from wijk.methods.costing.messages import say
from wijk.methods.saying import Rejected, Saying, Word

SHOWN = 30
LONGEST_TEXT = 1_000
LARGEST = Fraction(10**15)
SMALLEST = Fraction(1, 10**9)
_Choice = TypeVar("_Choice", bound=str)
_MISSING = object()


@dataclass
class Fields:
    """One table of the data, at `path`; every reader takes a key, and gives a harmless value where it finds a fault.

    >>> plan = Fields({"years": 20, "rate": "3 %", "titel": "School"})
    >>> plan.whole("years", least=1), plan.rate("rate"), plan.text("title", "")
    (20, Fraction(3, 100), '')
    >>> try: plan.done()
    ... except Rejected as fault: print(fault)
    titel is not known here. Did you mean title?
    """

    data: Mapping[str, Any]
    path: str = ""
    faults: list[Saying] = field(default_factory=list)
    _asked: set[str] = field(default_factory=set)
    _inner: "list[Fields]" = field(default_factory=list)

    def at(self, key: str) -> str:
        """The path of a key."""
        return f"{self.path}.{key}" if self.path else key

    def fault(self, code: str, key: str, **params: Word) -> None:
        """Note what is wrong with a key."""
        self.faults.append(say(code, path=self.at(key) if key else self.path or "the file", **params))

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        self._asked.add(key)
        return key in self.data

    def raw(self, key: str, default: Any = _MISSING) -> Any:
        """The value as it stands; a missing one without a default is a fault."""
        self._asked.add(key)
        if key in self.data:
            return self.data[key]
        if default is _MISSING:
            self.fault("field_missing", key)
            return _MISSING
        return default

    # words

    def text(self, key: str, default: Any = _MISSING) -> str:
        """A text that is not empty."""
        value = self.raw(key, default)
        if value is _MISSING or value is default:
            return "" if value is _MISSING or value is None else str(value)
        if not isinstance(value, str):
            self.fault("field_text", key, found=_shown(value))
        elif not value.strip():
            self.fault("field_empty", key)
        elif len(value) > LONGEST_TEXT:
            self.fault("field_long", key, most=LONGEST_TEXT)
            return ""
        return str(value).strip()

    def choice(self, key: str, options: Sequence[_Choice], default: _Choice | None = None) -> _Choice:
        """One of several words."""
        value = self.raw(key, _MISSING if default is None else default)
        if value is not _MISSING and value not in options:
            self.fault("field_choice", key, found=_shown(value), options=tuple(options))
        return cast(_Choice, value) if value in options else options[0]

    def flag(self, key: str, default: bool = False) -> bool:
        """Yes or no."""
        value = self.raw(key, default)
        if not isinstance(value, bool):
            self.fault("field_flag", key, found=_shown(value))
            return default
        return value

    def day(self, key: str) -> date:
        """A date."""
        value = self.raw(key)
        if isinstance(value, str):
            with suppress(ValueError):
                value = date.fromisoformat(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            return value
        if value is not _MISSING:
            self.fault("field_date", key, found=_shown(value))
        return date(2000, 1, 1)

    # numbers

    def number(
        self,
        key: str,
        default: Fraction | int | None = None,
        *,
        least: Fraction | int | None = 0,
        most: Fraction | int = LARGEST,
    ) -> Fraction:
        """A number within bounds, exactly as written."""
        value = self.raw(key, _MISSING if default is None else default)
        return Fraction(0) if value is _MISSING else self.as_number(key, value, least=least, most=most)

    def as_number(
        self, key: str, value: Any, *, least: Fraction | int | None = 0, most: Fraction | int = LARGEST
    ) -> Fraction:
        """A value that was already taken out, as a number within bounds."""
        exact = _exact(value)
        if exact is None:
            self.fault("field_number", key, found=_shown(value))
        elif 0 < abs(exact) < SMALLEST:
            self.fault("field_tiny", key, found=_shown(value))
        elif least is not None and exact < least:
            self.fault("field_small", key, found=_shown(value), least=Fraction(least))
        elif exact > most or exact < -LARGEST:
            self.fault("field_large", key, found=_shown(value), most=Fraction(most))
        else:
            return exact
        return Fraction(max(least or 0, 0))

    def whole(self, key: str, default: int | None = None, *, least: int = 0, most: int = 10**9) -> int:
        """A whole number within bounds."""
        exact = self.number(key, default, least=least, most=most)
        if exact.denominator != 1:
            self.fault("field_whole", key, found=_shown(self.data.get(key)))
        return int(exact)

    def cents(self, key: str, default: int | None = None, *, least: int | None = 0) -> int:
        """An amount of money, written in units of the currency with at most two decimals, in whole cents."""
        exact = self.number(key, None if default is None else Fraction(default, 100), least=least) * 100
        if exact.denominator != 1:
            self.fault("field_cents", key, found=_shown(self.data.get(key)))
        return int(exact)

    def rate(
        self, key: str, default: Fraction | int | None = None, *, least: Fraction | int = 0, most: Fraction | int = 1
    ) -> Fraction:
        """A share or a rate a year: 0.03 or "3 %"."""
        value = self.raw(key, _MISSING if default is None else default)
        return Fraction(0) if value is _MISSING else self.as_rate(key, value, least=least, most=most)

    def as_rate(self, key: str, value: Any, *, least: Fraction | int = 0, most: Fraction | int = 1) -> Fraction:
        """A value that was already taken out, as a share or a rate."""
        exact = _percentage(value) if isinstance(value, str) else _exact(value)
        if exact is None:
            self.fault("field_rate", key, found=_shown(value))
        elif 0 < abs(exact) < SMALLEST:
            self.fault("field_tiny", key, found=_shown(value))
        elif exact > most:
            self.fault("field_percent", key, found=_shown(value), means=_percent(exact), most=_percent(Fraction(most)))
        elif exact < least:
            self.fault("field_small", key, found=_shown(value), least=Fraction(least))
        else:
            return exact
        return Fraction(max(least, 0))

    # what holds more

    def table(self, key: str, *, required: bool = True) -> "Fields":
        """A table inside; an empty one where it is absent and not required."""
        value = self.raw(key) if required else self.raw(key, {})
        if value is not _MISSING and not isinstance(value, Mapping):
            self.fault("field_table", key, found=_shown(value))
        return self._inside(value, self.at(key))

    def named(self, key: str) -> "Iterator[tuple[str, Fields]]":
        """Named tables: `[variant.a]`, `[variant.b]`."""
        value = self.raw(key, {})
        if not isinstance(value, Mapping):
            self.fault("field_table", key, found=_shown(value))
            return
        for name, inner in value.items():
            if not isinstance(inner, Mapping):
                self.fault("field_table", f"{key}.{name}", found=_shown(inner))
            yield str(name), self._inside(inner, self.at(f"{key}.{name}"))

    def each(self, key: str) -> "Iterator[Fields]":
        """The tables of a list, `[[key]]`, counted from 1."""
        value = self.raw(key, [])
        if not isinstance(value, list | tuple):
            self.fault("field_list", key, found=_shown(value))
            return
        for number, inner in enumerate(value, 1):
            if not isinstance(inner, Mapping):
                self.fault("field_table", f"{key}[{number}]", found=_shown(inner))
            yield self._inside(inner, self.at(f"{key}[{number}]"))

    def values(self, key: str, *, length: int | None = None, required: bool = True) -> tuple[Any, ...]:
        """The values of a list, of one length where one is wanted."""
        value = self.raw(key) if required else self.raw(key, [])
        if value is _MISSING:
            return ()
        if not isinstance(value, list | tuple):
            self.fault("field_list", key, found=_shown(value))
            return ()
        if length is not None and len(value) != length and (required or value):
            self.fault("field_length", key, found=len(value), wanted=length)
            return ()
        return tuple(value)

    def _inside(self, value: Any, path: str) -> "Fields":
        inner = Fields(value if isinstance(value, Mapping) else {}, path, self.faults)
        self._inner.append(inner)
        if not isinstance(value, Mapping):
            inner.faults = []  # what is no table has no fields to complain of
        return inner

    # the end

    def asked_all(self) -> None:
        """Take every key as known: what they mean hangs on a field that is itself at fault."""
        self._asked.update(self.data)

    def done(self) -> None:
        """Refuse keys that nobody asked for, and raise `Rejected` with all faults that were found, if any."""
        others = len(self.faults)
        self._strangers()
        if self.faults:  # a misspelt field comes first: what is missing often follows from it
            unique = list(dict.fromkeys([*self.faults[others:], *self.faults[:others]]))
            more = [say("field_more", count=len(unique) - SHOWN)] if len(unique) > SHOWN else []
            raise Rejected([*unique[:SHOWN], *more])

    def _strangers(self) -> None:
        for key in self.data:
            if key not in self._asked:
                near = get_close_matches(str(key), sorted(self._asked), n=1)
                if near:
                    self.fault("field_unknown", str(key), near=near[0])
                else:
                    self.fault("field_stranger", str(key), known=tuple(sorted(self._asked)))
        for inner in self._inner:
            inner._strangers()


def _exact(value: Any) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | Fraction):
        return None
    if isinstance(value, float | Decimal) and not math.isfinite(value):
        return None
    if isinstance(value, Decimal) and value and not -400 < value.adjusted() < 400:
        return None
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _percentage(text: str) -> Fraction | None:
    """ "3 %" or "3,5%" as a fraction; anything else is None."""
    number = text.strip()
    if not number.endswith("%"):
        return None
    try:
        exact = _exact(Decimal(number[:-1].strip().replace(",", ".", 1)))
    except InvalidOperation:
        return None
    return None if exact is None else exact / 100


def _percent(value: Fraction) -> str:
    return f"{float(value) * 100:.6g} %" if value < LARGEST else "> 10^17 %"


def _shown(value: Any) -> str:
    """A value as it may be shown in a sentence: short, on one line."""
    text = (
        f'"{value}"'
        if isinstance(value, str)
        else "true"
        if value is True
        else "false"
        if value is False
        else _short(value)
    )
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def _short(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{…}"
    if isinstance(value, list | tuple):
        return "[…]"
    if isinstance(value, int) and abs(value) >= 10**40:
        return "10^40 or more"
    return str(value)
