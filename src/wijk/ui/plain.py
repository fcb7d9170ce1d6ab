"""What is left of words that somebody typed? Clean text: nothing invisible, nothing that turns the line around, not too long."""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

from wijk.core.errors import Refused

#: Longer than this is no text of a person but an attack; it is not even looked at.
UTMOST = 200_000
#: Marks upon one letter beyond which they climb over the lines around them.
MARKS = 3
_LINES = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_EMPTY_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[^\S\n]+")
#: Categories of what nobody sees: control (Cc), format such as zero-width and direction (Cf), surrogates, private use, unassigned.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
#: Letters without ink, though Unicode does not call them invisible.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5")
#: What nearly every text is made of: nothing here is invisible, and no mark stands by itself.
_ORDINARY = re.compile("[\n -~\u00a1-\u00ac\u00ae-\u02ff\u2013\u2014\u2018\u2019\u201c-\u201e\u2026\u20ac]*")
#: Joiners that some scripts (Persian, Hindi) and pictures of people need between two letters; elsewhere they hide.
_JOINERS = frozenset("\u200c\u200d")


def clean(text: str, *, longest: int, lines: bool = True) -> str:
    """Words as they may be kept and shown: composed (NFC), without control, direction and zero-width characters, without piles
    of accents, with single spaces; line breaks stay where `lines`.

    Refused when more than `longest` characters are left: a text is never cut without saying so.

    >>> clean("  a\\u202eb\\x00c  ", longest=10), clean("e\\u0301\\r\\n\\n\\n\\nx", longest=10), clean("a\\nb", longest=10, lines=False)
    ('abc', 'é\\n\\nx', 'a b')
    """
    if len(text) > UTMOST:
        raise _too_long(longest, len(text))
    plain = _visible(unicodedata.normalize("NFC", _LINES.sub("\n", text)))
    plain = _SPACES.sub(" ", plain if lines else plain.replace("\n", " "))
    plain = _EMPTY_LINES.sub("\n\n", "\n".join(line.strip() for line in plain.split("\n"))).strip()
    if len(plain) > longest:
        raise _too_long(longest, len(plain))
    return plain


def line(text: str, *, longest: int) -> str:
    """As `clean`, on one line."""
    return clean(text, longest=longest, lines=False)


def visible(text: str) -> str:
    """Words without what nobody sees, and otherwise as they were typed, with their lines and their spaces: for those whom we know.

    >>> visible("a\\u202e\\u200bb\\r\\n  c")
    'ab\\n  c'
    """
    return _visible(unicodedata.normalize("NFC", _LINES.sub("\n", text)))


def _too_long(longest: int, length: int) -> Refused:
    return Refused(
        "too-long",
        _("This text is {length} characters long; at most {longest} fit. Shorten it, or divide it."),
        longest=longest,
        length=length,
    )


def _visible(text: str) -> str:
    """The characters with ink, spaces and line ends; at most a few marks upon one letter."""
    if _ORDINARY.fullmatch(text):
        return text
    out: list[str] = []
    marks = 0
    for at, char in enumerate(text):
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in ("Mn", "Me") else 0
        if marks > MARKS or char in _BLANKS:
            continue
        if char == "\n":
            out.append(char)
        elif char == "\t":
            out.append(" ")
        elif kind not in _UNSEEN or (char in _JOINERS and _joins(text, at)):
            out.append(char)
    return "".join(out)


def _joins(text: str, at: int) -> bool:
    """Does the joiner stand between two visible signs that are no Latin, Greek or Cyrillic letters, where it means something?"""
    if not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    return all(ord(c) >= 0x590 and unicodedata.category(c)[0] in "LMS" for c in (before, after))
