"""What goes wrong on a page without anybody seeing it: said by the console, asked of strangers, moved under the reader's eyes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request

#: More than this of a page may not move while it is read (0.1 is "good" by Core Web Vitals).
MOST_SHIFT = 0.05

_COUNT_SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""


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
    page.wait_for_load_state("networkidle")
    found = []
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"wider than its window of {page.evaluate('innerWidth')}")
    shifted: float = page.evaluate("window.shifted ?? 0")
    if shifted >= MOST_SHIFT:
        found.append(f"moves by {shifted:.3f} while it loads")
    return found


@contextmanager
def watched(browser: Browser, home: str, **how: Any) -> Iterator[tuple[BrowserContext, Page, Watch]]:
    """A window of its own, with cookies of its own, that is watched; `how` as `Browser.new_context` takes it."""
    how.setdefault("viewport", {"width": 1280, "height": 900})
    with browser.new_context(**how) as context:
        context.set_default_timeout(20_000)
        if how.get("java_script_enabled", True):
            context.add_init_script(_COUNT_SHIFTS)
        page, watch = context.new_page(), Watch(home)
        watch.over(page)
        yield context, page, watch
