"""For everybody: what is asked and why, and each way to say or show where one lives. No account is needed but where it says so."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wijk.core.errors import Refused
from wijk.core.viewer import viewer_of
from wijk.residence import access, actions, cookies, queries
from wijk.residence.codes import shown
from wijk.residence.forms import AreaForm, CodeForm, LetterForm, LineForm, faults
from wijk.residence.keeping import parts
from wijk.residence.models import LEVELS
from wijk.residence.words import HOW, LEAVES, LEVEL_WORDS, STANDING_WORDS, WAY_WORDS
from wijk.ui.open_pages import all_asked, asked, open_page

form_page = require_http_methods(["GET", "HEAD", "POST"])
#: Where each way begins.
PAGES = {
    "declare": "residence:declare", "letter": "residence:letter", "register": "residence:line",
    "counter": "residence:at_counter", "openid": "residence:provider",
}  # fmt: skip
LONGEST_SCOPE = 160


@never_cache
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is known of where I live, and the ways to say or show it."""
    return render(request, "residence/about.html", _ways(request, tuple(queries.offered())) | _mine(request))


@never_cache
@require_safe
def asks(request: HttpRequest, scope: str) -> HttpResponse:
    """What one thing asks and why, before anybody begins. `?in=` is the process that it belongs to, `?least=` what it asks at least."""
    viewer = viewer_of(request)
    least, also = asked(request, "least"), all_asked(request, "in", 3)
    told = queries.asked(scope[:LONGEST_SCOPE], *also, least=least if least in LEVELS else "none")
    found = queries.card(scope, viewer)
    if found is None and not told.scope:
        raise Http404
    held = access.standing(viewer, access.proof(request))
    enough = access.allows(
        viewer, scope, session=access.proof(request), also=also, least=least if least in LEVELS else "none"
    )
    more = {
        "asks": told, "level": LEVEL_WORDS[told.level], "card": found, "enough": enough, "place": _place(told.place),
        "elsewhere": not enough and held.reaches(told.level),
    }  # fmt: skip
    kept = packed(scope, also, least if least in LEVELS else "")
    return render(request, "residence/asks.html", _ways(request, told.ways, kept) | _mine(request) | more)


@never_cache
@form_page
def declare(request: HttpRequest) -> HttpResponse:
    """Say in which neighbourhood one lives."""
    viewer, session = viewer_of(request), access.proof(request)
    held = access.standing(viewer, session)
    form = AreaForm(request.POST or None, initial={"area": held.area})
    if request.method == "POST" and form.is_valid():
        try:
            proof = actions.declare(viewer, area=form.cleaned_data["area"], session=session)
        except Refused as fault:
            faults(form, fault, {"residence-area": "area"})
        else:
            return _onward(request, _("Thank you. We know now in which neighbourhood you live."), proof)
    return _page(request, "declare", {"form": form})


@never_cache
@form_page
def letter(request: HttpRequest) -> HttpResponse:
    """Ask for a letter."""
    _offered("letter")
    form = LetterForm(request.POST or None, initial={"once": get_random_string(22)})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            actions.ask_letter(
                viewer_of(request), post=form.post(), area=told["area"], language=get_language() or "",
                hand=cookies.hand_of(request), once=told["once"],
            )  # fmt: skip
        except Refused as fault:
            faults(form, fault, {"residence-street": "street", "residence-town": "town", "residence-area": "area"})
        else:
            return _onward(
                request, _("The letter is on its way in some days. When it is there, come back and type its code.")
            )
    return _page(request, "letter", {"form": form})


@never_cache
@form_page
def code(request: HttpRequest) -> HttpResponse:
    """Type the code from a letter, or a pass."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = actions.show_code(viewer_of(request), typed=form.cleaned_data["code"], hand=cookies.hand_of(request))
        except Refused as fault:
            form.add_error("code", str(fault))
        else:
            if told.pass_code:
                return _pass(request, told)
            return _onward(request, _("Thank you. You showed that you live here."), told.proof)
    return _page(request, "code", {"form": form})


@never_cache
@form_page
def line(request: HttpRequest) -> HttpResponse:
    """Find one's own line of the register."""
    _offered("register")
    register = queries.register()
    if register is None:
        raise Http404
    form = LineForm(request.POST or None, register=register)
    if request.method == "POST" and form.is_valid():
        try:
            proof = actions.show_line(viewer_of(request), cells=form.cells(), hand=cookies.hand_of(request))
        except Refused as fault:
            form.add_error(None, str(fault))
        else:
            return _onward(request, _("Thank you. You showed that you live here."), proof)
    return _page(request, "register", {"form": form})


@never_cache
@form_page
def at_counter(request: HttpRequest) -> HttpResponse:
    """Where the counter is; with an account, the code to show there."""
    there = _offered("counter")
    viewer = viewer_of(request)
    more: dict[str, Any] = {"words": there, "signed_in": bool(viewer.key)}
    if request.method == "POST":
        try:
            more["ticket"] = shown(actions.fresh_ticket(viewer))
        except Refused as fault:
            messages.error(request, str(fault))
    return _page(request, "counter", more)


@open_page
def kept(request: HttpRequest) -> HttpResponse:
    """What is kept, for what, and how long: each column of each table."""
    return render(request, "residence/kept.html", {"parts": parts()})


# --- the parts ------------------------------------------------------------------------------------------------------


def back_to(request: HttpRequest) -> str:
    """The scope for which somebody shows where they live; "" where they came by themselves."""
    wanted = request.POST.get("for", "") or asked(request, "for")
    return wanted if len(wanted) <= LONGEST_SCOPE * 3 and ":" in wanted and "\0" not in wanted else ""


def packed(scope: str, also: Sequence[str], least: str) -> str:
    """A scope with what else is asked in it, as the pages of the ways carry it along."""
    told = [("in", name) for name in also] + ([("least", least)] if least else [])
    return f"{scope}?{urlencode(told)}" if told else scope


def scope_page(request: HttpRequest) -> str:
    """Where somebody goes on."""
    scope, _mark, told = back_to(request).partition("?")
    if not scope:
        return reverse("residence:about")
    query = urlencode([pair for pair in parse_qsl(told) if pair[0] in ("in", "least")])
    return reverse("residence:asked", args=[scope]) + (f"?{query}" if query else "")


def _onward(request: HttpRequest, words: str, proof: str = "") -> HttpResponse:
    messages.success(request, words)
    answer = redirect(scope_page(request))
    cookies.remember(answer, proof)
    return answer


def _pass(request: HttpRequest, told: actions.Shown) -> HttpResponse:
    """The pass of somebody without an account: shown here and never again."""
    answer = _page(request, "pass", {"pass_code": shown(told.pass_code), "onward": scope_page(request)})
    answer["Cache-Control"] = "no-store"
    cookies.remember(answer, told.proof)
    return answer


def _page(request: HttpRequest, name: str, told: dict[str, Any]) -> HttpResponse:
    way = {"code": "letter", "pass": "letter"}.get(name, name)
    more = {
        "scope": back_to(request),
        "back": scope_page(request),
        "title": _("I have a code or a pass") if name == "code" else WAY_WORDS[way],
        "how": _("Type the code of your letter, or the pass that you were given.") if name == "code" else HOW[way],
        "leaves": LEAVES[way],
    }
    return render(request, f"residence/way_{name}.html", more | told)


def _offered(way: str) -> Any:
    """What the city says of a way that it offers; absent where it does not."""
    there = queries.offered()
    if way not in there:
        raise Http404
    return there[way]


def _ways(request: HttpRequest, ways: tuple[str, ...], scope: str = "") -> dict[str, Any]:
    listed = [(WAY_WORDS[way], HOW[way], LEAVES[way], PAGES[way]) for way in ways if way in PAGES]
    return {"ways": listed, "scope": scope or back_to(request)}


def _mine(request: HttpRequest) -> dict[str, Any]:
    viewer, session = viewer_of(request), access.proof(request)
    held = access.standing(viewer, session)
    return {
        "held": held, "standing": STANDING_WORDS[held.level], "signed_in": bool(viewer.key),
        "area": queries.names([held.area])[held.area] if held.area else "", "passing": bool(session),
    }  # fmt: skip


def _place(place: str) -> str:
    return queries.names([place])[place] if place and not place.startswith("perimeter/") else ""
