"""Letters with codes, one sheet an address, for envelopes with a window; and the slip that the counter hands over."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import typst
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core import clock, site
from wijk.residence import codes, terms
from wijk.ui.paper import pdf, square_code

PAPER = Path(__file__).resolve().parent / "paper"
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')


class Sheet(Protocol):
    """One letter that is about to be printed."""

    @property
    def lines(self) -> tuple[str, ...]: ...

    @property
    def code(self) -> str: ...

    @property
    def language(self) -> str: ...


def letters_pdf(sheets: Sequence[Sheet], *, window: str = "right", contact: str = "") -> bytes:
    """The letters, each in its language. Signs that our typeface lacks stand as question marks: the letter still arrives."""
    told = {
        "window": window, "contact": contact,
        "letters": [{"address": list(one.lines), "code": codes.shown(one.code), "language": one.language} for one in sheets],
        "parts": {language: _part(language) for language in sorted({one.language for one in sheets})},
    }  # fmt: skip
    return _pdf("letters", told)


def slip_pdf(code: str) -> bytes:
    """The pass of somebody without an account, on a small sheet."""
    told = {
        "title": _("Your pass"), "code": codes.shown(code), **_code_page(),
        "words": [
            _("With this pass you show again that you live here, without an account. It holds for two years."),
            _("Keep it like a key: whoever has it can speak in your place. We cannot make it again; come back to the counter for another."),
        ],
    }  # fmt: skip
    return _pdf("slip", told)


def _part(language: str) -> dict[str, Any]:
    with translation.override(language):
        day = date_format(clock.today() + terms.LETTER, "DATE_FORMAT")
        ends = _(
            "It works until {day}, and once. Whoever has the code can speak in your place: throw the letter away afterwards."
        )
        return {
            "language": language, "date": date_format(clock.today(), "DATE_FORMAT"), "title": _("Your code"), **_code_page(),
            "words": [
                _("Somebody asked us to send this letter to your address, to show that they live here. If it was you, type this code:"),
            ],
            "after": [
                ends.format(day=day),
                _("If it was not you, you need do nothing. Your address is forgotten once this letter is sent."),
            ],
        }  # fmt: skip


def _code_page() -> dict[str, str]:
    """Where one types it: nothing of the code stands in the address."""
    address = site.absolute("residence/code/")
    shown = address.partition("://")[2].rstrip("/")
    alt = _("Square code that opens {address}").format(address=shown)
    return {"square": square_code(address), "square_alt": alt, "page": shown}


def _pdf(template: str, told: Mapping[str, Any]) -> bytes:
    given, lacking = dict(told), ""
    while True:
        try:
            return pdf(PAPER / f"{template}.typ", given)
        except typst.TypstError as fault:
            signs = "".join(_UNSHOWN.findall(str(fault)))
            fresh = "".join(dict.fromkeys(sign for sign in signs if sign not in lacking and not sign.isspace()))
            if not fresh:
                raise
            lacking += fresh
            given = _without(given, fresh)


def _without(told: Any, signs: str) -> Any:
    """The same data with some signs replaced everywhere."""
    if isinstance(told, str):
        return told.translate({ord(sign): "?" if unicodedata.category(sign)[0] in "LN" else "" for sign in signs})
    if isinstance(told, Mapping):
        return {key: _without(value, signs) for key, value in told.items()}
    if isinstance(told, list):
        return [_without(value, signs) for value in told]
    return told
