"""What a short code leads to: what it is about, and one step to say what one thinks. No account, no name."""

from datetime import timedelta

from django.contrib import messages
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wijk.core import clock
from wijk.core.errors import Absent, Refused
from wijk.core.providers import Card, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer, viewer_of
from wijk.outreach import access, actions, codes, queries, tokens
from wijk.outreach.forms import CodeForm, PositionForm
from wijk.outreach.models import Call
from wijk.ui.open_pages import asked, open_page

#: So many new positions are taken in one call a minute, and so many steps by one visitor in ten minutes.
A_MINUTE, STEPS = 300, 12
SESSION = "outreach_calls"


@open_page
def code(request: HttpRequest) -> HttpResponse:
    """Type the code from a poster or a letter."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        found = codes.read(form.cleaned_data["code"])
        if found:
            return redirect("outreach:call", code=found)
        form.add_error("code", _("This code does not exist. Look again: it has six signs, in two groups of three."))
    return render(request, "outreach/code.html", {"form": form})


@open_page
def call(request: HttpRequest, code: str) -> HttpResponse:
    """What a call is about; with `?t=` the reader's own link, which changes what they said before. A code of something that has a page
    of its own leads there."""
    wanted = codes.read(code)
    if wanted is None:
        raise Absent("call")
    if wanted != code:
        return redirect("outreach:call", code=wanted)
    try:
        found = access.read_code(wanted)
    except Absent:
        return redirect(f"/{get_language()}/{access.open_signpost(wanted).path}")
    asks, viewer = found.call, viewer_of(request)
    token = asked(request, "t")
    told = {
        "code": found, "call": asks, "card": _card(asks, viewer), "open": queries.current(asks), "answers": queries.answers(asks),
        "words": queries.POSITION_WORDS.items(), "token": token if token and tokens.mark(asks.key, token) else "",
        "place": queries.place_text(asks.place), "said": asked(request, "done"), "tag": f"subject:outreach.call:{asks.key}",
    }  # fmt: skip
    answer = render(request, "outreach/call.html", told)
    if token:
        answer["Referrer-Policy"] = (
            "same-origin"  # no other site hears of the link; ours must see where a form comes from
        )
    return answer


@require_POST
def position(request: HttpRequest, code: str) -> HttpResponse:
    """Take a position, or change the one that this link belongs to."""
    try:
        found = access.read_code(codes.read(code) or "")
    except Absent:
        return redirect("outreach:code")
    form = PositionForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the answers."))
        return redirect("outreach:call", code=found.code)
    viewer, token = viewer_of(request), form.cleaned_data["t"]
    if not token and viewer.key:
        token = tokens.of_reader(found.call.key, viewer.key)
    try:
        _slowly(request, found.call, fresh=not token)
        taken = actions.take_position(code=found, position=form.cleaned_data["position"], token=token)
    except Refused as fault:
        messages.error(request, str(fault))
        return redirect("outreach:call", code=found.code)
    _remember(request, found.call)
    done = "changed" if taken.changed else "taken"
    answer = redirect("outreach:call", code=found.code)
    answer["Location"] += f"?t={taken.token}&done={done}"
    return answer


def _slowly(request: HttpRequest, call: Call, *, fresh: bool) -> None:
    """One position for each visitor without a link of their own; few steps in a short time; not too many in all at once."""
    kept = request.session.get(SESSION, {})
    now = clock.now()
    recent = [step for step in kept.get("steps", []) if step > (now - timedelta(minutes=10)).timestamp()]
    if len(recent) >= STEPS:
        raise Refused("too-many", _("That was often. Wait ten minutes, and try again."))
    if fresh and call.key in kept.get("took", []):
        raise Refused(
            "once", _("A position was taken from this device already. Use the link that you got then to change it.")
        )
    key = f"outreach-{call.pk}-{int(now.timestamp() // 60)}"
    cache.add(key, 0, 120)
    if cache.incr(key) > A_MINUTE:
        raise Refused("busy", _("Very many people answer at this moment. Try again in a minute."))
    request.session[SESSION] = kept | {"steps": [*recent, now.timestamp()]}


def _remember(request: HttpRequest, call: Call) -> None:
    """That something was said in this call, never what: so that nobody is counted twice by accident."""
    kept = request.session.get(SESSION, {})
    request.session[SESSION] = kept | {"took": sorted({*kept.get("took", [])[-50:], call.key})}


def _card(call: Call, viewer: Viewer) -> Card | None:
    """How that which the call is about looks, by whichever room knows it."""
    if not call.about:
        return None
    subject = Subject.parse(call.about)
    for describer in providers("describes"):
        if subject.kind in describer.kinds:
            found: Card | None = describer.card(subject, viewer)
            return found
    return None
