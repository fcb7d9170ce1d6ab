"""The office page that takes in organs and mandates from files: what is wrong, what is in doubt, and then all of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core.errors import Faulty, Refused
from wijk.core.viewer import viewer_of
from wijk.organs import access, actions, importers
from wijk.organs.forms import ImportForm

#: So many sentences stand above the form.
MOST = 50


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Two files, one for organs and one for mandates; either may be left out."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    form = ImportForm(request.POST or None, request.FILES or None)
    doubts: list[str] = []
    if request.method == "POST" and form.is_valid():
        sheets: dict[str, bytes] = {}
        try:
            sheets = {name: form.content(name) for name in ("organs", "mandates")}
            came = actions.import_organs(viewer, **sheets, sure=bool(request.POST.get("sure")))
        except actions.Doubtful as doubtful:
            doubts = [str(one) for one in doubtful.problems[:MOST]]
            form = ImportForm(initial={f"kept_{name}": ImportForm.sheet(content) for name, content in sheets.items()})
        except Faulty as faulty:
            for problem in faulty.problems[:MOST]:
                form.add_error(None, str(problem))
        except Refused as fault:
            if fault.code in ("absent", "not-allowed"):
                raise
            form.add_error(None, str(fault))
        else:
            words = _("Taken in: {added} new organs, {changed} changed, {seats} mandates.")
            messages.success(request, words.format(added=came.added, changed=came.changed, seats=came.seats))
            return redirect("organs:office")
    tables = [
        (_("Columns of organs"), "organs", importers.ORGANS),
        (_("Columns of mandates"), "mandates", importers.MANDATES),
    ]
    return render(request, "organs/import.html", {"form": form, "doubts": doubts, "tables": tables})
