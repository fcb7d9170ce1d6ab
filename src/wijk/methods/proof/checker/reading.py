"""Reads the files of a bundle without trusting them, and writes exact numbers.

This package becomes the `verify.py` of a bundle (see `checker.program`), so it is written for Python 3.8 and its standard library alone.
"""

# ruff: noqa: B905, RUF007, UP006, UP031, UP035, UP045 - an older Python must be able to run this file
from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import stat
from fractions import Fraction
from typing import Any, Dict, Optional, Sequence, Tuple

Files = Dict[str, bytes]
Finding = Tuple[Optional[bool], str, Dict[str, Any]]  # does it hold (None: only to be known), what, with which values
LIMIT, MANY = 2**30, 100


class Refusal(ValueError):
    """What was given cannot be checked at all; the sentence says why."""

    def __init__(self, sentence: str, **params: Any) -> None:
        super().__init__(sentence.format(**params))
        self.sentence, self.params = sentence, params


def safe(name: str) -> bool:
    """Can a file of this name stand in a bundle on every machine?"""
    return bool(re.match(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}\Z", name))


def folder(path: str) -> Files:
    """The files of a folder, or of the folder `bundle` in it; nothing is opened when one has no place in a bundle."""
    if not os.path.isfile(os.path.join(path, "bundle.json")) and os.path.isdir(os.path.join(path, "bundle")):
        path = os.path.join(path, "bundle")
    names = sorted(name for name in os.listdir(path) if name != "__pycache__")
    if "bundle.json" not in names:
        raise Refusal("there is no bundle.json in {name}", name=path)
    told = [os.lstat(os.path.join(path, name)) for name in names]
    for name, one in zip(names, told):
        if not stat.S_ISREG(one.st_mode) or not safe(name):
            raise Refusal("{name} has no place in a bundle (a folder, a link, an unsafe or doubled name)", name=name)
    if len(names) > MANY or sum(one.st_size for one in told) > LIMIT:
        raise Refusal("the bundle is larger than what is opened ({many} files, {limit} bytes)", many=MANY, limit=LIMIT)
    found = {}
    for name in names:
        with open(os.path.join(path, name), "rb") as file:
            found[name] = file.read()
    return found


def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object; ValueError when a key stands in it twice."""
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a key stands twice in one object")
    return told


def parsed(files: Files, name: str) -> Any:
    """The JSON of a file; Refusal says what is wrong with it."""
    try:
        text, depth = files[name].decode("utf-8"), 0
        for bracket in re.findall(r"[][{}]", re.sub(r'"(?:[^"\\]|\\.)*"', "", text)):
            depth += 1 if bracket in "[{" else -1
            if depth > 20:
                raise ValueError("it is nested too deep")
        return json.loads(text, object_pairs_hook=unique)
    except KeyError:
        raise Refusal("{name} is missing", name=name) from None
    except ValueError as fault:
        raise Refusal("{name} cannot be read: {why}", name=name, why=str(fault)) from fault


def rows(files: Files, name: str, *columns: str) -> list[dict[str, str]]:
    """The rows of a CSV file that has at least these columns; Refusal says what is wrong with it."""
    try:
        reader = csv.DictReader(io.StringIO(files[name].decode("utf-8"), newline=""), strict=True)
        told, names = list(reader), list(reader.fieldnames or ())
    except KeyError:
        raise Refusal("{name} is missing", name=name) from None
    except (ValueError, csv.Error) as fault:
        raise Refusal("{name} cannot be read: {why}", name=name, why=str(fault)) from fault
    ragged = any(None in row or None in row.values() for row in told)
    if ragged or len(set(names)) != len(names) or not set(columns) <= set(names):
        raise Refusal("{name} should be a table with the columns {columns}", name=name, columns=", ".join(columns))
    return told


def whole(text: str) -> int:
    """A whole number of any length, of which Python converts 4,300 digits at once."""
    if not re.match(r"-?[0-9]{1,1000000}\Z", text):
        raise ValueError("%.40s is not a whole number" % text)
    return int(text) if len(text) < 4000 else whole(text[:-4000]) * 10**4000 + int(text[-4000:])


def exact(told: Any) -> Fraction:
    """A number written as 3, "3", "0.75" or "3/4"; ValueError for anything else."""
    over, slash, under = str(told).partition("/")
    before, _, after = over.partition(".")
    return Fraction(whole(over), whole(under)) if slash else Fraction(whole(before + after), 10 ** len(after))


def rising(numbers: Sequence[int]) -> bool:
    """Is each number larger than the one before?"""
    return all(a < b for a, b in zip(numbers, numbers[1:]))


def sha(*parts: bytes) -> bytes:
    """SHA-256 of the parts, one after the other."""
    return hashlib.sha256(b"".join(parts)).digest()
