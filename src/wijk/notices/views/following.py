"""The page on which one begins to follow something, and the one that confirms an address."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from wijk.accounts.access import open_self
from wijk.core.errors import Refused
from wijk.core.themes import theme_options
from wijk.core.viewer import Viewer, viewer_of
from wijk.notices import access, actions, queries
from wijk.notices.forms import AskForm, PlaceForm
from wijk.notices.tags import circle, parse
from wijk.territory import queries as territory
from wijk.territory.models import Place, Street
from wijk.territory.queries import Hit
from wijk.ui.open_pages import asked
from wijk.ui.pace import within

#: Questions from one place on the network in an hour, and the news shown beside the form.
ASKS, SHOWN = 20, 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """What one will hear of this, and how: by mail, by feed, in the browser. Without a tag: what one can follow."""
    viewer = viewer_of(request)
    words = asked(request, "what")
    if not words:
        return _choose(request)
    tag = parse(words).text
    name = queries.label(tag, viewer)
    form = AskForm(request.POST or None, initial={"language": get_language()})
    if request.method == "POST":
        answer = _follow_now(request, viewer, tag) if viewer.key else _ask(request, viewer, tag, form)
        if answer is not None:
            return answer
    told = {
        "name": name, "tag": tag, "form": form, "feed": queries.feed_link(tag), "items": queries.items([tag], limit=SHOWN),
        "calendar": queries.calendar_link(tag), "circle": queries.circle_link(tag),
        "followed": queries.follows(viewer, tag), "signed_in": bool(viewer.key), "kinds": queries.KINDS,
        "page": queries.page_link(tag, viewer),
    }  # fmt: skip
    return render(request, "notices/follow.html", told)


def _follow_now(request: HttpRequest, viewer: Viewer, tag: str) -> HttpResponse:
    try:
        if "stop" in request.POST:
            reader = queries.reader_of(viewer)
            if reader is not None:
                actions.stop_following(viewer, reader=reader, tag=tag)
            messages.success(request, _("You no longer hear of this."))
        else:
            actions.follow(viewer, person=open_self(viewer), tag=tag)
            messages.success(request, _("You hear of this from now on."))
    except Refused as fault:
        messages.error(request, str(fault))
    return redirect(queries.follow_link(tag))


def _ask(request: HttpRequest, viewer: Viewer, tag: str, form: AskForm) -> HttpResponse | None:
    """Ask by letter; the answer on the page is the same for every address."""
    if not form.is_valid():
        return None
    if not within(request, "follow", ASKS):
        form.add_error(None, _("Too many questions came from your network. Try again in an hour."))
        return None
    told = form.cleaned_data
    try:
        actions.ask_to_follow(viewer, email=told["email"], tag=tag, language=told["language"])
    except Refused as fault:
        form.add_error("email", str(fault))
        return None
    messages.success(
        request, _("Look into your mailbox: we sent a letter with a link. You hear of this once you open it.")
    )
    return redirect(queries.follow_link(tag))


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that was found, and what of it one can follow."""

    name: str
    where: str
    links: tuple[tuple[str, str], ...]


def _choose(request: HttpRequest) -> HttpResponse:
    """What one can follow: a place by its name, a circle around it, a theme."""
    sent = {"metres": "500"} | request.GET.dict()
    form = PlaceForm(sent if "q" in request.GET else None)
    found: list[Choice] = []
    if form.is_bound and form.is_valid():
        hits = territory.find(form.cleaned_data["q"], (get_language() or "").split("-")[0], limit=8)
        found = _choices(hits, int(form.cleaned_data["metres"] or 500))
    themes = [(name, queries.follow_link(f"theme:{code}")) for code, name in theme_options()]
    told = {
        "form": form,
        "found": found,
        "themes": themes,
        "city": queries.follow_link("area:"),
        "signed_in": bool(viewer_of(request).key),
    }
    return render(request, "notices/choose.html", told)


def _choices(hits: list[Hit], metres: int) -> list[Choice]:
    """Links to follow what was found: itself, and what lies around it. Three queries."""
    keys = {hit.target for hit in hits}
    spots: dict[tuple[str, str], tuple[float, float]] = {}
    for kind, rows in (("street", Street.objects), ("place", Place.objects)):
        if any(hit.kind == kind for hit in hits):
            spots |= {
                (kind, key): (lon, lat) for key, lon, lat in rows.filter(key__in=keys).values_list("key", "lon", "lat")
            }
    chosen = []
    for hit in hits:
        links = []
        name = hit.name.to()
        if hit.kind == "street":
            links.append((_("Follow this street"), queries.follow_link(f"street:{hit.target}")))
        elif hit.kind != "place":
            links.append((_("Follow {area}").format(area=name), queries.follow_link(f"area:{hit.kind}/{hit.target}")))
        if (hit.kind, hit.target) in spots:
            lon, lat = spots[hit.kind, hit.target]
            around = circle(lon, lat, metres)
            words = _("Follow what happens within {metres} metres").format(metres=metres)
            links.append((words, queries.follow_link(around)))
        if drawn := queries.circle_link(f"area:{hit.area}"):
            links.append((_("Draw a circle on the map"), drawn))
        where = hit.area_name.to()
        chosen.append(Choice(name, where if where != name or hit.kind in ("street", "place") else "", tuple(links)))
    return chosen


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Say yes by a button, so that a mail program that looks into links says nothing."""
    pending = access.open_pending(token)
    name = queries.labels([pending.tag]).get(pending.tag, "")
    if request.method == "POST":
        reader = actions.confirm(viewer_of(request), pending=pending)
        messages.success(request, _("Thank you. You hear of this from now on."))
        return redirect("notices:by_letter", token=access.own_token(reader.key))
    return render(request, "notices/confirm.html", {"name": name})
