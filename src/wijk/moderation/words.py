"""What is each code of this room called on pages?"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijk.core.text import LANGUAGES, Text

#: What an item waits for.
NEEDS: dict[str, Any] = {
    "look": _("a first look"),
    "reports": _("reported by readers"),
    "removal": _("a second person, before removal"),
    "appeal": _("an appeal"),
}
#: Whether it is to be read, and how that looks.
VISIBILITIES: dict[str, Any] = {
    "waiting": _("not shown yet"),
    "shown": _("shown"),
    "hidden": _("hidden"),
    "removed": _("removed"),
}
LOOKS = {"waiting": "warn", "shown": "ok", "hidden": "bad", "removed": "bad"}
#: What the rules saw, as a moderator reads it.
SIGNS: dict[str, Any] = {
    "links": _("It holds {count} links."),
    "repeated": _("The same signs, words or lines come back {count} times."),
    "shouting": _("It is written in capitals almost everywhere."),
    "lookalikes": _("Letters of different alphabets that look the same stand in {count} words."),
    "contact": _("It seems to hold an e-mail address or a telephone number."),
    "blocked": _("It holds words of the city’s own list: {words}."),
    "same": _("The same words stand in {count} other places."),
    "flood": _("{count} things came from the same hand within an hour."),
    "slow": _("The form was sent without script and without an answer to the question."),
}
#: What somebody decided.
CHOICES: dict[str, Any] = {
    "show": _("looked at, and shown"),
    "hide": _("hidden"),
    "propose": _("hidden; a second person was asked about removal"),
    "remove": _("removed by a second person"),
    "keep": _("a second person did not agree to removal; it stays hidden"),
    "grant": _("the appeal was granted; it is shown again"),
    "dismiss": _("the appeal was dismissed; it stays as it was"),
}


def sign(kept: Mapping[str, Any]) -> str:
    """What the rules saw, in a sentence."""
    told = {k: ", ".join(map(str, v)) if isinstance(v, list) else v for k, v in kept.items()}
    try:
        return str(SIGNS.get(str(kept.get("code")), "")).format_map(told)
    except (KeyError, ValueError, IndexError):
        return str(kept.get("code", ""))


def in_all(sentence: Any, **named: Any) -> Text:
    """A sentence in every language; what is named may be a `Text` itself."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            words = {k: v.to(language) if isinstance(v, Text) else v for k, v in named.items()}
            said[language] = str(sentence).format(**words) if words else str(sentence)
    return Text(said)
