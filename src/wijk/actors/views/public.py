"""The directory that everybody reads: search and filters, a page per organisation, and a word when something is wrong."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.actors import access, actions, queries
from wijk.actors.forms import FaultForm
from wijk.actors.kinds import LEVEL_NAMES, STATE_NAMES
from wijk.actors.models import Level, Organisation
from wijk.core.errors import Refused
from wijk.core.themes import theme_labels, theme_options
from wijk.core.viewer import viewer_of
from wijk.territory.models import Level as AreaLevel
from wijk.territory.queries import Drawing, atlas, place_link
from wijk.ui.maps import GROUNDS, PLAIN, MapArea, MapSpec
from wijk.ui.markup import options
from wijk.ui.open_pages import asked, open_page
from wijk.ui.tables import paginate

PER_PAGE = 24
KEPT_NAMES = {
    "itself": gettext_lazy("kept by the organisation itself"),
    "city": gettext_lazy("kept by the city"),
    "elsewhere": gettext_lazy("kept elsewhere"),
}
NEIGHBOURHOOD = AreaLevel.NEIGHBOURHOOD.value


@open_page
def directory(request: HttpRequest) -> HttpResponse:
    """Who is active here? Found by words, neighbourhood, theme, language and kind; a map of the neighbourhoods beside the list."""
    wanted = queries.Asked(
        asked(request, "q"),
        asked(request, "area"),
        asked(request, "theme"),
        asked(request, "language"),
        asked(request, "kind"),
    )
    page = paginate(queries.directory(wanted), request, PER_PAGE)
    kinds, drawing = queries.kinds(), atlas().level(NEIGHBOURHOOD)
    labels = queries.area_labels(
        {place for row in page.items for place in row.places} | ({wanted.area} if wanted.area else set())
    )
    context = {
        "page": page,
        "rows": [_shown(row, kinds, labels) for row in page.items],
        "q": wanted.words,
        "asked": wanted,
        "area_name": labels.get(wanted.area) if wanted.area else None,
        "filters": _filters(wanted, kinds, drawing),
        "map": _map(drawing, wanted) if drawing else None,
        "exports": {form: f"{_home(form)}{_query(wanted)}" for form in ("csv", "json", "geojson")},
        "may_add": access.keeps_anywhere(viewer_of(request), "actors.add_organisation"),
    }
    return render(request, "actors/directory.html", context)


def _home(form: str) -> str:
    return "/api/v1/organisations" if form == "json" else f"/api/v1/organisations.{form}"


def _query(wanted: queries.Asked) -> str:
    told = {
        "q": wanted.words,
        "area": wanted.area,
        "theme": wanted.theme,
        "language": wanted.language,
        "kind": wanted.kind,
    }
    said = urlencode({name: value for name, value in told.items() if value})
    return f"?{said}" if said else ""


def _filters(
    wanted: queries.Asked, kinds: dict[str, Any], drawing: Drawing | None
) -> list[tuple[str, str, SafeString]]:
    """The choices, only those that lead somewhere: (name, label, options); two queries."""
    counts = queries.facets()
    every = ("", _("all"))
    areas = sorted(
        ((f"{NEIGHBOURHOOD}/{o.code}", o.name.to()) for o in drawing.outlines) if drawing else (),
        key=lambda p: p[1].casefold(),
    )
    if wanted.area and wanted.area not in dict(areas):
        areas = [*((ref, name.to()) for ref, name in queries.area_labels([wanted.area]).items()), *areas]
    themes = [(code, words) for code, words in theme_options() if code in counts["theme"]]
    languages = [(code, words) for code, words in queries.language_options() if code in counts["language"]]
    listed = [(code, title.to()) for code, title in kinds.items() if code in counts["kind"]]
    return [
        ("area", _("Neighbourhood"), options([every, *areas], wanted.area)),
        ("theme", _("Theme"), options([every, *themes], wanted.theme)),
        ("language", _("Language"), options([every, *languages], wanted.language)),
        ("kind", _("Kind"), options([every, *listed], wanted.kind)),
    ]


def _map(drawing: Drawing, wanted: queries.Asked) -> MapSpec:
    """The neighbourhoods, each a link that shows who is active there."""
    home = reverse("actors:directory")
    areas = []
    for o in drawing.outlines:
        ref = f"{NEIGHBOURHOOD}/{o.code}"
        if o.path:
            href = f"{home}{_query(queries.Asked(wanted.words, ref, wanted.theme, wanted.language, wanted.kind))}"
            areas.append(
                MapArea(o.code, o.path, href, o.name.to(), GROUNDS.get(o.kind, PLAIN), selected=ref == wanted.area)
            )
    return MapSpec(areas, drawing.view_box, _("Choose a neighbourhood"), id="where", base=home)


def _shown(row: Organisation, kinds: dict[str, Any], labels: dict[str, Any]) -> dict[str, Any]:
    """One organisation as the list shows it."""
    return {
        "row": row,
        "kind": queries.kind_title(kinds, row.kind),
        "places": [labels[place] for place in row.places[:4]],
        "more_places": max(0, len(row.places) - 4),
        "languages": queries.language_labels(row.languages),
        "state": row.state.value,
        "state_name": STATE_NAMES[row.state.value],
    }


@open_page
def organisation(request: HttpRequest, key: str) -> HttpResponse:
    """What an organisation does, where, in which languages, how one reaches it, and how far this can be relied on."""
    viewer = viewer_of(request)
    row = queries.organisation(key)
    labels = queries.area_labels(row.places)
    kept = queries.kept_by([row])[row.pk]
    keeps = access.speaks_for(viewer, row)
    may_change = keeps or access.may_on(viewer, "actors.change_organisation", row)
    context = {
        "row": row,
        "kind": queries.kind_title(queries.kinds(), row.kind),
        "themes": [(code, label) for code, label in zip(row.themes, theme_labels(row.themes), strict=True)],
        "spoken": queries.language_labels(row.languages),
        "places": [(place_link(place), labels[place]) for place in row.places],
        "kept": kept,
        "kept_name": KEPT_NAMES[kept],
        "level_name": LEVEL_NAMES[Level(row.level).value],
        "state": row.state.value,
        "state_name": STATE_NAMES[row.state.value],
        "keeps": keeps,
        "may_change": may_change,
        "may_reopen": bool(row.closed_on) and access.may_on(viewer, "actors.reopen_organisation", row),
    }
    return render(request, "actors/organisation.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def wrong(request: HttpRequest, key: str) -> HttpResponse:
    """Say that something is wrong in an entry; its keeper hears of it."""
    row = queries.organisation(key)
    form = FaultForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.report_fault(viewer_of(request), organisation=row, words=form.cleaned_data["words"])
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Thank you. Who keeps this entry has been told."))
            return redirect("actors:organisation", key=key)
    return render(request, "actors/wrong.html", {"row": row, "form": form}, status=400 if form.errors else 200)
