"""Conversations for machines: which there are, what each shows with its intervals, and once it is closed its votes, voice by voice."""

# ruff: noqa: E501 - one column per line, so that they can be compared

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Router

from wijk.conversations import access, queries
from wijk.conversations.actions import vote_rows
from wijk.conversations.models import Conversation, State
from wijk.conversations.queries import Cell, Report
from wijk.conversations.queries.reports import LETTERS
from wijk.core.errors import Absent
from wijk.core.site import absolute
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.opendata.answers import as_json, plain
from wijk.opendata.organ_columns import spoken
from wijk.opendata.paging import USUAL, Column, Kind, Slice, as_dictionary, as_list, as_table, in_parts, meaning

router = Router(tags=["Conversations"])
Form = Literal["json", "csv"]
Table = Literal["conversations", "conversation-statements", "conversation-votes"]
Row = dict[str, Any]
LARGEST = 10_000_000


@router.get("/conversations-dictionary/{table}.{form}", summary="What the columns of the lists of conversations mean")
def conversations_dictionary(request: HttpRequest, table: Table, form: Form) -> HttpResponseBase:
    """Every column, in three languages."""
    return as_dictionary(COLUMNS[table], form, table)


@router.get("/conversations.{form}", summary="The conversations")
def conversations_listed(
    request: HttpRequest, form: Form, area: str = "", limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """Open ones and closed ones; `area=neighbourhood/58` keeps those that touch it."""
    rows = queries.listed(area="" if "\0" in area else area[:80])
    if form == "csv":
        return as_table(COLUMNS["conversations"], (_told(row) for row in in_parts(rows)), "conversations.csv")
    return as_list(
        request, "conversations", rows, Slice.asked(limit, offset), lambda some: [_plainly(_told(row)) for row in some]
    )


@router.get("/conversations/{key}/report.json", summary="What one conversation shows")
def conversation_report(request: HttpRequest, key: str) -> HttpResponseBase:
    """Groups of viewpoints with what they say, each statement with its basin, its counts and its intervals, how stable it is,
    and what it takes to reckon it again. Counts of a group of one to four votes are null. Before it is closed, a conversation tells
    a program how people voted only if it tells everybody (`totals` "always"): otherwise `whole` is false and `statements` empty
    ("voted"), or there is no report yet ("closed")."""
    row, found = _reckoned(key)
    told = found.result
    return as_json({
        **_plainly(_told(row)), "report": {
            "made_at": found.made_at.isoformat(), "input_hash": found.input_hash, "seed": found.seed,
            "methods": ["opinions.groups/1", "opinions.basins/1", "opinions.representative/1", "opinions.bridging/1"],
            "voices": found.voices, "votes": found.votes, "whole": found.whole, "outcome": found.why, "level": told["level"], "error": told["error"],
            "enough": told["enough"],
            "groups": [
                {
                    "group": view.letter, "size": view.size, "stability": view.stability,
                    "says": [
                        {"statement": say.number, "side": "agree" if say.side > 0 else "disagree", "inside": say.inside, "outside": say.outside}
                        for say in view.says
                    ],
                }
                for view in found.viewpoints
            ],
            "statements": [_plainly(one) for one in _lines(row, found)], "concentration": told.get("regulars"),
            "polis": told.get("polis") if found.whole else None,
        },
    })  # fmt: skip


@router.get("/conversations/{key}/statements.csv", summary="The statements of one conversation with their intervals")
def conversation_statements(request: HttpRequest, key: str) -> HttpResponseBase:
    """A row a statement and group; the group "all" is every voice. Only the heading before there is a report, and as long as not
    everybody may know how others voted."""
    row = access.open_conversation(Passerby(), key[:80].replace("\0", ""))
    found = access.readable_report(row)
    rows = (cell for line in _lines(row, found) for cell in _cells(line)) if found is not None else iter(())
    return as_table(COLUMNS["conversation-statements"], rows, f"{row.key}-statements.csv")


@router.get("/conversations/{key}/votes.csv", summary="The votes of one closed conversation")
def conversation_votes(request: HttpRequest, key: str, statement: int = 0) -> HttpResponseBase:
    """Voice by voice, renumbered in an order that follows from their votes alone; no names, moments or order. Before a conversation is
    closed there are none, because two files would tell what was said between them."""
    row = access.open_conversation(Passerby(), key[:80].replace("\0", ""))
    if row.state != State.CLOSED:
        raise Absent("votes")
    wanted = statement if 0 < statement < LARGEST else None
    rows = ({"voice": v, "statement": s, "vote": c} for v, s, c in vote_rows(row, wanted))
    return as_table(COLUMNS["conversation-votes"], rows, f"{row.key}-votes.csv")


def _reckoned(key: str) -> tuple[Conversation, Report]:
    row = access.open_conversation(Passerby(), key[:80].replace("\0", ""))
    found = access.readable_report(row)
    if found is None:
        raise Absent("report")
    return row, found


def _told(row: Conversation) -> Row:
    names = (
        "key",
        "title",
        "intro",
        "process",
        "place",
        "fixed",
        "fixed_by",
        "fixed_why",
        "state",
        "who",
        "threshold",
        "totals",
    )
    moments = {name: value.date() if (value := getattr(row, name)) else None for name in ("opened_at", "closed_at")}
    page = absolute(f"conversations/{row.key}/", "en")
    return {name: getattr(row, name) for name in names} | {
        "opened_on": moments["opened_at"], "closed_on": moments["closed_at"], "languages": " ".join(row.languages), "page": page,
    }  # fmt: skip


def _lines(row: Conversation, found: Report) -> Iterator[Row]:
    """Statements that are shown today."""
    shown = {one.number: one for one in row.statements.filter(visibility="shown")}
    for line in found.lines:
        one = shown.get(line.number)
        if one is None:
            continue
        groups: list[Row] = [
            {
                "group": "all",
                "agree": line.agree,
                "disagree": line.disagree,
                "pass": line.passed,
                "low": None,
                "high": None,
            }
        ]
        letters = LETTERS if found.viewpoints else ["all"]
        cells = [_cell(letter, cell) for letter, cell in zip(letters, line.cells, strict=False)]
        groups = groups + cells if found.viewpoints else cells
        yield {
            "statement": line.number, "text": one.text, "language": one.language, "basin": line.basin, "side": line.side,
            "moves": line.moves if line.moves >= 0 else None, "bridging": line.bridge, "groups": groups,
        }  # fmt: skip


def _cell(letter: str, cell: Cell | None) -> Row:
    if cell is None:
        return {"group": letter, "agree": None, "disagree": None, "pass": None, "low": None, "high": None}
    return {
        "group": letter, "agree": cell.agree, "disagree": cell.disagree, "pass": cell.passed, "low": cell.low, "high": cell.high,
    }  # fmt: skip


def _cells(line: Row) -> Iterator[Row]:
    for group in line["groups"]:
        yield {name: value for name, value in line.items() if name != "groups"} | group


def _plainly(row: Row) -> Row:
    return {name: _one(value) for name, value in row.items()}


def _one(value: Any) -> Any:
    return plain(value) if isinstance(value, Text | date) else value


def _column(name: str, kind: Kind, nl: str, fr: str, en: str) -> Column[Mapping[str, Any]]:
    def read(row: Mapping[str, Any]) -> Any:
        value = row[name]
        return value if value is None or isinstance(value, str | int | float) else plain(value)

    return Column(name, kind, meaning(nl, fr, en), read)


_NUMBER = _column(
    "statement", "integer", "Nummer van de stelling", "Numéro de l’affirmation", "Number of the statement"
)
COLUMNS: dict[str, list[Column[Mapping[str, Any]]]] = {
    "conversations": [
        _column("key", "code", "Vaste code", "Code stable", "Stable code"),
        *spoken("title", "title", "Titel", "Titre", "Title"),
        *spoken("intro", "intro", "Waarover het gaat", "De quoi il s’agit", "What it is about"),
        _column("process", "code", "Code van het proces", "Code du processus", "Code of the process"),
        _column("place", "code", "Gebied; leeg is de hele stad", "Zone ; vide est toute la ville", "Area; empty is the whole city"),
        *spoken("fixed", "fixed", "Wat niet kan veranderen", "Ce qui ne peut pas changer", "What cannot change"),
        *spoken("fixed_by", "fixed_by", "Wie dat besliste", "Qui l’a décidé", "Who decided so"),
        *spoken("fixed_why", "fixed_why", "Waarom", "Pourquoi", "Why"),
        _column("state", "code", "open of closed", "open ou closed", "open or closed"),
        _column("who", "code", "Wie mag stemmen", "Qui peut voter", "Who may vote"),
        _column("threshold", "integer", "Stemmen vanaf waar iets getoond wordt", "Voix à partir desquelles on montre", "Voices from which on something is shown"),
        _column("totals", "code", "Wie voor het einde ziet hoe anderen stemden: voted (wie zelf stemde), always, closed", "Qui voit avant la fin comment d’autres ont voté : voted (qui a voté), always, closed", "Who sees before the end how others voted: voted (whoever voted), always, closed"),
        _column("languages", "codes", "Talen", "Langues", "Languages"),
        _column("opened_on", "date", "Geopend op", "Ouverte le", "Opened on"),
        _column("closed_on", "date", "Gesloten op", "Close le", "Closed on"),
        _column("page", "link", "Pagina", "Page", "Page"),
    ],
    "conversation-statements": [
        _NUMBER,
        *spoken("text", "text", "De stelling", "L’affirmation", "The statement"),
        _column("language", "code", "Taal van het origineel", "Langue de l’original", "Language of the original"),
        _column("basin", "code", "converge, reconcile, diverge of unknown", "converge, reconcile, diverge ou unknown", "converge, reconcile, diverge or unknown"),
        _column("side", "integer", "1 eens, -1 oneens, waar het convergeert", "1 d’accord, -1 pas d’accord, là où cela converge", "1 agree, -1 disagree, where it converges"),
        _column("moves", "integer", "Mensen die van kant moeten veranderen", "Personnes qui devraient changer d’avis", "People who would have to change sides"),
        _column("bridging", "number", "Instemming verwacht van iemand in het midden", "Accord attendu d’une personne au milieu", "Agreement expected of somebody in the middle"),
        _column("group", "code", "Groep van standpunten; all is iedereen", "Groupe de points de vue ; all est tout le monde", "Group of viewpoints; all is everybody"),
        _column("agree", "integer", "Eens; leeg waar de groep te klein is", "D’accord ; vide où le groupe est trop petit", "Agree; empty where the group is too small"),
        _column("disagree", "integer", "Oneens", "Pas d’accord", "Disagree"),
        _column("pass", "integer", "Overgeslagen", "Passé", "Pass"),
        _column("low", "number", "Ondergrens van het aandeel eens", "Borne inférieure de la part d’accord", "Lower bound of the share that agrees"),
        _column("high", "number", "Bovengrens van het aandeel eens", "Borne supérieure de la part d’accord", "Upper bound of the share that agrees"),
    ],
    "conversation-votes": [
        _column("voice", "integer", "Volgnummer zonder betekenis, anders in elk gesprek", "Numéro sans signification, autre dans chaque conversation", "A number without meaning, another in each conversation"),
        _NUMBER,
        _column("vote", "integer", "1 eens, 0 overgeslagen, -1 oneens", "1 d’accord, 0 passé, -1 pas d’accord", "1 agree, 0 pass, -1 disagree"),
    ],
}  # fmt: skip
