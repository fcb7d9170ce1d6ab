"""How is one statement said on this page: in the reader's language, with where the words come from?"""

from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from wijk.conversations.models import AGREE, DISAGREE, PASS, Statement

CHOICE_WORDS = {AGREE: gettext_lazy("Agree"), PASS: gettext_lazy("Pass"), DISAGREE: gettext_lazy("Disagree")}
NAMES = {AGREE: "agree", PASS: "pass", DISAGREE: "disagree"}


@dataclass(frozen=True, slots=True)
class Card:
    """A statement in the words of the page; where it was translated, by what, and the original beside it."""

    number: int
    text: str
    language: str
    note: str = ""
    original: str = ""
    original_language: str = ""

    def plain(self) -> dict[str, Any]:
        """For the script of the page."""
        return asdict(self)


def card(statement: Statement) -> Card:
    """How this statement stands on the page."""
    language = statement.text.language() or statement.language
    if language == statement.language or statement.language not in statement.text:
        return Card(statement.number, statement.text.to(), language)
    origin = statement.translated.get(language) or {}
    return Card(
        statement.number, statement.text.to(), language, _note(origin), statement.text.said(statement.language), statement.language
    )  # fmt: skip


def _note(origin: dict[str, str]) -> str:
    by = origin.get("by", "")
    if origin.get("how") == "machine":
        return _("Translated by a machine ({by}).").format(by=by) if by else _("Translated by a machine.")
    return _("Translated by {by}.").format(by=by) if by else _("Translated.")


def page_language() -> str:
    """The language of the page."""
    return (get_language() or "nl").split("-")[0]
