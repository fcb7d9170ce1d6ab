"""Is what somebody typed fit to be asked, voted on and printed? Keys, titles, texts and statements, checked once for the room."""

import secrets
from collections.abc import Mapping

from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.text import LANGUAGES, Text
from wijk.ui.plain import clean, line

LONGEST_TITLE, LONGEST_TEXT = 150, 4000
#: Fewer letters say nothing that one can agree with.
SHORTEST = 6


def key_of(title: Text) -> str:
    """A short key out of a title, with a few letters that make it the only one."""
    return f"{slugify(title.to('nl'))[:50].strip('-') or 'conversation'}-{secrets.token_hex(3)}"


def title_of(typed: Mapping[str, str]) -> Text:
    """A title on one line in each language; Refused where nothing is said."""
    title = Text({k: line(v, longest=LONGEST_TITLE) for k, v in typed.items()})
    if not title:
        raise Refused("no-title", _("Give it a title in at least one language."))
    return title


def text_of(typed: Mapping[str, str] | None) -> Text:
    """A text of some sentences in each language."""
    return Text({k: clean(v, longest=LONGEST_TEXT) for k, v in (typed or {}).items()})


def statement_of(typed: str, longest: int) -> str:
    """The words of one statement, on one line; Refused where they say too little or too much."""
    words = line(typed, longest=longest)
    if len(words) < SHORTEST:
        raise Refused("statement-short", _("Write a whole sentence, so that others can agree or disagree with it."))
    return words


def language_of(code: str) -> str:
    """A language code that people can write in; Refused for what is none."""
    code = code.strip().lower()
    if not (2 <= len(code) <= 8 and code.replace("-", "").isalnum() and code.isascii()):
        raise Refused("language-unknown", _("Choose a language."))
    return code


def languages_of(codes: list[str]) -> list[str]:
    """The languages in which a conversation is held, those of the site first."""
    known = [code for code in LANGUAGES if code in codes]
    return known + sorted({language_of(code) for code in codes} - set(LANGUAGES)) or list(LANGUAGES)
