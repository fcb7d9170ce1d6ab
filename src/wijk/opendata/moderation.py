"""Moderation for machines: how often, for which reason, how long it took; and the list of reasons. Never whose words, nor the words."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Router

from wijk.moderation import queries
from wijk.moderation.models import Reason
from wijk.opendata.answers import as_json
from wijk.opendata.organ_columns import spoken
from wijk.opendata.paging import Column, Kind, as_dictionary, as_table, meaning

router = Router(tags=["Moderation"])
Form = Literal["json", "csv"]
Table = Literal["moderation", "moderation-reasons"]
Row = dict[str, Any]


@router.get("/moderation-dictionary/{table}.{form}", summary="What the columns of the lists of moderation mean")
def moderation_dictionary(request: HttpRequest, table: Table, form: Form) -> HttpResponseBase:
    """Every column, in three languages."""
    return as_dictionary(COLUMNS[table], form, table)


@router.get("/moderation.{form}", summary="What was hidden, removed and appealed against")
def moderation_told(request: HttpRequest, form: Form) -> HttpResponseBase:
    """By month and reason, all months; a row without a reason counts what was looked at and shown."""
    rows = [_month(row) for row in queries.by_month()]
    return as_table(COLUMNS["moderation"], rows, "moderation.csv") if form == "csv" else as_json({"moderation": rows})


@router.get("/moderation-reasons.{form}", summary="The reasons for which something is not shown")
def reasons_told(request: HttpRequest, form: Form) -> HttpResponseBase:
    """The public list, with what is out of use."""
    rows = [_reason(row) for row in queries.all_reasons()]
    told = {"moderation-reasons": rows}
    return as_table(COLUMNS["moderation-reasons"], rows, "moderation-reasons.csv") if form == "csv" else as_json(told)


def _month(row: queries.Month) -> Row:
    return {name: value for name, value in asdict(row).items() if name not in ("title", "month")} | {
        "month": f"{row.month:%Y-%m}"
    }


def _reason(row: Reason) -> Row:
    return {name: getattr(row, name) for name in ("code", "title", "words", "removes", "reported", "active")}


def _column(name: str, kind: Kind, nl: str, fr: str, en: str) -> Column[Mapping[str, Any]]:
    def read(row: Mapping[str, Any]) -> Any:
        value = row[name]
        return ("true" if value else "false") if isinstance(value, bool) else value

    return Column(name, kind, meaning(nl, fr, en), read)


COLUMNS: dict[str, list[Column[Mapping[str, Any]]]] = {
    "moderation": [
        _column("month", "code", "Maand", "Mois", "Month"),
        _column("reason", "code", "Code van de reden; leeg: bekeken en getoond",
                "Code de la raison ; vide : examiné et montré", "Code of the reason; empty: looked at and shown"),
        _column("shown", "integer", "Bekeken en getoond", "Examinés et montrés", "Looked at and shown"),
        _column("hidden", "integer", "Verborgen", "Cachés", "Hidden"),
        _column("removed", "integer", "Verwijderd door twee mensen", "Retirés par deux personnes", "Removed by two people"),
        _column("reports", "integer", "Meldingen van lezers", "Signalements de lecteurs", "Reports by readers"),
        _column("appeals", "integer", "Beroepen van auteurs", "Recours d’auteurs", "Appeals by authors"),
        _column("granted", "integer", "Waarvan ingewilligd", "Dont accueillis", "Of which granted"),
        _column("minutes", "integer", "Wachttijd in minuten, gemiddeld",
                "Attente en minutes, en moyenne", "Minutes it waited, on average"),
    ],
    "moderation-reasons": [
        _column("code", "code", "Vaste code", "Code stable", "Stable code"),
        *spoken("title", "title", "In één zin", "En une phrase", "In one sentence"),
        *spoken("words", "words", "Wat het betekent", "Ce que cela veut dire", "What it means"),
        _column("removes", "boolean", "Ernstig genoeg om te verwijderen", "Assez grave pour retirer", "Grave enough to remove"),
        _column("reported", "boolean", "Lezers kunnen ze opgeven", "Les lecteurs peuvent l’indiquer", "Readers may give it"),
        _column("active", "boolean", "In gebruik", "En usage", "In use"),
    ],
}  # fmt: skip
