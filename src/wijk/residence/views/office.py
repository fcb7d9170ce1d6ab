"""The office: what is asked where, which ways there are, and figures without persons."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import viewer_of
from wijk.residence import access, actions, queries
from wijk.residence.forms import OfferForm, RequireForm
from wijk.residence.models import Requirement
from wijk.residence.views.showing import LONGEST_SCOPE
from wijk.residence.words import LEVEL_WORDS, WAY_WORDS
from wijk.ui.tables import paginate

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_safe
def office(request: HttpRequest) -> HttpResponse:
    """What is asked, and how many showed it."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    page = paginate(queries.requirements(), request)
    rows = [(row, queries.card(row.scope, viewer), LEVEL_WORDS[row.level]) for row in page.items]
    figures = queries.figures()
    standings = [(LEVEL_WORDS[level], WAY_WORDS[way], count) for level, way, count in figures.standings]
    told = {
        "rows": rows, "page": page, "figures": figures, "standings": standings, "prints": viewer.may(access.PRINT),
        "offers": viewer.may(access.OFFER), "stages": viewer.may(access.STAGE),
        "counter": access.somewhere(viewer, access.COUNTER),
    }  # fmt: skip
    return render(request, "residence/office.html", told)


@never_cache
@form_page
def require(request: HttpRequest, scope: str) -> HttpResponse:
    """What one thing asks."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    before = Requirement.objects.filter(scope=scope).first()
    found = queries.card(scope, viewer)
    if (found is None and before is None) or len(scope) > LONGEST_SCOPE:
        raise Http404
    if not access.keeps(viewer, scope):
        raise NotAllowed(access.REQUIRE)
    initial = (
        {name: getattr(before, name) for name in ("level", "why", "ways", "place")} if before else {"level": "declared"}
    )
    form = RequireForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.require(
                viewer, scope=Subject.parse(scope), level=told["level"], why=form.text("why"), ways=told["ways"], place=told["place"]
            )  # fmt: skip
        except Refused as fault:
            if fault.code == "not-allowed":
                raise
            form.add_error(
                {"residence-why": "why_nl", "residence-place": "place", "residence-no-way": "ways"}.get(fault.code),
                str(fault),
            )
        else:
            messages.success(request, _("Saved. People read it before they begin."))
            return redirect("residence:asked", scope=scope)
    return render(
        request,
        "residence/require.html",
        {"form": form, "card": found, "scope": scope, "spread": queries.spread(scope)},
    )


@never_cache
@form_page
def offer(request: HttpRequest) -> HttpResponse:
    """Which ways the city offers."""
    viewer = viewer_of(request)
    access.allowed(viewer, access.OFFER)
    there = queries.offered()
    form = OfferForm(request.POST or None, initial={"ways": list(there), "counter": there.get("counter", Text())})
    if request.method == "POST" and form.is_valid():
        words = {"counter": form.text("counter")}
        try:
            actions.offer_ways(viewer, ways={way: words.get(way, Text()) for way in form.cleaned_data["ways"]})
            messages.success(request, _("Saved."))
            return redirect("residence:office")
        except Refused as fault:
            form.add_error("ways", str(fault))
    return render(request, "residence/offer.html", {"form": form})
