"""The office page of the letters: what waits, what failed, which addresses do not work; and people who asked on paper."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core import outbox as post
from wijk.core.bounces import masked
from wijk.core.errors import Absent, Faulty, Refused
from wijk.core.models import Bounce, Letter
from wijk.core.viewer import viewer_of
from wijk.notices import access, actions
from wijk.notices.forms import ListForm
from wijk.ui.tables import paginate

#: So many wrong lines are named at once.
MOST_PROBLEMS = 10


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters that wait or failed, addresses that do not work."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    form = ListForm(request.POST if "addresses" in request.POST else None)
    if request.method == "POST":
        if "again" in request.POST:
            count = actions.try_again(viewer)
            messages.success(request, _again(count))
            return redirect("notices:outbox")
        if form.is_valid() and _enrolled(request, form):
            return redirect("notices:outbox")
    waiting = Q(sent_at=None, tries__lt=post.TRIES)
    counts = Letter.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        failed=Count("pk", filter=waiting & ~Q(fault="")),
        given_up=Count("pk", filter=Q(sent_at=None, tries__gte=post.TRIES)),
        sent=Count("pk", filter=Q(sent_at__isnull=False)),
        oldest=Min("written_at", filter=waiting),
    )
    page = paginate(Letter.objects.filter(waiting).exclude(fault="").order_by("try_after", "pk"), request)
    told = {
        "counts": counts,
        "page": page,
        "rows": [(letter, masked(letter.to)) for letter in page.items],
        "bounces": Bounce.objects.order_by("-last")[:50],
        "bouncing": Bounce.objects.count(),
        "post": settings.WIJK_POST,
        "form": form,
    }
    return render(request, "notices/outbox.html", told)


def _again(count: int) -> str:
    return ngettext("{count} letter is tried again now.", "{count} letters are tried again now.", count).format(
        count=count
    )


def _enrolled(request: HttpRequest, form: ListForm) -> bool:
    """Take the list in, or say above the form which lines are wrong."""
    try:
        count = actions.enrol_readers(
            viewer_of(request), addresses=form.pairs(), tags=[form.cleaned_data["tag"].strip()]
        )
    except Absent:
        form.add_error("tag", _("There is nothing like that to follow. Choose a neighbourhood, a theme or a project."))
    except Faulty as faulty:
        for problem in faulty.problems[:MOST_PROBLEMS]:
            form.add_error("addresses", str(problem))
        left = len(faulty.problems) - MOST_PROBLEMS
        if left > 0:
            more = ngettext("And {count} more line is wrong.", "And {count} more lines are wrong.", left)
            form.add_error("addresses", more.format(count=left))
    except Refused as fault:
        form.add_error(None, str(fault))
    else:
        said = ngettext(
            "{count} person gets a letter with a question.", "{count} people get a letter with a question.", count
        )
        messages.success(request, said.format(count=count))
        return True
    return False
