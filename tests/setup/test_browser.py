"""The browser that the tests drive: does it start, does axe-core see a barrier, is what goes wrong a moment later still seen?"""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from tests.support.browser import barriers, look_for_barriers
from tests.support.watching import settled, watched

pytestmark = pytest.mark.browser

PLAIN = "<html lang=en><title>t</title><main><h1>h</h1></main></html>"
PALE_IN_THE_DARK = """<html lang=en><title>t</title><style>
:root { color-scheme: light dark } @media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }
</style><main><h1>h</h1><p>Hard to read</p></main></html>"""
MOVES = """<html lang=en><title>t</title><main><div id=above></div><h1>h</h1><p>One line<p>One more</main>
<script>requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => { above.style.height = "600px" }, 20)))</script></html>"""
GROWS = """<html lang=en><title>t</title><main id=all><h1>h</h1></main>
<script>fetch("/late").then(() => { all.style.width = "5000px" })</script></html>"""


def test_axe_sees_a_picture_without_a_text(browser_page: Page) -> None:
    browser_page.set_content("<html lang=en><title>t</title><main><h1>h</h1><img src='data:,'></main></html>")
    assert any(barrier.startswith("image-alt") for barrier in barriers(browser_page))


def test_axe_is_content_with_a_plain_page(browser_page: Page) -> None:
    browser_page.set_content(PLAIN)
    assert barriers(browser_page) == []


def test_axe_comes_along_with_each_page_of_a_window(browser: Browser) -> None:
    with watched(browser, "data:") as (context, page, watch):
        look_for_barriers(context)
        for _again in range(2):
            page.goto(f"data:text/html,{PLAIN}")
            assert page.evaluate("'axe' in window")
            assert [*settled(page), *barriers(page), *watch.faults] == []
        page.goto(f"data:text/html,{PLAIN.replace('h1', 'h4')}")
        assert [barrier.partition(" ")[0] for barrier in barriers(page)] == ["page-has-heading-one"]


@pytest.mark.parametrize(("scheme", "seen"), [("light", []), ("dark", ["color-contrast"])])
def test_axe_sees_what_is_pale_in_the_dark_alone(browser: Browser, scheme: str, seen: list[str]) -> None:
    with watched(browser, "data:", color_scheme=scheme) as (_context, page, _watch):
        page.set_content(PALE_IN_THE_DARK)
        assert [barrier.partition(" ")[0] for barrier in barriers(page)] == seen


def test_what_moves_a_moment_after_the_page_came_is_noticed(browser: Browser) -> None:
    with watched(browser, "data:") as (_context, page, _watch):
        page.goto(f"data:text/html,{MOVES.replace('#', '%23')}")
        assert [fault.partition(" ")[0] for fault in settled(page)] == ["moves"]


class _Late(BaseHTTPRequestHandler):
    """A page at once, and what its script asks for after a while."""

    def do_GET(self) -> None:
        late = self.path == "/late"
        if late:
            time.sleep(0.4)  # longer than a page takes to be drawn: only who waits for what is under way sees it
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"here" if late else GROWS.encode())

    def log_message(self, format: str, *words: object) -> None:
        """It keeps quiet."""


@pytest.fixture
def late() -> Iterator[str]:
    """The address of a page that grows when its script has got what it asked for."""
    with ThreadingHTTPServer(("localhost", 0), _Late) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_what_a_script_still_fetches_is_waited_for(browser: Browser, late: str) -> None:
    with watched(browser, late) as (_context, page, _watch):
        page.goto(late)
        assert "wider than its window of 1280" in settled(page)
