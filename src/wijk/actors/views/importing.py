"""The office pages where a list is taken in: the file, what its columns mean, whom we know already, and then whole or not at all."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.actors import access, actions
from wijk.actors.forms import ColumnsForm, ListForm, choices_of
from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.viewer import viewer_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file and say which list it is."""
    viewer = viewer_of(request)
    access.open_import(viewer)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.upload()
        try:
            draft = actions.keep_draft(viewer, chunks=file.chunks(), name=file.name or "list.csv", spec=form.spec())
        except NotAllowed:
            raise
        except Faulty as faulty:
            for problem in faulty.problems[:10]:
                form.add_error("file", str(problem))
        except Refused as fault:
            name = str(fault.params.get("field", ""))
            form.add_error(name if name in form.fields else None, str(fault))
        else:
            return redirect("actors:describe", token=draft.token)
    return render(request, "actors/office/upload.html", {"form": form}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def describe(request: HttpRequest, token: str) -> HttpResponse:
    """Say what the columns mean, look at what would come of it, and take the list in."""
    viewer = viewer_of(request)
    draft = access.open_draft(viewer, token)
    what = request.POST.get("do", "")
    if what == "throw-away":
        actions.clear_draft(viewer, draft=draft)
        messages.info(request, _("The list was thrown away; nothing was taken in."))
        return redirect("actors:office")
    seen = actions.columns_of_draft(draft)
    form = ColumnsForm(request.POST or None, columns=seen.columns, guessed=actions.guess(seen.columns))
    context: dict[str, Any] = {"draft": draft, "seen": seen, "form": form, "choices": actions.CHOICES}
    if request.method == "POST" and form.is_valid():
        try:
            if what == "take":
                otherwise = request.POST.get("otherwise", "")
                done = actions.import_draft(
                    viewer, draft=draft, mapped=form.mapped(), choices=choices_of(request.POST.dict()),
                    otherwise=otherwise if otherwise in actions.CHOICES else None,  # type: ignore[arg-type]
                )  # fmt: skip
                said = _(
                    "{added} organisations are new, {changed} were changed, {filled} were filled in, {same} were the same, {skipped} were left out."
                )
                told = {name: getattr(done, name) for name in ("added", "changed", "filled", "same", "skipped")}
                messages.success(request, said.format(**told))
                return redirect("actors:office")
            context["outcome"] = actions.look_at_draft(viewer, draft=draft, mapped=form.mapped())
        except (Absent, NotAllowed):
            raise
        except Faulty as faulty:
            context["problems"] = [str(problem) for problem in faulty.problems[:100]]
            context["outcome"] = actions.look_at_draft(viewer, draft=draft, mapped=form.mapped())
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(
        request, "actors/office/describe.html", context, status=400 if form.errors or "problems" in context else 200
    )
