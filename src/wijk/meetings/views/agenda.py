"""The office pages of an agenda and its documents."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijk.core.viewer import viewer_of
from wijk.meetings import access, actions, queries, words
from wijk.meetings.forms import ItemForm, PaperForm
from wijk.meetings.models import Meeting
from wijk.meetings.views.doing import done


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, key: str) -> HttpResponse:
    """The agenda, and one more point."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    lines = queries.agenda(row, inside=True)
    tops = [line.item for line in lines]
    form = ItemForm(request.POST or None, parents=tops)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        parent = next((item for item in tops if item.key == told.get("parent")), None)

        def act() -> None:
            actions.add_item(
                viewer, meeting=row, title=form.text("title"), text=form.text("text"), about=told["about"], kind=told["kind"],
                duration=told["duration"], public=told["public"], parent=parent,
            )  # fmt: skip

        if done(request, form, act, _("The point is on the agenda.")):
            return redirect("meetings:agenda", key=key)
    context = {"meeting": row, "lines": lines, "form": form, "kinds": words.ITEM_KINDS, "references": _references(row)}
    return render(request, "meetings/agenda.html", context)


def _references(row: Meeting) -> list[tuple[str, str]]:
    """What a point of this organ often refers to: its process, and earlier meetings whose minutes wait."""
    found = [(f"processes.process:{row.process}", _("the process"))] if row.process else []
    waiting = row.organ.meetings.filter(state="drafted").exclude(pk=row.pk).order_by("-starts_at")[:5]
    return [*found, *((str(m.subject), m.title.to()) for m in waiting)]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Change a point."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    found = access.item_of(row, item)
    form = ItemForm(request.POST or None, item=found)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data

        def act() -> None:
            actions.change_item(
                viewer, item=found, title=form.text("title"), text=form.text("text"), about=told["about"], kind=told["kind"],
                duration=told["duration"], public=told["public"], number=told["number"],
            )  # fmt: skip

        if done(request, form, act, _("The point was changed.")):
            return redirect("meetings:agenda", key=key)
    context: dict[str, Any] = {
        "meeting": row,
        "form": form,
        "heading": found.title.to(),
        "action": _("Keep the changes"),
    }
    return render(request, "meetings/form.html", context | {"drop": found, "references": _references(row)})


@require_POST
def drop_item(request: HttpRequest, key: str, item: str) -> HttpResponse:
    """Take a point off the agenda."""
    viewer = viewer_of(request)
    found = access.item_of(access.keep_meeting(viewer, key), item)
    done(request, None, lambda: actions.drop_item(viewer, item=found), _("The point is off the agenda."))
    return redirect("meetings:agenda", key=key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """The documents, and one more."""
    viewer = viewer_of(request)
    row = access.keep_meeting(viewer, key)
    items = list(row.items.all())
    form = PaperForm(request.POST or None, request.FILES or None, items=items)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        of = next((one for one in items if one.key == told["item"]), None)

        def act() -> None:
            actions.add_paper(
                viewer, meeting=row, title=form.text("name"), upload=told["file"], item=of, public=told["shown"]
            )

        if done(request, form, act, _("The document is there.")):
            return redirect("meetings:papers", key=key)
    context = {"meeting": row, "form": form, "papers": queries.documents(row, inside=True)}
    return render(request, "meetings/papers.html", context)


@require_POST
def drop_paper(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    """Take a document away."""
    viewer = viewer_of(request)
    found = access.open_paper(viewer, access.keep_meeting(viewer, key), pk)
    done(request, None, lambda: actions.drop_paper(viewer, paper=found), _("The document was taken away."))
    return redirect("meetings:papers", key=key)
