"""What is each code of this room called on pages?"""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijk.core.text import LANGUAGES, Text

#: As whom somebody speaks.
VOICES: dict[str, Any] = {
    "citizen": _("a citizen"),
    "association": _("an association"),
    "service": _("a service"),
    "elected": _("elected"),
    "expert": _("an expert"),
}
#: What a remark wants.
WISHES: dict[str, Any] = {
    "keep": _("keep it as it is"),
    "change": _("change it"),
    "add": _("add something"),
    "remove": _("take it out"),
    "question": _("a question"),
}
#: What became of it, and how it looks.
OUTCOMES: dict[str, Any] = {
    "taken": _("taken up"),
    "partly": _("partly taken up"),
    "not": _("not taken up"),
    "answered": _("answered"),
}
LOOKS = {"taken": "ok", "partly": "info", "not": "bad", "answered": "info"}
#: Why something is hidden.
REASONS: dict[str, Any] = {
    "insult": _("it insults or threatens somebody"),
    "personal": _("it tells something personal of somebody"),
    "elsewhere": _("it is about something else"),
    "twice": _("it was said before by the same person"),
    "unlawful": _("it is against the law"),
}
#: Where a review stands.
STAGES: dict[str, Any] = {
    "announced": _("opens soon"),
    "open": _("under review"),
    "answering": _("being answered"),
    "deciding": _("the owner decides"),
    "concluded": _("concluded"),
}
#: What changed in an article.
CHANGES: dict[str, Any] = {
    "same": _("unchanged"),
    "changed": _("changed"),
    "added": _("new"),
    "dropped": _("left out"),
    "moved": _("moved"),
    "keep": _("stays as it is"),
    "amend": _("changed"),
    "drop": _("left out"),
    "new": _("new"),
}
CHANGE_LOOKS = {
    "changed": "warn",
    "added": "ok",
    "dropped": "bad",
    "moved": "info",
    "amend": "warn",
    "new": "ok",
    "drop": "bad",
}


def in_all(sentence: Any, **named: Text | date) -> Text:
    """A sentence of the catalogue in every language, with names and days as each says them."""
    told = {}
    for language in LANGUAGES:
        with override(language):
            words = {
                k: v.to(language) if isinstance(v, Text) else date_format(v, "DATE_FORMAT") for k, v in named.items()
            }
            told[language] = str(sentence).format(**words)
    return Text(told)
