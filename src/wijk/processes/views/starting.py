"""How does a process begin? Out of a plan of the toolbox, with its days and perhaps an organ that meets; or empty."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core.themes import theme_options
from wijk.core.viewer import Viewer, viewer_of
from wijk.organs.access import kept_by
from wijk.organs.models import Organ
from wijk.processes import access, actions
from wijk.processes.forms import ProcessForm
from wijk.processes.models import Process
from wijk.processes.views.doing import GET_POST, form_page, tried
from wijk.toolbox.access import open_plan, spots
from wijk.toolbox.queries import Plan, plan, plans_of

#: So many of one’s own plans are offered to start from.
MOST_PLANS = 10


@never_cache
@require_http_methods(GET_POST)
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a process, from a plan of the toolbox (`?plan=KEY`) or empty."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    chosen = plan(open_plan(viewer, request.GET["plan"][:80]).key) if request.GET.get("plan") else None
    organs = kept_by(viewer) if chosen is not None and chosen.meetings else []
    initial: dict[str, Any] = {"title": chosen.title, "place": chosen.place} if chosen is not None else {}
    form = ProcessForm(
        request.POST or None, initial=initial, places=spots(viewer, "processes.create_process"),
        themes=theme_options(), fresh=True,
        organs=[(organ.key, str(organ.title)) for organ in organs] if chosen is not None else None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        made: list[Process] = []
        if tried(
            request, form, lambda: made.append(_begun(viewer, form, chosen, organs)),
            _("The process is in preparation. Only those who work at it see it."),
        ):  # fmt: skip
            return redirect("processes:keep", key=made[0].key)
    plans = [] if chosen else list(plans_of(viewer.key)[:MOST_PLANS])
    return form_page(request, None, form, _("Prepare a process"), plan=chosen, plans=plans)


def _begun(viewer: Viewer, form: ProcessForm, chosen: Plan | None, organs: list[Organ]) -> Process:
    told = form.cleaned_data
    facts: dict[str, Any] = {"title": form.text("title"), "summary": form.text("summary"), "place": told["place"]}
    facts |= {"large": told["large"], "themes": tuple(told["themes"]), "living_there": told["living_there"]}
    if chosen is None:
        return actions.create_process(viewer, **facts, starts=told["starts"], ends=told["ends"])
    organ = next((organ for organ in organs if organ.key == told["organ"]), None)
    return actions.start_from_plan(viewer, plan=chosen, organ=organ, **facts)
