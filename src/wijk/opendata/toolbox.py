"""The method cards for machines: the list, one by one, and a table with its data dictionary."""

from collections.abc import Callable
from typing import Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Router

from wijk.core.errors import Absent
from wijk.core.text import LANGUAGES
from wijk.opendata.answers import Value, as_json, said
from wijk.opendata.paging import Column, Kind, Slice, as_dictionary, as_table, meaning
from wijk.toolbox import queries
from wijk.toolbox.queries import Card

router = Router(tags=["Toolbox"])


def _means(scale: str, kind: str) -> Column[Card]:
    nl, fr, en = {
        "hours": ("Uren werk", "Heures de travail", "Hours of work"),
        "cents": ("Geld, in eurocent", "Argent, en centimes d’euro", "Money, in euro cents"),
    }[kind]  # fmt: skip
    how = {
        "small": ("klein", "petit", "small"),
        "typical": ("gewoon", "habituel", "typical"),
        "large": ("groot", "grand", "large"),
    }[scale]
    words = meaning(f"{nl}, {how[0]}", f"{fr}, {how[1]}", f"{en}, {how[2]}")
    return Column(f"{kind}_{scale}", "integer", words, lambda card: getattr(card.means[scale], kind))


def _title(language: str) -> Column[Card]:
    return Column(
        f"title_{language}", "text", meaning("Titel", "Titre", "Title"), lambda card: card.title.said(language)
    )


#: Columns that are read straight off a card: name, kind, what it means in Dutch, French and English, and how it is read.
_PLAIN: tuple[tuple[str, Kind, str, str, str, Callable[[Card], Value]], ...] = (
    ("purposes", "codes", "Doelen", "Buts", "Purposes", lambda c: " ".join(c.purposes)),
    ("levels", "codes", "Niveaus die ze kan dragen", "Niveaux qu’elle peut porter", "Levels that it can carry", lambda c: " ".join(c.levels)),
    ("phases", "codes", "Fasen waarin ze past", "Phases où elle convient", "Phases that it fits", lambda c: " ".join(c.phases)),
    ("group_min", "integer", "Kleinste groep", "Plus petit groupe", "Smallest group", lambda c: c.group[0]),
    ("group_max", "integer", "Grootste groep", "Plus grand groupe", "Largest group", lambda c: c.group[1]),
    ("preparation_days", "integer", "Werkdagen voorbereiding", "Jours ouvrables de préparation", "Working days of preparation",
     lambda c: c.time.preparation),
    ("lead_days", "integer", "Dagen tussen brief en bijeenkomst", "Jours entre la lettre et la réunion", "Days between letter and meeting",
     lambda c: c.time.lead),
    ("session_minutes", "integer", "Minuten per bijeenkomst", "Minutes par réunion", "Minutes of a meeting", lambda c: c.time.session),
    ("sessions", "integer", "Aantal bijeenkomsten", "Nombre de réunions", "Number of meetings", lambda c: c.time.sessions),
    ("open_days", "integer", "Dagen dat het open is", "Jours d’ouverture", "Days that it stays open", lambda c: c.time.runs),
    ("follow_up_days", "integer", "Werkdagen verwerking", "Jours ouvrables de suivi", "Working days to work it out", lambda c: c.time.follow_up),
    ("own", "boolean", "Een kaart van de stad zelf", "Une fiche de la ville elle-même", "A card of the city itself", lambda c: str(c.own).lower()),
)  # fmt: skip
COLUMNS: tuple[Column[Card], ...] = (
    Column("code", "code", meaning("Vaste code", "Code stable", "Stable code"), lambda c: c.code),
    *(_title(language) for language in LANGUAGES),
    *(Column(name, kind, meaning(nl, fr, en), of) for name, kind, nl, fr, en, of in _PLAIN),
    *(_means(scale, kind) for scale in ("small", "typical", "large") for kind in ("hours", "cents")),
)


@router.get("/toolbox/cards", summary="The method cards")
def cards(
    request: HttpRequest, purpose: str = "", level: str = "", phase: str = "", limit: int = 100, offset: int = 0
) -> HttpResponseBase:
    """Every card in use in full, by purpose, level of participation or phase."""
    found = queries.cards(purpose=purpose, level=level, phase=phase)
    part = Slice.asked(limit, offset)
    told = [_told(card) for card in found[part.offset : part.end]]
    return as_json({"total": len(found), "limit": part.limit, "offset": part.offset, "cards": told})


@router.get("/toolbox/cards.csv", summary="The method cards as a table")
def cards_csv(request: HttpRequest) -> HttpResponseBase:
    """Codes and numbers of every card in use."""
    return as_table(COLUMNS, queries.cards(), "cards.csv")


@router.get("/toolbox/dictionary.{form}", summary="What the columns mean")
def cards_dictionary(request: HttpRequest, form: Literal["json", "csv"]) -> HttpResponseBase:
    """The data dictionary of the table of cards."""
    return as_dictionary(COLUMNS, form, "cards")


@router.get("/toolbox/cards/{code}", summary="One method card")
def card(request: HttpRequest, code: str) -> HttpResponseBase:
    """Everything on one card, in all its languages."""
    if "\0" in code:
        raise Absent(said(code))
    return as_json(_told(queries.card(code)))


def _told(card: Card) -> dict[str, object]:
    return queries.document(card) | {"own": card.own, "retired": card.retired}
