"""How does a letter look in a mail program? The same words as its plain text, in one page that asks nothing of anybody.

No picture, no script, no font from elsewhere, nothing that tells us that it was opened; light and dark; readable where a mail
program leaves the styles out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.template.loader import get_template

from wijk.core import city

#: Words that lead to an address.
Link = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shown:
    """One piece of news as a letter shows it."""

    title: str
    text: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """News under one heading."""

    heading: str
    items: Sequence[Shown]


def dress(
    language: str, subject: str, *, opening: Sequence[str] = (), groups: Sequence[Block] = (), more: Link | None = None,
    button: Link | None = None, closing: Sequence[str] = (), foot: Sequence[Link] = (),
) -> str:  # fmt: skip
    """The letter as a page for mail programs: what it begins with, its news, what one can do, and its ways out."""
    told: dict[str, Any] = {
        "language": language, "subject": subject, "city": city.name(language), "opening": opening, "groups": groups,
        "more": more, "button": button, "closing": closing, "foot": foot,
    }  # fmt: skip
    return str(_sheet().render(told)).strip()


@cache
def _sheet() -> Any:
    return get_template("notices/mail/letter.html")
