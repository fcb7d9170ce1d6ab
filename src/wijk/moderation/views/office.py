"""The office: the public list of reasons, and the words at which a text waits."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.moderation import access, actions, queries
from wijk.moderation.forms import ReasonForm, WordsForm

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_GET
def reasons(request: HttpRequest) -> HttpResponse:
    """The list, with what is out of use."""
    access.keep_list(viewer_of(request))
    return render(request, "moderation/reasons.html", {"reasons": queries.all_reasons()})


@never_cache
@form_page
def reason(request: HttpRequest, code: str = "") -> HttpResponse:
    """One reason, or a new one."""
    viewer = viewer_of(request)
    found = access.open_reason(viewer, code) if code else None
    names = ("code", "title", "words", "removes", "reported", "active", "order")
    initial = {name: getattr(found, name) for name in names} if found else None
    form = ReasonForm(request.POST or None, initial=initial)
    if found is None:
        access.keep_list(viewer)
    else:
        form.fields["code"].disabled = True
    if request.method == "POST" and form.is_valid():
        told = {name: form.cleaned_data[name] for name in ("code", "removes", "reported", "active", "order")}
        try:
            actions.keep_reason(viewer, title=form.text("title"), words=form.text("words"), **told)
            messages.success(request, _("Saved. Everybody reads it on the page of the rules."))
            return redirect("moderation:reasons")
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "moderation/reason.html", {"form": form, "reason": found})


@never_cache
@form_page
def words(request: HttpRequest) -> HttpResponse:
    """The words at which a text waits."""
    viewer = viewer_of(request)
    access.keep_list(viewer, access.KEEP_WORDS)
    form = WordsForm(request.POST or None, initial={"words": "\n".join(sorted(queries.blocked()))})
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep_words(viewer, words=form.cleaned_data["words"].splitlines())
            messages.success(request, _("Saved."))
            return redirect("moderation:words")
        except Refused as fault:
            form.add_error("words", str(fault))
    return render(request, "moderation/words.html", {"form": form})
