"""The post box of the demo, read in a browser: the worker does its round, and the newest letter to somebody is opened."""

from datetime import datetime

from playwright.sync_api import Page

from wijk.core import clock, worker


def work(at: datetime | None = None) -> None:
    """The worker does its rounds at this moment, or now."""
    with clock.at(at or clock.now()):
        for _ in range(2):
            assert not worker.tick().failed


def newest_letter(page: Page, home: str, address: str) -> None:
    """Open the newest letter to somebody in the post box of the demo."""
    page.goto(f"{home}/demo/mail/")
    page.locator(f".timeline li:has-text('{address}') a").first.click()
