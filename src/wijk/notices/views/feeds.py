"""What machines read of the news: an Atom feed of anything that one can follow, and the script that shows a message."""

import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from wijk.core import city, site
from wijk.notices import queries
from wijk.notices.models import Item
from wijk.notices.tags import parse
from wijk.ui.open_pages import open_page

#: News in one feed.
MOST = 50
ATOM = "http://www.w3.org/2005/Atom"
#: The year in the ids (RFC 4151); it never changes.
SINCE = "2026"
#: A feed in which nothing happened yet.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
SCRIPT = Path(__file__).resolve().parent.parent / "static" / "notices" / "push-worker.js"


@open_page
def feed(request: HttpRequest, tag: str) -> HttpResponse:
    """The latest news of a tag in the language of the address."""
    wanted = parse(tag).text
    name = queries.label(wanted)
    content = written(wanted, name, queries.items([wanted], limit=MOST), (get_language() or "nl").split("-")[0])
    return HttpResponse(content, content_type="application/atom+xml; charset=utf-8")


def written(tag: str, name: str, items: list[Item], language: str) -> bytes:
    """The feed itself. Ids hold for ever: one for each piece of news, the same in each language."""
    here = f"tag:{site.host()},{SINCE}"
    root = Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _say(root, "id", f"{here}:feed/{language}/{tag}")
    _say(root, "title", _("{what} · news of {city}").format(what=name, city=city.name(language)))
    _say(root, "updated", (items[0].at if items else LONG_AGO).isoformat())
    author = SubElement(root, "author")
    _say(author, "name", city.name(language))
    for code, _own in settings.LANGUAGES:
        with override(code):
            link = site.absolute(queries.feed_link(tag))
            rel = "self" if code == language else "alternate"
            SubElement(root, "link", {"rel": rel, "hreflang": code, "type": "application/atom+xml", "href": link})
    page = site.absolute(reverse("notices:follow")) + "?" + urlsplit(queries.follow_link(tag)).query
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": page})
    for item in items:
        _entry(root, item, here, language)
    told: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _entry(root: Element, item: Item, here: str, language: str) -> None:
    entry = SubElement(root, "entry")
    _say(entry, "id", f"{here}:item/{item.index}")
    _say(entry, "title", item.title.to(language) or "…")
    for name in ("updated", "published"):
        _say(entry, name, item.at.isoformat())
    SubElement(entry, "category", {"term": item.kind, "label": str(queries.KINDS.get(item.kind) or item.kind)})
    if item.path:
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": site.absolute(item.path, language)})
    _say(entry, "summary", item.text.to(language) or item.title.to(language))


def _say(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = _NOT_IN_XML.sub(" ", words)


@cache
def _script() -> str:
    return SCRIPT.read_text("utf-8")


@open_page
def push_worker(request: HttpRequest) -> HttpResponse:
    """The script that a browser keeps to show our messages; at the root, so that it answers for the whole site."""
    return HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
