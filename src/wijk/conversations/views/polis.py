"""How does a conversation come in from Polis, and go out to it?"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.conversations import access, actions, exporters, importers
from wijk.conversations.import_form import ImportForm
from wijk.conversations.models import State
from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.viewer import viewer_of
from wijk.ui.open_pages import open_page


@open_page
def polis(request: HttpRequest, key: str) -> HttpResponse:
    """All votes in the format of Polis, once it is closed: before that, files of two moments would tell who voted between them."""
    row = access.open_conversation(viewer_of(request), key)
    if row.state != State.CLOSED:
        raise Absent("votes")
    answer = HttpResponse(exporters.polis_zip(row), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{row.key}.zip"'
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest) -> HttpResponseBase:
    """Take in a conversation that was held with Polis."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.import_conversation(viewer, held=importers.read_zip(form.content()), origin=form.origin())
        except Faulty as faulty:
            for problem in faulty.problems[:20]:
                form.add_error("file", str(problem))
        except (NotAllowed, Absent):
            form.add_error("place", _("You keep no conversations in this place, or there is no such place."))
        except Refused as fault:
            form.add_error("file", str(fault))
        else:
            messages.success(
                request, _("It is taken in. Its report is reckoned in the background, within a few minutes.")
            )
            return redirect("conversations:report", key=row.key)
    return render(request, "conversations/office/import.html", {"form": form}, status=400 if form.errors else 200)
