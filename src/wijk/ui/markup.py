"""How does text become HTML? Small, fast and escaping: pages with hundreds of figures are written through here."""

import html
import re
from collections.abc import Callable, Iterable

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from wijk.core.text import Text

_SIGNS = re.compile("[&<>\"']").search


def esc(value: object) -> str:
    """Any value as text that is safe in HTML, also between double quotes; what is marked safe stays as it is.

    >>> esc('Rue "Haute" & <co>')
    'Rue &quot;Haute&quot; &amp; &lt;co&gt;'
    """
    if type(value) is str:  # most of what a page says, and most of that holds none of the five signs
        return html.escape(value) if _SIGNS(value) else value
    if type(value) is SafeString:
        return value
    if hasattr(value, "__html__"):
        return str(value.__html__())
    return html.escape(str(value))


def attrs(**values: object) -> str:
    """HTML attributes with a leading space; None and False are left out, True stands alone, `_` becomes `-`.

    >>> attrs(class_="map", aria_label="A & B", hidden=False)
    ' class="map" aria-label="A &amp; B"'
    """
    parts = []
    for name, value in values.items():
        if value is None or value is False:
            continue
        label = name.rstrip("_").replace("_", "-")
        parts.append(f" {label}" if value is True else f' {label}="{esc(value)}"')
    return "".join(parts)


def safe(parts: Iterable[str]) -> SafeString:
    """Join parts that are already HTML. Only for markup that was escaped piece by piece."""
    return SafeString("".join(parts))  # Django's own way first looks whether the text is lazy, a thousand times a page


def say(text: object) -> SafeString:
    """A piece of content in the language of the page; marked with its own language and direction where it has no other words.

    >>> say(Text({"ar": "حديقة"}))
    '<span lang="ar" dir="rtl">حديقة</span>'
    """
    if not isinstance(text, Text):
        return safe((esc("" if text is None else text),))
    here = language_here()
    return SafeString(esc(text.said(here)) or _foreign(text, here))


def language_here() -> str:
    """The language of the page without its country, "" when none is set."""
    return (get_language() or "").split("-")[0]


def sayer() -> Callable[[Text], str]:
    """`say` for a long list: what language the page speaks is asked once."""
    here = language_here()
    return lambda text: esc(text.said(here)) or _foreign(text, here)


def _foreign(text: Text, here: str) -> str:
    """A text that the language of the page does not have."""
    spoken = text.language(here)
    if not spoken or spoken == here:
        return esc(text.to(here))
    turned = attrs(lang=spoken, dir=_direction(spoken) if _direction(spoken) != _direction(here) else None)
    return f"<span{turned}>{esc(text.to(here))}</span>"


def _direction(language: str) -> str:
    return "rtl" if language in settings.LANGUAGES_BIDI else "ltr"


def options(pairs: Iterable[tuple[str, object]], chosen: str = "") -> SafeString:
    """The choices of a select as (value, words); the chosen one is marked.

    >>> options([("a", "A & B")], "a")
    '<option value="a" selected>A &amp; B</option>'
    """
    return safe(
        f'<option value="{esc(value)}"{" selected" if value == chosen else ""}>{esc(words)}</option>'
        for value, words in pairs
    )
