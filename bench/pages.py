"""What does each public page cost? Asked of the server's own way in (WSGI), without a network."""

import gzip
import io
import re
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_plus

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from wijk.config.wsgi import application
from wijk.indicators.models import Indicator, Source
from wijk.territory.models import Area, Kind, Place

WARM = 3  #: visits before the first one that counts


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as it was before compression."""
        plain = gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body
        return plain.decode("utf-8", "replace")

    @property
    def wire(self) -> int:
        """Bytes on the line, compressed where the server or a proxy before it would."""
        if "content-encoding" in self.headers or self.headers.get("content-type", "").startswith(
            ("font/", "image/png")
        ):
            return len(self.body)
        return min(len(self.body), len(gzip.compress(self.body, 6)))


class Server:
    """The application, asked directly."""

    def __init__(self) -> None:
        self.application = application

    def get(self, address: str) -> Answer:
        """GET one address."""
        path, _, query = address.partition("?")
        told: dict[str, Any] = {}

        def start(status: str, headers: list[tuple[str, str]], error: Any = None) -> Any:
            told["status"], told["headers"] = int(status[:3]), {k.lower(): v for k, v in headers}
            return lambda data: None

        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "SCRIPT_NAME": "", "QUERY_STRING": query, "SERVER_NAME": "localhost",
            "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "HTTP_HOST": "localhost", "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_ACCEPT_LANGUAGE": "nl", "REMOTE_ADDR": "127.0.0.1", "wsgi.input": io.BytesIO(), "wsgi.errors": sys.stderr,
            "wsgi.url_scheme": "http", "wsgi.version": (1, 0), "wsgi.multithread": False, "wsgi.multiprocess": False, "wsgi.run_once": False,
        }  # fmt: skip
        parts = self.application(environ, start)
        try:
            body = b"".join(parts)
        finally:
            if hasattr(parts, "close"):
                parts.close()
        return Answer(told["status"], told["headers"], body)


def addresses() -> Iterator[tuple[str, str]]:
    """(what it is, its address) of the public pages, each asked of an area in the middle of the list."""
    code = {level: _middle(level) for level in ("sector", "neighbourhood", "municipality", "region")}
    hood, town = code["neighbourhood"], code["municipality"]
    figure = (
        "unemployment"
        if Indicator.objects.filter(code="unemployment").exists()
        else Indicator.objects.values_list("code", flat=True)[0]
    )
    others = list(
        Area.objects.current()
        .at("neighbourhood")
        .filter(kind=Kind.INHABITED)
        .order_by("id")
        .values_list("code", flat=True)[:5]
    )
    place = Place.objects.order_by("id").values_list("name", flat=True)[Place.objects.count() // 2].to("nl")
    hoods = [hood, *(o for o in others if o != hood)]
    yield "front door", address_of("portal:home")
    for level in code:
        yield f"{level} page", address_of("portal:area", level=level, code=code[level])
    yield "search: many fit", address_of("portal:search") + "?q=molen"
    yield "search: a slip of the pen", address_of("portal:search") + f"?q={quote_plus(_slipped(place))}"
    yield "suggestions", address_of("portal:suggest") + "?q=mol"
    yield "catalogue of figures", address_of("indicators:catalogue")
    for level in ("neighbourhood", "municipality"):
        yield f"indicator by {level}", address_of("indicators:indicator", code=figure) + f"?level={level}"
    yield (
        "indicator by sector",
        address_of("indicators:indicator", code=figure) + f"?level=sector&in=municipality/{town}",
    )
    yield "compare two", address_of("indicators:compare") + "?" + "&".join(f"area={c}" for c in hoods[:2])
    yield "compare six", address_of("indicators:compare") + "?" + "&".join(f"area={c}" for c in hoods[:6])
    yield "sources", address_of("indicators:sources_public")
    yield (
        "one source",
        address_of("indicators:source", code=Source.objects.order_by("code").values_list("code", flat=True)[0]),
    )
    yield "open data", address_of("opendata:index")
    yield "trail", address_of("trail:index")
    yield "street map data", address_of("portal:streetmap", level="neighbourhood", code=hood)
    yield "API: indicators", address_of("api:indicators")
    yield "API: one area", address_of("api:profile", level="neighbourhood", code=hood, form="json")
    yield "API: figures, CSV", address_of("api:figures_of", code=figure, form="csv") + "?level=neighbourhood"
    yield "OGC: one page of areas", address_of("api:items", key="neighbourhoods-2020") + "?limit=10"
    yield "catalogue, Turtle", address_of("catalog-ttl")


def address_of(name: str, **keys: str) -> str:
    """The address behind a url name, in Dutch where it has a language."""
    with override("nl"):
        return str(reverse(name, kwargs=keys or None))


def _slipped(name: str) -> str:
    """The name of a place as somebody in a hurry types it: without its fourth letter."""
    return name[:3] + name[4:]


def _middle(level: str) -> str:
    areas = Area.objects.current().at(level).exclude(kind=Kind.NOWHERE).order_by("id")
    lived_in = areas.filter(kind=Kind.INHABITED)
    chosen = lived_in if lived_in.exists() else areas
    return str(chosen.values_list("code", flat=True)[chosen.count() // 2])


def all_pages(runs: int) -> dict[str, Any]:
    """Each page by name: status, queries, processor milliseconds (median of `runs`), bytes; and what a first visit weighs."""
    server = Server()
    found: dict[str, Any] = {}
    for name, address in addresses():
        found[name] = visit(server, address, runs)
    hood = next(address for name, address in addresses() if name == "neighbourhood page")
    told = {"pages": found, "joined": joined()}
    return told | {"first_visit": first_visit(server, hood), "city_map": city_map(server)}


def joined() -> dict[str, int]:
    """How many rooms tell on the page of an area what goes on, and how many are asked by the search."""
    from django.conf import settings  # noqa: PLC0415 - Django is set up by now

    return {protocol: len(settings.WIJK_PROVIDERS[protocol]) for protocol in ("goes_on", "finds")}


def visit(server: Server, address: str, runs: int) -> dict[str, Any]:
    """What one page costs, warm: status, queries, processor milliseconds (median of `runs`), bytes."""
    for _ in range(WARM):
        answer = server.get(address)
    with CaptureQueriesContext(connection) as asked:
        answer = server.get(address)
        queries = len(asked)  # now: the next visit empties the list
    spent = []
    for _ in range(runs):
        start = time.process_time()
        server.get(address)
        spent.append((time.process_time() - start) * 1000)
    return {
        "address": address, "status": answer.status, "queries": queries, "ms": round(statistics.median(spent), 2),
        "gzip": answer.wire, "plain": len(answer.text.encode()),
    }  # fmt: skip


_ASSET = re.compile(r"""(?:src|href)="(/static/[^"]+\.(?:css|js|mjs|woff2|svg))\"""")
_WITHIN = re.compile(r"""(?:url\(|from\s*|import\s*)["']?([^"')\s]+\.(?:woff2|css|js|mjs))["')]""")


def first_visit(server: Server, address: str) -> dict[str, int]:
    """Bytes of a page with everything that it loads by itself: styles, fonts, the first script and what that imports."""
    page = server.get(address)
    weight = {address: page.wire}
    todo = [a for a in dict.fromkeys(_ASSET.findall(page.text)) if "print.css" not in a]
    while todo:
        asset = todo.pop()
        if asset in weight:
            continue
        answer = server.get(asset)
        weight[asset] = answer.wire
        if asset.endswith(("css", "js")) and answer.status == 200:
            base = asset.rsplit("/", 1)[0]
            # a font of the style sheet loads when a letter needs it; the page asks for the first one itself
            todo += [_joined(base, found) for found in _WITHIN.findall(answer.text) if not found.startswith("data:")]
    return weight


def _joined(base: str, name: str) -> str:
    if name.startswith("/"):
        return name
    parts = base.split("/")
    for step in name.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)


def city_map(server: Server) -> dict[str, int]:
    """Bytes of the map on the front door: plain and compressed by itself."""
    maps = re.findall(r"<svg[^>]*>.*?</svg>", server.get(address_of("portal:home")).text, re.DOTALL)
    largest = max(maps, key=len, default="").encode()
    return {"plain": len(largest), "gzip": len(gzip.compress(largest, 6)), "areas": largest.count(b"<path")}
