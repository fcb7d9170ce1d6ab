"""Living documents for machines: documents, editions, articles, reviews, and what was said in them, without anybody's name."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponseBase
from ninja import Router

from wijk.charters import queries
from wijk.charters.models import Article, Document, Edition, Proposal, Remark, Round
from wijk.core.errors import Absent
from wijk.core.site import absolute
from wijk.opendata.answers import as_json, plain
from wijk.opendata.organ_columns import spoken
from wijk.opendata.paging import USUAL, Column, Kind, Slice, as_dictionary, as_list, as_table, in_parts, meaning

router = Router(tags=["Charters"])
Form = Literal["json", "csv"]
Row = dict[str, Any]
Table = Literal[
    "charters", "charter-editions", "charter-articles", "charter-reviews", "charter-remarks", "charter-proposals"
]


@router.get("/charters-dictionary/{table}.{form}", summary="What the columns of the lists of living documents mean")
def charters_dictionary(request: HttpRequest, table: Table, form: Form) -> HttpResponseBase:
    """Every column, in three languages."""
    return as_dictionary(COLUMNS[table], form, table)


@router.get("/charters.{form}", summary="The living documents")
def charters_listed(
    request: HttpRequest, form: Form, area: str = "", limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """Charters, frameworks and rules in force, with their owner and next review; `area=neighbourhood/58` keeps what holds there."""
    rows = queries.documents(area=_clean(area) or None)
    return _list(request, "charters", form, rows, Slice.asked(limit, offset), document_row)


@router.get("/charter-editions.{form}", summary="Every edition of the living documents")
def editions_listed(request: HttpRequest, form: Form, limit: int = USUAL, offset: int = 0) -> HttpResponseBase:
    """When each was adopted, by which decision and why."""
    rows = Edition.objects.filter(document__owner__public=True).select_related("document", "decision")
    return _list(
        request,
        "charter-editions",
        form,
        rows.order_by("document__key", "number"),
        Slice.asked(limit, offset),
        edition_row,
    )


@router.get("/charter-articles.{form}", summary="Every article of every edition")
def articles_listed(
    request: HttpRequest, form: Form, document: str = "", limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """The texts; `document=KEY` keeps those of one document."""
    rows = Article.objects.filter(edition__document__owner__public=True).select_related("edition__document")
    rows = rows.filter(edition__document__key=_clean(document)) if document else rows
    ordered = rows.order_by("edition__document__key", "edition__number", "position")
    return _list(request, "charter-articles", form, ordered, Slice.asked(limit, offset), article_row)


@router.get("/charter-reviews.{form}", summary="The reviews of the living documents")
def reviews_listed(request: HttpRequest, form: Form, limit: int = USUAL, offset: int = 0) -> HttpResponseBase:
    """From when to when, what could not change, and what came of it."""
    rows = Round.objects.filter(document__owner__public=True).select_related("document", "base", "edition", "decision")
    return _list(
        request, "charter-reviews", form, rows.order_by("-opens_on", "-pk"), Slice.asked(limit, offset), round_row
    )


@router.get("/charter-remarks.{form}", summary="What was said in reviews")
def remarks_listed(
    request: HttpRequest, form: Form, review: str = "", limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """Remarks with their answers, without their authors; hidden and withdrawn ones are left out. `review=KEY` keeps those of one."""
    rows = Remark.objects.shown().filter(round__document__owner__public=True).select_related("round", "organisation")
    rows = rows.filter(round__key=_clean(review)) if review else rows
    return _list(request, "charter-remarks", form, rows.order_by("at", "pk"), Slice.asked(limit, offset), remark_row)


@router.get("/charter-proposals.{form}", summary="What texts were proposed in reviews")
def proposals_listed(
    request: HttpRequest, form: Form, review: str = "", limit: int = USUAL, offset: int = 0
) -> HttpResponseBase:
    """Proposals with their answers and number of supporters, without any names; hidden and withdrawn ones are left out."""
    rows: Any = (
        Proposal.objects.shown().filter(round__document__owner__public=True).select_related("round", "organisation")
    )
    rows = rows.filter(round__key=_clean(review)) if review else rows
    rows = rows.annotate(supporters=Count("supports")).order_by("at", "pk")
    return _list(request, "charter-proposals", form, rows, Slice.asked(limit, offset), proposal_row)


@router.get("/charters/{key}.json", summary="One living document")
def charter_told(request: HttpRequest, key: str) -> HttpResponseBase:
    """A document with the articles that hold, its editions and its reviews."""
    found = queries.document(_clean(key))
    assert found.current is not None
    told = {
        "about": found.about, "page": absolute(f"charters/{found.key}/", "en"),
        "articles": [article_row(a) for a in found.current.articles.select_related("edition__document").order_by("position")],
        "editions": [edition_row(e) for e in found.editions.select_related("document", "decision").order_by("number")],
        "reviews": [round_row(r) for r in found.rounds.select_related("document", "base", "edition", "decision").order_by("pk")],
    }  # fmt: skip
    return as_json({**document_row(found), **told})


# --- rows as plain values -------------------------------------------------------------------------------------------


def document_row(row: Document) -> Row:
    """One document."""
    names = ("key", "title", "kind", "place", "subject", "next_review")
    number = row.current.number if row.current else None
    return _of(row, names) | {"owner": row.owner.key, "months": row.rhythm, "edition": number}


def edition_row(row: Edition) -> Row:
    """One edition."""
    decision = row.decision.key if row.decision and row.decision.public else ""
    return _of(row, ("number", "adopted_on", "why")) | {"document": row.document.key, "decision": decision}


def article_row(row: Article) -> Row:
    """One article of one edition."""
    names = ("slug", "position", "number", "title", "body", "open_clause", "intention")
    return {"document": row.edition.document.key, "edition": row.edition.number} | _of(row, names)


def round_row(row: Round) -> Row:
    """One review."""
    decision = row.decision.key if row.decision and row.decision.public else ""
    came = row.edition.number if row.edition else None
    return _of(row, ("key", "opens_on", "closes_on", "fixed", "who_decides")) | {
        "document": row.document.key, "reviewed": row.base.number, "stage": row.now, "edition": came, "decision": decision,
    }  # fmt: skip


def remark_row(row: Remark) -> Row:
    """One remark, without who said it."""
    return _said(row) | {"wish": row.wish}


def proposal_row(row: Any) -> Row:
    """One proposal, without who made it."""
    return _said(row) | {"title": row.title, "why": row.why, "supporters": row.supporters + row.supported}


def _said(row: Remark | Proposal) -> Row:
    names = ("key", "voice", "language", "body", "outcome", "reason")
    day = row.answered_at.date() if row.answered_at else None
    more = {"article": row.slug, "organisation": row.organisation.key if row.organisation else "", "on": row.at.date()}
    return {"review": row.round.key} | _of(row, names) | more | {"answered_on": day}


def _of(row: Any, names: Sequence[str]) -> Row:
    return {name: getattr(row, name) for name in names}


# --- what the columns mean ------------------------------------------------------------------------------------------


def _column(name: str, kind: Kind, nl: str, fr: str, en: str) -> Column[Mapping[str, Any]]:
    def read(row: Mapping[str, Any]) -> Any:
        value = row[name]
        if isinstance(value, bool):
            return "true" if value else "false"
        return value if value is None or isinstance(value, str | int | float) else plain(value)

    return Column(name, kind, meaning(nl, fr, en), read)


_DOCUMENT = _column(
    "document", "code", "Korte code van het document", "Code court du document", "Short code of the document"
)
_EDITION = _column("edition", "integer", "Nummer van de editie", "Numéro de l’édition", "Number of the edition")
_DECISION = _column("decision", "code", "Beslissing waarmee", "Décision par laquelle", "Decision by which")
_SAID = [
    _column("review", "code", "Korte code van de herziening", "Code court de la révision", "Short code of the review"),
    _column("key", "code", "Vaste code", "Code stable", "Stable code"),
    _column(
        "article",
        "code",
        "Artikel; “whole” is het geheel",
        "Article ; « whole » est l’ensemble",
        "Article; “whole” is the whole",
    ),
    _column("voice", "code", "Als wie gesproken is", "Au nom de qui", "As whom it was said"),
    _column("organisation", "code", "Voor welke organisatie", "Pour quelle organisation", "For which organisation"),
    _column("on", "date", "Dag", "Jour", "Day"),
    _column("language", "code", "Taal", "Langue", "Language"),
    _column("body", "text", "De woorden", "Les mots", "The words"),
    _column("outcome", "code", "Wat ervan werd", "Ce qu’il en est advenu", "What became of it"),
    *spoken("reason", "reason", "Reden", "Raison", "Reason"),
    _column("answered_on", "date", "Dag van het antwoord", "Jour de la réponse", "Day of the answer"),
]
COLUMNS: dict[str, list[Column[Mapping[str, Any]]]] = {
    "charters": [
        _column("key", "code", "Korte code", "Code court", "Short code"),
        *spoken("title", "title", "Titel", "Titre", "Title"),
        _column("kind", "code", "Soort", "Genre", "Kind"),
        _column("owner", "code", "Orgaan dat het bezit", "Organe qui en est propriétaire", "Organ that owns it"),
        _column("place", "code", "Gebied of perimeter; leeg is de hele stad",
                "Zone ou périmètre ; vide pour toute la ville", "Area or perimeter; empty is the whole city"),
        _column("subject", "code", "Waarvoor, als soort:code", "Pour quoi, comme genre:code", "For what, as kind:code"),
        _column("next_review", "date", "Volgende herziening", "Prochaine révision", "Next review"),
        _column("months", "integer", "Maanden tussen twee herzieningen", "Mois entre deux révisions", "Months between two reviews"),
        _EDITION,
    ],
    "charter-editions": [
        _DOCUMENT,
        _column("number", "integer", "Nummer van de editie", "Numéro de l’édition", "Number of the edition"),
        _column("adopted_on", "date", "Aangenomen op", "Adoptée le", "Adopted on"),
        _DECISION,
        *spoken("why", "why", "Waarom", "Pourquoi", "Why"),
    ],
    "charter-articles": [
        _DOCUMENT,
        _EDITION,
        _column("slug", "code", "Naam die in alle edities dezelfde is",
                "Nom identique dans toutes les éditions", "Name that is the same in all editions"),
        _column("position", "integer", "Plaats", "Place", "Place"),
        _column("number", "text", "Nummer van het artikel", "Numéro de l’article", "Number of the article"),
        *spoken("title", "title", "Titel", "Titre", "Title"),
        *spoken("body", "body", "Tekst", "Texte", "Text"),
        _column("open_clause", "boolean", "Laat ruimte aan de gebruikers",
                "Laisse de la place aux usagers", "Leaves room for those who use the place"),
        _column("intention", "boolean", "Intentie zonder getal", "Intention sans chiffre", "Intention without a number"),
    ],
    "charter-reviews": [
        _column("key", "code", "Korte code", "Code court", "Short code"),
        _DOCUMENT,
        _column("reviewed", "integer", "Editie die herzien wordt", "Édition révisée", "Edition under review"),
        _column("opens_on", "date", "Eerste dag", "Premier jour", "First day"),
        _column("closes_on", "date", "Laatste dag", "Dernier jour", "Last day"),
        _column("stage", "code", "Hoever het staat", "Où en est la révision", "Where it stands"),
        *spoken("fixed", "fixed", "Wat niet kan veranderen, door wie en waarom",
                "Ce qui ne peut changer, par qui et pourquoi", "What cannot change, by whom and why"),
        *spoken("who_decides", "who_decides", "Wie beslist", "Qui décide", "Who decides"),
        _EDITION,
        _DECISION,
    ],
    "charter-remarks": [*_SAID, _column("wish", "code", "Wat gewenst wordt", "Ce qui est souhaité", "What is wanted")],
    "charter-proposals": [
        *_SAID,
        _column("title", "text", "Titel", "Titre", "Title"),
        _column("why", "text", "Waarom", "Pourquoi", "Why"),
        _column("supporters", "integer", "Aantal steunbetuigingen", "Nombre de soutiens", "Number of supporters"),
    ],
}  # fmt: skip


def _list(
    request: HttpRequest, name: str, form: str, rows: "QuerySet[Any]", part: Slice, told: Callable[[Any], Row]
) -> HttpResponseBase:
    if form == "csv":
        return as_table(COLUMNS[name], (told(row) for row in in_parts(rows)), f"{name}.csv")
    return as_list(request, name, rows, part, lambda some: [told(row) for row in some])


def _clean(key: str) -> str:
    """No database takes a NUL."""
    if "\0" in key:
        raise Absent("document")
    return key
