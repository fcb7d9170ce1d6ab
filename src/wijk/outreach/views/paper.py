"""Posters and letters for those whom a screen does not reach."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wijk.core.errors import Faulty, Refused
from wijk.core.viewer import viewer_of
from wijk.outreach import access, exporters, importers
from wijk.outreach.forms import LettersForm, PaperForm
from wijk.outreach.models import Call
from wijk.ui.paper import MEDIA_TYPE


@never_cache
@require_GET
def papers(request: HttpRequest, key: str) -> HttpResponse:
    """What can be printed of a call."""
    call = access.open_call(viewer_of(request), key)
    return _page(request, call, _poster_form(call), _letters_form())


@never_cache
@require_GET
def poster(request: HttpRequest, key: str) -> HttpResponse:
    """The poster that the query asks for."""
    call = access.open_call(viewer_of(request), key)
    form = PaperForm(request.GET) if "paper" in request.GET else _poster_form(call)
    if not form.is_bound:
        form = PaperForm({"languages": list(call.title), "paper": "a4"})
    if form.is_valid():
        try:
            return _pdf(exporters.poster_pdf(call, **form.cleaned_data), f"poster-{call.key}.pdf")
        except Refused as fault:
            form.add_error(None, str(fault))
    return _page(request, call, form, _letters_form())


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: HttpRequest, key: str) -> HttpResponse:
    """Letters for a list of addresses, all of them or none."""
    call = access.open_call(viewer_of(request), key)
    form = LettersForm(request.POST, request.FILES) if request.method == "POST" else _letters_form()
    if form.is_bound and form.is_valid():
        told = dict(form.cleaned_data)
        file = told.pop("file")
        try:
            content = file.read(importers.LARGEST + 1)
            made = exporters.letters_pdf(call, addresses=importers.addresses(content), **told)
            return _pdf(made, f"letters-{call.key}.pdf")
        except Faulty as faulty:
            for problem in faulty.problems:
                form.add_error("file", str(problem))
        except Refused as fault:
            form.add_error(None, str(fault))
    return _page(request, call, _poster_form(call), form)


def _poster_form(call: Call) -> PaperForm:
    return PaperForm(initial={"languages": [get_language() or "nl"], "paper": "a4"})


def _letters_form() -> LettersForm:
    return LettersForm(initial={"language": get_language() or "nl"})


def _page(request: HttpRequest, call: Call, poster: PaperForm, letters: LettersForm) -> HttpResponse:
    told = {"call": call, "poster": poster, "letters": letters, "form": letters if letters.errors else poster}
    return render(request, "outreach/papers.html", told)


def _pdf(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=MEDIA_TYPE)
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
