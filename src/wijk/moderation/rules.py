"""What in a text makes a moderator look before everybody else reads it? Signs with a weight, explained; never a verdict.

In which language somebody writes is no sign, nor is bad spelling.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

#: From this sum of weights on, a text waits for a moderator.
ENOUGH = 4
#: So much of a text is looked at.
LONGEST = 40_000
#: A text shorter than this says the same as others by chance.
SAME_FROM = 40

_LINK = re.compile(r"(?:https?://|www\.)\S", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’\u200d-][^\W_]+)*")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_PHONE = re.compile(r"(?<![\w./-])(?:\+|00)?\d(?:[ ./-]?\d){8,13}(?![\w/])")
_RUN = re.compile(r"(\S)\1{11,}")
#: Scripts whose letters can be taken for one another.
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
#: Letters of other scripts as they look.
_LOOKS = str.maketrans("авеікмнорстухԁѕјӏοαеνυρτικ", "abeikmhopctyxdsjloaevuptik")


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that the rules saw. `code` names it, `weight` adds to the score, `facts` fill its sentence."""

    code: str
    weight: int
    facts: Mapping[str, Any] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """As it is kept."""
        return {"code": self.code, "weight": self.weight, **self.facts}


def folded(word: str) -> str:
    """A word as it is compared: small, without accents, and with letters of other scripts as they look."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c)).translate(_LOOKS)


def signs(text: str, blocked: Collection[str] = ()) -> list[Sign]:
    """Everything that the rules see in the text alone."""
    text = text[:LONGEST]
    words = _WORD.findall(text)
    found = [
        _links(text), _repeated(text, words), _shouting(text), _mixed(words), _contact(text), _blocked(words, blocked),
    ]  # fmt: skip
    return [sign for sign in found if sign is not None]


def score(found: Collection[Sign]) -> int:
    """The sum of the weights."""
    return sum(sign.weight for sign in found)


def essence(text: str) -> str:
    """What is the same in two texts that differ in spaces, capitals, accents and marks alone."""
    return " ".join(folded(word) for word in _WORD.findall(text[:LONGEST])) or " ".join(text[:LONGEST].split())


def _links(text: str) -> Sign | None:
    count = len(_LINK.findall(text))
    return Sign("links", min(count, 6) + 1, {"count": count}) if count > 2 else None


def _repeated(text: str, words: list[str]) -> Sign | None:
    if _RUN.search(text):
        return Sign("repeated", 3, {"count": 12})
    lines = Counter(line.strip().casefold() for line in text.splitlines() if len(line.strip()) > 10)
    most = max(lines.values(), default=0)
    if most >= 4:
        return Sign("repeated", 4, {"count": most})
    if len(words) >= 12:
        _word, count = Counter(word.casefold() for word in words).most_common(1)[0]
        if count > len(words) / 2:
            return Sign("repeated", 4, {"count": count})
    return None


def _shouting(text: str) -> Sign | None:
    big = sum(1 for c in text if c.isupper())
    small = sum(1 for c in text if c.islower())
    return Sign("shouting", 2) if big >= 20 and big > 4 * small else None


def _scripts(word: str) -> set[str]:
    """The scripts of its letters, among those that can be taken for one another."""
    names = {unicodedata.name(c, "").partition(" ")[0] for c in word if c.isalpha() and ord(c) > 127}
    plain = {"LATIN"} if any(c.isascii() and c.isalpha() for c in word) else set()
    return {name for name in names | plain if name in _ALIKE}


def _mixed(words: list[str]) -> Sign | None:
    count = sum(1 for word in words if not word.isascii() and len(_scripts(word)) > 1)
    return Sign("lookalikes", 4 if count > 1 else 3, {"count": count}) if count else None


def _contact(text: str) -> Sign | None:
    return Sign("contact", 2) if _MAIL.search(text) or _PHONE.search(text) else None


def _blocked(words: list[str], blocked: Collection[str]) -> Sign | None:
    if not blocked:
        return None
    found = sorted({folded(word) for word in words} & set(blocked))
    return Sign("blocked", ENOUGH, {"words": found[:5]}) if found else None


def one_word(word: str) -> str | None:
    """The word, where it is one as `signs` reads them."""
    return word if _WORD.fullmatch(word) else None
