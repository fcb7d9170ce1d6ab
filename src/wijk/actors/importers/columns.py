"""Which column of somebody's list holds what? Guessed from its heading in three languages, from ours and from HSDS 3."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES
from wijk.territory.queries import fold

#: What can stand in a list, in the order in which a person is asked: (field, words).
FIELDS: Mapping[str, Any] = {
    "id": _("Its number or code in the list"),
    "title": _("Name"),
    "title_nl": _("Name in Dutch"),
    "title_fr": _("Name in French"),
    "title_en": _("Name in English"),
    "kind": _("Kind"),
    "does": _("What it does"),
    "does_nl": _("What it does, in Dutch"),
    "does_fr": _("What it does, in French"),
    "does_en": _("What it does, in English"),
    "themes": _("Themes"),
    "languages": _("Languages"),
    "areas": _("Neighbourhoods where it is active"),
    "seat": _("Public address"),
    "lon": _("Longitude"),
    "lat": _("Latitude"),
    "website": _("Website"),
    "phone": _("Telephone of the organisation"),
    "email": _("E-mail address of the organisation"),
    "level": _("Level"),
    "link": _("Its page in the list"),
    "confirmed_on": _("Last confirmed on"),
}

#: Headings as they are met, folded. `id name description email website uri` are the columns of HSDS 3 organizations.csv.
_HEADINGS: Mapping[str, str] = {
    **{name: name for name in FIELDS},
    **{fold(name): name for name in FIELDS},
    **dict.fromkeys(("source id", "key", "code", "identifier", "nummer", "numero", "sleutel", "organization id"), "id"),
    **dict.fromkeys(
        ("name", "naam", "nom", "titel", "titre", "organisation", "organisatie", "organization", "vereniging",
         "association", "denomination", "benaming"), "title"),
    **dict.fromkeys(("naam nl", "name nl", "nom nl", "titel nl", "naam nederlands"), "title_nl"),
    **dict.fromkeys(("naam fr", "name fr", "nom fr", "titre fr", "nom francais"), "title_fr"),
    **dict.fromkeys(("name en", "naam en", "nom en"), "title_en"),
    **dict.fromkeys(("type", "soort", "categorie", "category", "genre"), "kind"),
    **dict.fromkeys(("description", "beschrijving", "omschrijving", "activiteiten", "activites", "activities", "wat"), "does"),
    **dict.fromkeys(("description nl", "beschrijving nl", "omschrijving nl"), "does_nl"),
    **dict.fromkeys(("description fr", "beschrijving fr", "omschrijving fr"), "does_fr"),
    **dict.fromkeys(("description en", "beschrijving en", "omschrijving en"), "does_en"),
    **dict.fromkeys(("theme", "thema", "thema s", "themas", "thematique", "sector", "secteur"), "themes"),
    **dict.fromkeys(("language", "taal", "talen", "langue", "langues"), "languages"),
    **dict.fromkeys(
        ("area", "wijk", "wijken", "quartier", "quartiers", "neighbourhood", "neighbourhoods", "neighborhood", "buurt",
         "service area", "gemeente", "commune"), "areas"),
    **dict.fromkeys(("address", "adres", "adresse", "address 1", "straat", "rue"), "seat"),
    **dict.fromkeys(("longitude", "lng", "lengtegraad"), "lon"),
    **dict.fromkeys(("latitude", "breedtegraad"), "lat"),
    **dict.fromkeys(("url", "web", "site", "site web", "websites", "webpagina"), "website"),
    **dict.fromkeys(("telefoon", "telephone", "tel", "number", "phone number"), "phone"),
    **dict.fromkeys(("e mail", "mail", "courriel", "e mailadres", "mailadres"), "email"),
    **dict.fromkeys(("niveau",), "level"),
    **dict.fromkeys(("uri", "source link", "lien", "fiche"), "link"),
    **dict.fromkeys(("last modified", "assured date", "bijgewerkt", "mis a jour", "last updated"), "confirmed_on"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapped:
    """How a list is to be read: which column each fact stands in, and what holds where no column says it.

    `language` is that of a name or text in a column without language; "" stands for all three.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    language: str = ""
    kind: str = "association"
    level: str = "micro"
    areas: tuple[str, ...] = ()


def guess(headings: Sequence[str]) -> dict[str, str]:
    """Field → heading, as far as headings tell; the first heading wins.

    >>> guess(["Naam", "E-mail", "Wijk", "Foo"])
    {'title': 'Naam', 'email': 'E-mail', 'areas': 'Wijk'}
    """
    found: dict[str, str] = {}
    for heading in headings:
        name = _HEADINGS.get(heading.strip().lower()) or _HEADINGS.get(fold(heading))
        if name and name not in found:
            found[name] = heading
    if "title" in found and any(f"title_{language}" in found for language in LANGUAGES):
        del found["title"]
    return found
