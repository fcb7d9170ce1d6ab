"""Is what somebody typed fit to be printed and mailed? Keys, titles and addresses of pages, checked once for the whole room."""

import re
import secrets
import unicodedata

from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijk.core.errors import Refused
from wijk.core.text import Text

LONGEST_TITLE, LONGEST_TEXT = 150, 4000
_TARGET = re.compile(r"[A-Za-z0-9/_.~?=&%:,-]*")


def key_of(title: Text, fallback: str) -> str:
    """A short key out of a title, with a few letters that make it the only one."""
    return f"{slugify(title.to('nl'))[:50].strip('-') or fallback}-{secrets.token_hex(3)}"


def check_title(title: Text) -> None:
    """Something must be said, on one line, and fit in a subject line and on a poster."""
    if not title:
        raise Refused("no-title", _("Give it a title in at least one language."))
    for words in title.values():
        if any(unicodedata.category(sign) in ("Cc", "Zl", "Zp") for sign in words):
            raise Refused("title-lines", _("The title has more than one line. Write it on one line."))
        if len(words) > LONGEST_TITLE:
            raise Refused(
                "title-long", _("The title is longer than {most} letters. Make it shorter."), most=LONGEST_TITLE
            )


def check_text(*texts: Text) -> None:
    """No text longer than paper takes, and no signs that cannot be printed."""
    for text in texts:
        for words in text.values():
            if len(words) > LONGEST_TEXT:
                raise Refused(
                    "text-long", _("The text is longer than {most} letters. Make it shorter."), most=LONGEST_TEXT
                )
            if any(unicodedata.category(sign) == "Cc" and sign not in "\n\r\t" for sign in words):
                raise Refused("text-signs", _("The text holds a sign that cannot be printed. Type that place again."))


def target_of(typed: str) -> str:
    """A page of this site without language and first stroke. Refused for any other site.

    >>> target_of("/fr/processes/canal/"), target_of("")
    ('processes/canal/', '')
    """
    path = re.sub(r"^/?(nl|fr|en)(/|$)", "", typed.strip()).lstrip("/")
    if ":" in path.split("/")[0] or "//" in typed or ".." in path or not _TARGET.fullmatch(path) or len(path) > 300:
        raise Refused(
            "target-elsewhere", _("Give a page of this site, such as /processes/canal/. Other sites are not linked.")
        )
    return path
