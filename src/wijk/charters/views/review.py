"""Pages of a review that everybody may read: its terms, article by article what is said, and what came of it."""

from typing import Any

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wijk.accounts.access import PersonViewer
from wijk.actors.queries import area_labels
from wijk.charters import access, queries
from wijk.charters.forms import RemarkForm
from wijk.charters.models import WHOLE, Remark, Round
from wijk.core.viewer import viewer_of
from wijk.ui.open_pages import open_page
from wijk.ui.tables import paginate

#: So many remarks of each article stand on the page of the whole review.
FEW = 2
#: So many articles get their own form on that page; on longer ones a link leads to it.
FORMS = 30


@open_page
def round(request: HttpRequest, key: str) -> HttpResponse:
    """A review: what can and what cannot change, how long it lasts, and each article with what is said of it."""
    found = queries.round_with(key)
    articles, counts = queries.articles(found.base), queries.counts(found)
    words_of, newest = queries.evaluations(found), _newest(found)
    person = viewer_of(request)
    open_now = found.now == "open"
    forms = open_now and isinstance(person, PersonViewer) and len(articles) <= FORMS
    made = remark_form(request, found, "whole") if forms else None
    rows = [
        {"article": a, "slug": a.slug, "counts": counts.get(a.slug), "evaluation": words_of.get(a.slug), "newest": newest.get(a.slug, []),
         "form": _beside(made, a.slug)}
        for a in articles
    ]  # fmt: skip
    whole = {
        "slug": WHOLE,
        "counts": counts.get(WHOLE),
        "evaluation": words_of.get(WHOLE),
        "newest": newest.get(WHOLE, []),
        "form": made,
    }
    said = sum(c.remarks + c.proposals for c in counts.values())
    told = about(request, found) | {"rows": rows, "whole": whole, "said": said}
    return render(request, "charters/round.html", told)


def _beside(form: RemarkForm | None, slug: str) -> RemarkForm | None:
    """The same form for another article, without asking again who may speak as what."""
    if form is None:
        return None
    return RemarkForm(voices=form.voices, names=form.names, auto_id=f"{slug}-%s", prefix=None)


def remark_form(request: HttpRequest, found: Round, slug: str, data: Any = None) -> RemarkForm | None:
    """The form for a remark of whoever is signed in; None for a passer-by."""
    person = viewer_of(request)
    if not isinstance(person, PersonViewer):
        return None
    voices = access.voices(person, found.document)
    names = voice_names(person, voices)
    return RemarkForm(data, voices=voices, names=names, auto_id=f"{slug}-%s")


def voice_names(person: PersonViewer, voices: list[tuple[str, str]]) -> dict[str, str]:
    """What the organisations are called for which somebody may speak."""
    if not any(key for _voice, key in voices):
        return {}
    return {organisation.key: str(organisation.title) for organisation in queries.spoken_for(person.key)}


def _newest(found: Round) -> dict[str, list[Remark]]:
    """The newest remarks of each article; one query."""
    place = Window(RowNumber(), partition_by=F("slug"), order_by=(F("at").desc(), F("pk").desc()))
    held: dict[str, list[Remark]] = {}
    for remark in queries.remarks(found).annotate(place=place).filter(place__lte=FEW):
        held.setdefault(remark.slug, []).append(remark)
    return held


def about(request: HttpRequest, found: Round) -> dict[str, Any]:
    """What every page of a review says above."""
    document = found.document
    person = viewer_of(request)
    return {
        "round": found, "document": document, "stage": found.now, "place": area_labels([document.place])[document.place],
        "tag": f"subject:charters.document:{document.key}", "signed_in": isinstance(person, PersonViewer),
        "keeps": access.may(person, access.KEEP, document), "today": queries.today(), "whole_slug": WHOLE,
    }  # fmt: skip


@open_page
def round_article(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """One article under review: its text, how it worked out, proposals with their differences, all remarks."""
    found = queries.round_with(key)
    article = queries.article_or_whole(found, slug)
    person = viewer_of(request)
    proposals = paginate(queries.proposals(found, slug), request, size=50)
    page = paginate(queries.remarks(found, slug), request, size=50)
    hidden = found.remarks.standing().filter(slug=slug).exclude(hidden_at=None).count()
    form = remark_form(request, found, slug) if found.now == "open" else None
    told = about(request, found) | {
        "article": article, "slug": slug, "evaluation": queries.evaluations(found).get(slug), "page": page, "hidden": hidden,
        "proposals": proposals, "form": form, "supported": queries.supported_by(found, person.key),
    }  # fmt: skip
    return render(request, "charters/round_article.html", told)


@open_page
def result(request: HttpRequest, key: str) -> HttpResponse:
    """What came of a review: the decision, and of each article what was decided with its differences."""
    found = queries.round_with(key)
    before = {a.slug: a for a in queries.articles(found.base)}
    after = {a.slug: a for a in queries.articles(found.edition)} if found.edition else before
    rows = [
        {
            "choice": row["choice"],
            "slug": row["slug"],
            "before": before.get(row["slug"]),
            "after": after.get(row["slug"]),
        }
        for row in queries.outcome_of(found)
    ]
    told = about(request, found) | {
        "rows": rows,
    }
    return render(request, "charters/result.html", told)
