"""Does an answer say something of its own beside the words that were ready? And how are outcomes and states called?"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from wijk.core.text import LANGUAGES, Text

#: So many words an answer adds to ready words at least.
OWN = 4
_WORD = re.compile(r"[^\W_]+")

OUTCOME_WORDS: dict[str, Any] = {
    "accepted": _("accepted"),
    "refused": _("refused"),
    "answered": _("answered"),
    "done": _("done"),
    "needs_nothing": _("needs nothing from us"),
    "forwarded": _("passed on"),
}
OUTCOME_LOOKS = {
    "accepted": "ok", "refused": "bad", "answered": "info", "done": "ok", "needs_nothing": "", "forwarded": "info",
}  # fmt: skip
#: What one chooses at the desk.
CHOICES: dict[str, Any] = {
    "accepted": _("Yes: we do this, and I say what follows and who does it"),
    "refused": _("No, and I say why"),
    "answered": _("It is a question or a remark: here is the answer"),
    "done": _("It is done"),
    "needs_nothing": _("It needs nothing from us: people do it themselves"),
}


def own_words(text: str, ready: Iterable[str]) -> int:
    """How many words of `text` stand in none of the ready words, for the ready words that leave the fewest."""
    said = Counter(_WORD.findall(text.casefold()))
    left = [sum((said - _counted(words)).values()) for words in ready if words]
    return min(left, default=sum(said.values()))


@lru_cache(maxsize=256)
def _counted(ready: str) -> Counter[str]:
    """The words of ready words, which many answers are held against."""
    return Counter(_WORD.findall(ready.casefold()))


def in_all(sentence: Any, **named: Any) -> Text:
    """A sentence in every language; what is named may be a `Text` or a translated word itself."""
    said = {}
    for language in LANGUAGES:
        with override(language):
            said[language] = str(sentence).format(**_words(named, language)) if named else str(sentence)
    return Text(said)


def _words(named: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {k: v.to(language) if isinstance(v, Text) else v for k, v in named.items()}
