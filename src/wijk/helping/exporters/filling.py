"""Our templates filled: what people typed is data, and what no typeface has stands as a question mark."""

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from wijk.ui.paper import pdf

PAPER = Path(__file__).resolve().parent.parent / "paper"
TRIES = 20
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


def filled(template: str, told: Mapping[str, Any]) -> bytes:
    """The PDF of one of our templates."""
    given, lacking = dict(told), ""
    for _each in range(TRIES):
        try:
            return pdf(PAPER / f"{template}.typ", given)
        except typst.TypstError as fault:
            signs = set("".join(_UNSHOWN.findall(str(fault)))) - set(lacking) - {" "}
            if not signs:
                raise
            lacking += "".join(signs)
            instead = str.maketrans({sign: "?" if unicodedata.category(sign)[0] in "LN" else "" for sign in signs})
            given = {key: _with(value, instead) for key, value in given.items()}
    return pdf(PAPER / f"{template}.typ", given)


def breakable(words: str) -> str:
    """Words in which no piece is too long for a line."""
    return re.sub(r"\S{20}(?=\S)", lambda piece: f"{piece.group()}\u200b", words)


def _with(told: Any, signs: dict[int, str]) -> Any:
    if isinstance(told, str):
        return told.translate(signs)
    if isinstance(told, list):
        return [_with(one, signs) for one in told]
    return {key: _with(one, signs) for key, one in told.items()} if isinstance(told, Mapping) else told
