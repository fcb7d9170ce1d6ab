"""A circle on the map: tap where it lies, choose how far it reaches, and follow what happens in it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from wijk.core.errors import Absent
from wijk.notices import queries
from wijk.notices.forms import CircleForm
from wijk.notices.tags import circle
from wijk.territory.models import Area
from wijk.ui.open_pages import asked, open_page


@open_page
@require_safe
def draw(request: HttpRequest) -> HttpResponse:
    """The map of a neighbourhood (`?in=neighbourhood/58`) with a circle on it; what is sent leads to the page that follows it.

    Without a script the circle lies around the middle of the neighbourhood, and other places are found by their name.
    """
    area = _neighbourhood(asked(request, "in"))
    sent = {name: asked(request, name) for name in ("lon", "lat", "metres")}
    form = CircleForm(sent if sent["lon"] or sent["lat"] else None, area=area)
    if form.is_bound and form.is_valid():
        told = form.cleaned_data
        return redirect(queries.follow_link(circle(told["lon"], told["lat"], told["metres"])))
    shown = {"area": area, "ref": f"neighbourhood/{area.code}", "form": form}
    shown["src"] = f"{reverse('portal:streetmap', args=['neighbourhood', area.code])}?part=ground"
    return render(request, "notices/circle.html", shown)


def _neighbourhood(ref: str) -> Area:
    """The neighbourhood with this reference; absent for anything else."""
    level, _, code = ref.partition("/")
    found = Area.objects.current().at("neighbourhood").filter(code=code).first() if level == "neighbourhood" else None
    if found is None:
        raise Absent("area")
    return found
