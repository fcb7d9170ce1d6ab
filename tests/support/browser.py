"""A Chromium for the tests that need one, and axe-core to look for barriers with."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bootstrap.browser import HOW_TO_GET_IT, find_chromium

AXE = Path(__file__).resolve().parents[2] / "src" / "wijk" / "ui" / "static" / "vendor" / "axe" / "axe.min.js"

# No sandbox: test machines often run as root. The others keep it from calling home.
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-unsafe-swiftshader",  # street maps are drawn without a graphics card
)

# All rules are asked; of the answer, which tells of each thing that is well too, only the faults come back.
_LOOK = """() => axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(
  fault => [fault.id, fault.impact, fault.help, fault.nodes.map(node => node.target)]))"""


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; a test that asks for it is skipped where there is none."""
    path = find_chromium()
    if path is None:
        pytest.skip(f"no Chromium; to run this, {HOW_TO_GET_IT}")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """One running Chromium for the session."""
    # Playwright keeps an event loop in this thread; Django would refuse the database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, headless=True, args=list(FLAGS))
        yield running
        running.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A fresh page with its own cookies, in a window of an ordinary desk."""
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        page.set_default_timeout(15_000)
        yield page


def _axe() -> str:
    if not AXE.exists():
        pytest.skip("axe-core is not here; fetch it with: ./wijk setup")
    return AXE.read_text(encoding="utf-8") + "\n;true"


def look_for_barriers(context: BrowserContext) -> None:
    """Many pages of this window will be asked for their `barriers`: the script comes along with each, and is not sent again."""
    context.add_init_script(_axe())


def barriers(page: Page) -> list[str]:
    """What axe-core finds on a page, as sentences with the element; empty when there is nothing.

    The script is evaluated by the browser's driver, so the page's own content security policy stays as it is.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe())
    found: list[list[Any]] = page.evaluate(_LOOK)
    return [f"{rule} ({impact}): {what} at {target}" for rule, impact, what, targets in found for target in targets]
