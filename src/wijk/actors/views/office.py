"""The office pages: lists first, then entries by hand; who asks to keep one; what nobody confirmed for long."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.actors import access, actions, queries
from wijk.actors.forms import KindForm, OrganisationForm
from wijk.actors.kinds import STATE_NAMES
from wijk.actors.models import Keeping, Listing, Organisation
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import viewer_of
from wijk.ui.open_pages import asked
from wijk.ui.tables import paginate

PER_PAGE = 25
MOST_ASKING = 50


@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """What there is to do: take in a list, answer who asks to keep an entry, look at what is fading."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    waiting = [
        (k, access.may_on(viewer, "actors.confirm_keeper", k.organisation)) for k in queries.awaiting()[:MOST_ASKING]
    ]
    page = paginate(queries.attention(), request, PER_PAGE)
    rows = [
        (row, STATE_NAMES[row.state.value], access.may_on(viewer, "actors.change_organisation", row))
        for row in page.items
    ]
    context = {
        "page": page,
        "rows": rows,
        "asking": [keeping for keeping, mine in waiting if mine],
        "total": Organisation.objects.standing().count(),
        "lists": Listing.objects.order_by("title")[:50],
        "may_import": viewer.may("actors.import_organisations"),
        "may_kinds": viewer.may("actors.keep_kind"),
    }
    return render(request, "actors/office/overview.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add one organisation by hand."""
    viewer = viewer_of(request)
    if not access.keeps_anywhere(viewer, "actors.add_organisation"):
        raise Absent
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_organisation(viewer, facts=form.facts())
        except Refused as fault:
            form.refuse(fault)
        else:
            messages.success(request, _("The organisation stands in the directory."))
            return redirect("actors:organisation", key=row.key)
    return render(request, "actors/office/add.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of organisation, and a form to add one or call one otherwise."""
    viewer = viewer_of(request)
    if not viewer.may("actors.keep_kind"):
        raise NotAllowed("actors.keep_kind")
    form = KindForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.keep_kind(viewer, code=told["code"], title=form.text("title"), order=told["order"])
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("The kind stands in the list."))
            return redirect("actors:kinds")
    context = {"form": form, "kinds": list(queries.kinds().items())}
    return render(request, "actors/office/kinds.html", context, status=400 if form.errors else 200)


@never_cache
@require_GET
def keepers(request: HttpRequest) -> HttpResponse:
    """Who keeps an entry now, to find somebody and to undo it."""
    words = asked(request, "q")
    page = paginate(access.keepers_of_office(viewer_of(request), words), request, PER_PAGE)
    return render(request, "actors/office/keepers.html", {"page": page, "q": words})


@require_POST
def answer(request: HttpRequest, keeping: int) -> HttpResponse:
    """Answer somebody who asks to keep an entry: yes, no; or undo it later."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    found = get_object_or_404(Keeping.objects.select_related("organisation", "person"), pk=keeping)
    what = request.POST.get("answer", "")
    acts: dict[str, tuple[Callable[..., object], str]] = {
        "yes": (actions.confirm_keeper, _("Done. Who asked has been told.")),
        "no": (actions.refuse_keeper, _("Done. Who asked has been told.")),
        "end": (actions.end_keeping, _("The city looks after this entry again. Who kept it has been told.")),
    }
    try:
        if what not in acts:
            raise Refused("nothing", _("Choose what you want to do."))
        act, words = acts[what]
        act(viewer, keeping=found)
        messages.success(request, words)
    except (Absent, NotAllowed):
        raise
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("actors:keepers" if what == "end" else "actors:office")
