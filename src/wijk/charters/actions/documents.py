"""Keep a document: what it is, whose, where, when it is reviewed; and adopt its editions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.charters import access, queries
from wijk.charters.actions.writing import BODY, NOTE, TITLE, free_key, line, locked, long_text, needed, note, title_text
from wijk.charters.models import RESERVED, Article, Document, Edition, Kind, PlaceOf
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs.access import keeps
from wijk.organs.models import Decision, Organ
from wijk.territory.queries import touched
from wijk.trail.actions import record

#: What an organ must be able to do to adopt a document, the first that it can.
ADOPTING = ("decide", "endorse")
#: The most articles of an edition: the owner decides of all of them on one page, nine boxes each, and a form takes two thousand.
MOST = 180


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as it is put to be adopted. Without `slug` one is made; without `number` its place is its number."""

    slug: str
    title: Text
    body: Text = field(default_factory=Text)
    number: str = ""
    open_clause: bool = False
    intention: bool = False


@transaction.atomic
def keep_kind(viewer: Viewer, *, code: str, title: Text) -> Kind:
    """Add a kind of document, or call one otherwise."""
    if not viewer.may("charters.keep_kind"):
        raise NotAllowed("charters.keep_kind")
    said = needed(title_text(title, _("The name")), "no-title", _("Give the kind a name in at least one language."))
    if code != free_key(code, ()):
        raise Refused("bad-code", _("Use small letters, digits and hyphens for the code, such as school-street."))
    row, _made = Kind.objects.update_or_create(code=code, defaults={"title": said})
    told = {"title": dict(said)}
    record(viewer, verb="charters.keep_kind", subject=Subject("charters.kind", code), data=told)
    return row


@transaction.atomic
def keep_document(
    viewer: Viewer, *, key: str | None = None, title: Text, kind: str, owner: Organ, place: str, subject: str = "",
    next_review: date | None = None, rhythm: int | None = None, about: Text | None = None,
) -> Document:  # fmt: skip
    """Keep a document with its owner and the day of its next review; with `key`, change the one that is there.

    Raises NotAllowed, Absent for an unknown key, Refused for what does not fit together.
    """
    row = (
        Document.objects.select_for_update(of=("self",)).select_related("owner").filter(key=key).first()
        if key
        else None
    )
    if key and row is None:
        raise Absent("document")
    if row is not None:
        access.require(viewer, access.KEEP, row)
    if not (viewer.may(access.KEEP, place) or keeps(viewer, owner)):
        raise NotAllowed(access.KEEP)
    said = needed(
        title_text(title, _("The title")), "no-title", _("Give the document a title in at least one language.")
    )
    areas = _checked(kind, place, rhythm)
    if row is None:
        taken = set(Document.objects.values_list("key", flat=True))
        row = Document(key=free_key(said.to("en"), taken | {"new", "kinds"}))
    elif row.owner_id != owner.pk and row.rounds.going_on().exists():
        raise Refused(
            "owner-in-review", _("The review that goes on is decided by the present owner. Conclude it first.")
        )
    row.title, row.about, row.kind, row.owner, row.place = said, _about(about), kind, owner, place
    row.subject, row.next_review, row.rhythm = subject[:160], next_review, rhythm
    row.save()
    row.areas.all().delete()
    PlaceOf.objects.bulk_create(PlaceOf(document=row, area=area) for area in sorted(areas))
    note(viewer, "keep_document", row, organ=owner.key, review=next_review.isoformat() if next_review else None)
    return row


def _about(said: Text | None) -> Text:
    return long_text(said or Text(), _("What it is about"), NOTE)


def _checked(kind: str, place: str, rhythm: int | None) -> frozenset[str]:
    if kind not in queries.kinds():
        raise Refused("unknown-kind", _("There is no kind of document “{kind}”. Choose one of the list."), kind=kind)
    if rhythm is not None and not 1 <= rhythm <= 600:
        raise Refused("bad-rhythm", _("A document is reviewed every 1 to 600 months. Correct the number of months."))
    try:
        return touched(place)
    except Absent as absent:
        sentence = _("There is no area or perimeter “{place}”. Choose one of the list.")
        raise Refused("unknown-place", sentence, place=place) from absent


@transaction.atomic
def adopt_edition(
    viewer: Viewer, *, document: Document, articles: Sequence[ArticleDraft], on: date, why: Text,
    decision: Decision | None = None,
) -> Edition:  # fmt: skip
    """Note an edition as it was adopted. The first may come without a decision (it was there on paper); each later one needs
    a decision of the organ that owns the document.

    Raises NotAllowed, Refused where a review goes on, where nothing changed, or where the articles do not fit together.
    """
    access.require(viewer, "charters.adopt_edition", document)
    row = locked(document)
    if row.rounds.going_on().exists():
        raise Refused(
            "round-open", _("This document is under review. Conclude the review; that gives the new edition.")
        )
    made = write_edition(row, articles=articles, on=on, why=why, decision=decision)
    note(viewer, "adopt_edition", row, number=made.number, articles=len(articles))
    return made


def write_edition(
    document: Document, *, articles: Sequence[ArticleDraft], on: date, why: Text, decision: Decision | None
) -> Edition:
    """The next edition of a locked document, checked. For the verbs of this room."""
    before = document.current
    check_decision(document, decision, first=before is None)
    if before is not None and on < before.adopted_on:
        sentence = _("Edition {number} was adopted on {day}; a later one cannot be older. Correct the day.")
        raise Refused("edition-backwards", sentence, number=before.number, day=before.adopted_on.isoformat())
    rows = made_articles(articles)
    if before is not None:
        changed = queries.compared(queries.articles(before), rows)
        if all(step.change == "same" for step in changed):
            raise Refused(
                "nothing-changed", _("This text is the same as the edition that holds. Change something first.")
            )
    reason = long_text(why, _("The reason"), NOTE)
    number = before.number + 1 if before else 1
    edition = Edition(document=document, number=number, adopted_on=on, decision=decision, why=reason)
    edition.save()
    for row in rows:
        row.edition = edition
    Article.objects.bulk_create(rows)
    document.current = edition
    document.save(update_fields=["current"])
    return edition


def check_decision(document: Document, decision: Decision | None, *, first: bool) -> None:
    """Only the organ that owns the document adopts it."""
    if decision is None:
        if first:
            return
        raise Refused(
            "no-decision", _("A new edition needs a decision of the organ that owns the document. Name that decision.")
        )
    if decision.organ_id != document.owner_id:
        raise Refused(
            "other-organ", _("That decision is of another organ. Only the owner of the document may change it.")
        )
    if decision.competence not in ADOPTING:
        raise Refused(
            "may-not-decide",
            _("This organ may not adopt the document: it only gives advice or prepares. Let an organ decide that may."),
        )
    if decision.outcome != "adopted":
        raise Refused(
            "not-adopted", _("That decision did not adopt anything. Name the decision that adopted this text.")
        )


def made_articles(drafts: Sequence[ArticleDraft]) -> list[Article]:
    """The articles of an edition out of their drafts, each with its slug and number; not saved yet."""
    if not drafts:
        raise Refused("no-articles", _("There is no article in this edition. Add at least one."))
    if len(drafts) > MOST:
        raise Refused("many-articles", _("An edition has {most} articles at the most. Join some of them."), most=MOST)
    given = [draft.slug for draft in drafts if draft.slug]
    double = next((slug for slug in given if given.count(slug) > 1), None)
    if double is not None:
        raise Refused("slug-twice", _("Two articles are called “{slug}”. Give each its own name."), slug=double)
    taken = {*RESERVED, *given}
    rows = []
    for place, draft in enumerate(drafts, 1):
        row = _article(draft, place)
        if not row.slug:
            row.slug = free_key(row.title.to("en") or f"article-{place}", taken)
            taken.add(row.slug)
        rows.append(row)
    return rows


def _article(draft: ArticleDraft, place: int) -> Article:
    where = _("Article {number}").format(number=draft.number or place)
    if draft.slug and (draft.slug in RESERVED or draft.slug != free_key(draft.slug, ())):
        raise Refused(
            "bad-slug",
            _("“{slug}” cannot be the name of an article. Use small letters, digits and hyphens."),
            slug=draft.slug,
        )
    title, body = title_text(draft.title, where), long_text(draft.body, where, BODY)
    if not title and not body:
        raise Refused(
            "empty-article", _("{article} says nothing. Give it a title or a text, or leave it out."), article=where
        )
    return Article(
        position=place, slug=draft.slug, number=line(draft.number, where, TITLE)[:12] or str(place), title=title, body=body,
        open_clause=draft.open_clause, intention=draft.intention,
    )  # fmt: skip
