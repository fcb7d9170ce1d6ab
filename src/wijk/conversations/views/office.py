"""The facilitator's desk: prepare a conversation, write what it begins with, open it, translate, close it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.conversations import access, actions, queries
from wijk.conversations.forms import SPOKEN, ConversationForm, SeedForm, TranslationForm, told_of
from wijk.conversations.models import Conversation
from wijk.conversations.views.cards import page_language
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.viewer import viewer_of
from wijk.ui.tables import paginate

pages = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """Every conversation that the viewer keeps."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    page = paginate(access.kept_by(viewer).order_by("-pk"), request)
    return render(request, "conversations/office/index.html", {"page": page})


@never_cache
@pages
def new(request: HttpRequest) -> HttpResponse:
    """Prepare a conversation."""
    viewer = viewer_of(request)
    access.open_office(viewer)
    form = ConversationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.start_conversation(viewer, plan=form.plan(), place=form.cleaned_data["place"])
            messages.success(request, _("The draft is kept. Now write the statements with which it begins."))
            return redirect("conversations:desk", key=row.key)
        except (NotAllowed, Absent):
            form.add_error("place", _("You keep no conversations in this place, or there is no such place."))
        except Refused as fault:
            form.add_error(None, str(fault))
    return render(request, "conversations/office/new.html", {"form": form})


@never_cache
@pages
def desk(request: HttpRequest, key: str) -> HttpResponse:
    """One conversation on the desk: its texts, its statements, and what to do next."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key)
    form = ConversationForm(request.POST or None, initial=told_of(row))
    del form.fields["place"]
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_conversation(viewer, key=key, plan=form.plan())
            messages.success(request, _("Changed."))
            return redirect("conversations:desk", key=key)
        except Refused as fault:
            form.add_error(None, str(fault))
    told = {
        "talk": row, "form": form, "seed": SeedForm(initial={"language": page_language()}), "voices": queries.voices(row),
        "statements": row.statements.count(), "waiting": row.statements.filter(visibility="waiting").count(),
        "ready": bool(row.fixed and row.fixed_by and row.fixed_why), "open_now": row.is_open,
    }  # fmt: skip
    return render(request, "conversations/office/desk.html", told)


@require_POST
def seed(request: HttpRequest, key: str) -> HttpResponseBase:
    """Put a list of statements in."""
    row = access.open_for(viewer_of(request), key, access.SEED)
    form = SeedForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Write one statement a line, and choose their language."))
        return redirect("conversations:desk", key=key)
    return _done(request, row, lambda: actions.seed_statements(
        viewer_of(request), key=key, lines=form.cleaned_data["lines"].splitlines(), language=form.cleaned_data["language"],
    ), _("The statements are in."))  # fmt: skip


@require_POST
def open_it(request: HttpRequest, key: str) -> HttpResponseBase:
    """Let people vote."""
    row = access.open_for(viewer_of(request), key, access.OPEN)
    return _done(
        request, row, lambda: actions.open_conversation(viewer_of(request), key=key), _("The conversation is open.")
    )


@require_POST
def close(request: HttpRequest, key: str) -> HttpResponseBase:
    """End the voting."""
    row = access.open_for(viewer_of(request), key, access.CLOSE)
    return _done(
        request, row, lambda: actions.close_conversation(viewer_of(request), key=key), _("The conversation is closed.")
    )


@require_POST
def drop(request: HttpRequest, key: str) -> HttpResponseBase:
    """Throw a draft away."""
    access.open_for(viewer_of(request), key, access.DROP)
    try:
        actions.drop_conversation(viewer_of(request), key=key)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("conversations:desk", key=key)
    messages.success(request, _("The draft is gone."))
    return redirect("conversations:office")


@never_cache
@pages
def translations(request: HttpRequest, key: str) -> HttpResponse:
    """Statements in one other language, beside their originals."""
    viewer = viewer_of(request)
    row = access.open_for(viewer, key, access.TRANSLATE)
    wanted = request.POST.get("language") or request.GET.get("language") or page_language()
    language = wanted if wanted in SPOKEN else page_language()
    fault = ""
    if request.method == "POST":
        form = TranslationForm(request.POST)
        try:
            if not form.is_valid():
                raise Refused("translation-faulty", _("Write the translation, and say who or what made it."))
            actions.translate_statement(viewer, key=key, **form.cleaned_data)
            messages.success(request, _("The translation is kept."))
            return redirect(f"{request.path}?language={language}#s{form.cleaned_data['number']}")
        except Refused as refused:
            fault = str(refused)
    page = paginate(row.statements.exclude(language=language).exclude(visibility="removed"), request)
    rows = [
        (one, one.text.said(one.language), one.text.said(language), one.translated.get(language, {}))
        for one in page.items
    ]
    told: dict[str, Any] = {"talk": row, "page": page, "rows": rows, "language": language, "fault": fault}
    told["tongues"] = [(code, SPOKEN.get(code, code)) for code in row.languages]
    return render(request, "conversations/office/translations.html", told)


def _done(request: HttpRequest, row: Conversation, do: Any, said: str) -> HttpResponseBase:
    """Do it, and say so or say why not."""
    try:
        do()
        messages.success(request, said)
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect("conversations:desk", key=row.key)
