"""Which documents hold here, what stands in each edition, where is a review, and what was said in it?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Count, F, Q, QuerySet

from wijk.actors.models import Organisation
from wijk.charters.kinds import STANDARD
from wijk.charters.models import (
    WHOLE,
    Article,
    Document,
    Edition,
    Evaluation,
    Kind,
    PlaceOf,
    Proposal,
    Remark,
    Round,
    Support,
    today,
)
from wijk.core.errors import Absent
from wijk.core.text import LANGUAGES, Text

__all__ = ["today"]


def kinds() -> dict[str, Text]:
    """What each kind of document is called, by its code: the standard ones, as the city calls them, and its own; one query."""
    return STANDARD | {row.code: row.title for row in Kind.objects.order_by("code")}


def kind_title(code: str, known: Mapping[str, Text] | None = None) -> Text:
    """What one kind is called; its code where the city took it away again."""
    return (known if known is not None else kinds()).get(code) or Text.of(code)


# --- documents and editions -----------------------------------------------------------------------------------------


def documents(*, area: str | None = None, kind: str = "", review: bool = False) -> "QuerySet[Document]":
    """The documents that have an edition: of an area (with those of the whole city), of a kind, those under review; next review first."""
    rows = Document.objects.exclude(current=None).filter(owner__public=True).select_related("owner", "current")
    if area is not None:
        rows = rows.filter(pk__in=PlaceOf.objects.filter(area__in=[area, ""]).values("document"))
    rows = rows.filter(kind=kind) if kind else rows
    if review:
        rows = rows.filter(pk__in=Round.objects.going_on().values("document"))
    return rows.order_by("next_review", "key")


def document(key: str) -> Document:
    """The public document with this key; raises Absent."""
    found = documents().filter(key=key).first()
    if found is None:
        raise Absent("document")
    return found


def editions(document: Document) -> list[Edition]:
    """All editions, newest first, with their decisions; one query."""
    return list(document.editions.select_related("decision").order_by("-number"))


def edition(document: Document, number: int) -> Edition:
    """One edition; raises Absent."""
    found = document.editions.select_related("decision").filter(number=number).first()
    if found is None:
        raise Absent("edition")
    return found


def articles(edition: Edition) -> list[Article]:
    """The articles of an edition in their order; one query."""
    return list(edition.articles.order_by("position"))


def slugs_ever(document: Document) -> set[str]:
    """The slugs of all articles that this document ever had."""
    return set(Article.objects.filter(edition__document=document).values_list("slug", flat=True))


def going_on(rows: Iterable[Document]) -> dict[int, Round]:
    """The review that goes on, by primary key of the document; one query."""
    return {r.document_id: r for r in Round.objects.going_on().filter(document__in=[d.pk for d in rows])}


def rounds(document: Document) -> list[Round]:
    """Every review of a document, newest first."""
    return list(document.rounds.select_related("base", "edition", "decision").order_by("-opens_on", "-pk"))


Change = Literal["same", "changed", "added", "dropped", "moved"]


@dataclass(frozen=True, slots=True)
class Compared:
    """An article in two editions; `before` or `after` is None where it was not there."""

    slug: str
    change: Change
    before: Article | None
    after: Article | None

    @property
    def article(self) -> Article:
        """It as it stands now, or as it stood last."""
        found = self.after or self.before
        assert found is not None
        return found


def differences(old: Edition, new: Edition) -> list[Compared]:
    """Article by article what changed from one edition to another; those that went stand where they stood; two queries."""
    before, after = articles(old), articles(new)
    return compared(before, after)


def compared(before: Sequence[Article], after: Sequence[Article]) -> list[Compared]:
    """The same, of articles that are at hand; no query."""
    was = {article.slug: article for article in before}
    remains = {article.slug for article in after}
    order = [article.slug for article in before if article.slug in remains]
    stayed = [article.slug for article in after if article.slug in was]
    moved = set(stayed) - _in_order(order, stayed)
    rows = [
        Compared(
            article.slug, _change(was.get(article.slug), article, article.slug in moved), was.get(article.slug), article
        )
        for article in after
    ]
    for place, article in enumerate(before):
        if article.slug not in remains:
            rows.insert(_after(rows, before[:place]), Compared(article.slug, "dropped", article, None))
    return rows


def _in_order(old: Sequence[str], new: Sequence[str]) -> set[str]:
    """The largest set of slugs that stand in the same order in both: the others moved."""
    place = {slug: n for n, slug in enumerate(old)}
    best: list[list[str]] = [[]]
    for slug in new:
        longest: list[str] = []
        for chain in best:
            if len(chain) > len(longest) and place[chain[-1]] < place[slug]:
                longest = chain
        best.append([*longest, slug])
    most: list[str] = max(best, key=len)
    return set(most)


def _after(rows: Sequence[Compared], before: Sequence[Article]) -> int:
    """Where something that went belongs: behind the last article that stood before it."""
    places = {row.slug: n for n, row in enumerate(rows)}
    return next((places[a.slug] + 1 for a in reversed(before) if a.slug in places), 0)


def _change(before: Article | None, after: Article, moved: bool) -> Change:
    if before is None:
        return "added"
    facts = ("title", "body", "number", "open_clause", "intention")
    if any(getattr(before, fact) != getattr(after, fact) for fact in facts):
        return "changed"
    return "moved" if moved else "same"


@dataclass(frozen=True, slots=True)
class Step:
    """One edition in the history of an article."""

    edition: Edition
    article: Article | None  #: None where it was dropped
    before: Article | None
    change: Change


def history(document: Document, slug: str) -> list[Step]:
    """What became of an article through all editions, newest first; three queries. Raises Absent for a slug that was never there."""
    every = editions(document)
    rows = {a.edition_id: a for a in Article.objects.filter(edition__document=document, slug=slug)}
    if not rows:
        raise Absent("article")
    steps: list[Step] = []
    before: Article | None = None
    for one in reversed(every):
        here = rows.get(one.pk)
        if here is None and before is not None:
            steps.append(Step(one, None, before, "dropped"))
        elif here is not None:
            steps.append(Step(one, here, before, _change(before, here, False)))
        before = here
    return steps[::-1]


def found(words: str, limit: int) -> list[Document]:
    """Documents that have all these words in their title or text; one query."""
    rows = documents()
    for word in words.split()[:6]:
        fits = Q()
        for language in LANGUAGES:
            for column in ("title", "about", "current__articles__title", "current__articles__body"):
                fits |= Q(**{f"{column}__{language}__icontains": word})
        rows = rows.filter(fits)
    return list(rows.distinct()[:limit])


# --- rounds and what is said in them --------------------------------------------------------------------------------


def round_with(key: str) -> Round:
    """The review with this key, of a document that everybody may read; raises Absent."""
    rows = Round.objects.filter(document__owner__public=True)
    found = (
        rows.select_related("document__owner", "document__current", "base", "edition", "decision")
        .filter(key=key)
        .first()
    )
    if found is None:
        raise Absent("round")
    return found


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was said of an article, and how much of it waits for an answer."""

    remarks: int = 0
    proposals: int = 0
    owed: int = 0


def counts(round: Round) -> dict[str, Counts]:
    """What was said by article ("whole" for the whole); two queries."""
    found: dict[str, list[int]] = {}
    waiting = Count("pk", filter=Q(answered_at=None))
    for place, every in enumerate((Remark.objects.shown(), Proposal.objects.shown())):
        rows = every.filter(round=round).values("slug").annotate(n=Count("pk"), owed=waiting)
        for row in rows.order_by("slug"):
            held = found.setdefault(row["slug"], [0, 0, 0])
            held[place] += row["n"]
            held[2] += row["owed"]
    return {slug: Counts(*held) for slug, held in found.items()}


def owed(round: Round) -> int:
    """How many answers a round owes; two queries."""
    return Remark.objects.owed().filter(round=round).count() + Proposal.objects.owed().filter(round=round).count()


def remarks(round: Round, slug: str | None = None) -> "QuerySet[Remark]":
    """What everybody may read of an article, the newest first."""
    rows = Remark.objects.shown().filter(round=round).select_related("organisation")
    return (rows if slug is None else rows.filter(slug=slug)).order_by("-at", "-pk")


def proposals(round: Round, slug: str | None = None) -> "QuerySet[Proposal]":
    """The proposals of text that everybody may read, with `supporters`; those with most support first."""
    rows: QuerySet[Proposal] = Proposal.objects.shown().filter(round=round).select_related("organisation")
    rows = rows if slug is None else rows.filter(slug=slug)
    counted: Any = rows.annotate(supporters=Count("supports"))
    found: QuerySet[Proposal] = counted.order_by("-supported", "-supporters", "at", "pk")
    return found


def supported_by(round: Round, person: str) -> set[int]:
    """Which proposals of a round somebody supports; for their own eyes."""
    if not person:
        return set()
    return set(Support.objects.filter(proposal__round=round, person__key=person).values_list("proposal_id", flat=True))


def evaluations(round: Round) -> dict[str, Text]:
    """How each article worked out, in words; one query."""
    return dict(Evaluation.objects.filter(round=round).values_list("slug", "words"))


def spoken_for(person: str) -> list[Organisation]:
    """The organisations for which somebody was confirmed to speak; one query."""
    if not person:
        return []
    rows = Organisation.objects.standing().filter(keepings__person__key=person, keepings__ended_at=None)
    return list(rows.exclude(keepings__confirmed_at=None).order_by("key").distinct()[:20])


def said_by(person: str) -> tuple["QuerySet[Remark]", "QuerySet[Proposal]"]:
    """Everything somebody said in reviews, also what was hidden; for their own eyes."""
    names = ("round__document", "organisation")
    mine = {"person__key": person}
    return (
        Remark.objects.filter(**mine).select_related(*names).order_by("-at", "-pk"),
        Proposal.objects.filter(**mine).select_related(*names).order_by("-at", "-pk"),
    )


def due(day: date) -> "QuerySet[Document]":
    """Documents whose review day has come, that are not under review, and whose owner was not reminded of it yet."""
    rows = Document.objects.exclude(current=None).filter(next_review__lte=day)
    rows = rows.filter(Q(reminded_for=None) | ~Q(reminded_for=F("next_review")))
    return rows.exclude(pk__in=Round.objects.going_on().values("document")).select_related("owner").order_by("pk")


def article_or_whole(round: Round, slug: str) -> Article | None:
    """The article of the reviewed edition with this slug; None for the whole. Raises Absent for a slug that is not there."""
    if slug == WHOLE:
        return None
    found = Article.objects.filter(edition=round.base_id, slug=slug).first()
    if found is None:
        raise Absent("article")
    return found


def outcome_of(round: Round) -> list[dict[str, Any]]:
    """What became of each article, as the round keeps it."""
    return list(round.result)
