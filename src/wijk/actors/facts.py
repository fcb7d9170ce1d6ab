"""What is said of an organisation, before it is written; and what may not be said so."""

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from wijk.actors.kinds import LANGUAGE_NAMES
from wijk.actors.models import Level
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.core.themes import THEMES

LONGEST_TITLE, LONGEST_TEXT, LONGEST_LINK, MOST_PLACES = 200, 4_000, 400, 40
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.\-]{4,38}")
_CODE = re.compile(r"[a-z][a-z0-9-]{0,39}")


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything that an entry says. `places` are areas and perimeters, [""] the whole city."""

    title: Text
    kind: str
    does: Text = field(default_factory=Text)
    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    seat: str = ""
    lon: float | None = None
    lat: float | None = None
    website: str = ""
    phone: str = ""
    email: str = ""
    level: str = Level.MICRO.value


#: Something wrong: the fact, a code, the sentence that says what to do, and what fills it in.
Wrong = tuple[str, str, Any, Mapping[str, Any]]


def tidied(facts: Facts) -> Facts:
    """The facts without needless spaces, links with their scheme, each code once, the whole city alone."""
    places = tuple(dict.fromkeys(facts.places))
    return replace(
        facts,
        title=Text({k: " ".join(v.split()) for k, v in facts.title.items()}),
        does=Text({k: v.strip() for k, v in facts.does.items()}),
        themes=tuple(dict.fromkeys(facts.themes)), languages=tuple(dict.fromkeys(facts.languages)),
        places=("",) if "" in places else places, seat=" ".join(facts.seat.split()), website=link(facts.website),
        phone=" ".join(facts.phone.split()), email=facts.email.strip(),
    )  # fmt: skip


def link(words: str) -> str:
    """A link as people type it, with its scheme.

    >>> link(" www.wijkhuis.be "), link("javascript:alert(1)")
    ('https://www.wijkhuis.be', 'javascript:alert(1)')
    """
    bare = words.strip()
    plain = bool(bare) and re.match(r"[a-z][a-z0-9+.-]*:", bare, re.IGNORECASE) is None and "." in bare.split("/")[0]
    return f"https://{bare}" if plain else bare


def harmless(words: str) -> bool:
    """Does this link lead to a page: http or https, a host, nothing hidden in it?

    >>> harmless("https://wijkhuis.be/nl"), harmless("javascript:alert(1)"), harmless("https://wijkhuis.be@elders.example/")
    (True, False, False)
    """
    if len(words) > LONGEST_LINK or any(c.isspace() or ord(c) < 32 or c in "<>\"'\\`" for c in words):
        return False
    try:
        parts = urlsplit(words)
        named = parts.hostname or ""
        _port = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in named.strip(".") and parts.username is None


def wrongs(facts: Facts, kinds: Collection[str]) -> Iterator[Wrong]:
    """What is wrong with these facts, each in one sentence; places are looked up elsewhere."""
    if not any(facts.title.values()):
        yield "title", "title-missing", _("Give the organisation a name in at least one language."), {}
    if any(len(words) > LONGEST_TITLE for words in facts.title.values()):
        yield "title", "title-long", _("The name is longer than {most} letters. Shorten it."), {"most": LONGEST_TITLE}
    if any(len(words) > LONGEST_TEXT for words in facts.does.values()):
        yield "does", "text-long", _("The text is longer than {most} letters. Shorten it."), {"most": LONGEST_TEXT}
    if facts.kind not in kinds:
        yield (
            "kind",
            "kind-unknown",
            _("There is no kind “{words}”. Choose one of the list."),
            {"words": facts.kind[:40]},
        )
    for what, codes, known in (("themes", facts.themes, THEMES), ("languages", facts.languages, LANGUAGE_NAMES)):
        for code in codes:
            if code not in known:
                yield what, "code-unknown", _("“{words}” is not in the list. Use one of: {known}."), {
                    "words": code[:40], "known": ", ".join(known),
                }  # fmt: skip
    yield from _contact(facts)
    yield from _where(facts)


def _contact(facts: Facts) -> Iterator[Wrong]:
    if facts.website and not harmless(facts.website):
        yield (
            "website",
            "link-strange",
            _("This is no link to a page. Write it as https://www.example.be, or leave it out."),
            {},
        )
    if facts.phone and not _PHONE.fullmatch(facts.phone):
        yield "phone", "phone-strange", _("This is no telephone number. Write it as 02 123 45 67, or leave it out."), {}
    if facts.email:
        try:
            validate_email(facts.email)
        except ValidationError:
            yield (
                "email",
                "address-strange",
                _("This is no e-mail address. Write it as info@example.be, or leave it out."),
                {},
            )
    if facts.level not in Level.values:
        yield "level", "level-unknown", _("The level is micro, meso or macro."), {}


def _where(facts: Facts) -> Iterator[Wrong]:
    if len(facts.seat) > 300:
        yield "seat", "seat-long", _("The address is longer than {most} letters. Shorten it."), {"most": 300}
    if len(facts.places) > MOST_PLACES:
        yield (
            "areas",
            "places-many",
            _("These are more than {most} places. Choose a larger area that holds them."),
            {"most": MOST_PLACES},
        )
    if (facts.lon is None) != (facts.lat is None):
        yield "lon", "point-half", _("A point needs a longitude and a latitude. Give both, or neither."), {}
    elif facts.lon is not None and facts.lat is not None:
        fits = math.isfinite(facts.lon) and math.isfinite(facts.lat) and abs(facts.lon) <= 180 and abs(facts.lat) <= 90
        if not fits:
            yield "lon", "point-strange", _("This point is not on Earth. Give degrees, such as 4.35 and 50.85."), {}


def checked(facts: Facts, kinds: Collection[str]) -> Facts:
    """The facts, tidied; Refused at the first thing that is wrong."""
    tidy = tidied(facts)
    for name, code, sentence, params in wrongs(tidy, kinds):
        raise Refused(code, sentence, **params, field=name)
    return tidy


def fit_code(code: str) -> bool:
    """May a new kind be called so?"""
    return _CODE.fullmatch(code) is not None
