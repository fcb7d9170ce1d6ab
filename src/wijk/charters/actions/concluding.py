"""The organ that owns the document decides, article by article; that gives the next edition."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from wijk.charters import access, queries
from wijk.charters.actions.documents import ADOPTING, ArticleDraft, check_decision, write_edition
from wijk.charters.actions.writing import NOTE, free_key, later, locked, locked_round, long_text, note, title_text
from wijk.charters.models import RESERVED, Article, Document, Proposal, Round, Support
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs.actions import decide
from wijk.organs.models import Decision
from wijk.organs.queries import kind_of

Choice = Literal["keep", "amend", "drop", "new"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the organ decided of one article. `title`, `body` and the two marks count for "amend" and "new" alone."""

    slug: str
    choice: Choice = "keep"
    title: Text = field(default_factory=Text)
    body: Text = field(default_factory=Text)
    open_clause: bool = False
    intention: bool = False


@dataclass(frozen=True, slots=True)
class Vote:
    """How the organ decided: votes by mandate, who else was there, what was objected and said against."""

    rule: str = ""
    votes: Mapping[int, str] | None = None
    present: Collection[int] = ()
    objections: Sequence[str] = ()
    dissent: Text = field(default_factory=Text)


@transaction.atomic
def conclude_round(
    viewer: Viewer, *, round: Round, verdicts: Sequence[Verdict], on: date, why: Text, decision: Decision | None = None,
    vote: Vote | None = None, next_review: date | None = None,
) -> Round:  # fmt: skip
    """Note what the owner decided of each article, in the order of the next edition, and adopt that edition.

    The decision is one that the organ took in a meeting, or is noted here with its `vote`. Where it was rejected, or where every
    article stays, the present edition holds on and the review is concluded all the same. Supporters are counted and forgotten.
    Raises NotAllowed; Refused where the review is not closed, an article was passed over, or the organ may not decide this.
    """
    access.require(viewer, "charters.conclude_round", round.document)
    row = locked_round(round)
    if row.state == "concluded":
        raise Refused("round-concluded", _("This review is concluded already."))
    if row.state != "closed":
        raise Refused(
            "round-not-closed",
            _("This review is not closed yet. Close it when all is answered; then the owner decides."),
        )
    row.document = document = locked(row.document)
    base = queries.articles(row.base)
    verdicts = _named(verdicts, queries.slugs_ever(document))
    drafts = _drafts(base, verdicts)
    taken = decision or _decided(viewer, row, document, on, why, vote or Vote())
    _check_about(row, taken)
    adopted = taken.outcome == "adopted"
    if adopted:
        check_decision(document, taken, first=False)
    elif taken.outcome != "rejected" or taken.organ_id != document.owner_id:
        words = _(
            "The owner of the document has not decided yet. Conclude the review when it has adopted or rejected this."
        )
        raise Refused("not-decided", words)
    changed = [v for v in verdicts if v.choice != "keep"] if adopted else []
    if changed or (adopted and _moved(base, drafts)):
        row.edition = write_edition(document, articles=drafts, on=taken.on, why=why, decision=taken)
    row.state, row.concluded_at, row.decision = "concluded", clock.now(), taken
    row.why, row.result = long_text(why, _("The reason"), NOTE), _result(verdicts, drafts, adopted=adopted)
    row.save()
    _forget_supporters(row)
    document.next_review = next_review or (later(taken.on, document.rhythm) if document.rhythm else None)
    document.save(update_fields=["next_review"])
    number = row.edition.number if row.edition else 0
    note(viewer, "conclude_round", document, row, changed=len(changed), number=number, decision=taken.key)
    return row


def _named(verdicts: Sequence[Verdict], ever: Collection[str]) -> list[Verdict]:
    """The same, each new article with a name that no article of this document ever had."""
    taken = {*ever, *RESERVED}
    rows = []
    for given in verdicts:
        title, body = title_text(given.title, _("The title")), long_text(given.body, _("The text"))
        verdict = replace(given, title=title, body=body)
        if verdict.choice == "new":
            if verdict.slug in taken:
                words = _("This document had an article called “{slug}” before. Give the new one another name.")
                raise Refused("slug-again", words, slug=verdict.slug)
            verdict = replace(verdict, slug=verdict.slug or free_key(verdict.title.to("en"), taken))
            taken.add(verdict.slug)
        rows.append(verdict)
    return rows


def _drafts(base: Sequence[Article], verdicts: Sequence[Verdict]) -> list[ArticleDraft]:
    """The articles of the next edition. Every present article gets one verdict."""
    was = {article.slug: article for article in base}
    named = [v.slug for v in verdicts if v.choice != "new"]
    missing, strange = [s for s in was if s not in named], [s for s in named if s not in was]
    if missing:
        words = _("Nothing is decided of {count} articles: {articles}. Say of each whether it stays, changes or goes.")
        raise Refused("passed-over", words, count=len(missing), articles=", ".join(was[s].number for s in missing))
    if strange or len(named) != len(set(named)):
        raise Refused("unknown-article", _("One article is named twice, or is not in the edition under review."))
    numbers = [int(a.number) for a in base if a.number.isdigit()]
    last = max(numbers, default=len(base))
    drafts = []
    for verdict in verdicts:
        if verdict.choice == "new":
            last += 1
            drafts.append(_new(verdict, str(last)))
        elif verdict.choice != "drop":
            drafts.append(_kept(was[verdict.slug], verdict))
    return drafts


def _new(verdict: Verdict, number: str) -> ArticleDraft:
    return ArticleDraft(verdict.slug, verdict.title, verdict.body, number, verdict.open_clause, verdict.intention)


def _kept(article: Article, verdict: Verdict) -> ArticleDraft:
    if verdict.choice == "keep":
        return ArticleDraft(
            article.slug, article.title, article.body, article.number, article.open_clause, article.intention
        )
    facts = (verdict.title, verdict.body, verdict.open_clause, verdict.intention)
    if facts == (article.title, article.body, article.open_clause, article.intention):
        raise Refused(
            "same-text",
            _("Article {number} is to change, but its text is the same. Change it, or keep it."),
            number=article.number,
        )
    return ArticleDraft(
        article.slug, verdict.title, verdict.body, article.number, verdict.open_clause, verdict.intention
    )


def _moved(base: Sequence[Article], drafts: Sequence[ArticleDraft]) -> bool:
    return [a.slug for a in base] != [d.slug for d in drafts]


def _decided(viewer: Viewer, round: Round, document: Document, on: date, why: Text, vote: Vote) -> Decision:
    """Note the decision of the owner; refused by the organs' own rules where it may not decide this."""
    may = kind_of(document.owner).competences
    competence = next((one for one in ADOPTING if one in may), ADOPTING[0])
    motion = long_text(why, _("The reason"), NOTE) or document.title
    return decide(
        viewer, organ=document.owner, on=on, title=document.title, motion=motion, rule=vote.rule, votes=vote.votes,
        objections=list(vote.objections), dissent=vote.dissent, about=_subject(round), present=vote.present,
        competence=competence,
    )  # fmt: skip


def _subject(round: Round) -> Subject:
    return Subject("charters.round", round.key)


def _check_about(round: Round, decision: Decision) -> None:
    here = {"", str(_subject(round)), str(Subject("charters.document", round.document.key))}
    if decision.about not in here:
        raise Refused("other-subject", _("That decision is about something else. Name the one about this review."))


def _result(verdicts: Sequence[Verdict], drafts: Sequence[ArticleDraft], *, adopted: bool) -> list[dict[str, object]]:
    """What became of each article, as plain data that other rooms may take over: the adopted texts, and what was dropped."""
    texts = {draft.slug: draft for draft in drafts}
    if not adopted:
        return [{"slug": v.slug, "choice": "keep"} for v in verdicts if v.choice != "new"]
    rows: list[dict[str, object]] = []
    for verdict in verdicts:
        told = texts.get(verdict.slug)
        row: dict[str, object] = {"slug": verdict.slug, "choice": verdict.choice}
        if told is not None:
            row |= {"number": told.number, "title": dict(told.title), "body": dict(told.body)}
        rows.append(row)
    return rows


def _forget_supporters(round: Round) -> None:
    """Keep how many stood behind each proposal, and no longer who; nor the prints of addresses."""
    rows = Proposal.objects.filter(round=round).annotate(n=Count("supports")).exclude(n=0)
    for proposal in rows.only("pk"):
        Proposal.objects.filter(pk=proposal.pk).update(supported=F("supported") + proposal.n)
    Support.objects.filter(proposal__round=round).delete()
    round.waiting.all().delete()
