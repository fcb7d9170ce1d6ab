"""A TOML file of one's own as plain data; numbers keep the digits that were written."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from pathlib import Path
from typing import Any

from wijk.cli.reckon.cost.words import say
from wijk.cli.reckon.desk import Complaint
from wijk.cli.reckon.report import Report

LARGEST = 4_000_000


@dataclass(frozen=True)
class Source:
    """A file as it was read, so that anybody can tell whether theirs is the same."""

    name: str
    sha256: str
    data: dict[str, Any]

    def answer(self) -> dict[str, str]:
        """For machines."""
        return {"file": self.name, "sha256": self.sha256}

    def annex(self, report: Report) -> Report:
        """Everything that was put in, field by field."""
        report.heading(say("h_input"))
        report.paragraph(say("input", file=self.name, sha256=self.sha256))
        return report.table([say("c_field"), say("c_given")], ([path, given] for path, given in _leaves(self.data)))


def read_toml(path: Path) -> Source:
    """The contents of a file; a file that is not there, too large or no TOML is a `Complaint` or an `OSError`."""
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Complaint(say("toml_large", file=path.name))
    if not raw.strip():
        raise Complaint(say("toml_empty", file=path.name))
    try:
        data = tomllib.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as fault:
        raise Complaint(say("toml_text", file=path.name, position=fault.start)) from fault
    except (ValueError, RecursionError, InvalidOperation) as fault:
        detail = " ".join(str(fault).split())[:160] or "too deep"
        raise Complaint(say("toml_broken", file=path.name, detail=detail)) from fault
    return Source(path.name, sha256(raw).hexdigest(), data)


def _leaves(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every field with its path, as in the file; lists are counted from 1, and short ones stand on one line."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _leaves(value, f"{path}.{key}" if path else key)
    elif isinstance(data, list) and any(isinstance(one, dict) for one in data):
        for number, value in enumerate(data, 1):
            yield from _leaves(value, f"{path}[{number}]")
    else:
        yield path, str(data).lower() if isinstance(data, bool) else _row(data)


def _row(data: Any) -> str:
    return "[" + ", ".join(map(_row, data)) + "]" if isinstance(data, list) else str(data)
