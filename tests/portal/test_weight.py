"""What comes over the wire with the neighbourhood page, and from whom."""

import gzip
import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.test import Client

from tests.support.smalltown import Smalltown

MOST = 100_000


def linked(page: str) -> set[str]:
    """The addresses that a browser fetches by itself to show the page."""
    found = re.findall(r'<(?:script|img|source)[^>]+src="([^"]+)"', page)
    found += re.findall(r'<link[^>]+rel="(?:stylesheet|preload|icon|modulepreload)"[^>]*href="([^"]+)"', page)
    found += re.findall(r'<link[^>]+href="([^"]+)"[^>]*rel="(?:stylesheet|preload|icon|modulepreload)"', page)
    return set(found)


def fetched(address: str) -> dict[str, bytes]:
    """A static file with what its style sheet fetches in turn, by path."""
    path = finders.find(address.removeprefix("/static/"))
    assert isinstance(path, str), f"{address} is not ours"
    files = {path: Path(path).read_bytes()}
    if path.endswith(".css"):
        for inner in re.findall(r'url\("([^"]+)"\)', files[path].decode()):
            more = (Path(path).parent / inner).resolve()
            files[str(more)] = more.read_bytes()
    return files


def test_the_neighbourhood_page_is_light_and_asks_nobody_else(town: Smalltown, visitor: Client) -> None:
    page = visitor.get("/nl/neighbourhood/2/").content
    files: dict[str, bytes] = {"page": page}
    for address in linked(page.decode()):
        assert address.startswith("/static/"), f"{address} is fetched from elsewhere"
        files |= fetched(address)
    weights = {name: len(body if name.endswith(".woff2") else gzip.compress(body)) for name, body in files.items()}
    assert sum(weights.values()) <= MOST - 20_000, weights  # a real neighbourhood says some kilobytes more


def test_nothing_blocks_the_page(town: Smalltown, visitor: Client) -> None:
    page = visitor.get("/nl/neighbourhood/2/").content.decode()
    for script in re.findall(r"<script[^>]*>", page):
        assert "module" in script or "defer" in script or "async" in script, script
