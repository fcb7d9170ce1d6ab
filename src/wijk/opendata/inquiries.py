"""Public inquiries for machines: which there are, the rule and the days of each, its file with prints, its remarks and their replies.

Never who said it: no name, no contact, no account. Replies are told from the moment on which everybody reads them.
"""

# ruff: noqa: E501 - one column per line, so that they can be compared

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Router

from wijk.core.site import absolute
from wijk.core.text import Text
from wijk.inquiries.models import Inquiry, Remark, Theme
from wijk.inquiries.queries import reading
from wijk.opendata.answers import as_json
from wijk.opendata.organ_columns import spoken
from wijk.opendata.paging import USUAL, Column, Kind, Slice, as_dictionary, as_list, as_table, in_parts, meaning

router = Router(tags=["Public inquiries"])
Form = Literal["json", "csv"]
Table = Literal["inquiries", "inquiry-remarks", "inquiry-themes"]
When = Literal["", "open", "announced", "closed"]
Row = dict[str, Any]


@router.get("/inquiries-dictionary/{table}.{form}", summary="What the columns of the lists of inquiries mean")
def inquiries_dictionary(request: HttpRequest, table: Table, form: Form) -> HttpResponseBase:
    """Every column, in three languages."""
    return as_dictionary(COLUMNS[table], form, table)


@router.get("/inquiries.{form}", summary="The public inquiries")
def inquiries_listed(
    request: HttpRequest, form: Form, area: str = "", when: When = "", limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """The last to begin first; `area=neighbourhood/58` keeps those that touch it, `when` those that are open, announced or closed today."""
    rows = reading.listed(when, "" if "\0" in area else area[:80]).select_related("rule", "decision")
    if form == "csv":
        return as_table(COLUMNS["inquiries"], (_told(row) for row in in_parts(rows)), "inquiries.csv")
    return as_list(request, "inquiries", rows, Slice.asked(limit, offset), lambda some: [_told(row) for row in some])


@router.get("/inquiries/{key}.json", summary="One public inquiry")
def inquiry_told(request: HttpRequest, key: str) -> HttpResponseBase:
    """Everything but the remarks: the rule and the days, so that anybody counts them again; the file with the print of each version;
    how many remarks came by which way; the opinion and the decision."""
    row = _row(key)
    counts = reading.counts(row)
    return as_json({
        **_told(row), "period": reading.for_programs(row, reading.extensions(row)), "file": [
            {
                "number": document.number, "title": document.title, "plan": document.plan, "versions": [
                    {
                        "number": one.number, "sha256": one.hash, "media_type": one.media_type, "bytes": one.size, "later": one.later,
                        "why": one.why, "added_at": one.added_at, "address": absolute(f"inquiries/{row.key}/file/{document.number}/{one.number}/", "en"),
                    }
                    for one in document.versions.all()
                ],
            }
            for document in reading.file_of(row)
        ],
        "remarks": {"total": counts.total, "late": counts.late, "by_way": counts.by_how},
        "themes": [_theme(one, row) for one in _themes(row)],
    })  # fmt: skip


@router.get("/inquiries/{key}/remarks.{form}", summary="The remarks of one public inquiry")
def inquiry_remarks(
    request: HttpRequest, key: str, form: Form, limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """By their numbers, late ones too. What its author took back or a moderator took away keeps its number, without words."""
    row = _row(key)
    rows = reading.all_remarks(row)
    if form == "csv":
        return as_table(
            COLUMNS["inquiry-remarks"], (_remark(one, row) for one in in_parts(rows)), f"{row.key}-remarks.csv"
        )
    return as_list(
        request, "remarks", rows, Slice.asked(limit, offset), lambda some: [_remark(one, row) for one in some]
    )


@router.get("/inquiries/{key}/themes.{form}", summary="The themes of one public inquiry with their replies")
def inquiry_themes(request: HttpRequest, key: str, form: Form) -> HttpResponseBase:
    """None before everybody reads the replies."""
    row = _row(key)
    found = [_theme(one, row) for one in _themes(row)]
    if form == "csv":
        return as_table(COLUMNS["inquiry-themes"], found, f"{row.key}-themes.csv")
    return as_json({"total": len(found), "themes": found})


def _row(key: str) -> Inquiry:
    return reading.shown(key[:80].replace("\0", ""))


def _themes(row: Inquiry) -> Sequence[Theme]:
    return reading.themes(row) if row.state in reading.REPLIED else []


def _told(row: Inquiry) -> Row:
    names = (
        "key",
        "title",
        "intro",
        "process",
        "place",
        "fixed",
        "fixed_by",
        "fixed_why",
        "basis",
        "announced_on",
        "first",
        "last",
    )
    decided = row.decision if row.decision and row.decision.public else None
    return {name: getattr(row, name) for name in names} | {
        "state": row.stands(), "authority": row.authority.key, "rule": row.rule.code, "remarks": row.numbers,
        "decision": decided.key if decided else "", "page": absolute(f"inquiries/{row.key}/", "en"),
    }  # fmt: skip


def _remark(one: Remark, row: Inquiry) -> Row:
    voice, replied = one.contribution, row.state in reading.REPLIED
    shown = voice.visibility == "shown"
    return {
        "inquiry": row.key, "number": one.number, "way": one.how, "received_on": one.received_on, "posted_on": one.posted_on,
        "late": one.late, "late_why": one.late_why, "state": "shown" if shown else voice.visibility if voice.visibility in ("withdrawn", "removed") else "hidden",
        "title": voice.title if shown else "", "body": voice.body if shown else "", "language": voice.language, "area": voice.area,
        "themes": " ".join(theme.key for theme in one.themes.all()) if replied else "",
        "reply": one.reply if replied and one.replied_at else Text(), "page": absolute(f"voices/{voice.key}/", "en"),
    }  # fmt: skip


def _theme(one: Theme, row: Inquiry) -> Row:
    by = (one.by or row.authority).key
    return {
        "inquiry": row.key, "theme": one.key, "title": one.title, "reply": one.reply if one.replied_at else Text(), "by": by,
        "remarks": getattr(one, "n", 0), "page": absolute(f"inquiries/{row.key}/themes/{one.key}/", "en"),
    }  # fmt: skip


def _column(name: str, kind: Kind, nl: str, fr: str, en: str) -> Column[Mapping[str, Any]]:
    return Column(name, kind, meaning(nl, fr, en), lambda row: _cell(row[name]))


def _cell(found: Any) -> Any:
    """As a table holds it: days as ISO 8601, yes and no as 1 and 0."""
    if found is None or isinstance(found, bool):
        return "" if found is None else int(found)
    return found.isoformat() if isinstance(found, date) else found


_INQUIRY = _column(
    "inquiry", "code", "Vaste code van het onderzoek", "Code stable de l’enquête", "Stable code of the inquiry"
)
COLUMNS: dict[Table, list[Column[Mapping[str, Any]]]] = {
    "inquiries": [
        _column("key", "code", "Vaste code", "Code stable", "Stable code"),
        *spoken("title", "title", "Titel", "Titre", "Title"),
        *spoken("intro", "intro", "Waarover het gaat", "De quoi il s’agit", "What it is about"),
        _column("state", "code", "announced, open, closed, replied of decided", "announced, open, closed, replied ou decided", "announced, open, closed, replied or decided"),
        _column("process", "code", "Code van het proces", "Code du processus", "Code of the process"),
        _column("place", "code", "Gebied of perimeter; leeg is de hele stad", "Zone ou périmètre ; vide est toute la ville", "Area or perimeter; empty is the whole city"),
        _column("authority", "code", "Code van het orgaan dat vraagt", "Code de l’organe qui demande", "Code of the organ that asks"),
        _column("rule", "code", "Code van de regel voor de termijn", "Code de la règle du délai", "Code of the rule of the period"),
        *spoken("basis", "basis", "Volgens welke wet", "Selon quelle loi", "By which law"),
        *spoken("fixed", "fixed", "Wat niet kan veranderen", "Ce qui ne peut pas changer", "What cannot change"),
        *spoken("fixed_by", "fixed_by", "Wie dat besliste", "Qui l’a décidé", "Who decided so"),
        *spoken("fixed_why", "fixed_why", "Waarom", "Pourquoi", "Why"),
        _column("announced_on", "date", "Dag van de aankondiging", "Jour de l’annonce", "Day of the notice"),
        _column("first", "date", "Eerste dag van de termijn", "Premier jour du délai", "First day of the period"),
        _column("last", "date", "Laatste dag van de termijn", "Dernier jour du délai", "Last day of the period"),
        _column("remarks", "integer", "Aantal opmerkingen, ook te late", "Nombre de remarques, tardives comprises", "Number of remarks, late ones included"),
        _column("decision", "code", "Code van de beslissing", "Code de la décision", "Code of the decision"),
        _column("page", "link", "Pagina", "Page", "Page"),
    ],
    "inquiry-remarks": [
        _INQUIRY,
        _column("number", "integer", "Nummer", "Numéro", "Number"),
        _column("way", "code", "web, letter, counter, hearing, sheet, stand, phone of import", "web, letter, counter, hearing, sheet, stand, phone ou import", "web, letter, counter, hearing, sheet, stand, phone or import"),
        _column("received_on", "date", "Dag van ontvangst", "Jour de réception", "Day on which it came"),
        _column("posted_on", "date", "Dag van de poststempel", "Jour du cachet de la poste", "Day of the stamp of the post"),
        _column("late", "boolean", "1: na de laatste dag", "1 : après le dernier jour", "1: after the last day"),
        _column("late_why", "code", "posted_after of received_after", "posted_after ou received_after", "posted_after or received_after"),
        _column("state", "code", "shown, hidden, withdrawn (teruggenomen) of removed (weggehaald)", "shown, hidden, withdrawn (retirée) ou removed (enlevée)", "shown, hidden, withdrawn or removed"),
        _column("title", "text", "Titel", "Titre", "Title"),
        _column("body", "text", "Wat er gezegd werd", "Ce qui a été dit", "What was said"),
        _column("language", "code", "Taal", "Langue", "Language"),
        _column("area", "code", "Gebied waarover het gaat", "Zone concernée", "Area that it is about"),
        _column("themes", "codes", "Codes van de thema’s; leeg voor de antwoorden openbaar zijn", "Codes des thèmes ; vide avant que les réponses soient publiques", "Codes of the themes; empty before the replies are public"),
        *spoken("reply", "reply", "Antwoord op deze opmerking alleen", "Réponse à cette seule remarque", "Reply to this remark alone"),
        _column("page", "link", "Pagina", "Page", "Page"),
    ],
    "inquiry-themes": [
        _INQUIRY,
        _column("theme", "code", "Vaste code van het thema", "Code stable du thème", "Stable code of the theme"),
        *spoken("title", "title", "Titel", "Titre", "Title"),
        *spoken("reply", "reply", "Antwoord", "Réponse", "Reply"),
        _column("by", "code", "Code van het orgaan dat antwoordt", "Code de l’organe qui répond", "Code of the organ that replies"),
        _column("remarks", "integer", "Aantal opmerkingen", "Nombre de remarques", "Number of remarks"),
        _column("page", "link", "Pagina", "Page", "Page"),
    ],
}  # fmt: skip
