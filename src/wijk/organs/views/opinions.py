"""The office pages of opinions: ask, give, reply."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.core.errors import Absent
from wijk.core.subject import Subject
from wijk.core.viewer import viewer_of
from wijk.organs import access, actions
from wijk.organs.forms import AskForm, OpinionForm, ReplyForm
from wijk.organs.models import Opinion
from wijk.organs.views.telling import done
from wijk.ui.open_pages import asked


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask an organ for its opinion, for an organ that the viewer keeps."""
    viewer = viewer_of(request)
    row = access.open_organ(viewer, key)
    mine = [organ for organ in access.kept_by(viewer) if organ.pk != row.pk]
    if not mine:
        access.open_office(viewer)
    form = AskForm(request.POST or None, organs=mine, initial={"about": asked(request, "about")})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        by = next(organ for organ in mine if organ.key == told["by"])
        kind, colon, what = told["about"].partition(":")
        about = Subject(kind, what) if kind and colon else None
        facts = {"question": form.text("question"), "due": told["due"], "by": by, "about": about}
        made: list[Opinion] = []
        if done(form, lambda: made.append(actions.ask_opinion(viewer, organ=row, **facts))):
            messages.success(request, _("The opinion is asked. Everybody can see by when it is due."))
            return redirect("organs:opinion", key=made[0].key)
    told_of = {"form": form, "heading": _("Ask for an opinion"), "action": _("Ask"), "back_public": row}
    return render(request, "organs/form.html", told_of)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, key: str) -> HttpResponse:
    """Note the opinion of an organ."""
    viewer = viewer_of(request)
    row = access.open_opinion(viewer, key)
    if not access.keeps(viewer, row.organ):
        raise Absent("opinion")
    form = OpinionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {
            "verdict": form.cleaned_data["verdict"],
            "majority": form.text("majority"),
            "dissent": form.text("dissent"),
        }
        if done(form, lambda: actions.give_opinion(viewer, opinion=row, **facts)):
            messages.success(request, _("The opinion is noted."))
            return redirect("organs:opinion", key=key)
    told = {"form": form, "heading": _("Note the opinion"), "action": _("Note it for good"), "opinion": row}
    return render(request, "organs/form.html", told)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, key: str) -> HttpResponse:
    """Reply to an opinion with reasons."""
    viewer = viewer_of(request)
    row = access.open_opinion(viewer, key)
    if not access.answers(viewer, row):
        raise Absent("opinion")
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"reply": form.cleaned_data["reply"], "reasons": form.text("reasons")}
        if done(form, lambda: actions.reply_to_opinion(viewer, opinion=row, **facts)):
            messages.success(request, _("The reply is public."))
            return redirect("organs:opinion", key=key)
    told = {"form": form, "heading": _("Reply to the opinion"), "action": _("Reply"), "opinion": row}
    return render(request, "organs/form.html", told)
