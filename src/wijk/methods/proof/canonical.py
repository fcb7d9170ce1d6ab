"""Which bytes is this value, on every machine? Canonical JSON after RFC 8785, narrowed so that any database keeps it."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from math import isfinite
from typing import Any, TypeAlias

JSON: TypeAlias = "bool | int | float | str | Sequence[JSON] | Mapping[str, JSON] | None"

#: Whole numbers beyond this lose digits in some readers; they travel as text.
WHOLE = 2**53 - 1


def canonical(value: JSON) -> bytes:
    """The bytes of `value`: keys sorted, no spaces, numbers as ECMAScript writes them, UTF-8.

    Raises ValueError for what some reader or database would change: NaN, infinities, whole numbers beyond 2⁵³ − 1,
    zero characters, halves of surrogate pairs, keys that are not text. A float without fraction is that whole number.

    >>> canonical({"b": 1.0, "a": ["é", None, 0.1, 1e-7]})
    b'{"a":["\\xc3\\xa9",null,0.1,1e-7],"b":1}'
    """
    try:
        return _write(value).encode("utf-8")
    except UnicodeEncodeError as e:
        raise ValueError("half of a surrogate pair is no text") from e


def _write(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_text(k)}:{_write(value[k])}" for k in sorted(value, key=_units)) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join(_write(v) for v in value) + "]"
    raise ValueError(f"{type(value).__name__} is not JSON")


def _units(key: object) -> bytes:
    """What keys are sorted by: their UTF-16 code units."""
    if not isinstance(key, str):
        raise ValueError(f"a key is text, not {type(key).__name__}")
    return key.encode("utf-16-be")


def _text(value: str) -> str:
    if "\x00" in value:
        raise ValueError("a zero character cannot be kept by every database")
    return json.dumps(str(value), ensure_ascii=False)


def _number(value: int | float) -> str:
    if not isfinite(value):
        raise ValueError(f"{value} is not a JSON number")
    if value == int(value):
        if abs(value) > WHOLE:
            raise ValueError(f"{value} is too large to be the same number everywhere; write it as text")
        return str(int(value))
    exact = Decimal(repr(value))
    if abs(value) >= 1e-6:
        return f"{exact:f}"
    mantissa, _, exponent = f"{exact:e}".partition("e")
    return f"{mantissa}e{int(exponent)}"
