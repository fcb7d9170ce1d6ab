"""To what does somebody agree whom we accompany, how are stages called, and what does one mostly need for a plan?

A version of the text never changes: another text is another version.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES

#: What is read out before anything is kept, sentence by sentence.
AGREEMENT: Mapping[int, tuple[Any, ...]] = {
    1: (
        _("We note what you want to do and what we did together, so that you need not tell it twice."),
        _("Only the people of our team read it. You may ask who they are, and you hear their names."),
        _("You may see what we keep, have it corrected, and have it forgotten at any moment without saying why."),
        _("Half a year after we are done it is forgotten."),
        _("You need not agree: we help you all the same, and nothing that you get from the city depends on it."),
    ),
}
CURRENT = max(AGREEMENT)

STAGE_WORDS: Mapping[str, Any] = {
    "met": _("we met"),
    "exploring": _("finding out"),
    "underway": _("under way"),
    "waiting": _("waiting for others"),
    "closed": _("done"),
}
STAGE_LOOKS: Mapping[str, str] = {"met": "info", "exploring": "info", "underway": "ok", "waiting": "warn", "closed": ""}

#: Lists to begin with, so that nobody begins with an empty sheet: (what it is called, its lines).
STARTS: Mapping[str, tuple[Any, tuple[Any, ...]]] = {
    "street": (
        _("Something in the street: a party, a meal, a game"),
        (
            _("Two neighbours who do it with you"),
            _("A day, an hour, and a second choice"),
            _("A sketch of the place: what stands where"),
            _("Permission to use the street"),
            _("Who is told: a letter to the neighbours"),
            _("What it costs, roughly"),
        ),
    ),
    "place": (
        _("Changing a place: a bench, green, a garden"),
        (
            _("Whose ground is it?"),
            _("A photograph and a sketch"),
            _("What others say who live there"),
            _("Who looks after it later"),
            _("What it costs, roughly"),
        ),
    ),
    "group": (
        _("A group or an association that begins"),
        (
            _("Who takes part, and who does what"),
            _("A room to meet in"),
            _("What the group wants, in five lines"),
            _("An account for the money, if there is any"),
            _("A line in the directory of organisations"),
        ),
    ),
    "question": (
        _("A question to the city"),
        (
            _("What exactly do you want to know or have?"),
            _("Letters that you already had about it"),
            _("Which service answers, and by when"),
        ),
    ),
}


def starting_lines(start: str, languages: Sequence[str]) -> list[str]:
    """The lines of a list to begin with: in the first language of whom it is for that the house speaks, else in that of the page."""
    _words, lines = STARTS.get(start, ("", ()))
    tongue = next((code for code in languages if code in LANGUAGES), get_language() or LANGUAGES[0])
    with override(tongue):
        return [str(line) for line in lines]


def agreement(version: int = CURRENT) -> tuple[Any, ...]:
    """The sentences of a version, in the language of the page; of one that we do not know none."""
    return AGREEMENT.get(version, ())
