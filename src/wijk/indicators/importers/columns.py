"""Columns of a file as codes and numbers, without an object per cell where it can be avoided."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from wijk.methods.formats.numbers import DecimalEvidence, decimal_evidence, parse_number, why_not
from wijk.methods.formats.values import Value

_NUMBER = r"^-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?$"

POINTED = 2_000  #: values with a point that are looked at

#: A column as it was read: values of any kind, or an Arrow array of one kind.
Column: TypeAlias = Any


@dataclass(frozen=True)
class Words:
    """A column of words: `places[i]` is the place of the i-th word in `names`, -1 where the cell is empty."""

    places: NDArray[np.int32]
    names: Sequence[str]

    def mapped(self, place_of: Callable[[str], int]) -> NDArray[np.int32]:
        """Each word as the number that `place_of` gives for it (asked once a word); -1 for empty cells."""
        table = np.array([*(place_of(name) for name in self.names), -1], np.int32)
        return table[self.places]


def word_of(value: Value) -> str:
    """A cell as a word: whole numbers without a decimal tail, no spaces around.

    >>> word_of(58.0), word_of(" 58 "), word_of(None)
    ('58', '58', '')
    """
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def words(column: Column) -> Words:
    """The words of a column, each distinct one once."""
    array = column if isinstance(column, pa.Array) else _as_array(column)
    if pa.types.is_dictionary(array.type):
        coded = array
    elif pa.types.is_string(array.type) or pa.types.is_large_string(array.type):
        coded = array.dictionary_encode()
    else:
        coded = _numbers_as_words(array)
    names = [word_of(name) for name in coded.dictionary.to_pylist()]
    places = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False).astype(np.int32)
    empty = np.array([*(name == "" for name in names), True])
    return Words(np.where(empty[places], np.int32(-1), places), names)


def _numbers_as_words(array: pa.Array) -> pa.DictionaryArray:
    coded = array.dictionary_encode()
    return pa.DictionaryArray.from_arrays(
        coded.indices, pa.array([word_of(value) for value in coded.dictionary.to_pylist()])
    )


def _as_array(values: Sequence[Value]) -> pa.Array:
    try:
        array = pa.array(values, from_pandas=False)
    except (pa.ArrowException, OverflowError):
        return pa.array([word_of(value) or None for value in values], pa.string())
    return pa.array([None] * len(values), pa.string()) if pa.types.is_null(array.type) else array


@dataclass
class Reading:
    """A column as numbers. `marks` has the letter (as a byte) of cells that hold a known word, else 0; `refused` the others."""

    values: NDArray[np.float64]
    marks: NDArray[np.uint8]
    refused: dict[int, str]
    texts: int = 0  #: cells that are not empty

    @property
    def filled(self) -> NDArray[np.bool_]:
        """Where the cell says something that is understood."""
        return np.asarray(np.isfinite(self.values) | (self.marks != 0))


def numbers(column: Column, marks: Mapping[str, str], decimal: str | None) -> Reading:
    """The numbers of a column; a word in `marks` (word → letter) is no number but says why there is none."""
    if not isinstance(column, pa.Array):
        plain = _plain_numbers(column)
        if plain is not None:
            return plain
        return _mixed(column, marks, decimal)
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
        return _texts(column, marks, decimal)
    values = column.cast(pa.float64()).fill_null(math.nan).to_numpy(zero_copy_only=False).copy()
    values[np.isinf(values)] = np.nan
    return Reading(values, np.zeros(len(values), np.uint8), {}, int(np.isfinite(values).sum()))


def _plain_numbers(column: Sequence[Value]) -> Reading | None:
    """The numbers when the column holds nothing else."""
    try:
        array = pa.array(column, pa.float64())
    except (pa.ArrowException, OverflowError, TypeError):
        return None
    return numbers(array, {}, None)


def _texts(array: pa.Array, marks: Mapping[str, str], decimal: str | None) -> Reading:
    trimmed = pc.utf8_trim_whitespace(array)
    plain = _all_numbers(trimmed) if decimal == "." else None
    if plain is not None:
        return plain
    if decimal == ".":
        fits = pc.fill_null(pc.match_substring_regex(trimmed, _NUMBER), False)
        values = pc.cast(pc.if_else(fits, trimmed, None), pa.float64()).fill_null(math.nan)
        numbers = values.to_numpy(zero_copy_only=False).copy()
        rest = np.flatnonzero(~fits.to_numpy(zero_copy_only=False) & array.is_valid().to_numpy(zero_copy_only=False))
    else:
        numbers = np.full(len(array), np.nan)
        rest = np.flatnonzero(array.is_valid().to_numpy(zero_copy_only=False))
    numbers[np.isinf(numbers)] = np.nan
    reading = Reading(numbers, np.zeros(len(array), np.uint8), {}, int(np.isfinite(numbers).sum()))
    for place, text in zip(rest.tolist(), trimmed.take(pa.array(rest)).to_pylist(), strict=True):
        _read_text(reading, place, text, marks, decimal)
    return reading


def _all_numbers(array: pa.Array) -> Reading | None:
    """The numbers when nothing else stands in the column."""
    try:
        values = pc.cast(array, pa.float64())
    except pa.ArrowInvalid:
        return None
    read = values.fill_null(math.nan).to_numpy(zero_copy_only=False)
    filled = len(array) - array.null_count
    if int(np.isfinite(read).sum()) != filled:
        return None
    return Reading(read.copy(), np.zeros(len(read), np.uint8), {}, filled)


def _mixed(column: Sequence[Value], marks: Mapping[str, str], decimal: str | None) -> Reading:
    reading = Reading(np.full(len(column), np.nan), np.zeros(len(column), np.uint8), {})
    for place, value in enumerate(column):
        if isinstance(value, str):
            _read_text(reading, place, value.strip(), marks, decimal)
        elif value is not None and math.isfinite(value):
            reading.values[place] = value
            reading.texts += 1
    return reading


def _read_text(reading: Reading, place: int, text: str, marks: Mapping[str, str], decimal: str | None) -> None:
    if not text:
        return
    letter = marks.get(text)
    if letter == "":
        return
    reading.texts += 1
    if letter:
        reading.marks[place] = ord(letter)
        return
    number = parse_number(text, decimal)  # type: ignore[arg-type]  # "." or ",", checked with the description
    if number is None:
        reading.refused[place] = text
    else:
        reading.values[place] = number


def evidence(column: Column, marks: Mapping[str, str]) -> DecimalEvidence:
    """What a column says about its decimal sign."""
    if isinstance(column, pa.Array):
        if not (pa.types.is_string(column.type) or pa.types.is_large_string(column.type)):
            return DecimalEvidence()
        if pc.any(pc.match_substring(column, ",")).as_py():
            plain = pc.fill_null(pc.match_substring_regex(column, r"^\s*-?[0-9]*\s*$"), True)
            return decimal_evidence(v for v in column.filter(pc.invert(plain)).unique().to_pylist() if v not in marks)
        # Only points: a few values tell whether they are decimals or could be thousands.
        pointed = column.filter(pc.fill_null(pc.match_substring(column, "."), False))
        return decimal_evidence(v for v in pointed.slice(0, POINTED).unique().to_pylist() if v not in marks)
    return decimal_evidence(v for v in column if isinstance(v, str) and v.strip() not in marks)


def refusal(text: str, decimal: str | None) -> str:
    """Why a text is no number: the code of a problem."""
    return why_not(text, decimal).code  # type: ignore[arg-type]  # as above
