"""A TOML file of one's own as plain data; numbers keep the digits that were written."""

import tomllib
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from wijk.cli.reckon.cost.words import say
from wijk.cli.reckon.desk import Complaint

LARGEST = 4_000_000


def read_toml(path: Path) -> dict[str, Any]:
    """The contents of a file; a file that is not there, too large or no TOML is a `Complaint` or an `OSError`."""
    with path.open("rb") as file:
        raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise Complaint(say("toml_large", file=path.name))
    if not raw.strip():
        raise Complaint(say("toml_empty", file=path.name))
    try:
        return tomllib.loads(raw.decode("utf-8-sig"), parse_float=Decimal)
    except UnicodeDecodeError as fault:
        raise Complaint(say("toml_text", file=path.name, position=fault.start)) from fault
    except (ValueError, RecursionError, InvalidOperation) as fault:
        detail = " ".join(str(fault).split())[:160] or "too deep"
        raise Complaint(say("toml_broken", file=path.name, detail=detail)) from fault
