"""One sheet under the eyes: typed the first time, typed the second time without seeing the first, settled by a third."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.providers import PaperField, PaperForm
from wijk.core.viewer import viewer_of
from wijk.sheets import access, actions, codes, papers, queries
from wijk.sheets.forms import SheetForm, VoidForm
from wijk.sheets.models import DONE, Batch, Sheet, State, Typing
from wijk.sheets.words import LOOKS, STATES

pages = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@pages
def typing(request: HttpRequest, key: str, sheet: int) -> HttpResponse:
    """Type one sheet, as it was printed."""
    viewer = viewer_of(request)
    batch = access.open_batch(viewer, key)
    row = access.open_sheet(batch, sheet)
    if request.method == "POST":
        return _typed(request, batch, row)
    mine = queries.own_typing(row, codes.hand(viewer))
    if _settles(row, mine):
        return redirect("sheets:settle", key=key, sheet=sheet)
    return _page(request, batch, row, values=mine.values if mine else {})


def _settles(row: Sheet, mine: Typing | None) -> bool:
    """Does a third person have to look, and is this one?"""
    return row.printing.double and row.state in (State.DIFFERS, State.WRONG) and mine is None


def _typed(request: HttpRequest, batch: Batch, row: Sheet) -> HttpResponse:
    viewer = viewer_of(request)
    form = SheetForm(request.POST, form=papers.read(row.printing.told))
    values = form.values()
    try:
        if request.POST.get("do") != "done":
            if not actions.keep(viewer, batch=batch, sheet=row, values=values):
                messages.info(request, _("Nothing was kept: this sheet was finished, or a colleague has it."))
                return redirect("sheets:batch", key=batch.key)
            messages.success(request, _("Kept. You can go on here later."))
            return redirect("sheets:typing", key=batch.key, sheet=row.pk)
        row = actions.finish(viewer, batch=batch, sheet=row, values=values)
    except (Absent, NotAllowed):
        raise
    except Refused as fault:
        return _page(request, batch, row, values=values, fault={"sentence": str(fault)}, status=422)
    return _after(request, batch, row)


def _after(request: HttpRequest, batch: Batch, row: Sheet) -> HttpResponse:
    """To the next sheet; or back to this one, where the room that it is for refused it."""
    if row.state == State.WRONG and not row.printing.double:
        return redirect("sheets:typing", key=batch.key, sheet=row.pk)
    said = {
        State.TAKEN: _("Sheet {number} is taken in."),
        State.SECOND: _("Sheet {number} is typed once. Somebody else types it the second time."),
        State.DIFFERS: _("Sheet {number} was typed differently by two people. A third one looks at it."),
        State.WRONG: _("Sheet {number} was refused. A third person looks at it."),
    }.get(State(row.state), _("Sheet {number} is typed."))
    messages.success(request, said.format(number=row.number))
    following = queries.next_for(batch, codes.hand(viewer_of(request)), after=row.pk)
    if following is not None and following.code and queries.next_scan(batch) is None:
        try:
            actions.take_up(viewer_of(request), batch=batch, code=following.code)
            return redirect("sheets:typing", key=batch.key, sheet=following.pk)
        except Refused:  # a colleague took it in the same moment
            pass
    return redirect(reverse("sheets:batch", args=[batch.key]) + "#code")


@never_cache
@require_POST
def keep(request: HttpRequest, key: str, sheet: int) -> HttpResponse:
    """What was typed so far, sent by the page itself after each field."""
    viewer = viewer_of(request)
    batch = access.open_batch(viewer, key)
    row = access.open_sheet(batch, sheet)
    form = SheetForm(request.POST, form=papers.read(row.printing.told))
    try:
        kept = actions.keep(viewer, batch=batch, sheet=row, values=form.values())
    except (Absent, NotAllowed):
        raise
    except Refused as fault:
        return JsonResponse({"kept": False, "said": str(fault)}, status=422)
    return JsonResponse({"kept": kept, "said": _("Kept") if kept else _("Not kept: a colleague has this sheet.")})


@never_cache
@require_POST
def take_next(request: HttpRequest, key: str, sheet: int) -> HttpResponse:
    """Go on with a sheet of this pile that waits: left in the middle, for the second person, to be settled or corrected."""
    viewer = viewer_of(request)
    batch = access.open_batch(viewer, key)
    row = access.open_sheet(batch, sheet)
    try:
        actions.take_up(viewer, batch=batch, code=row.code or "")
    except (Absent, NotAllowed):
        raise
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("sheets:batch", key=key)
    return redirect("sheets:typing", key=key, sheet=sheet)


def _page(
    request: HttpRequest, batch: Batch, row: Sheet, *, values: Mapping[str, str], fault: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    printed = papers.read(row.printing.told)
    form = SheetForm({f"f-{code}": value for code, value in values.items()}, form=printed)
    fault = fault if fault is not None else row.fault
    at = str(fault.get("field", ""))
    fields = [(form[one.code], one, fault.get("sentence", "") if one.code == at else "") for one in printed.fields]
    told = {
        "row": row, "batch": batch, "printed": printed, "code": codes.shown(row.code or ""), "fault": fault, "fault_field": at,
        "parts": [(title, list(some)) for title, some in groupby(fields, key=lambda field: field[1].group)],
        "scans": queries.scans_of(row), "void": VoidForm(auto_id="void_%s"), "state": STATES[State(row.state)], "look": LOOKS[State(row.state)],
        "second": row.printing.double and row.typings.filter(done=True).exists(), "open": row.state not in DONE and batch.closed_at is None,
        "back": row.state == State.BACK,
    }  # fmt: skip
    return render(request, "sheets/typing.html", told, status=status)


@never_cache
@pages
def settle(request: HttpRequest, key: str, sheet: int) -> HttpResponse:
    """What two people typed, beside each other; a third one decides."""
    viewer = viewer_of(request)
    batch = access.open_batch(viewer, key, access.SETTLE)
    row = access.open_sheet(batch, sheet)
    if row.state not in (State.DIFFERS, State.WRONG) or not row.printing.double:
        messages.info(request, _("Nothing needs to be settled here any more."))
        return redirect("sheets:batch", key=key)
    typed, form = queries.both(row), papers.read(row.printing.told)
    if codes.hand(viewer) in {one.hand for one in typed}:
        messages.error(request, _("You typed this sheet yourself. Somebody else settles what was typed differently."))
        return redirect("sheets:batch", key=key)
    fault = row.fault
    values = row.values or _agreed(form, typed)
    status = 200
    if request.method == "POST":
        values = SheetForm(request.POST, form=form).values()
        try:
            values = _chosen(request, form, typed)
            row = actions.settle(viewer, batch=batch, sheet=row, values=values)
            if row.state != State.WRONG:
                return _after(request, batch, row)
            fault = row.fault
        except (Absent, NotAllowed):
            raise
        except Refused as refused:
            fault = {"sentence": str(refused)}
        status = 422
    return _settling(request, batch, row, typed, values, fault, status)


def _agreed(form: PaperForm, typed: list[Typing]) -> dict[str, str]:
    """What both typed; nothing where they differ, so that the third person looks at the paper."""
    if len(typed) != 2:
        return dict(typed[0].values) if typed else {}
    unlike = papers.unlike(form, typed[0].values, typed[1].values)
    return {code: "" if code in unlike else value for code, value in typed[0].values.items()}


def _chosen(request: HttpRequest, form: PaperForm, typed: list[Typing]) -> dict[str, str]:
    """Field by field: as the first typed it, as the second did, or as it is typed now."""
    own, picked = SheetForm(request.POST, form=form).values(), dict[str, str]()
    unlike = papers.unlike(form, typed[0].values, typed[1].values) if len(typed) == 2 else []
    for code, value in own.items():
        which = request.POST.get(f"pick-{code}", "")
        if which in ("1", "2") and len(typed) == 2:
            value = typed[int(which) - 1].values.get(code, "")
        elif not which and code in unlike:
            raise Refused("not-settled", _("Say for each field what stands on the paper."))
        picked[code] = value
    return picked


def _settling(
    request: HttpRequest, batch: Batch, row: Sheet, typed: list[Typing], values: Mapping[str, str], fault: Mapping[str, Any], status: int
) -> HttpResponse:  # fmt: skip
    printed = papers.read(row.printing.told)
    form = SheetForm({f"f-{code}": value for code, value in values.items()}, form=printed)
    one, other = (typed[0].values, typed[1].values) if len(typed) == 2 else (values, values)
    unlike, at = set(papers.unlike(printed, one, other)), str(fault.get("field", ""))
    rows = [
        (form[field.code], field, spoken(field, one.get(field.code, "")), spoken(field, other.get(field.code, "")), field.code == at)
        for field in printed.fields if field.code in unlike or (fault and (field.code == at or not at))
    ]  # fmt: skip
    same = [(field, form[field.code]) for field in printed.fields if not any(field is row[1] for row in rows)]
    told = {
        "row": row, "batch": batch, "code": codes.shown(row.code or ""), "rows": rows, "same": same, "fault": fault, "unlike": unlike,
        "scans": queries.scans_of(row), "void": VoidForm(auto_id="void_%s"),
    }  # fmt: skip
    return render(request, "sheets/settle.html", told, status=status)


def spoken(field: PaperField, value: str) -> str:
    """A value as people read it."""
    if not value:
        return str(_("(nothing)"))
    named = {"agree": _("Agree"), "disagree": _("Disagree"), "pass": _("No opinion")} if field.kind == "vote" else dict(field.options)  # fmt: skip
    return str(_("ticked")) if field.kind == "tick" else str(named.get(value, value))


@never_cache
@require_POST
def void(request: HttpRequest, key: str, sheet: int) -> HttpResponse:
    """This sheet counts for nothing; or its code was the wrong one, and it goes out of the pile again."""
    viewer = viewer_of(request)
    batch = access.open_batch(viewer, key, access.VOID)
    row = access.open_sheet(batch, sheet)
    try:
        if request.POST.get("do") == "back":
            actions.put_back(viewer, batch=batch, sheet=row)
            messages.success(request, _("Sheet {number} is out of this pile again.").format(number=row.number))
        else:
            told = {"reason": request.POST.get("reason", ""), "area": batch.area}
            actions.void_sheets(viewer, printing=row.printing, sheets=[row], **told)
            messages.success(request, _("Sheet {number} is void.").format(number=row.number))
    except (Absent, NotAllowed):
        raise
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect(reverse("sheets:batch", args=[key]) + "#code")
