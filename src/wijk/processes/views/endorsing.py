"""Who stands behind a framework? The office notes it, or whoever speaks for an organisation or leads an organ says it themselves."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer, viewer_of
from wijk.processes import access, actions, places, queries
from wijk.processes.forms import EndorseForm
from wijk.processes.models import Framework, Process
from wijk.processes.views.doing import GET_POST, bodies, form_page, taken, tried
from wijk.processes.views.public import head


@never_cache
@require_http_methods(GET_POST)
def endorse(request: HttpRequest, key: str) -> HttpResponse:
    """Note who stands behind the version in force."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, "processes.endorse")
    version = _in_force(row)
    given = {e.about for e in version.endorsements.all()}
    left = [(value, label) for value, label in bodies() if value not in given]
    form = EndorseForm(request.POST or None, bodies=left, decisions=taken(), initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid() and _endorsed(request, viewer, row, version, form):
        return redirect("processes:keep", key=row.key)
    lede = _("Version {number} of the framework").format(number=version.number)
    return form_page(request, row, form, _("Who stands behind it"), lede=lede)


@never_cache
@login_required
@require_http_methods(GET_POST)
def ours(request: HttpRequest, key: str) -> HttpResponse:
    """Let an organisation or an organ stand behind the version in force, by whoever speaks for it."""
    viewer = viewer_of(request)
    row = access.open_process(viewer, key)
    version = _in_force(row)
    mine = access.speaks_for(viewer)
    given = {e.about: e for e in version.endorsements.all()}
    left = [(value, label) for value, label in mine if value not in given]
    first = left[0][0] if len(left) == 1 else None
    form = EndorseForm(request.POST or None, bodies=left, own=True, initial={"on": clock.today(), "about": first})
    if left and request.method == "POST" and form.is_valid() and _endorsed(request, viewer, row, version, form):
        return redirect(reverse("processes:version", args=[row.key, version.number]) + "#behind")
    told = {
        **head(row, places.where(row.place)), "version": version, "form": form, "mine": mine, "left": left,
        "given": [given[value] for value, _label in mine if value in given],
    }  # fmt: skip
    return render(request, "processes/ours.html", told)


def _in_force(row: Process) -> Framework:
    version = queries.in_force(row)
    if version is None:
        raise Absent("framework")
    return version


def _endorsed(request: HttpRequest, viewer: Viewer, row: Process, version: Framework, form: EndorseForm) -> bool:
    about, number = Subject.parse(form.cleaned_data["about"]), version.number or 0
    told = {"on": form.cleaned_data["on"], "decision": form.cleaned_data.get("decision", "").strip()}
    texts: dict[str, Any] = {"by": form.text("by"), "remarks": form.text("remarks")}
    return tried(
        request, form, lambda: actions.endorse(viewer, process=row, number=number, about=about, **told, **texts),
        _("It stands on the page of the framework."),
    )  # fmt: skip
