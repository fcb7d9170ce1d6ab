"""What stands on every sheet: the words of a call in one language, the code, the address, the number to call."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core import clock, site
from wijk.core.text import Text
from wijk.outreach import codes
from wijk.outreach.models import Call, Code
from wijk.ui import paper
from wijk.ui.paper import LONGEST_WORD, lines, printable, square_code

__all__ = ["LONGEST_WORD", "code_of", "lines", "missing", "pages", "part_of", "printable", "sheet"]

PAPER = Path(__file__).resolve().parent.parent / "paper"


def sheet(template: str, told: Mapping[str, Any], *, strict: bool = True) -> bytes:
    """The PDF of one of our templates, as `ui.paper.sheet` makes it. Raises Refused for letters that our typeface lacks."""
    return paper.sheet(PAPER / f"{template}.typ", told, strict=strict)


def pages(made: bytes) -> int:
    """How many sheets a PDF of ours has."""
    return len(re.findall(rb"/Type\s*/Page\b", made))


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


def _one(text: Text) -> str:
    return " ".join(lines(text.to()))
