"""What goes wrong on a page without anybody seeing it: said by the console, asked of strangers, moved under the reader's eyes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import Browser, BrowserContext, Page, Request

#: More than this of a page may not move while it is read (0.1 is "good" by Core Web Vitals).
MOST_SHIFT = 0.05

_COUNT_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
#: The letters are there, no script waits for its turn, the page was drawn, and again a moment later; what moved in between was told. Each
#: has its time: a window that the browser does not draw just now is never told so, and an evaluation has no end of its own.
_DRAWN = """async () => {
  const later = most => new Promise(done => setTimeout(done, most));
  const within = (most, begun) => Promise.race([begun, later(most)]);
  const drawn = () => within(1000, new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
  await within(5000, document.fonts.ready);
  await new Promise(done => requestIdleCallback(done, {timeout: 1000}));
  await drawn(); await later(100); await drawn(); await later(0);
}"""
#: What a page that is watched has asked for and not yet got.
_under_way: WeakKeyDictionary[Page, set[Request]] = WeakKeyDictionary()


@dataclass
class Watch:
    """What was noticed in one window since it was opened; `home` is the address of the site."""

    home: str
    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Listen to a page. What the console says of a refusal that the test provokes itself is `forgive`n."""
        page.on("console", lambda said: self._note("console", said.text) if said.type == "error" else None)
        page.on("pageerror", lambda fault: self._note("script", str(fault)))
        page.on("request", self._asked)

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self._note("asks elsewhere", request.url)

    def _note(self, kind: str, said: str) -> None:
        self.faults.append(f"{kind}: {said}")

    def forgive(self, words: str) -> None:
        """Leave out what contains `words`."""
        self.faults = [fault for fault in self.faults if words not in fault]


def settled(page: Page) -> list[str]:
    """What is wrong with how a page lies, once it is there: wider than its window, or moving while it came."""
    _come_to_rest(page)
    found = []
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"wider than its window of {page.evaluate('innerWidth')}")
    shifted: float = page.evaluate("window.shifted ?? 0")
    if shifted >= MOST_SHIFT:
        found.append(f"moves by {shifted:.3f} while it loads")
    return found


def _count_requests(page: Page) -> None:
    waits: set[Request] = set()
    _under_way[page] = waits
    page.on("request", lambda asked: waits.add(asked))
    page.on("requestfinished", lambda asked: waits.discard(asked))
    page.on("requestfailed", lambda asked: waits.discard(asked))


def _come_to_rest(page: Page) -> None:
    """Until nothing more comes. A page that still fetches something once it is drawn, or whose requests nobody counts, gets half a
    second of silence; where nothing is under way there is nothing to be silent about."""
    page.wait_for_load_state("load")
    if page in _under_way:
        page.evaluate(_DRAWN)
    if _under_way.get(page, True):
        page.wait_for_load_state("networkidle")


@contextmanager
def watched(browser: Browser, home: str, **how: Any) -> Iterator[tuple[BrowserContext, Page, Watch]]:
    """A window of its own, with cookies of its own, that is watched; `how` as `Browser.new_context` takes it."""
    how.setdefault("viewport", {"width": 1280, "height": 900})
    with browser.new_context(**how) as context:
        context.set_default_timeout(20_000)
        scripts = how.get("java_script_enabled", True)
        if scripts:
            context.add_init_script(_COUNT_SHIFTS)
        page, watch = context.new_page(), Watch(home)
        if scripts:
            _count_requests(page)
        watch.over(page)
        yield context, page, watch
