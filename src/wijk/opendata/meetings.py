"""Meetings for machines: when, where, in which state; one with its agenda; and as linked data after OSLO Besluit."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from ninja import Router

from wijk.core.errors import Absent
from wijk.core.linked import JSON_LD, TURTLE
from wijk.core.site import absolute
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Passerby
from wijk.meetings import access, queries
from wijk.meetings.models import Meeting
from wijk.meetings.queries import Filters
from wijk.opendata.answers import Value, as_json, open_to_all
from wijk.opendata.paging import USUAL, Column, Slice, as_dictionary, as_list, as_table, in_parts, meaning

router = Router(tags=["Meetings"])
Form = Literal["json", "csv"]
Face = Literal["json", "jsonld", "ttl"]
TITLE = meaning("Hoe de vergadering heet", "Intitulé de la réunion", "What the meeting is called")
WHERE = meaning("Waar ze plaatsvindt", "Lieu", "Where it is")


def _moved_from(row: Meeting) -> Value:
    old = list(row.old_moments.all())
    return old[-1].starts_at.isoformat() if old else None


def _said(text: Text, language: str) -> Value:
    return text.said(language)


COLUMNS: Sequence[Column[Meeting]] = (
    Column(
        "key",
        "code",
        meaning(
            "Sleutel van de vergadering, zoals in het adres van haar pagina; verandert nooit",
            "Clé de la réunion, comme dans l’adresse de sa page ; ne change jamais",
            "Key of the meeting, as in the address of its page; never changes",
        ),
        lambda m: m.key,
    ),
    Column(
        "organ", "code", meaning("Sleutel van het orgaan", "Clé de l’organe", "Key of the organ"), lambda m: m.organ.key
    ),
    *(Column(f"title_{code}", "text", TITLE, lambda m, code=code: _said(m.title, code)) for code in LANGUAGES),  # type: ignore[misc]
    Column(
        "starts_at",
        "moment",
        meaning(
            "Begin, in UTC; leeg als ze werd afgelast voor er een moment was gekozen",
            "Début, en UTC ; vide si elle a été annulée avant le choix du moment",
            "Begins, in UTC; empty where it was cancelled before a moment was chosen",
        ),
        lambda m: m.starts_at.isoformat() if m.starts_at else None,
    ),
    Column(
        "ends_at",
        "moment",
        meaning("Einde, in UTC", "Fin, en UTC", "Ends, in UTC"),
        lambda m: m.ends_at.isoformat() if m.ends_at else None,
    ),
    Column(
        "all_day",
        "boolean",
        meaning(
            "Hele dagen: van middernacht tot middernacht in de stad",
            "Journées entières : de minuit à minuit dans la ville",
            "Whole days: from midnight to midnight in the city",
        ),
        lambda m: m.all_day,
    ),
    Column(
        "state",
        "code",
        meaning(
            "planned: gepland; moved: gepland op een ander moment; held: gehouden; drafted: verslag wacht op "
            "goedkeuring; approved: verslag goedgekeurd; cancelled: afgelast",
            "planned : prévue ; moved : prévue à un autre moment ; held : tenue ; drafted : procès-verbal en attente "
            "d’approbation ; approved : procès-verbal approuvé ; cancelled : annulée",
            "planned; moved: planned at another moment; held; drafted: minutes wait for approval; approved: minutes approved; cancelled",
        ),
        lambda m: m.state,
    ),
    *(Column(f"where_{code}", "text", WHERE, lambda m, code=code: _said(m.where, code)) for code in LANGUAGES),  # type: ignore[misc]
    Column(
        "place",
        "code",
        meaning(
            "Gebied of perimeter waarover ze gaat; leeg voor de hele stad",
            "Zone ou périmètre concerné ; vide pour toute la ville",
            "What area or perimeter it is about; empty for the whole city",
        ),
        lambda m: m.place,
    ),
    Column(
        "process",
        "code",
        meaning("Sleutel van het proces", "Clé du processus", "Key of the process that it belongs to"),
        lambda m: m.process,
    ),
    Column(
        "longitude",
        "number",
        meaning("Lengtegraad van de plek", "Longitude du lieu", "Longitude of the place where it is"),
        lambda m: m.lon,
    ),
    Column(
        "latitude",
        "number",
        meaning("Breedtegraad van de plek", "Latitude du lieu", "Latitude of the place where it is"),
        lambda m: m.lat,
    ),
    Column(
        "access",
        "codes",
        meaning(
            "Voorzieningen, met spaties ertussen",
            "Facilités, séparées par des espaces",
            "Facilities, with spaces between them",
        ),
        lambda m: " ".join(m.access),
    ),
    Column(
        "interpretation",
        "codes",
        meaning(
            "Talen met vertolking, met spaties ertussen",
            "Langues interprétées, séparées par des espaces",
            "Languages with interpretation, with spaces between them",
        ),
        lambda m: " ".join(m.interpretation),
    ),
    Column(
        "child_care",
        "boolean",
        meaning("Of er kinderopvang is", "Présence d’une garderie", "Whether there is child care"),
        lambda m: m.child_care,
    ),
    Column(
        "moved_from",
        "moment",
        meaning(
            "Het vorige moment, voor ze werd verplaatst",
            "Le moment précédent, avant son déplacement",
            "The moment that it had before it was moved",
        ),
        _moved_from,
    ),
    Column(
        "approved_on",
        "date",
        meaning(
            "Wanneer het verslag werd goedgekeurd",
            "Date d’approbation du procès-verbal",
            "When the minutes were approved",
        ),
        lambda m: m.approved_on.isoformat() if m.approved_on else None,
    ),
    Column(
        "changed_at",
        "moment",
        meaning("Laatste wijziging", "Dernière modification", "When anything of it last changed"),
        lambda m: m.changed_at.isoformat(),
    ),
)


def _told(row: Meeting) -> Mapping[str, Any]:
    plain = {c.name: c.of(row) for c in COLUMNS if not c.name.startswith(("title_", "where_"))}
    return {**plain, "title": row.title, "where": row.where, "page": absolute(f"meetings/{row.key}/", "en")}


@router.get("/meetings-dictionary.{form}", summary="What the columns of the list of meetings mean")
def meetings_dictionary(request: HttpRequest, form: Form) -> HttpResponseBase:
    """Every column, in three languages."""
    return as_dictionary(COLUMNS, form, "meetings")


@router.get("/meetings.{form}", summary="The public meetings")
def meetings_listed(
    request: HttpRequest, form: Form, past: bool = False, area: str = "", organ: str = "", process: str = "",
    limit: int = USUAL, offset: int = 0,
) -> HttpResponseBase:  # fmt: skip
    """The public meetings to come (`past=true`: those that are over), of an area, an organ or a process."""
    asked = Filters(past, *(_clean(words) for words in (area, organ, process)))
    rows = queries.listed(asked).prefetch_related("old_moments")
    if form == "csv":
        return as_table(COLUMNS, in_parts(rows), "meetings.csv")
    part = Slice.asked(limit, offset)
    return as_list(request, "meetings", rows, part, lambda found: [_told(row) for row in found])


@router.get("/meetings/{key}.{face}", summary="One meeting, also as linked data")
def meeting_told(request: HttpRequest, key: str, face: Face) -> HttpResponseBase:
    """One public meeting with the public points of its agenda; linked data after OSLO Besluit."""
    row = access.open_meeting(Passerby(), _clean(key))
    if face != "json":
        graph = queries.meeting_graph(row)
        written, media = (graph.turtle(), TURTLE) if face == "ttl" else (graph.json_ld_text(), JSON_LD)
        return open_to_all(HttpResponse(written, content_type=f"{media}; charset=utf-8"))
    lines = [line for top in queries.agenda(row, inside=False) for line in (top, *top.parts) if not line.hidden]
    decided = queries.decisions_of([line.item for line in lines], everything=False)
    points = [
        {
            "key": line.item.key, "label": line.label, "title": line.item.title, "kind": line.item.kind, "begins": line.begins,
            "about": line.item.about if line.item.about_path else "", "decisions": [d.key for d in decided.get(line.item.key, [])],
        }
        for line in lines
    ]  # fmt: skip
    return as_json({**_told(row), "about": row.about, "route": row.route, "agenda": points})


def _clean(words: str) -> str:
    if "\0" in words or len(words) > 120:
        raise Absent("meeting")
    return words
