"""What does somebody ask of the planner in a file? Chosen cards in their order, with days, place and means, as TOML.

title = "The square anew"          # or one in each language: { nl = "…", fr = "…", en = "…" }
start = 2027-01-11
hours = 500
euro = 20000

[[cards]]
card = "exploratory-walk"
level = "consult"
consulted = "The association of the street"
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from wijk.core.errors import Faulty
from wijk.core.text import LANGUAGES, Text
from wijk.toolbox import queries
from wijk.toolbox.plans import Choice, Means, Wish
from wijk.toolbox.words import LEVELS, MOMENTS, PHASES, PLACES, SCALES

#: What a wish and a choice hold: of which kind each of their facts is, and which words some of them take.
NUMBERS = {"answer_days": 250, "hours": 10**6, "euro": 10**9, "sessions": 40, "people": 10**6}
CODES: Mapping[str, Mapping[str, Any]] = {
    "level": LEVELS, "phase": PHASES, "scale": SCALES, "moment": MOMENTS, "place_kind": PLACES,
}  # fmt: skip
DAYS = frozenset({"start", "until", "not_before"})
WISHES = frozenset({*(f.name for f in fields(Wish)), "hours", "euro", "cards"}) - {"choices", "means"}
CHOICES = frozenset(f.name for f in fields(Choice))
FLAGS = frozenset(f.name for kind in (Wish, Choice) for f in fields(kind) if f.type in (bool, "bool"))
LONGEST = 1000


def wish_of_toml(written: bytes) -> Wish:
    """The wish that a file holds. Faulty with everything that is wrong in it, each with its place."""
    try:
        facts = tomllib.loads(written.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise Faulty([_("This is no TOML in UTF-8: {fault}.").format(fault=fault)], code="plan-file") from fault
    cards = facts.get("cards")
    listed: list[Any] = cards if isinstance(cards, list) else []
    wrong = [*_faults("", facts, WISHES, ("start", "cards"))]
    if not listed:
        wrong.append(_('Choose at least one card: begin each one with [[cards]] and card = "…".'))
    known = {card.code for card in queries.cards(retired=True)}
    for number, one in enumerate(listed, 1):
        where = _("Card {number}: ").format(number=number)
        if not isinstance(one, dict):
            wrong.append(where + _('write it as [[cards]] with card = "…" below it.'))
            continue
        wrong += _faults(where, one, CHOICES, ("card", "level"))
        if isinstance(one.get("card"), str) and one["card"] not in known:
            codes = ", ".join(sorted(known))
            wrong.append(
                where + _("there is no card “{told}”. There are: {codes}.").format(told=one["card"], codes=codes)
            )
    if wrong:
        raise Faulty(wrong, code="plan-file")
    plain = {name: value for name, value in facts.items() if name not in ("cards", "hours", "euro", "title")}
    euro = facts.get("euro")
    means = Means(facts.get("hours"), None if euro is None else euro * 100)
    return Wish(tuple(Choice(**one) for one in listed), means=means, title=_text(facts.get("title", "")), **plain)


def _text(told: str | dict[str, str]) -> Text:
    return Text(told) if isinstance(told, dict) else Text(dict.fromkeys(LANGUAGES, told))


def _faults(where: str, facts: Mapping[str, Any], known: frozenset[str], needed: tuple[str, ...]) -> Iterator[str]:
    """What is wrong in one table: strange names, what is missing, and values that make no sense."""
    for name in needed:
        if name not in facts and name != "cards":
            yield where + _("“{name}” is missing.").format(name=name)
    for name, value in facts.items():
        if name not in known:
            names = ", ".join(sorted(known))
            yield where + _("“{name}” says nothing here. Choose among: {names}.").format(name=name, names=names)
        elif name != "cards" and (words := _fault(name, value)):
            yield where + _("“{name}”: {words}.").format(name=name, words=words)


def _fault(name: str, value: Any) -> str:
    """What is wrong with one value; "" for nothing."""
    if name in NUMBERS:
        fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= NUMBERS[name]
        return "" if fits else _("give a whole number from 0 to {most}").format(most=NUMBERS[name])
    if name in CODES:
        return (
            ""
            if isinstance(value, str) and value in CODES[name]
            else _("choose among {codes}").format(codes=", ".join(CODES[name]))
        )
    if name in DAYS:
        fits = isinstance(value, date) and not isinstance(value, datetime)
        return "" if fits else _("give a day without quotes, such as 2027-01-11")
    if name in FLAGS:
        return "" if isinstance(value, bool) else _("say true or false")
    said = list(value.values()) if name == "title" and isinstance(value, dict) else [value]
    spoken = not isinstance(value, dict) or set(value) <= set(LANGUAGES)
    fits = spoken and all(isinstance(one, str) and len(one) <= LONGEST for one in said)
    return "" if fits else _("say this in words")
