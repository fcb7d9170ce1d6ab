"""The desk of one review: the queue of answers, moderation, the evaluation of an article, closing, concluding."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.charters import access, actions, queries
from wijk.charters.actions import Verdict, Vote
from wijk.charters.forms import AnswerForm, ConcludeForm, EvaluationForm, HideForm, VerdictForm
from wijk.charters.models import WHOLE, Article, Proposal, Remark, Round
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import viewer_of
from wijk.organs.models import VOTING
from wijk.organs.queries import decisions, mandates_on
from wijk.ui.open_pages import asked
from wijk.ui.tables import paginate

pages = require_http_methods(["GET", "HEAD", "POST"])
#: So many new articles can be added in one conclusion.
NEW = 5


def _about(found: Round) -> dict[str, Any]:
    return {
        "round": found, "document": found.document, "stage": found.now, "whole_slug": WHOLE,
    }  # fmt: skip


@never_cache
@require_GET
def desk(request: HttpRequest, key: str) -> HttpResponse:
    """What waits for an answer, the oldest first; and everything else that was said, hidden or not."""
    found = access.keep_round(viewer_of(request), key)
    every, slug = asked(request, "show") == "all", asked(request, "article")
    remarks, proposals = found.remarks.standing(), found.proposals.standing()
    if not every:
        remarks, proposals = (
            remarks.filter(answered_at=None, hidden_at=None),
            proposals.filter(answered_at=None, hidden_at=None),
        )
    if slug:
        remarks, proposals = remarks.filter(slug=slug), proposals.filter(slug=slug)
    articles = queries.articles(found.base)
    told = _about(found) | {
        "page": paginate(remarks.select_related("organisation").order_by("at", "pk"), request),
        "proposals": paginate(proposals.select_related("organisation").order_by("at", "pk"), request),
        "owed": queries.owed(found), "every": every, "slug": slug, "articles": articles, "evaluations": queries.evaluations(found),
        "over": queries.today() > found.closes_on, "titles": {a.slug: a for a in articles},
    }  # fmt: skip
    return render(request, "charters/office/desk.html", told)


@never_cache
@pages
def answer(request: HttpRequest, key: str, said: str) -> HttpResponse:
    """Answer one remark or proposal, or hide it."""
    viewer = viewer_of(request)
    found = access.keep_round(viewer, key)
    row = access.open_said(viewer, found, said)
    question = isinstance(row, Remark) and row.wish == "question"
    form = AnswerForm(request.POST or None, question=question, initial={"outcome": row.outcome, "reason": row.reason})
    if request.method == "POST" and form.is_valid():
        try:
            actions.answer(viewer, said=row, outcome=form.cleaned_data["outcome"], reason=form.text("reason"))
            messages.success(
                request, _("Answered. Who said it finds the answer on their page, and everybody beside it.")
            )
            return redirect("charters:desk", key=key)
        except Refused as fault:
            form.add_error(None, str(fault))
    article = _article(found, row)
    told = _about(found) | {
        "form": form, "said": row, "article": article, "hide": HideForm(), "proposal": row if isinstance(row, Proposal) else None,
    }  # fmt: skip
    return render(request, "charters/office/answer.html", told)


def _article(found: Round, said: Remark | Proposal) -> Article | None:
    return queries.article_or_whole(found, said.slug)


@require_POST
def hide(request: HttpRequest, key: str, said: str) -> HttpResponse:
    """Hide something with a reason, or show it again."""
    viewer = viewer_of(request)
    found = access.keep_round(viewer, key)
    row = access.open_said(viewer, found, said)
    form = HideForm(request.POST)
    try:
        if request.POST.get("again"):
            actions.show_again(viewer, said=row)
            messages.success(request, _("It is shown again."))
        elif form.is_valid():
            actions.hide(viewer, said=row, reason=form.cleaned_data["why"], explained=form.cleaned_data["explained"])
            messages.success(request, _("It is hidden. It is kept, and who said it sees why."))
        else:
            messages.error(request, _("Choose why this is hidden."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("charters:answer", key=key, said=said)


@never_cache
@pages
def evaluate(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """Say in words how an article worked out."""
    viewer = viewer_of(request)
    found = access.keep_round(viewer, key)
    article = queries.article_or_whole(found, slug)
    form = EvaluationForm(request.POST or None, initial={"words": queries.evaluations(found).get(slug)})
    if request.method == "POST" and form.is_valid():
        try:
            actions.evaluate_article(viewer, round=found, slug=slug, words=form.text("words"))
            messages.success(request, _("The evaluation stands beside the article."))
            return redirect("charters:desk", key=key)
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "charters/office/evaluate.html", _about(found) | {"form": form, "article": article})


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponse:
    """Close a review that owes no answer any more."""
    viewer = viewer_of(request)
    found = access.keep_round(viewer, key)
    try:
        actions.close_round(viewer, round=found)
        messages.success(request, _("The review is closed. Now the owner decides, article by article."))
        return redirect("charters:conclude", key=key)
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("charters:desk", key=key)


@never_cache
@pages
def conclude(request: HttpRequest, key: str) -> HttpResponse:
    """Note what the owner decided of each article; that gives the next edition."""
    viewer = viewer_of(request)
    found = access.keep_round(viewer, key)
    base = queries.articles(found.base)
    form, rows, extra = _conclusion(request, found, base)
    verdicts = [row["form"] for row in rows] + extra
    if request.method == "POST" and _valid(form, rows, extra):
        told = form.cleaned_data
        decided = [_verdict(one, article.slug) for one, article in zip(verdicts, base, strict=False)]
        decided += [_verdict(one, "") for one in extra if one.cleaned_data["choice"] == "new"]
        vote = Vote(votes=form.cast() or None, present=form.there(), dissent=form.text("dissent"))
        try:
            actions.conclude_round(
                viewer, round=found, verdicts=decided, on=told["on"], why=form.text("why"), decision=told["decision"], vote=vote,
                next_review=told["next_review"],
            )  # fmt: skip
            messages.success(request, _("The review is concluded."))
            return redirect("charters:result", key=key)
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(
        request, "charters/office/conclude.html", _about(found) | {"form": form, "rows": rows, "extra": extra}
    )


def _valid(form: ConcludeForm, rows: list[dict[str, Any]], extra: list[VerdictForm]) -> bool:
    """Is everything filled in? Every form is looked at, so that all faults are shown at once."""
    faults = 0 if form.is_valid() else 1
    for row in rows:
        one: VerdictForm = row["form"]
        if one.is_valid() and one.cleaned_data["choice"] == "keep" and _edited(one, row["article"]):
            one.add_error(
                "choice", _("You changed this text, and say that it stays. Choose that it changes, or undo it.")
            )
        faults += 0 if one.is_valid() else 1
    return not faults + sum(0 if one.is_valid() else 1 for one in extra)


def _edited(form: VerdictForm, article: Article) -> bool:
    def plain(text: Text) -> dict[str, str]:
        return {language: " ".join(words.split()) for language, words in text.items()}

    same = all(plain(form.text(name)) == plain(getattr(article, name)) for name in ("title", "body"))
    return not same or any(form.cleaned_data[name] != getattr(article, name) for name in ("open_clause", "intention"))


def _conclusion(
    request: HttpRequest, found: Round, base: list[Article]
) -> tuple[ConcludeForm, list[dict[str, Any]], list[VerdictForm]]:
    """The forms of a conclusion: one of the whole, one of each article with what was proposed for it, a few for new ones."""
    data, day = request.POST or None, queries.today()
    owner, about = found.document.owner, str(Subject("charters.round", found.key))
    taken = decisions(organ=owner, everything=True).filter(about__in=["", about], outcome__in=["adopted", "rejected"])
    seats = [m for m in mandates_on(owner, day) if m.role in VOTING]
    form = ConcludeForm(data, decisions=taken, mandates=seats, initial={"on": day})
    held: dict[str, list[Proposal]] = {}
    for one in queries.proposals(found):
        held.setdefault(one.slug, []).append(one)
    take = asked(request, "take")
    rows = []
    for article in base:
        initial: dict[str, Any] = {
            name: getattr(article, name) for name in ("title", "body", "open_clause", "intention")
        }
        chosen = next((p for p in held.get(article.slug, ()) if p.key == take), None)
        initial |= _taken(article, chosen) if chosen else {"choice": "keep"}
        rows.append(
            {
                "article": article,
                "proposals": held.get(article.slug, []),
                "form": VerdictForm(data, initial=initial, prefix=f"a-{article.slug}"),
            }
        )
    extra = [VerdictForm(data, new=True, prefix=f"new-{n}", initial={"choice": "skip"}) for n in range(NEW)]
    return form, rows, extra


def _taken(article: Article, proposal: Proposal) -> dict[str, Any]:
    """The boxes with a proposal in its own language instead of the present text."""
    spoken = proposal.language or "nl"
    return {
        "choice": "amend", "title": {**article.title, spoken: proposal.title or article.title.to(spoken)},
        "body": {**article.body, spoken: proposal.body},
    }  # fmt: skip


def _verdict(form: VerdictForm, slug: str) -> Verdict:
    told = form.cleaned_data
    return Verdict(slug, told["choice"], form.text("title"), form.text("body"), told["open_clause"], told["intention"])
