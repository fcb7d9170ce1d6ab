"""Is what somebody wants to say fit to be kept? One sentence for each thing that is not."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from wijk.contributions.models import Category, Kind, Opening
from wijk.contributions.questions import printed
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.ui import plain

SHORTEST_TITLE, LONGEST_TITLE, LONGEST_BODY, LONGEST_COMMENT = 3, 140, 6000, 3000
#: The longest address that mail knows (RFC 5321).
LONGEST_NAME, LONGEST_EXTRA, LONGEST_ADDRESS = 60, 500, 254
_LANGUAGE = re.compile(r"[a-z]{2,3}")


def check_open(opening: Opening, given_at: datetime | None = None) -> None:
    """Can one speak here: now, or when it was said on paper? Refused with the day on which it opens, or closed."""
    at = given_at or clock.now()
    if opening.active and at < opening.opens_at:
        raise Refused("not-yet", _("One can speak here from {day} on."), day=opening.opens_at.date())
    over = opening.closes_at is not None and at >= opening.closes_at and not opening.takes_late
    if not opening.active or over:
        raise Refused("closed", _("One can no longer speak here. What was said can still be read."))


def kind_of(opening: Opening, code: str) -> Kind:
    """The kind with this code, where the opening takes it."""
    kind = Kind.objects.filter(code=code, active=True).first()
    if kind is None or (code not in opening.kinds if opening.kinds else not kind.everywhere):
        raise Refused("no-kind", _("Choose what you want to say: one of the kinds that are asked for here."))
    return kind


def category_of(opening: Opening, code: str) -> Category | None:
    """The category with this code, where the opening takes it; None for none."""
    if not code:
        return None
    category = Category.objects.filter(code=code, active=True).first()
    if category is None or (opening.categories and code not in opening.categories):
        raise Refused("no-category", _("Choose a category from the list, or none."))
    return category


def title_of(words: str) -> str:
    """A title on one line, clean."""
    title = plain.line(words, longest=LONGEST_TITLE)
    if len(title) < SHORTEST_TITLE:
        raise Refused("no-title", _("Say in a few words what it is about."))
    return title


def body_of(words: str) -> str:
    """The text, clean; perhaps none."""
    return plain.clean(words, longest=LONGEST_BODY)


def comment_of(words: str) -> str:
    """The words of a comment, clean; some."""
    said = plain.clean(words, longest=LONGEST_COMMENT)
    if not said:
        raise Refused("no-comment", _("Write something first."))
    return said


def name_of(words: str) -> str:
    """The name that somebody chose to show; "" for none. An address is no name: it would become public."""
    name = plain.line(words, longest=LONGEST_NAME)
    if "@" in name:
        raise Refused("name-address", _("The name that is shown holds an e-mail address. Leave the address out."))
    return name


def address_of(words: str) -> str:
    """An e-mail address in lower case; "" for none."""
    address = words.strip().lower()
    if not address:
        return ""
    try:
        validate_email(address if len(address) <= LONGEST_ADDRESS else "")
    except ValidationError as fault:
        raise Refused("no-address", _("This is not an e-mail address. Type it again.")) from fault
    return address


def language_of(code: str) -> str:
    """The language of the words."""
    if not _LANGUAGE.fullmatch(code):
        raise Refused("no-language", _("Choose the language in which you write."))
    return code


def extra_of(kind: Kind, given: Mapping[str, str], *, on_paper: bool = False) -> dict[str, str]:
    """The answers to the kind's own questions, clean; what nobody asked is left out. `on_paper`: the questions are those of the sheet,
    which was printed before, and a question that it does not bear is no question."""
    fields = printed(kind.fields, given) if on_paper else kind.asked
    return {code: answer for field in fields if (answer := _answer(field, given.get(code := str(field["code"]), "")))}


def _answer(field: Mapping[str, Any], words: str) -> str:
    answer = plain.clean(words, longest=LONGEST_EXTRA)
    label, code = Text(field.get("label")).to(), str(field["code"])
    if not answer and field.get("required"):
        raise Refused("no-answer", _("Answer this, too: {question}"), question=label, asked=code)
    if not answer:
        return ""
    kind = field.get("kind", "line")
    if kind == "tick":
        return "yes" if answer.lower() in ("on", "yes", "true", "1") else ""
    if kind == "choice" and answer not in {str(option["code"]) for option in field.get("options", ())}:
        raise Refused("no-choice", _("Choose one of the answers: {question}"), question=label, asked=code)
    if kind == "number" and not re.fullmatch(r"-?\d{1,9}([.,]\d{1,6})?", answer):
        raise Refused("no-number", _("Answer with a number: {question}"), question=label, asked=code)
    return answer
