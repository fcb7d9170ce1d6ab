"""Which forms exist on paper, how is a form kept as it was printed, and what may stand in its fields?"""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import override

from wijk.core.errors import Absent
from wijk.core.providers import Card, ListsPaper, OnPaper, PaperField, PaperForm, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.ui import plain

LONGEST = {"line": 1000, "text": 20_000}
VOTES = ("agree", "disagree", "pass")
Values = dict[str, str]
_ALIKE = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "–": "-", "—": "-"})  # fmt: skip


def provider_of(kind: str) -> OnPaper:
    """Whoever has forms for subjects of this kind; Absent where nobody has."""
    for one in providers("on_paper"):
        if kind in one.kinds:
            found: OnPaper = one
            return found
    raise Absent("form")


def forms_of(subject: Subject, viewer: Viewer, language: str) -> list[PaperForm]:
    """The forms of a subject that this viewer may see."""
    with override(language):
        return list(provider_of(subject.kind).forms(subject, viewer, language))


def on_offer(viewer: Viewer) -> list[tuple[Subject, Card]]:
    """What can be printed now, as far as the rooms list it."""
    return [found for one in providers("on_paper") if isinstance(one, ListsPaper) for found in one.on_offer(viewer)]


def told(form: PaperForm) -> dict[str, Any]:
    """The form as JSON."""
    return asdict(form)


def read(told: Mapping[str, Any]) -> PaperForm:
    """The form behind its JSON.

    >>> form = PaperForm("f", "Form", "", (PaperField("a", "A", "choice", (("x", "X"),)),), double=True)
    >>> read(told(form)) == form
    True
    """
    fields = tuple(
        PaperField(**{**one, "options": tuple((code, label) for code, label in one["options"])})
        for one in told["fields"]
    )
    return PaperForm(**{**told, "fields": fields})


def cleaned(form: PaperForm, given: Mapping[str, str]) -> Values:
    """What was typed, field by field: clean text, or one of the choices; "" where nothing stands. Refused for text too long."""
    return {one.code: _cleaned(one, given.get(one.code, "")) for one in form.fields}


def unlike(form: PaperForm, one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The codes of the fields in which two people typed something else. Spaces, capitals and the form of quotes do not count.

    >>> form = PaperForm("f", "F", "", (PaperField("a", "A"), PaperField("b", "B")))
    >>> unlike(form, {"a": "It’s  Me", "b": "x"}, {"a": "it's me", "b": "y"})
    ['b']
    """
    return [field.code for field in form.fields if _bare(one.get(field.code, "")) != _bare(other.get(field.code, ""))]


def choices(field: PaperField) -> tuple[str, ...]:
    """What may stand in a field that is ticked; empty for a field of words."""
    if field.kind == "choice":
        return tuple(code for code, _label in field.options)
    return {"tick": ("1",), "vote": VOTES}.get(field.kind, ())


def _cleaned(field: PaperField, value: str) -> str:
    if known := choices(field):
        return value if value in known else ""
    return plain.clean(value, longest=LONGEST[field.kind], lines=field.kind == "text")


def _bare(words: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", words).translate(_ALIKE).casefold().split())
