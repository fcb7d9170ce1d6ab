"""What stands on every sheet: the words of a call in one language, the code, the address, the number to call."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core import clock, site
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.outreach import codes
from wijk.outreach.models import Call, Code
from wijk.ui.paper import pdf, square_code

PAPER = Path(__file__).resolve().parent.parent / "paper"
#: A word longer than this gets places where it may break, so that it stays on the sheet.
LONGEST_WORD = 24
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_BREAK = "\u200b"
#: Signs that turn the direction of what follows, and others that no paper shows.
_UNSEEN = {"Cc", "Cs", "Co", "Cn"}
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def sheet(template: str, told: Mapping[str, Any], *, strict: bool = True) -> bytes:
    """The PDF of one of our templates. Pictures among the letters are left out.

    A letter that our typeface lacks is Refused, with the letter; or, where not `strict`, stands as a question mark.
    """
    given, lacking = dict(told), ""
    while True:
        try:
            return pdf(PAPER / f"{template}.typ", given)
        except typst.TypstError as fault:
            signs = "".join(_UNSHOWN.findall(str(fault)))
            fresh = "".join(dict.fromkeys(sign for sign in signs if sign not in lacking and not sign.isspace()))
            if not fresh:
                raise
            letters = "".join(sign for sign in fresh if unicodedata.category(sign)[0] in "LN")
            if strict and letters:
                raise Refused(
                    "signs",
                    _("“{signs}” cannot be printed with our typeface. Write it in other letters."),
                    signs=letters,
                ) from fault
            lacking += fresh
            given = _without(given, str.maketrans({sign: "?" if sign in letters else "" for sign in fresh}))


def pages(made: bytes) -> int:
    """How many sheets a PDF of ours has."""
    return len(re.findall(rb"/Type\s*/Page\b", made))


def printable(words: str) -> str:
    """Words as paper bears them: no control signs, no turned direction, and no word too long for a line."""
    plain = "".join(c for c in words if (unicodedata.category(c) not in _UNSEEN and c not in _TURNING) or c == "\n")
    return "".join(_breakable(word) for word in _pieces(plain))


def lines(words: str) -> list[str]:
    """The paragraphs of a text."""
    return [printable(line.strip()) for line in words.splitlines() if line.strip()]


def part_of(call: Call, language: str) -> dict[str, Any]:
    """The words of a call in one language; where something was not said in it, in the language in which it was."""
    with translation.override(language):
        asks = call.asks
        return {
            "language": language,
            "date": date_format(clock.today(), "DATE_FORMAT"),
            "title": _one(call.title),
            "words": lines(call.words.to(language)),
            "question": _one(call.question),
            "fixed": _one(call.fixed),
            "fixed_heading": _("What cannot change:") if call.fixed else "",
            "invitation": _("Read more and take a position in one step:") if asks else _("Read more:"),
            "by_phone": _("Or tell us by telephone or at the counter."),
            "not_a_vote": _("This is not a vote: the answers help those who decide to understand.") if asks else "",
        }


def code_of(code: Code) -> dict[str, str]:
    """The square code and the short address, as one types it."""
    address = site.absolute(f"k/{code.code}/")
    shown = address.partition("://")[2].rstrip("/")
    alt = _("Square code that opens {address}").format(address=shown)
    return {"square": square_code(address), "square_alt": alt, "address": shown, "code": codes.shown(code.code)}


def missing(call: Call, languages: Sequence[str]) -> list[str]:
    """The languages in which the call says nothing."""
    return [language for language in languages if language not in call.title or language not in call.words]


def _without(told: Any, signs: dict[int, str]) -> Any:
    """The same data with some signs replaced everywhere."""
    if isinstance(told, str):
        return told.translate(signs)
    if isinstance(told, Mapping):
        return {key: _without(value, signs) for key, value in told.items()}
    if isinstance(told, list):
        return [_without(value, signs) for value in told]
    return told


def _one(text: Text) -> str:
    return " ".join(lines(text.to()))


def _pieces(words: str) -> list[str]:
    pieces: list[str] = []
    for sign in words:
        if pieces and (sign.isspace() == pieces[-1][-1].isspace()):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD or word.isspace():
        return word
    return _BREAK.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
