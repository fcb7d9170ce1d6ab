"""What do all verbs of the room check and write alike? Keys, texts, places, and what the trail may be told."""

import secrets
from datetime import date
from typing import Any

from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.organs import access, queries, rules
from wijk.organs.models import Organ
from wijk.territory.queries import touched
from wijk.trail.actions import JSON

#: Parts of addresses of the room that no organ may be called by.
RESERVED = frozenset({"new", "kinds", "decisions", "opinions", "gaps", "file"})


def fresh_key(model: Any, title: Text, *, public: bool = True) -> str:
    """A key made from the title, with a short tail where it is taken. Of what is not public the key says nothing."""
    manager: models.Manager[Any] = model.objects
    base = slugify(title.to(LANGUAGES[0]))[:60].strip("-") if public else ""
    if base and base not in RESERVED and not manager.filter(key=base).exists():
        return base
    while True:
        key = f"{base}-{secrets.token_hex(2)}" if base else f"{slugify(model.__name__)}-{secrets.token_hex(5)}"
        if not manager.filter(key=key).exists():
            return key


def need(text: Text, code: str, sentence: str) -> None:
    """Refused where nothing is said in any language."""
    if not text or not any(words.strip() for words in text.values()):
        raise Refused(code, sentence)


def need_keeper(viewer: Viewer, organ: Organ, verb: str) -> None:
    """NotAllowed for who neither has the role here nor is chair or secretary."""
    if not viewer.may(verb, organ.place) and not access.keeps(viewer, organ):
        raise NotAllowed(verb)


def areas_of(place: str) -> frozenset[str]:
    """The areas on whose pages a place stands; Refused where there is no such place."""
    try:
        return touched(place)
    except Absent:
        raise Refused("no-place", _("There is no place “{place}”. Choose one from the list."), place=place) from None


def forwards(since: date, until: date | None) -> None:
    """Refused for a term that ends before it begins."""
    if until is not None and until < since:
        raise Refused("term-backwards", _("The term ends before it begins. Correct one of the two days."))


def share_of(words: str) -> str:
    """A share as it is kept; Refused where it is none."""
    if words and rules.fraction(words) is None:
        raise Refused("share", _("“{share}” is no share. Write it as a fraction, such as 2/3."), share=words)
    return words.strip()


def shown_title(organ: Organ) -> dict[str, str]:
    """How the public trail calls an organ: by its title, or by its kind alone where it is not public."""
    return dict(organ.title if organ.public else queries.kind_of(organ).title)


def told(**facts: JSON) -> dict[str, JSON]:
    """Data for the trail without what is empty."""
    return {key: value for key, value in facts.items() if value not in (None, "", {}, [])}
