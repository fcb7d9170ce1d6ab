"""The office of living documents: keep them, enter an edition from paper, open a review."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wijk.actors.queries import area_labels
from wijk.charters import access, actions, pasting, queries
from wijk.charters.actions import ArticleDraft
from wijk.charters.forms import DocumentForm, EditionForm, KindForm, RoundForm
from wijk.charters.models import Document, Kind, Round
from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.organs.queries import decisions
from wijk.ui.tables import paginate

#: So long a review lasts where nothing else is chosen.
USUAL = timedelta(days=42)
pages = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """Every document that the viewer keeps by their role, those that wait for a review first."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    rows = Document.objects.select_related("owner", "current").order_by("next_review", "key")
    if not viewer.may(access.KEEP):
        places = getattr(viewer, "places", lambda _verb: ())(access.KEEP)
        rows = rows.filter(areas__area__in=places).distinct()
    page = paginate(rows, request)
    rounds, known, named = queries.going_on(page.items), queries.kinds(), area_labels({d.place for d in page.items})
    listed = [
        {"document": d, "round": rounds.get(d.pk), "kind": queries.kind_title(d.kind, known), "place": named[d.place]}
        for d in page.items
    ]
    told = {
        "page": page,
        "listed": listed,
        "today": queries.today(),
        "kinds": viewer.may("charters.keep_kind"),
    }
    return render(request, "charters/office/index.html", told)


@never_cache
@pages
def new(request: HttpRequest) -> HttpResponse:
    """Begin to keep a document."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    form = DocumentForm(request.POST or None, initial={"rhythm": 24})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.keep_document(viewer, **_told(form))
            messages.success(request, _("The document is kept. Now enter its text."))
            return redirect("charters:text", key=row.key)
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "charters/office/document.html", {"form": form})


def _told(form: DocumentForm) -> dict[str, Any]:
    told = form.cleaned_data
    names = ("kind", "owner", "place", "next_review", "rhythm", "subject")
    return {"title": form.text("title"), "about": form.text("about")} | {name: told[name] for name in names}


@never_cache
@pages
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """One document: what it is, its editions and reviews, and what one can do."""
    viewer = viewer_of(request)
    row = access.keep_document(viewer, key)
    initial = {
        name: getattr(row, name) for name in ("title", "about", "kind", "place", "next_review", "rhythm", "subject")
    }
    form = DocumentForm(request.POST or None, initial=initial | {"owner": row.owner.key})
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_document(viewer, key=key, **_told(form))
            messages.success(request, _("The document was changed."))
            return redirect("charters:keep", key=key)
        except Refused as fault:
            form.add_error(None, str(fault))
    rounds = queries.rounds(row)
    told = {
        "form": form, "document": row, "editions": queries.editions(row), "rounds": rounds,
        "round": next((r for r in rounds if r.state != "concluded"), None), "today": queries.today(),
    }  # fmt: skip
    return render(request, "charters/office/document.html", told)


@never_cache
@pages
def text(request: HttpRequest, key: str) -> HttpResponse:
    """Enter an edition from paper: paste, look at the articles, adopt."""
    viewer = viewer_of(request)
    row = access.keep_document(viewer, key)
    taken = decisions(organ=row.owner, everything=True).filter(outcome="adopted")
    form = EditionForm(request.POST or None, decisions=taken, initial={"on": queries.today()})
    drafts: Sequence[ArticleDraft] = ()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            before = queries.articles(row.current) if row.current else []
            drafts = _marked(request, pasting.drafts(form.text("text"), before))
            if request.POST.get("do") == "adopt":
                actions.adopt_edition(
                    viewer,
                    document=row,
                    articles=drafts,
                    on=told["on"],
                    why=form.text("why"),
                    decision=told["decision"],
                )
                messages.success(request, _("The edition is adopted, and stays readable for ever."))
                return redirect("charters:keep", key=key)
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "charters/office/text.html", {"form": form, "document": row, "drafts": drafts})


def _marked(request: HttpRequest, drafts: Sequence[ArticleDraft]) -> list[ArticleDraft]:
    """The articles with the two marks that were ticked beside them."""
    room, aims = set(request.POST.getlist("open")), set(request.POST.getlist("aim"))
    return [replace(draft, open_clause=str(n) in room, intention=str(n) in aims) for n, draft in enumerate(drafts)]


@never_cache
@pages
def open_round(request: HttpRequest, key: str) -> HttpResponse:
    """Open the review of a document: its days, what cannot change and why, who decides."""
    viewer = viewer_of(request)
    row = access.keep_document(viewer, key)
    day = queries.today()
    form = RoundForm(
        request.POST or None, initial={"opens_on": day, "closes_on": day + USUAL, "who_decides": row.owner.title}
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = actions.open_round(
                viewer, document=row, opens_on=told["opens_on"], closes_on=told["closes_on"], fixed=form.text("fixed"),
                who_decides=form.text("who_decides"), asks=form.text("asks"),
            )  # fmt: skip
            messages.success(request, _("The review is open from its first day on. Followers hear of it."))
            return redirect("charters:desk", key=made.key)
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "charters/office/review.html", {"form": form, "document": row})


@never_cache
@pages
def change_round(request: HttpRequest, key: str) -> HttpResponse:
    """Change the days of a review, and before it opens its terms."""
    viewer = viewer_of(request)
    found: Round = access.keep_round(viewer, key)
    names = ("opens_on", "closes_on", "fixed", "who_decides", "asks")
    form = RoundForm(request.POST or None, initial={name: getattr(found, name) for name in names})
    for name in [n for n in form.fields if n.startswith("who_decides")]:
        del form.fields[name]
    form.texts = {name: label for name, label in form.texts.items() if name != "who_decides"}
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.change_round(
                viewer,
                round=found,
                opens_on=told["opens_on"],
                closes_on=told["closes_on"],
                fixed=form.text("fixed"),
                asks=form.text("asks"),
            )
            messages.success(request, _("The review was changed."))
            return redirect("charters:desk", key=key)
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "charters/office/review.html", {"form": form, "document": found.document, "round": found})


@never_cache
@pages
def kinds(request: HttpRequest) -> HttpResponse:
    """What kinds of documents there are; add one, or call one otherwise."""
    viewer = viewer_of(request)
    access.keep_kinds(viewer)
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_kind(viewer, code=form.cleaned_data["code"], title=form.text("title"))
            messages.success(request, _("The kind is kept."))
            return redirect("charters:kinds")
        except Refused as fault:
            form.add_error(None, str(fault))
    own = set(Kind.objects.values_list("code", flat=True))
    listed = [{"code": code, "title": title, "own": code in own} for code, title in queries.kinds().items()]
    return render(request, "charters/office/kinds.html", {"form": form, "listed": listed})
