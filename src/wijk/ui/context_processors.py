"""What does every page know? The city's name, its languages, who looks, and where one can go from here."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse
from django.utils.encoding import iri_to_uri
from django.utils.module_loading import import_string
from django.utils.translation import get_language, gettext

from wijk.core.viewer import Passerby, Viewer

#: So many entries of the office stand beside each other; more are laid together by the work they are for.
IN_ONE_ROW = 6


@dataclass(frozen=True, slots=True)
class Language:
    """One language of the interface and the address of this page in it."""

    code: str
    name: str
    url: str
    absolute: str
    current: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a bar; `current` when the reader is there."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Work:
    """One sort of work in the office, with its entries; `current` is the one where the reader is."""

    label: str
    links: list[Link]

    @property
    def current(self) -> Link | None:
        """The entry where the reader is."""
        return next((link for link in self.links if link.current), None)


def page(request: HttpRequest) -> dict[str, Any]:
    """The context of the base template. Asks no rows of the database itself."""
    viewer: Viewer = getattr(request, "viewer", None) or Passerby()
    here = request.path
    home = address("portal:home")
    entries = office(viewer, here)
    return {
        "city_name": city_name(),
        "languages": languages(request),
        "viewer": viewer,
        "signed_in": bool(viewer.key),
        "nav": _links(getattr(settings, "WIJK_NAV", ()), here, home),
        "office": entries,
        "office_work": work(entries),
        "foot": _links(getattr(settings, "WIJK_FOOT", ()), here, home),
        "search_url": address("portal:search"),
        "home_url": home or f"/{get_language() or settings.LANGUAGE_CODE}/",
        "account_url": account_url(viewer),
    }


def address(name: str) -> str:
    """The address behind a url name; "" while the room that has it is not there."""
    return _address(name, get_language() or "", str(get_urlconf()), get_script_prefix())


@lru_cache(maxsize=512)
def _address(name: str, language: str, urlconf: str, prefix: str) -> str:
    """Language, address book and prefix decide it too."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def city_name() -> str:
    """The name of the city in the language of the page.

    `WIJK_CITY_NAME` is a dotted path to a function without arguments that answers with it (and keeps it in mind, since it is
    asked once a page), or the name itself where it has no dot.
    """
    told = getattr(settings, "WIJK_CITY_NAME", "wijk")
    return str(import_string(told)()) if "." in told else told


def account_url(viewer: Viewer) -> str:
    """Where the account link leads: one's own page, or signing in."""
    names = ("accounts:me", "account_email") if viewer.key else ("accounts:login", "account_login")
    return next((found for found in map(address, names) if found), "")


def languages(request: HttpRequest) -> list[Language]:
    """This page in every language of the interface; the query stays. Addresses begin with the language."""
    now = get_language() or settings.LANGUAGE_CODE
    codes = dict(settings.LANGUAGES)
    first, _slash, rest = request.path.removeprefix("/").partition("/")
    inside = f"/{rest}" if first in codes else "/"
    query = request.META.get("QUERY_STRING", "") if first in codes else ""
    tail = iri_to_uri(quote(inside, safe="/:@!$&'()*+,;=~") + (f"?{query}" if query else ""))
    found = []
    for code, name in settings.LANGUAGES:
        url = f"/{code}{tail}"
        found.append(Language(code, str(name), url, _absolute(request, url), code == now))
    return found


def _absolute(request: HttpRequest, url: str) -> str:
    """The whole address; on the page that refuses a wrong host, the address within the site."""
    try:
        return request.build_absolute_uri(url)
    except DisallowedHost:
        return url


def office(viewer: Viewer, here: str) -> list[Link]:
    """The quiet second bar: (label, url name, verb, anywhere) entries whose page opens for the viewer, by a role or by belonging there
    (`desks`, if a viewer knows them)."""
    entries = getattr(settings, "WIJK_OFFICE", ()) if viewer.key else ()
    desks = getattr(viewer, "desks", ()) if viewer.key else ()
    mine = [entry for entry in entries if _holds(viewer, entry[2], entry[3]) or entry[1] in desks]
    return _links([(label, name) for label, name, _verb, _anywhere in mine], here, "")


def work(entries: list[Link]) -> list[Work]:
    """The entries by the work they are for (`WIJK_WORK`: label and the rooms it is done in); none where few enough stand in one row.
    What belongs to no work stands with the last."""
    sorts = list(getattr(settings, "WIJK_WORK", ())) if len(entries) > IN_ONE_ROW else []
    if not sorts:
        return []
    room_of = {address(name): name.partition(":")[0] for _label, name, _verb, _anywhere in settings.WIJK_OFFICE}
    found: list[list[Link]] = [[] for _sort in sorts]
    for link in entries:
        room = room_of.get(link.url, "")
        found[next((n for n, (_label, rooms) in enumerate(sorts) if room in rooms), -1)].append(link)
    return [Work(gettext(label), links) for (label, _rooms), links in zip(sorts, found, strict=True) if links]


def _holds(viewer: Viewer, verb: str, anywhere: bool) -> bool:
    """May the viewer do this in the whole city, or where that is enough in some place of it (`places`, if a viewer knows them)?"""
    places = getattr(viewer, "places", None) if anywhere else None
    return viewer.may(verb) or bool(places and places(verb))


def _links(entries: Iterable[tuple[str, str]], here: str, home: str) -> list[Link]:
    """The entries whose page exists; the one whose address begins the reader's own is marked (home only when exact)."""
    found = [(gettext(label), address(name)) for label, name in entries]
    inside = [url for _label, url in found if url and (here == url or (url != home and here.startswith(url)))]
    current = max(inside, key=len, default=None)
    return [Link(label, url, url == current) for label, url in found if url]
