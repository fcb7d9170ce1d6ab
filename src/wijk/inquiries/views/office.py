"""The office prepares inquiries: the list, what is said of one, its file, its days; and the legal periods."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.viewer import Viewer, viewer_of
from wijk.inquiries import access, actions, queries
from wijk.inquiries.forms.preparing import AnnounceForm, DocumentForm, ExtendForm, RuleForm, ToldForm
from wijk.inquiries.models import Inquiry
from wijk.inquiries.public_words import STATE_LOOKS, STATE_WORDS
from wijk.inquiries.queries import choices, reading
from wijk.ui.tables import paginate

form_page = require_http_methods(["GET", "HEAD", "POST"])
#: Under which box the sentence of a refusal stands.
BOXES = {
    "no-title": "title_nl", "no-area": "place", "no-fixed": "fixed_nl", "no-why": "why_nl", "no-day": "on", "backwards": "days",
    "too-many-days": "days", "no-document": "document", "no-code": "code", "no-days": "days", "no-days-left": "listed",
}  # fmt: skip


@never_cache
@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """The inquiries where one works, the newest first, and what each still needs."""
    viewer = viewer_of(request)
    page = paginate(queries.kept(access.enter_office(viewer)), request, 30)
    owed = queries.owed_in(page.items)
    rows = [{"row": row, **standing(row), "owed": owed.get(row.pk, 0)} for row in page.items]
    told = {"page": page, "rows": rows, "drafts": viewer.may(access.DRAFT), "rules": viewer.may(access.RULE)}
    return render(request, "inquiries/office/office.html", told)


@never_cache
@form_page
def new(request: HttpRequest) -> HttpResponse:
    """Begin to prepare one."""
    viewer = viewer_of(request)
    if not viewer.may(access.DRAFT):
        raise Absent("inquiry")
    form = ToldForm(request.POST or None, organs=choices.authorities(), rules=choices.rules())
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.draft(viewer, told=form.told())
            messages.success(request, _("Kept. Now lay the documents in the file."))
            return redirect("inquiries:keep", key=row.key)
        except Refused as fault:
            refuse(form, fault)
    return render(request, "inquiries/office/edit.html", {"form": form})


@never_cache
@form_page
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Say otherwise what is said of it."""
    viewer = viewer_of(request)
    row = access.keep(viewer, key, access.CHANGE)
    organs = choices.authorities()
    if row.authority not in organs:
        organs.append(row.authority)
    form = ToldForm(request.POST or None, organs=organs, rules=choices.rules(chosen=row.rule), inquiry=row)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(viewer, inquiry=row, told=form.told(), revision=form.cleaned_data["revision"] or 0)
            messages.success(request, _("Kept."))
            return redirect("inquiries:keep", key=key)
        except Refused as fault:
            refuse(form, fault)
    return render(request, "inquiries/office/edit.html", {"form": form, "inquiry": row})


@never_cache
@form_page
def keep(request: HttpRequest, key: str) -> HttpResponse:
    """One inquiry: how it stands, what it still needs, and what one can do now: announce it, make it longer."""
    viewer = viewer_of(request)
    row = access.keep(viewer, key)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    forms = _forms(request, viewer, row, do)
    if do in forms and do in _DO and forms[do].is_valid():
        try:
            messages.success(request, _DO[do](viewer, row, forms[do]))
            return redirect("inquiries:keep", key=key)
        except Refused as fault:
            row = access.keep(viewer, key)
            refuse(forms[do], fault)
    told = {
        "inquiry": row, **standing(row), "forms": forms, "counts": reading.counts(row), "waiting": queries.waiting(row),
        "documents": reading.file_of(row), "extensions": reading.extensions(row), "themes": list(queries.themes_counted(row)),
        "signpost": reading.signpost(row),
        "may_change": access.may(viewer, access.CHANGE, row), "owed": list(queries.owed(row).values_list("number", flat=True)[:20]),
    }  # fmt: skip
    return render(request, "inquiries/office/keep.html", told)


@never_cache
@form_page
def documents(request: HttpRequest, key: str) -> HttpResponse:
    """The file: what lies in it, with its print; lay something in it."""
    viewer = viewer_of(request)
    row = access.keep(viewer, key, access.ADD)
    papers = reading.file_of(row)
    form = DocumentForm(request.POST or None, request.FILES or None, documents=papers, later=row.state != "draft")
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        chosen = next((one for one in papers if str(one.number) == told["document"]), None)
        try:
            made = actions.add_document(
                viewer, inquiry=row, upload=told["upload"], title=form.text("title"), plan=told["plan"], document=chosen, why=form.text("why")
            )  # fmt: skip
            messages.success(request, _("Kept, with the print {print}…").format(print=made.hash[:12]))
            return redirect("inquiries:documents", key=key)
        except Refused as fault:
            refuse(form, fault, "upload" if fault.code.startswith("file-") else "")
    told = {"inquiry": row, "form": form, "documents": papers}
    return render(request, "inquiries/office/documents.html", told)


@never_cache
@require_GET
def rules(request: HttpRequest) -> HttpResponse:
    """The legal periods."""
    access.keep_rule(viewer_of(request))
    return render(request, "inquiries/office/rules.html", {"rules": list(choices.all_rules())})


@never_cache
@form_page
def rule(request: HttpRequest, code: str = "") -> HttpResponse:
    """One legal period, or a new one."""
    viewer = viewer_of(request)
    row = access.keep_rule(viewer, code)
    form = RuleForm(request.POST or None, rule=row)
    if request.method == "POST" and form.is_valid():
        names = ("code", "days", "working", "after", "moves", "confirmed", "active")
        told = {name: form.cleaned_data[name] for name in names}
        seen = form.cleaned_data["revision"] if row is not None else 0
        try:
            actions.keep_rule(
                viewer,
                title=form.text("title"),
                basis=form.text("basis"),
                listed=form.listed_rows(),
                revision=seen or 0,
                **told,
            )
            messages.success(request, _("Kept. What was announced keeps the period that it was announced with."))
            return redirect("inquiries:rules")
        except Refused as fault:
            refuse(form, fault, "listed" if fault.code in ("no-day", "backwards") else "")
    return render(request, "inquiries/office/rule.html", {"form": form, "rule": row})


def standing(row: Inquiry) -> dict[str, Any]:
    """How it stands, in words."""
    stands = row.stands()
    left = (row.last - timezone.localdate(clock.now())).days if row.last is not None else 0
    return {"stands": stands, "state": STATE_WORDS[stands], "look": STATE_LOOKS[stands], "left": max(left, 0)}


def refuse(form: Any, fault: Refused, box: str = "") -> None:
    """Put the sentence of a refusal under its box; what was typed stays in the form."""
    name = box or BOXES.get(fault.code, "")
    form.add_error(name if name in form.fields else None, str(fault))


def _forms(request: HttpRequest, viewer: Viewer, row: Inquiry, do: str) -> dict[str, Any]:
    """What one can do now with it, by a form each."""
    sent = {name: request.POST if do == name else None for name in ("announce", "extend")}
    seen = {"revision": row.revision}
    found: dict[str, Any] = {}
    if row.state == "draft" and access.may(viewer, access.ANNOUNCE, row):
        start = seen | {"on": timezone.localdate(clock.now())}
        found["announce"] = AnnounceForm(sent["announce"], initial=start, auto_id="announce_%s")
    if row.state in ("announced", "open", "closed") and access.may(viewer, access.EXTEND, row):
        found["extend"] = ExtendForm(
            sent["extend"], initial=seen, decisions=choices.decisions(row), auto_id="extend_%s"
        )
    return found


def _announce(viewer: Viewer, row: Inquiry, form: AnnounceForm) -> str:
    made = actions.announce(viewer, inquiry=row, on=form.cleaned_data["on"], revision=form.cleaned_data["revision"])
    return _("Announced. The last day is {last}.").format(
        last=date_format(made.last or form.cleaned_data["on"], "DATE_FORMAT")
    )


def _extend(viewer: Viewer, row: Inquiry, form: ExtendForm) -> str:
    told = form.cleaned_data
    chosen = next((one for one in choices.decisions(row) if one.key == told["decision"]), None)
    actions.extend(
        viewer, inquiry=row, days=told["days"], why=form.text("why"), decision=chosen, revision=told["revision"]
    )
    return _("It lasts longer now. Everybody reads why.")


_DO: dict[str, Callable[[Viewer, Inquiry, Any], str]] = {"announce": _announce, "extend": _extend}
