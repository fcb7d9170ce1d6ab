"""Themes with their reply; the hearing, the opinion, the end of the replies and the decision."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from wijk.core.errors import Refused
from wijk.core.viewer import Viewer, viewer_of
from wijk.inquiries import access, actions, queries
from wijk.inquiries.forms.replying import DecisionForm, HearingForm, OpinionForm, ReplyForm, ThemeForm
from wijk.inquiries.models import Inquiry, Theme
from wijk.inquiries.queries import choices, reading
from wijk.inquiries.views.desk import again
from wijk.inquiries.views.office import form_page, refuse, standing
from wijk.ui.tables import paginate


@never_cache
@form_page
def themes(request: HttpRequest, key: str) -> HttpResponse:
    """The themes, each with how many remarks are about it and whether it has a reply; name another one."""
    viewer = viewer_of(request)
    inquiry = access.keep(viewer, key)
    form = ThemeForm(request.POST or None, organs=choices.authorities())
    if request.method == "POST" and form.is_valid():
        try:
            made = _keep(viewer, inquiry, form, "")
            messages.success(request, _("Kept."))
            return redirect("inquiries:keep_theme", key=key, theme=made.key)
        except Refused as fault:
            refuse(form, fault)
    told = {"inquiry": inquiry, "form": form, "themes": list(queries.themes_counted(inquiry)), "over": _over(inquiry)}
    return render(request, "inquiries/office/themes.html", told)


@never_cache
@form_page
def theme(request: HttpRequest, key: str, theme: str) -> HttpResponse:
    """One theme: its reply, its remarks, its name."""
    viewer = viewer_of(request)
    inquiry = access.keep(viewer, key)
    row = access.keep_theme(viewer, inquiry, theme)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    reply = ReplyForm(request.POST if do == "reply" else None, initial={"reply": row.reply, "version": row.version})
    start = {"title": row.title, "by": row.by.key if row.by else "", "order": row.order}
    name = ThemeForm(
        request.POST if do == "name" else None, initial=start, organs=choices.authorities(), auto_id="name_%s"
    )
    theirs = None
    try:
        if do == "reply" and reply.is_valid():
            actions.reply_theme(viewer, theme=row, reply=reply.text("reply"), version=reply.cleaned_data["version"])
            messages.success(request, _("The reply is kept. Everybody reads it when the replies are closed."))
            return redirect("inquiries:keep_theme", key=key, theme=theme)
        if do == "name" and name.is_valid():
            _keep(viewer, inquiry, name, theme)
            messages.success(request, _("Kept."))
            return redirect("inquiries:keep_theme", key=key, theme=theme)
    except Refused as fault:
        row = access.keep_theme(viewer, inquiry, theme)
        if fault.code == "changed":
            reply = again(request, row.version)
            theirs = row.reply
        refuse(reply if do == "reply" else name, fault, "reply_nl" if fault.code == "no-reply" else "")
    page = paginate(reading.remarks(inquiry, theme=row.key), request, 50)
    told = {
        "inquiry": inquiry,
        "theme": row,
        "reply": reply,
        "name": name,
        "theirs": theirs,
        "page": page,
        "over": _over(inquiry),
    }
    return render(request, "inquiries/office/theme.html", told)


@never_cache
@form_page
def ending(request: HttpRequest, key: str) -> HttpResponse:
    """The hearing, the opinion, what still lacks a reply, the end of the replies, the decision."""
    viewer = viewer_of(request)
    inquiry = access.keep(viewer, key, access.REPLIED)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, inquiry, do)
    owed: list[int] = list(queries.owed(inquiry).values_list("number", flat=True)[:100])
    if do in _DO and (do not in forms or forms[do].is_valid()):
        try:
            messages.success(request, _DO[do](viewer, inquiry, forms.get(do)))
            return redirect("inquiries:ending", key=key)
        except Refused as fault:
            inquiry = access.keep(viewer, key, access.REPLIED)
            if do in forms:
                refuse(forms[do], fault)
            else:
                messages.error(request, str(fault))
    told = {
        "inquiry": inquiry, **standing(inquiry), "forms": forms, "owed": owed, "counts": reading.counts(inquiry),
        "waiting": queries.waiting(inquiry),
    }  # fmt: skip
    return render(request, "inquiries/office/ending.html", told)


def _keep(viewer: Viewer, inquiry: Inquiry, form: ThemeForm, key: str) -> Theme:
    by = next((one for one in choices.authorities() if one.key == form.cleaned_data["by"]), None)
    return actions.keep_theme(
        viewer, inquiry=inquiry, title=form.text("title"), key=key, by=by, order=form.cleaned_data["order"]
    )


def _forms(request: HttpRequest, row: Inquiry, do: str) -> dict[str, Any]:
    sent = {name: request.POST if do == name else None for name in ("hearing", "opinion", "decide")}
    start = {"meeting": row.hearing.key if row.hearing else "", "notes": row.hearing_notes, "revision": row.revision}
    return {
        "hearing": HearingForm(sent["hearing"], initial=start, meetings=choices.meetings(row), auto_id="hearing_%s"),
        "opinion": OpinionForm(
            sent["opinion"], initial={"opinion": row.opinion.key if row.opinion else ""}, opinions=choices.opinions(row)
        ),
        "decide": DecisionForm(sent["decide"], decisions=choices.decisions(row)),
    }


def _hearing(viewer: Viewer, row: Inquiry, form: Any) -> str:
    told = form.cleaned_data
    meeting = next((one for one in choices.meetings(row) if one.key == told["meeting"]), None)
    actions.set_hearing(viewer, inquiry=row, meeting=meeting, notes=form.text("notes"), revision=told["revision"])
    return _("Kept.")


def _opinion(viewer: Viewer, row: Inquiry, form: Any) -> str:
    chosen = next((one for one in choices.opinions(row) if one.key == form.cleaned_data["opinion"]), None)
    actions.note_opinion(viewer, inquiry=row, opinion=chosen)
    return _("Kept.")


def _close(viewer: Viewer, row: Inquiry, _form: Any) -> str:
    actions.close_replies(viewer, inquiry=row)
    return _("The replies are closed. Everybody reads them, and each author who left an address hears of it.")


def _decide(viewer: Viewer, row: Inquiry, form: Any) -> str:
    chosen = next((one for one in choices.decisions(row) if one.key == form.cleaned_data["decision"]), None)
    if chosen is None:
        raise Refused("no-decision", _("Choose a decision."))
    actions.record_decision(viewer, inquiry=row, decision=chosen)
    return _("Noted.")


def _over(inquiry: Inquiry) -> bool:
    return inquiry.state in ("replied", "decided")


_DO: dict[str, Callable[[Viewer, Inquiry, Any], str]] = {
    "hearing": _hearing, "opinion": _opinion, "close": _close, "decide": _decide,
}  # fmt: skip
