"""Which columns has the list of what people said, and how is one told to a machine? Never who said it, nor the moment.

Left out on purpose: the name that an author chose to show (it belongs on the page, not in a table of people), contact, account, and
the hour: what is told is the day on which it was said.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.utils import timezone

from wijk.contributions.models import Contribution
from wijk.core.site import absolute
from wijk.opendata.answers import Value, said
from wijk.opendata.paging import Column, Kind, meaning

#: Five decimals of a degree are a metre.
DECIMALS = 5


def _day(row: Contribution) -> str:
    return timezone.localtime(row.given_at).date().isoformat()


def _degree(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _column(
    name: str, kind: Kind, nl: str, fr: str, en: str, of: Callable[[Contribution], Value] | None = None
) -> Column[Contribution]:
    return Column(name, kind, meaning(nl, fr, en), of or (lambda row: str(getattr(row, name))))


COLUMNS: Sequence[Column[Contribution]] = (
    _column("key", "code", "Vaste sleutel, zoals in het adres van de pagina", "Clé stable, comme dans l’adresse de la page",
            "Stable key, as in the address of its page"),
    _column("kind", "code", "Soort: idea, remark, observation, repair of een andere van deze stad",
            "Genre : idea, remark, observation, repair ou un autre de cette ville",
            "Kind: idea, remark, observation, repair, or another one of this city", lambda c: c.kind_id),
    _column("category", "code", "Thema; leeg als er geen gekozen werd", "Thème ; vide si aucun n’a été choisi",
            "Theme; empty where none was chosen", lambda c: c.category_id or ""),
    _column("state", "code",
            "open; assigned: bij een dienst; accepted: aanvaard; refused: geweigerd; answered: beantwoord; done: gedaan; "
            "reopened: opnieuw gevraagd; needs_nothing: vraagt niets van ons",
            "open : ouverte ; assigned : chez un service ; accepted : acceptée ; refused : refusée ; answered : répondue ; "
            "done : réalisée ; reopened : redemandée ; needs_nothing : ne demande rien de nous",
            "open; assigned: with a service; accepted; refused; answered; done; reopened: asked again; needs_nothing: needs nothing from us"),
    _column("title", "text", "Titel, in de taal van wie het zei", "Titre, dans la langue de la personne",
            "Title, in the language of whoever said it"),
    _column("body", "text", "Wat werd gezegd", "Ce qui a été dit", "What was said"),
    _column("language", "code", "Taal (ISO 639)", "Langue (ISO 639)", "Language (ISO 639)"),
    _column("said_on", "date", "Dag waarop het gezegd werd; het uur blijft weg", "Jour où cela a été dit ; l’heure est omise",
            "Day on which it was said; the hour is left out", _day),
    _column("channel", "code", "Hoe het binnenkwam: web, stand, counter, paper, letter, phone, import, open311",
            "Par quelle voie : web, stand, counter, paper, letter, phone, import, open311",
            "By which way it came: web, stand, counter, paper, letter, phone, import, open311"),
    _column("area", "code", "Wijk of ander gebied, niveau/code; leeg voor de hele stad",
            "Quartier ou autre zone, niveau/code ; vide pour toute la ville",
            "Neighbourhood or other area, level/code; empty for the whole city"),
    _column("place", "text", "De plek in woorden", "Le lieu en mots", "The place in words", lambda c: c.spot),
    _column("street", "code", "Sleutel van de straat", "Clé de la rue", "Key of the street"),
    _column("longitude", "number", "Lengtegraad van de aangeduide plek (WGS 84), op een meter na",
            "Longitude du lieu indiqué (WGS 84), à un mètre près",
            "Longitude of the place that was pointed at (WGS 84), to a metre", lambda c: _degree(c.lon)),
    _column("latitude", "number", "Breedtegraad van die plek (WGS 84)", "Latitude de ce lieu (WGS 84)",
            "Latitude of that place (WGS 84)", lambda c: _degree(c.lat)),
    _column("process", "code", "Sleutel van het proces", "Clé du processus", "Key of the process that it belongs to"),
    _column("about", "code", "Waarover, als soort:sleutel", "À quel sujet, comme genre:clé", "What it is about, as kind:key"),
    _column("became", "code", "Wat ervan kwam, als soort:sleutel", "Ce qui en est advenu, comme genre:clé",
            "What came of it, as kind:key"),
    _column("supports", "integer", "Hoeveel mensen het steunen", "Nombre de soutiens", "How many people support it",
            lambda c: c.supports),
    _column("comments", "integer", "Hoeveel reacties", "Nombre de commentaires", "How many comments", lambda c: c.comments),
    _column("page", "link", "Adres van de pagina", "Adresse de la page", "Address of its page",
            lambda c: absolute(f"voices/{c.key}/", "en")),
)  # fmt: skip


def told(row: Contribution) -> Mapping[str, Any]:
    """One contribution as JSON: the columns, and what its kind asks besides."""
    return {**{column.name: column.of(row) for column in COLUMNS}, "extra": row.extra}


def feature(row: Contribution) -> str:
    """One contribution with a point as a GeoJSON feature."""
    facts = {column.name: column.of(row) for column in COLUMNS if column.name not in ("longitude", "latitude")}
    point = {"type": "Point", "coordinates": [_degree(row.lon), _degree(row.lat)]}
    return said({"type": "Feature", "id": row.key, "geometry": point, "properties": facts})
