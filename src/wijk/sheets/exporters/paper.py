"""Words as paper bears them, and our templates filled: what people typed is data, and what no typeface has stands as a question mark."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from wijk.ui.paper import pdf

PAPER = Path(__file__).resolve().parent.parent / "paper"
#: A word longer than this gets places where it may break.
LONGEST_WORD = 24
#: So often a letter that cannot be printed is replaced, before the fault is told.
TRIES = 20
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_BREAK = "\u200b"


def filled(template: str, told: Mapping[str, Any]) -> bytes:
    """The PDF of one of our templates."""
    given, lacking = dict(told), ""
    for _each in range(TRIES):
        try:
            return pdf(PAPER / f"{template}.typ", given)
        except typst.TypstError as fault:
            signs = "".join(dict.fromkeys("".join(_UNSHOWN.findall(str(fault)))))
            fresh = {sign: _instead(sign) for sign in signs if sign not in lacking and not sign.isspace()}
            if not fresh:
                raise
            lacking += "".join(fresh)
            given = _with(given, str.maketrans(fresh))
    return pdf(PAPER / f"{template}.typ", given)


def printable(words: str) -> str:
    """Words without a piece too long for a line."""
    return re.sub(rf"\S{{{LONGEST_WORD}}}(?=\S)", lambda piece: piece.group() + _BREAK, words)


def lines(words: str) -> list[str]:
    """The paragraphs of a text."""
    return [printable(line.strip()) for line in words.splitlines() if line.strip()]


def pages(made: bytes) -> int:
    """How many sheets a PDF of ours has."""
    return len(re.findall(rb"/Type\s*/Page\b", made))


def _instead(sign: str) -> str:
    return "?" if unicodedata.category(sign)[0] in "LN" else ""


def _with(told: Any, signs: dict[int, str]) -> Any:
    if isinstance(told, str):
        return told.translate(signs)
    if isinstance(told, Mapping):
        return {key: _with(value, signs) for key, value in told.items()}
    if isinstance(told, list):
        return [_with(value, signs) for value in told]
    return told
