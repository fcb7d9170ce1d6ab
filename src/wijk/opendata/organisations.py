"""The directory of organisations for machines: lists, one by one, CSV with its data dictionary, and GeoJSON."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from ninja import Router

from wijk.actors import queries
from wijk.actors.models import Organisation
from wijk.core.errors import Absent, Refused
from wijk.opendata.answers import as_geojson, as_json, said, site
from wijk.opendata.paging import Column, Kind, Slice, as_dictionary, as_list, as_table, in_parts, meaning

router = Router(tags=["Organisations"])

_MEANINGS: dict[str, tuple[Kind, str, str, str]] = {
    "key": (
        "code",
        "Vaste sleutel van de organisatie in dit systeem",
        "Clé stable de l’organisation dans ce système",
        "Stable key of the organisation in this system",
    ),
    "title_nl": ("text", "Naam in het Nederlands", "Nom en néerlandais", "Name in Dutch"),
    "title_fr": ("text", "Naam in het Frans", "Nom en français", "Name in French"),
    "title_en": ("text", "Naam in het Engels", "Nom en anglais", "Name in English"),
    "kind": ("code", "Soort organisatie", "Type d’organisation", "Kind of organisation"),
    "does_nl": (
        "text",
        "Wat ze hier doet, in het Nederlands",
        "Ce qu’elle fait ici, en néerlandais",
        "What it does here, in Dutch",
    ),
    "does_fr": (
        "text",
        "Wat ze hier doet, in het Frans",
        "Ce qu’elle fait ici, en français",
        "What it does here, in French",
    ),
    "does_en": (
        "text",
        "Wat ze hier doet, in het Engels",
        "Ce qu’elle fait ici, en anglais",
        "What it does here, in English",
    ),
    "themes": (
        "codes",
        "Thema’s, gescheiden door een puntkomma",
        "Thèmes, séparés par un point-virgule",
        "Themes, parted by semicolons",
    ),
    "languages": (
        "codes",
        "Talen waarin men ontvangen wordt (ISO 639), gescheiden door een puntkomma",
        "Langues d’accueil (ISO 639), séparées par un point-virgule",
        "Languages in which one is received (ISO 639), parted by semicolons",
    ),
    "areas": (
        "codes",
        "Plaatsen waar ze actief is, niveau/code; “city” is de hele stad",
        "Lieux d’activité, niveau/code ; « city » est toute la ville",
        "Places where it is active, level/code; “city” is the whole city",
    ),
    "seat": ("text", "Openbaar adres van de zetel", "Adresse publique du siège", "Public address of its seat"),
    "lon": (
        "number",
        "Lengtegraad van de zetel (WGS 84)",
        "Longitude du siège (WGS 84)",
        "Longitude of its seat (WGS 84)",
    ),
    "lat": (
        "number",
        "Breedtegraad van de zetel (WGS 84)",
        "Latitude du siège (WGS 84)",
        "Latitude of its seat (WGS 84)",
    ),
    "website": ("link", "Website", "Site web", "Website"),
    "phone": (
        "text",
        "Telefoon van de organisatie zelf, nooit van een persoon",
        "Téléphone de l’organisation elle-même, jamais d’une personne",
        "Telephone of the organisation itself, never of a person",
    ),
    "email": (
        "e-mail",
        "E-mailadres van de organisatie zelf, nooit van een persoon",
        "Adresse électronique de l’organisation elle-même, jamais d’une personne",
        "E-mail address of the organisation itself, never of a person",
    ),
    "level": (
        "code",
        "Niveau: micro (straat en wijk), meso (over wijken heen), macro (de hele stad of ruimer)",
        "Niveau : micro (rue et quartier), méso (plusieurs quartiers), macro (toute la ville ou au-delà)",
        "Level: micro (street and neighbourhood), meso (across neighbourhoods), macro (the whole city or beyond)",
    ),
    "source": (
        "text",
        "Gids of lijst waaruit de fiche komt",
        "Guide ou liste d’où vient la fiche",
        "Guide or list that the entry was taken from",
    ),
    "source_link": (
        "link",
        "Waar die gids of fiche staat",
        "Où se trouve ce guide ou cette fiche",
        "Where that guide or entry is",
    ),
    "source_licence": (
        "text",
        "Licentie van die gids of lijst",
        "Licence de ce guide ou de cette liste",
        "Licence of that guide or list",
    ),
    "source_id": (
        "code",
        "Nummer of code in die gids of lijst",
        "Numéro ou code dans ce guide ou cette liste",
        "Number or code in that guide or list",
    ),
    "kept_by": (
        "code",
        "Wie de fiche bijhoudt: itself (de organisatie), city (de stad), elsewhere (de bron)",
        "Qui tient la fiche : itself (l’organisation), city (la ville), elsewhere (la source)",
        "Who keeps the entry: itself (the organisation), city, elsewhere (the source)",
    ),
    "confirmed_on": (
        "date",
        "Dag waarop de gegevens laatst bevestigd werden",
        "Jour de la dernière confirmation des données",
        "Day on which the entry was last confirmed",
    ),
    "state": (
        "code",
        "Hoe betrouwbaar vandaag: fresh, fading (al een jaar niet bevestigd), unconfirmed, closed",
        "Fiabilité aujourd’hui : fresh, fading (pas confirmé depuis un an), unconfirmed, closed",
        "How far to rely on it today: fresh, fading (not confirmed for a year), unconfirmed, closed",
    ),
}


def _columns() -> Iterator[Column[Sequence[queries.Cell]]]:
    for place, name in enumerate(queries.COLUMNS):
        kind, nl, fr, en = _MEANINGS[name]
        yield Column(name, kind, meaning(nl, fr, en), lambda cells, place=place: cells[place])  # type: ignore[misc]


#: The columns of the CSV, with what each means.
COLUMNS = tuple(_columns())


def told(one: queries.Told, request: HttpRequest) -> dict[str, Any]:
    """One organisation as JSON; texts by language."""
    o = one.row
    source = o.listing
    return {
        "key": o.key, "title": o.title, "kind": o.kind, "does": o.does, "themes": o.themes, "languages": o.languages,
        "areas": [place or "city" for place in o.places], "seat": o.seat,
        "point": [o.lon, o.lat] if o.lon is not None else None,
        "website": o.website, "phone": o.phone, "email": o.email, "level": o.level,
        "source": {"title": source.title, "link": o.outside_link or source.link, "licence": source.licence, "id": o.outside_id} if source else None,
        "kept_by": one.kept, "confirmed_on": o.confirmed_on, "state": o.state.value,
        "page": site(request, reverse("actors:organisation", args=[o.key])),
    }  # fmt: skip


def _asked(q: str, area: str, theme: str, language: str, kind: str, state: str) -> queries.Asked:
    if any("\0" in words or len(words) > 120 for words in (q, area, theme, language, kind, state)):
        raise Refused("too-long", "A filter has at most 120 signs.")
    return queries.Asked(q, area, theme, language, kind, state)


@router.get("/organisations", summary="The directory of organisations")
def organisations(
    request: HttpRequest, q: str = "", area: str = "", theme: str = "", language: str = "", kind: str = "", state: str = "",
    limit: int = 100, offset: int = 0,
) -> HttpResponseBase:  # fmt: skip
    """Who is active where, filtered by words, area ("neighbourhood/58"), theme, language, kind and state; at most 1000 at once."""
    found = queries.directory(_asked(q, area, theme, language, kind, state))
    return as_list(
        request,
        "organisations",
        found,
        Slice.asked(limit, offset),
        lambda rows: [told(o, request) for o in queries.told(rows)],
    )


@router.get("/organisations.{form}", summary="The directory as CSV or GeoJSON")
def organisations_file(
    request: HttpRequest, form: Literal["csv", "geojson"], q: str = "", area: str = "", theme: str = "", language: str = "",
    kind: str = "", state: str = "",
) -> HttpResponseBase:  # fmt: skip
    """Everything that fits: as CSV (see the data dictionary), or as GeoJSON of those whose seat is known."""
    found = queries.directory(_asked(q, area, theme, language, kind, state))
    if form == "csv":
        return as_table(COLUMNS, (queries.cells(o) for o in queries.in_batches(in_parts(found))), "organisations.csv")
    placed = found.exclude(lon=None).exclude(lat=None)
    return as_geojson((_feature(o) for o in queries.in_batches(in_parts(placed))), {"name": "organisations"})


def _feature(one: queries.Told) -> str:
    o: Organisation = one.row
    properties = dict(zip(queries.COLUMNS, queries.cells(one), strict=True))
    geometry = {"type": "Point", "coordinates": [o.lon, o.lat]}
    return said({"type": "Feature", "id": o.key, "geometry": geometry, "properties": properties})


@router.get("/organisations/dictionary.{form}", summary="What each column of the directory means")
def organisations_dictionary(request: HttpRequest, form: Literal["csv", "json"]) -> HttpResponseBase:
    """Name, type and meaning of each column, in three languages."""
    return as_dictionary(COLUMNS, form, "organisations")


@router.get("/organisations/{key}", summary="One organisation")
def organisation(request: HttpRequest, key: str) -> HttpResponseBase:
    """What is known of one organisation in public."""
    if "\0" in key:
        raise Absent("organisation")
    return as_json(told(queries.told([queries.organisation(key)])[0], request))
