"""Answers for machines: the public clock per service and neighbourhood, every public answer, and the reasons of refusals. Never a person."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Router

from wijk.answers import queries
from wijk.answers.models import Answer, Reason
from wijk.core.errors import Refused
from wijk.opendata.answers import as_json
from wijk.opendata.organ_columns import spoken
from wijk.opendata.paging import Column, Kind, as_dictionary, as_table, meaning

router = Router(tags=["Answers"])
Form = Literal["json", "csv"]
Table = Literal["answers", "answer-clock", "answer-reasons"]
Row = dict[str, Any]
#: Answers in one file at most; earlier ones are asked for by `before`.
MOST = 1_000
LATEST = 2**31
_NUMBERS = ("asked", "answered", "in_time", "median_days", "refused", "overdue", "waiting", "reopened")


@router.get("/answer-dictionary/{table}.{form}", summary="What the columns of the lists of answers mean")
def answer_dictionary(request: HttpRequest, table: Table, form: Form) -> HttpResponseBase:
    """Every column, in three languages."""
    return as_dictionary(COLUMNS[table], form, table)


@router.get("/answer-clock.{form}", summary="Asked, answered, in time: per service and neighbourhood")
def answer_clock(
    request: HttpRequest, form: Form, since: date | None = None, until: date | None = None
) -> HttpResponseBase:
    """A row for each service (area empty), and for each neighbourhood (service empty), of what was asked between two days."""
    if since and until and since > until:
        raise Refused("backwards", "The first day lies after the last: since=2026-01-01&until=2026-12-31.")
    services = {row.pk: row.key for row in queries.services(everything=True)}
    by_service = queries.by_service("", since, until)
    rows = [_tally(services.get(pk or 0, "facilitators"), "", tally) for pk, tally in by_service.items()]
    rows += [_tally("", ref or "city", tally) for ref, tally in sorted(queries.by_area(None, since, until).items())]
    return _as("answer-clock", rows, form)


@router.get("/answers.{form}", summary="Every answer to what everybody can read, the newest first")
def answers_told(
    request: HttpRequest, form: Form, before: int = LATEST, limit: int = MOST
) -> HttpResponseBase:  # fmt: skip
    """At most 1,000; further ones are asked for with `before`, the `id` of the last row."""
    found = queries.published().filter(pk__lt=min(max(before, 0), LATEST)).order_by("-pk")[: min(max(limit, 1), MOST)]
    return _as("answers", [_answer(row) for row in found], form)


@router.get("/answer-reasons.{form}", summary="The reasons for which something is refused")
def answer_reasons(request: HttpRequest, form: Form) -> HttpResponseBase:
    """The public list, with what is out of use."""
    return _as("answer-reasons", [_reason(row) for row in queries.reasons(everything=True)], form)


def _as(table: Table, rows: list[Row], form: Form) -> HttpResponseBase:
    return as_table(COLUMNS[table], rows, f"{table}.csv") if form == "csv" else as_json({table: rows})


def _tally(service: str, area: str, tally: queries.Tally) -> Row:
    return {"service": service, "area": area} | {name: getattr(tally, name) for name in _NUMBERS}


def _answer(row: Answer) -> Row:
    asked = row.request
    return {
        "id": row.pk, "voice": asked.contribution.key, "number": row.number, "outcome": row.outcome,
        "reason": row.reason.code if row.reason else "", "text": row.text, "language": row.language, "follows": row.follows,
        "by": row.by, "by_when": row.by_when, "service": row.service.key if row.service else "facilitators", "area": asked.area,
        "asked_on": asked.asked_on, "answered_at": row.at, "in_time": row.in_time,
    }  # fmt: skip


def _reason(row: Reason) -> Row:
    return {name: getattr(row, name) for name in ("code", "title", "words", "active")}


def _column(name: str, kind: Kind, nl: str, fr: str, en: str) -> Column[Mapping[str, Any]]:
    def read(row: Mapping[str, Any]) -> Any:
        value = row[name]
        return ("true" if value else "false") if isinstance(value, bool) else value

    return Column(name, kind, meaning(nl, fr, en), read)


_SERVICE = "Code van de dienst; leeg: alle", "Code du service ; vide : tous", "Code of the service; empty: all"
COLUMNS: dict[Table, list[Column[Mapping[str, Any]]]] = {
    "answer-clock": [
        _column("service", "code", *_SERVICE),
        _column("area", "code", "Wijk; leeg: alle", "Quartier ; vide : tous", "Neighbourhood; empty: all"),
        _column("asked", "integer", "Gevraagd", "Demandes", "Asked"),
        _column("answered", "integer", "Beantwoord", "Répondues", "Answered"),
        _column("in_time", "integer", "Waarvan op tijd", "Dont à temps", "Of which in time"),
        _column("median_days", "number", "Dagen tot het antwoord, mediaan", "Jours jusqu’à la réponse, médiane", "Days until the answer, median"),
        _column("refused", "integer", "Geweigerd met een reden", "Refusées avec une raison", "Refused with a reason"),
        _column("overdue", "integer", "Vandaag te laat", "En retard aujourd’hui", "Late today"),
        _column("waiting", "integer", "Wacht vandaag", "En attente aujourd’hui", "Waiting today"),
        _column("reopened", "integer", "Opnieuw gevraagd", "Redemandées", "Asked again"),
    ],
    "answers": [
        _column("id", "integer", "Volgnummer", "Numéro d’ordre", "Serial number"),
        _column("voice", "code", "Sleutel van de bijdrage", "Clé de la contribution", "Key of the contribution"),
        _column("number", "integer", "Het hoeveelste antwoord", "Rang de la réponse", "Which answer it is"),
        _column("outcome", "code", "Uitkomst", "Issue", "Outcome"),
        _column("reason", "code", "Reden van de weigering", "Raison du refus", "Reason of the refusal"),
        _column("text", "text", "Het antwoord", "La réponse", "The answer"),
        _column("language", "code", "Taal", "Langue", "Language"),
        _column("follows", "text", "Wat volgt", "Ce qui suit", "What follows"),
        _column("by", "code", "Wie het doet", "Qui le fait", "Who does it"),
        _column("by_when", "date", "Tegen wanneer", "Pour quand", "By when"),
        _column("service", "code", "Dienst die antwoordde", "Service qui a répondu", "Service that answered"),
        _column("area", "code", "Plaats", "Lieu", "Place"),
        _column("asked_on", "date", "Gevraagd op", "Demandé le", "Asked on"),
        _column("answered_at", "moment", "Beantwoord op", "Répondu le", "Answered at"),
        _column("in_time", "boolean", "Op tijd", "À temps", "In time"),
    ],
    "answer-reasons": [
        _column("code", "code", "Vaste code", "Code stable", "Stable code"),
        *spoken("title", "title", "In één zin", "En une phrase", "In one sentence"),
        *spoken("words", "words", "Wat het betekent", "Ce que cela veut dire", "What it means"),
        _column("active", "boolean", "In gebruik", "En usage", "In use"),
    ],
}  # fmt: skip
