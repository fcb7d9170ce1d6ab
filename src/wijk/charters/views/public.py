"""Pages everybody may read: the list, a document, its editions, their differences, the history of an article, the paper."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext as _

from wijk.actors.queries import area_labels
from wijk.charters import access, queries
from wijk.charters.models import Document, Edition
from wijk.core.viewer import viewer_of
from wijk.ui.open_pages import asked, open_page
from wijk.ui.paper import MEDIA_TYPE, pdf, square_code
from wijk.ui.tables import paginate

PAPER = Path(__file__).resolve().parent.parent / "paper" / "edition.typ"


@open_page
def index(request: HttpRequest) -> HttpResponse:
    """Every living document: in force, under review, and when it is looked at next."""
    known = queries.kinds()
    area, kind = asked(request, "in"), asked(request, "kind")
    review = asked(request, "now") == "review"
    rows = queries.documents(area=area or None, kind=kind if kind in known else "", review=review)
    page = paginate(rows, request)
    rounds, places = queries.going_on(page.items), area_labels({d.place for d in page.items} | {area})
    listed = [
        {"document": d, "kind": queries.kind_title(d.kind, known), "place": places[d.place], "round": rounds.get(d.pk)}
        for d in page.items
    ]
    told = {
        "page": page, "listed": listed, "kinds": known, "kind": kind, "area": area, "review": review,
        "area_name": places.get(area) if area else None, "today": queries.today(),
    }  # fmt: skip
    return render(request, "charters/index.html", told)


@open_page
def document(request: HttpRequest, key: str) -> HttpResponse:
    """The edition that holds, with its articles, its owner, and all that came before."""
    found = queries.document(key)
    assert found.current is not None
    return _edition_page(request, found, found.current)


@open_page
def edition(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One edition, as it was adopted."""
    found = queries.document(key)
    return _edition_page(request, found, queries.edition(found, number))


def _edition_page(request: HttpRequest, found: Document, shown: Edition) -> HttpResponse:
    rounds = queries.rounds(found)
    return render(request, "charters/document.html", _about(found) | {
        "edition": shown, "articles": queries.articles(shown), "editions": queries.editions(found), "rounds": rounds,
        "round": next((r for r in rounds if r.state != "concluded"), None), "holds": shown.pk == found.current_id,
        "keeps": access.may(viewer_of(request), access.KEEP, found),
    })  # fmt: skip


def _about(found: Document) -> dict[str, Any]:
    """What every page of a document says above."""
    return {
        "document": found, "kind": queries.kind_title(found.kind), "place": area_labels([found.place])[found.place],
        "tag": f"subject:charters.document:{found.key}", "today": queries.today(),
    }  # fmt: skip


@open_page
def differences(request: HttpRequest, key: str) -> HttpResponse:
    """Two editions, article by article, with what came and went."""
    found = queries.document(key)
    every = {str(e.number): e for e in queries.editions(found)}
    new = every.get(asked(request, "to")) or next(iter(every.values()))
    old = every.get(asked(request, "from")) or every.get(str(new.number - 1)) or new
    rows = queries.differences(old, new)
    beside = asked(request, "as") == "beside"
    told = {
        "old": old, "new": new, "rows": rows, "editions": list(every.values()), "beside": beside,
        "changed": sum(1 for row in rows if row.change != "same"),
    }  # fmt: skip
    return render(request, "charters/differences.html", _about(found) | told)


@open_page
def article(request: HttpRequest, key: str, slug: str) -> HttpResponse:
    """One article through all editions."""
    found = queries.document(key)
    told = {"steps": queries.history(found, slug)}
    return render(request, "charters/article.html", _about(found) | told)


@open_page
def paper(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """One edition on paper."""
    found = queries.document(key)
    shown = queries.edition(found, number)
    address = request.build_absolute_uri(reverse("charters:edition", args=[key, number]))
    owner = str(found.owner.title)
    day = date_format(shown.adopted_on, "DATE_FORMAT")
    told = {
        "title": str(found.title), "kind": str(queries.kind_title(found.kind)), "why": str(shown.why),
        "facts": _("Edition {number}, adopted on {day} by {owner}").format(number=number, day=day, owner=owner),
        "articles": [_on_paper(one) for one in queries.articles(shown)],
        "address": address, "code": square_code(address), "code_alt": _("This edition on the site: {address}").format(address=address),
        "latest": _("A later edition may hold by now. Look here:"),
    }  # fmt: skip
    answer = HttpResponse(pdf(PAPER, told), content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{slugify(key)}-{number}.pdf"'
    return answer


def _on_paper(article: Any) -> dict[str, Any]:
    marks = [_("intention")] if article.intention else []
    marks += [_("leaves room")] if article.open_clause else []
    head = _("Article {number}").format(number=article.number)
    body = [part for part in str(article.body).split("\n") if part.strip()]
    return {"head": head, "title": str(article.title), "body": body, "marks": ", ".join(marks)}
