"""One page: everything the look is made of, in every state. People and browser tests look at it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wijk.ui import icons, samples
from wijk.ui.figures import Status


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Every component in every state, with invented samples. Open to everybody; nothing is stored."""
    city = samples.city()
    labels, rows = samples.profile_sample()
    wrong = samples.SampleForm({"kind": "idea"}, prefix="wrong")
    context = {
        "place": {
            "name": "Molen",
            "about": _("Residential neighbourhood in the sample city"),
            "path": city[17].path,
            "view_box": samples.box_of(city[17].path),
            "action": _("Have your say"),
            "action_url": "#say",
        },
        "crumbs": [{"label": _("Sample city"), "url": "#"}, {"label": "Molen", "url": ""}],
        "cards": samples.figure_cards(),
        "map": samples.map_spec(city),
        "finder": samples.map_spec(city, plain=True),
        "classes": samples.legend_classes(city),
        "states": [status for status in Status if status is not Status.KNOWN],
        "line": samples.line_sample(),
        "spread": samples.spread_sample(city),
        "bars": samples.bars_sample(),
        "labels": labels,
        "rows": rows,
        "table": samples.table_sample(request, city),
        "form": samples.SampleForm(prefix="right"),
        "wrong": wrong,
        "icons": sorted(icons.PATHS),
        "hues": range(1, 11),
        **samples.talk(),
    }
    return render(request, "ui/look.html", context)
