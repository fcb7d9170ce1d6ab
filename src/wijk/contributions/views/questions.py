"""The office: what a kind asks beside the words and the place."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.contributions import access, actions
from wijk.contributions.forms.questions import SORT_WORDS, QuestionForm
from wijk.contributions.models import Kind
from wijk.contributions.questions import Question, moved, placed, read, retired
from wijk.core.errors import Absent, Refused
from wijk.core.viewer import viewer_of

METHODS = ["GET", "HEAD", "POST"]


@never_cache
@require_http_methods(METHODS)
def questions(request: HttpRequest, code: str) -> HttpResponse:
    """What a kind asks, in which order; one is moved, asked no more, or asked again."""
    viewer = viewer_of(request)
    row = _kind(request, code)
    if request.method == "POST":
        wanted = _changed(read(row.fields), request)
        try:
            actions.keep_questions(
                viewer, kind=row, questions=wanted, revision=_number(request.POST.get("revision", ""))
            )
        except Refused as fault:
            messages.error(request, str(fault))
        else:
            messages.success(request, _("Changed."))
        return redirect("contributions:questions", code)
    every = read(row.fields)
    asked = [one for one in every if not one.retired]
    told = {
        "kind": row, "asked": [(one, SORT_WORDS[one.sort]) for one in asked], "retired": [one for one in every if one.retired],
        "first": asked[0].code if asked else "", "last": asked[-1].code if asked else "",
    }  # fmt: skip
    return render(request, "contributions/questions.html", told)


@never_cache
@require_http_methods(METHODS)
def question(request: HttpRequest, code: str, question: str = "") -> HttpResponse:
    """Ask something more, or ask it otherwise."""
    viewer = viewer_of(request)
    row = _kind(request, code)
    every = read(row.fields)
    known = next((one for one in every if one.code == question), None) if question else None
    if question and known is None:
        raise Absent("question")
    form = QuestionForm(request.POST or None, question=known, revision=row.revision)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_questions(
                viewer, kind=row, questions=placed(every, form.said()), revision=form.cleaned_data["revision"]
            )
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            messages.success(request, _("Changed."))
            return redirect("contributions:questions", code)
    return render(request, "contributions/question.html", {"form": form, "kind": row, "question": known})


def _kind(request: HttpRequest, code: str) -> Kind:
    row = access.keep_row(viewer_of(request), Kind, code, access.KEEP_QUESTIONS)
    if row is None:
        raise Absent("kind")
    return row


def _changed(every: Sequence[Question], request: HttpRequest) -> list[Question]:
    """The questions as the button that was pressed wants them."""
    code, do = request.POST.get("question", ""), request.POST.get("do", "")
    if do in ("up", "down"):
        return moved(every, code, up=do == "up")
    if do in ("retire", "ask"):
        return retired(every, code, gone=do == "retire")
    raise Absent("question")


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else 0
