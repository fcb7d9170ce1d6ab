"""Where somebody says something: what, where, perhaps a photograph; and what is there already, before they send it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.contributions import access, actions, already
from wijk.contributions.already import Already
from wijk.contributions.forms.saying import CodeForm, SayForm
from wijk.contributions.models import Kind, Opening
from wijk.contributions.queries import openings as asked_for
from wijk.contributions.queries.spots import area_of, name_of, spots
from wijk.core.errors import Refused
from wijk.core.viewer import Viewer, viewer_of
from wijk.moderation.access import Guard, hand_of
from wijk.residence.access import proof
from wijk.territory.models import Level
from wijk.territory.queries import atlas
from wijk.ui.open_pages import asked, open_page

PURPOSE = "contributions.submit"
#: Under which box the sentence of a refusal stands.
BOXES = {
    "no-title": "title", "no-place": "place_words", "outside": "place_words", "no-point": "place_words", "elsewhere": "place_words",
    "no-street": "place_words", "no-area": "place_words", "no-category": "category", "no-contact": "email", "no-address": "email",
    "name-address": "shown_as", "picture-dots": "picture_1", "no-picture": "picture_1", "picture-too-large": "picture_1",
}  # fmt: skip


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, opening: str = "city") -> HttpResponse:
    """Choose what; then one page: where, what, a photograph, and who, as far as it is asked."""
    row = access.open_opening(opening)
    viewer = viewer_of(request)
    kinds = asked_for.kinds(row)
    kind = _chosen(request, kinds)
    told: dict[str, Any] = {
        "opening": row,
        "area": _area(request),
        "where": name_of(_area(request)),
        "signed_in": bool(viewer.key),
    }
    if not asked_for.is_open(row):
        return render(request, "contributions/closed.html", told)
    if row.who == "account" and not viewer.key:
        return render(request, "contributions/sign_in.html", told)
    try:
        access.check_lives(viewer, row, proof(request))
    except Refused as lack:
        return render(
            request, "contributions/sign_in.html", told | {"lack": str(lack), "scope": access.lives_scope(row)}
        )
    if kind is None:
        others = list(asked_for.openings(told["area"])[:12]) if row.key == "city" else []
        return render(request, "contributions/choose.html", told | {"kinds": kinds, "others": others})
    return _form(request, viewer, row, kind, told)


def _form(request: HttpRequest, viewer: Viewer, row: Opening, kind: Kind, told: dict[str, Any]) -> HttpResponse:
    area = told["area"]
    start = {"language": get_language(), "place": f"area:{area}" if area else "", "place_words": told["where"]}
    form = SayForm(
        request.POST or None, request.FILES or None, initial=start, opening=row, kind=kind,
        categories=list(asked_for.categories(row)), signed_in=bool(viewer.key),
    )  # fmt: skip
    there = Already()
    if request.method == "POST" and form.is_valid():
        there = _look_first(request, form)
        if not there.something and (answer := _send(request, viewer, row, form)):
            return answer
    told |= {
        "form": form,
        "kind": kind,
        "there": there,
        "guard": Guard.issue(PURPOSE, slow=True),
        "ground": _ground(area),
    }
    return render(request, "contributions/say.html", told, status=200)


def _look_first(request: HttpRequest, form: SayForm) -> Already:
    """What is there already, for who did not see it while typing. With a photograph it is passed over: the file would be lost."""
    if request.POST.get("seen") or request.FILES:
        return Already()
    told = form.cleaned_data
    return already.found(told["title"], told["where"], told["language"])


def _send(request: HttpRequest, viewer: Viewer, row: Opening, form: SayForm) -> HttpResponse | None:
    """Send it. None where something is not right: the form says what."""
    try:
        slow = False
        if not viewer.key:
            slow = (
                Guard.check(request.POST.dict(), PURPOSE, hand=hand_of(request), slow=True, repeats=True).way == "slow"
            )
        made = actions.submit(
            viewer, opening=row, once=Guard.once(request.POST.dict()), slow=slow, session=proof(request), **form.said()
        )
    except Refused as fault:
        box = BOXES.get(fault.code, "")
        form.add_error(box if box in form.fields else None, str(fault))
        return None
    said = made.contribution
    if said.visibility == "unconfirmed":
        return redirect("contributions:sent", key=said.key)
    if viewer.key:
        thanks = _("Thank you. It is here for everybody to read.")
        waits = _("Thank you. One of us looks at it before it is shown.")
        messages.success(request, thanks if said.is_shown else waits)
        return redirect("contributions:voice", key=said.key)
    return redirect("contributions:own", key=said.key, token=made.token)


@open_page
def alike(request: HttpRequest) -> HttpResponse:
    """While somebody types: what is there already, and what others said nearby. A part of the page."""
    there = already.found(asked(request, "words"), already.place(request.GET), get_language() or "nl")
    return render(request, "contributions/_alike.html", {"there": there})


@open_page
def places(request: HttpRequest) -> HttpResponse:
    """While somebody types: the places that may be meant. A part of the page."""
    found = spots(asked(request, "q"), get_language() or "")
    return render(request, "contributions/_places.html", {"found": found})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, key: str) -> HttpResponse:
    """It was sent: look into the mailbox, or type the code from the letter here."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.confirm_by_code(viewer_of(request), key=key, code=form.cleaned_data["code"])
        except Refused as fault:
            if fault.code == "absent":
                raise
            form.add_error("code", str(fault))
        else:
            messages.success(request, said(row.is_shown))
            return redirect("contributions:voice" if row.is_shown else "contributions:waiting", key=row.key)
    return render(request, "contributions/sent.html", {"form": form})


@open_page
def waiting(request: HttpRequest, key: str) -> HttpResponse:
    """It is confirmed, and one of us looks at it before it is shown."""
    return render(request, "contributions/waiting.html", {})


def said(shown: bool) -> str:
    """What is answered to somebody who confirmed."""
    if shown:
        return _("Confirmed. Thank you: everybody can read it now.")
    return _("Confirmed. Thank you. One of us looks at it before it is shown.")


def _chosen(request: HttpRequest, kinds: Sequence[Kind]) -> Kind | None:
    wanted = request.POST.get("kind") or asked(request, "kind")
    return next((kind for kind in kinds if kind.code == wanted), kinds[0] if len(kinds) == 1 else None)


def _area(request: HttpRequest) -> str:
    """The area from which somebody comes, where there is one."""
    wanted = asked(request, "area")
    return wanted if area_of(wanted) is not None else ""


def _ground(area: str) -> dict[str, str]:
    """The map on which one taps: of the neighbourhood, where it is known; else of all of them, each of which opens its own."""
    level, _slash, code = area.partition("/")
    if level == Level.NEIGHBOURHOOD:
        return {"src": reverse("portal:streetmap", args=[level, code])}
    division = atlas().current(Level.NEIGHBOURHOOD)
    if division is None:
        return {}
    inside = reverse("portal:streetmap", args=[str(Level.NEIGHBOURHOOD), "CODE"])
    return {"src": f"/ogc/collections/{division.key}-{division.version}/items?limit=1000".lower(), "inside": inside}
