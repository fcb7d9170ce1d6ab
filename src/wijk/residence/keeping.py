"""What is kept of whom, for what, and until when? Said of each column of each table; the page is made of this and of the tables themselves,
and a test sees that none is left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.residence import models, terms


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a table: its title, until when a row stays, and what each column is for."""

    title: Any
    until: Any
    columns: Mapping[str, Any]
    days: int = 0  #: for `{days}` in `until`


@dataclass(frozen=True, slots=True)
class Part:
    """A table as the page shows it: each of its columns with what it is for."""

    title: Any
    until: str
    columns: tuple[tuple[str, Any], ...]


HOW_MANY = _("a number, of nobody in particular")
NEIGHBOURHOOD = _("the neighbourhood")
WAY = _("by which way")
TOLD: dict[type[Any], Told] = {
    models.Resident: Told(
        _("Where somebody lives"), _("One year where it was said, two years where it was shown; at once when you ask for it."),
        {
            "level": _("said, or shown"), "way": WAY, "area": NEIGHBOURHOOD, "since": _("the day"),
            "until": _("until when it holds"),
        },
    ),
    models.Handle: Told(
        _("By what somebody is known again"), _("As long as where they live; at most {days} days longer, so that nobody counts twice."),
        {
            "resident": _("of whom"), "kind": _("an account, a line of the register, a pass or a digital identity"),
            "hash": _("its print, which only our key can make"),
        },
        terms.LINKED.days,
    ),
    models.Letter: Told(
        _("A letter with a code"), _("Until the code has ended: {days} days after printing. The address goes when the letter is sent."),
        {
            "number": _("a number, no secret"), "area": NEIGHBOURHOOD, "language": _("the language of the letter"),
            "lines": _("the address, sealed, until the letter is sent"), "house": _("a print of the address, so that not too many letters go there"),
            "account": _("a print of the account that asked for it"), "asked_on": _("the day"), "batch": _("with which others it was printed"),
            "printed_on": _("the day of printing"), "code": _("a print of the code"), "tries": _("how many wrong codes came"),
            "used_at": _("when the code was typed"), "until": _("until when it works"),
        },
        terms.LETTER.days,
    ),
    models.Ticket: Told(
        _("A code for the counter"), _("An hour, or until it was used."),
        {"hash": _("a print of the code"), "account": _("a print of the account that asked for it"), "until": _("until when it works")},
    ),
    models.Line: Told(
        _("The register of the city"), _("Until the next register comes."),
        {"edition": _("which delivery"), "hash": _("a print of a line, which nobody can read"), "area": NEIGHBOURHOOD},
    ),
    models.Edition: Told(
        _("Deliveries of the register"), _("Until the next register comes; one that is not used, {days} days."),
        {
            "key": _("a number, no secret"), "state": _("looked at, or in force"), "rows": HOW_MANY,
            "doubts": _("numbers of lines that were left out, not what stands in them"), "made_at": _("when it came"),
        },
        terms.DRAFT.days,
    ),
    models.Register: Told(
        _("How the register is compared"), _("As long as the city compares by it."),
        {"fields": _("which columns"), "salt": _("a part of our key"), "since": _("since when")},
    ),
    models.Counted: Told(
        _("How many take part from each neighbourhood"), _("As long as what they took part in. It is told from five people on."),
        {"scope": _("in what"), "hash": _("a print, so that everybody counts once; it does not lead to what they said"), "area": NEIGHBOURHOOD},
    ),
    models.Tally: Told(
        _("How many showed where they live"), _("For ever: they are numbers."),
        {"way": WAY, "fresh": HOW_MANY, "total": HOW_MANY, "told_on": _("the day")},
    ),
    models.Pace: Told(
        _("Against guessing, and against counting a form twice"), _("An hour; that a form was sent, {days} days."),
        {
            "what": _("what was tried"), "hand": _("a print of an account, of a network on this day alone, or of the form"), "hour": _("the hour"),
            "count": _("how many times"),
        },
        terms.FORM.days,
    ),
    models.Requirement: Told(
        _("What is asked"), _("As long as what asks it."),
        {
            "scope": _("in what"), "level": _("how much is asked"), "why": _("why"), "ways": _("by which ways"), "place": _("where one must live"),
            "since": _("since when"),
        },
    ),
    models.Offer: Told(
        _("The ways that the city offers"), _("As long as it offers them."),
        {"way": WAY, "active": _("offered or not"), "words": _("what is said of it")},
    ),
}  # fmt: skip


def parts() -> list[Part]:
    """Every table of this room with every column that it has, in the order of `TOLD`."""
    found = []
    for model, told in TOLD.items():
        columns = [field.name for field in model._meta.concrete_fields if field.name != "id"]
        found.append(
            Part(
                told.title,
                str(told.until).format(days=told.days),
                tuple((name, told.columns[name]) for name in columns),
            )
        )
    return found
