"""What are the themes of public life called? One list for all rooms; the catalogue of figures adds what a city measures beside them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

#: The themes by code, in the order of the catalogue of figures.
THEMES: Mapping[str, Any] = {
    "population": _("Population"),
    "work": _("Work"),
    "income": _("Income"),
    "housing": _("Housing"),
    "facilities": _("Facilities"),
    "mobility": _("Mobility"),
    "environment": _("Environment"),
    "health": _("Health"),
    "education": _("Education"),
    "participation": _("Participation"),
}


def theme_label(code: str) -> str:
    """What a theme is called in the language of the page; a code that is not in the list, as words.

    >>> theme_label("urban-nature")
    'Urban nature'
    """
    return str(THEMES.get(code) or code.replace("-", " ").capitalize())


def theme_labels(codes: Iterable[str]) -> list[str]:
    """What themes are called in the language of the page."""
    return [theme_label(code) for code in codes]


def theme_options() -> list[tuple[str, str]]:
    """Themes to choose from, as (code, words in the language of the page)."""
    return [(code, str(words)) for code, words in THEMES.items()]
