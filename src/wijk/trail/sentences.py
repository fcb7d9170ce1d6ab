"""How is an entry told? The sentence of its verb, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from wijk.core.text import Text
from wijk.core.verbs import Verb, all_verbs
from wijk.trail.models import Entry

#: Data that holds a code of the house, which the catalogue knows a word for; all else is said as it was noted.
CODED = frozenset({"role", "purpose", "level", "kind", "status", "verdict"})


class _Told(dict[str, Any]):
    """Data for a sentence; what an old entry does not hold reads as "…"."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(entry: Entry) -> str:
    """What was done, in words; the name of the verb where no room tells it any more."""
    verb = all_verbs().get(entry.verb)
    return tell(str(verb.sentence), entry.data) if verb else entry.verb


def label(verb: Verb) -> str:
    """What a verb does, whatever it was done to."""
    return tell(str(verb.sentence), {})


def tell(template: str, data: Mapping[str, Any]) -> str:
    """The template with the data in it; translated texts in the language of the page, never more than their words.

    >>> tell("Published {indicator} ({rows})", {"indicator": "age", "rows": 3})
    'Published age (3)'
    """
    words = _Told({key: _coded(value) if key in CODED else _words(value) for key, value in data.items()})
    try:
        return template.format_map(words)
    except (ValueError, IndexError, AttributeError):
        return template


def _coded(value: Any) -> str:
    return gettext(value) if isinstance(value, str) and value else _words(value)


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return Text({k: v for k, v in value.items() if isinstance(v, str)}).to()
    if isinstance(value, list):
        return ", ".join(_words(inner) for inner in value)
    return "" if value is None else str(value)
