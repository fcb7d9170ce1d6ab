"""How does our paper get its words? Templates filled with plain data; signs that no typeface of ours has are found before, so that a
long paper is set once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from wijk.ui import paper

PAPER = Path(__file__).resolve().parent.parent / "paper"
#: Latin letters with accents: every typeface of ours has them.
COMMON = 0x180


def filled(template: str, told: Mapping[str, Any], *, apart: bool = False) -> bytes:
    """The PDF of one of our templates; a letter that cannot be printed stands as a question mark, a picture is left out. `apart`: in a
    process of its own, for what is long."""
    signs = "".join(sorted(set(_signs(told))))
    gaps = paper.lacking(signs) if signs else {}
    return paper.sheet(
        PAPER / f"{template}.typ", paper.changed(told, gaps) if gaps else told, strict=False, apart=apart
    )


def _signs(told: Any) -> set[str]:
    """The signs beyond the usual ones."""
    if isinstance(told, str):
        return {sign for sign in told if ord(sign) >= COMMON}
    if isinstance(told, Mapping):
        return set().union(*(_signs(value) for value in told.values())) if told else set()
    return set().union(*(_signs(value) for value in told)) if isinstance(told, list | tuple) and told else set()
