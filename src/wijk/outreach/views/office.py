"""The office: what is being written and asked here; compose, edit, send; open, change, end."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.subject import Subject
from wijk.core.viewer import viewer_of
from wijk.outreach import access, actions, codes, queries
from wijk.outreach.forms import CallForm, ComposeForm, NewCallForm, NewsletterForm, SlipsForm
from wijk.outreach.models import Channel, Code, Newsletter, Piece
from wijk.ui.tables import paginate

form_page = require_http_methods(["GET", "HEAD", "POST"])
#: A newsletter tells of this many days, unless somebody says otherwise.
USUAL = timedelta(days=30)


@never_cache
@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """Newsletters and calls that one may work on; `?show=calls` for the calls."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    calls = request.GET.get("show") == "calls"
    found: Any = access.calls_of(viewer) if calls else access.newsletters_of(viewer)
    page = paginate(found.order_by("-pk"), request)
    names = queries.places_named({row.place for row in page.items})
    rows = [(row, names[row.place]) for row in page.items]
    return render(request, "outreach/office.html", {"page": page, "rows": rows, "calls": calls})


@never_cache
@form_page
def compose(request: HttpRequest) -> HttpResponse:
    """Begin a newsletter: of which place, of which days?"""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    today = clock.today()
    first = next(iter(sorted(access.places(viewer, access.COMPOSE))), "")
    form = ComposeForm(request.POST or None, initial={"place": first, "since": today - USUAL, "until": today})
    if request.method == "POST" and form.is_valid():
        made: list[Newsletter] = []
        if _done(form, lambda: made.append(actions.compose_newsletter(viewer, **form.cleaned_data))):
            return redirect("outreach:edit", key=made[0].key)
    return render(request, "outreach/compose.html", {"form": form})


@never_cache
@form_page
def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Choose, order and introduce; a sent one only shows who was reached."""
    viewer = viewer_of(request)
    letter = access.open_newsletter(viewer, key)
    if letter.sent_at is not None:
        return redirect("outreach:reach", kind="outreach.newsletter", key=key)
    form = NewsletterForm(request.POST or None, initial={"title": letter.title, "introduction": letter.introduction})
    pieces = list(letter.pieces.all())
    if request.method == "POST" and form.is_valid():
        told = {"title": form.text("title"), "introduction": form.text("introduction")}
        chosen = _chosen(request, pieces)
        if _done(form, lambda: actions.edit_newsletter(viewer, key=key, chosen=chosen, **told)):
            messages.success(request, _("Saved. Look at the preview before you send it."))
            return redirect("outreach:edit", key=key)
    rows = [(piece, queries.KIND_WORDS.get(piece.kind, _("And also"))) for piece in pieces]
    place = queries.place_text(letter.place)
    return render(request, "outreach/edit.html", {"form": form, "letter": letter, "rows": rows, "place": place})


@require_POST
def send(request: HttpRequest, key: str) -> HttpResponse:
    """Send it, once."""
    viewer = viewer_of(request)
    access.open_newsletter(viewer, key, access.SEND)
    if _tell(request, lambda: actions.send_newsletter(viewer, key=key)):
        messages.success(request, _("It is sent. Whoever follows this place hears of it, each at the time they chose."))
        return redirect("outreach:newsletter", key=key)
    return redirect("outreach:edit", key=key)


@require_POST
def drop(request: HttpRequest, key: str) -> HttpResponse:
    """Throw a draft away."""
    viewer = viewer_of(request)
    access.open_newsletter(viewer, key, access.DROP)
    if _tell(request, lambda: actions.drop_newsletter(viewer, key=key)):
        messages.success(request, _("The draft is gone."))
    return redirect("outreach:office")


@never_cache
@form_page
def open_call(request: HttpRequest) -> HttpResponse:
    """Open a call; `?about=` and `?target=` come from the page that leads here."""
    viewer = viewer_of(request)
    access.enter_office(viewer)
    first = next(iter(sorted(access.places(viewer, access.OPEN))), "")
    about = _subject(request.GET.get("about", ""))
    form = NewCallForm(request.POST or None, initial={"place": first, "target": request.GET.get("target", "")[:300]})
    if request.method == "POST" and form.is_valid():
        made: list[str] = []
        told = _texts(form) | {"place": form.cleaned_data["place"], "about": about}
        if _done(form, lambda: made.append(actions.open_call(viewer, **told).key)):
            messages.success(request, _("The call is open. Print its posters and letters below."))
            return redirect("outreach:change_call", key=made[0])
    return render(request, "outreach/open_call.html", {"form": form})


@never_cache
@form_page
def change_call(request: HttpRequest, key: str) -> HttpResponse:
    """A call: its words, its codes, its answers, and what can be done with it."""
    viewer = viewer_of(request)
    call = access.open_call(viewer, key)
    initial = {name: getattr(call, name) for name in ("title", "words", "question", "fixed", "target", "until")}
    form = CallForm(request.POST or None, initial=initial)
    sent = request.method == "POST" and form.is_valid()
    if sent and _done(form, lambda: actions.change_call(viewer, key=key, **_texts(form))):
        messages.success(request, _("Saved."))
        return redirect("outreach:change_call", key=key)
    counted = queries.counts(call)
    by_channel = [
        (words, [counted.get((channel, position), 0) for position in queries.POSITION_WORDS])
        for channel, words in queries.CHANNEL_WORDS.items()
    ]
    known = [
        (code, codes.shown(code.code), queries.CHANNEL_WORDS[Channel(code.channel)])
        for code in Code.objects.filter(call=call)
    ]
    told = {"form": form, "call": call, "place": queries.place_text(call.place), "codes": known, "slips": SlipsForm()}
    told |= {"positions": queries.POSITION_WORDS.values(), "by_channel": by_channel, "total": sum(counted.values())}
    return render(request, "outreach/change_call.html", told)


@require_POST
def end_call(request: HttpRequest, key: str) -> HttpResponse:
    """End a call."""
    viewer = viewer_of(request)
    access.open_call(viewer, key, access.END)
    if _tell(request, lambda: actions.end_call(viewer, key=key)):
        messages.success(request, _("The call has ended. The counts stay, the links that could change them are gone."))
    return redirect("outreach:change_call", key=key)


@require_POST
def mail_call(request: HttpRequest, key: str) -> HttpResponse:
    """Send it to everybody who follows the place."""
    viewer = viewer_of(request)
    access.open_call(viewer, key, access.MAIL)
    if _tell(request, lambda: actions.mail_call(viewer, key=key)):
        messages.success(request, _("The letters are being written. Everybody who follows this place gets one."))
    return redirect("outreach:change_call", key=key)


@require_POST
def slips(request: HttpRequest, key: str) -> HttpResponse:
    """Count what came in on paper."""
    viewer = viewer_of(request)
    access.open_call(viewer, key, access.SLIPS)
    form = SlipsForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say how many of each answer came in."))
    elif _tell(request, lambda: actions.count_slips(viewer, key=key, counts=form.counts())):
        messages.success(request, _("Counted."))
    return redirect("outreach:change_call", key=key)


def _texts(form: CallForm) -> dict[str, Any]:
    texts = {name: form.text(name) for name in ("title", "words", "question", "fixed")}
    return texts | {"target": form.cleaned_data["target"], "until": form.cleaned_data["until"]}


def _subject(words: str) -> Subject | None:
    try:
        return Subject.parse(words[:200]) if words else None
    except ValueError as fault:
        raise Http404 from fault


def _chosen(request: HttpRequest, pieces: Sequence[Piece]) -> list[int]:
    """The pieces that are ticked, by the number that stands beside each."""
    found = []
    for piece in pieces:
        if request.POST.get(f"keep-{piece.index}"):
            typed = request.POST.get(f"order-{piece.index}", "")
            place = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else piece.order
            found.append((place, piece.order, piece.index))
    return [index for _place, _order, index in sorted(found)]


def _done(form: Any, act: Callable[[], object]) -> bool:
    """Do it, or say above the form why not."""
    try:
        act()
    except Refused as fault:
        if fault.code == "absent":
            form.add_error("place", _("There is no such place. Choose one of the list."))
        elif fault.code == "not-allowed":
            form.add_error("place", _("You do not work in this place. Choose one of yours."))
        else:
            form.add_error(None, str(fault))
        return False
    return True


def _tell(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do it, or say why not."""
    try:
        act()
    except Refused as fault:
        messages.error(request, str(fault))
        return False
    return True
