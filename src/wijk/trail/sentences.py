"""How is an entry told? The sentence of its verb, in the language of the page."""

from collections.abc import Mapping
from typing import Any

from wijk.core.text import Text
from wijk.core.verbs import all_verbs
from wijk.trail.models import Entry


class _Told(dict[str, Any]):
    """Data for a sentence; what an old entry does not hold reads as "…"."""

    def __missing__(self, key: str) -> str:
        return "…"


def sentence(entry: Entry) -> str:
    """What was done, in words; the name of the verb where no room tells it any more."""
    verb = all_verbs().get(entry.verb)
    return tell(str(verb.sentence), entry.data) if verb else entry.verb


def tell(template: str, data: Mapping[str, Any]) -> str:
    """The template with the data in it; translated texts in the language of the page, never more than their words.

    >>> tell("Published {indicator} ({rows})", {"indicator": "age", "rows": 3})
    'Published age (3)'
    """
    words = _Told({key: _words(value) for key, value in data.items()})
    try:
        return template.format_map(words)
    except (ValueError, IndexError, AttributeError):
        return template


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return Text({k: v for k, v in value.items() if isinstance(v, str)}).to()
    if isinstance(value, list):
        return ", ".join(_words(inner) for inner in value)
    return "" if value is None else str(value)
