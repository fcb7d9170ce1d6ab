"""What goes on in a neighbourhood, on a phone, in Dutch: from its page to each thing itself, and back."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.stage import Stage
from tests.support.watching import settled, watched

pytestmark = pytest.mark.django_db(transaction=True)


def there_and_back(page: Page, within: str, address: str) -> None:
    """Tap the first link of a part of the page, see that it leads to the thing it names, and go back."""
    link = page.locator(f"{within} a").first
    named = link.inner_text().strip()
    link.click()
    page.wait_for_url(re.compile(address))
    expect(page.locator("h1").first).to_contain_text(named)
    assert settled(page) == []
    page.go_back()
    page.wait_for_url("**/nl/neighbourhood/1/")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_resident_goes_from_the_neighbourhood_to_each_thing_and_back(
    played: Stage, live_server: LiveServer, browser: Browser, width: int
) -> None:
    home = live_server.url
    with watched(browser, home, viewport={"width": width, "height": 844}) as (_context, page, watch):
        page.goto(f"{home}/nl/neighbourhood/1/")
        on = page.get_by_role("region", name="Wat er gebeurt")
        expect(on.locator(".timeline li").first).to_be_visible()
        there_and_back(page, ".timeline", r"/nl/(processes|meetings|charters|organs)/")
        there_and_back(page, ".card:has(#meet)", "/nl/meetings/")
        there_and_back(page, ".card:has(#decide)", "/nl/organs/")

        page.locator(".card:has(#hear)").get_by_role("link", name="Volgen").click()
        page.wait_for_url(re.compile("/nl/follow/"))
        expect(page.locator("main")).to_contain_text("Oude Markt")
        assert settled(page) == []
        page.get_by_role("link", name="Oude Markt", exact=True).first.click()
        page.wait_for_url("**/nl/neighbourhood/1/")
        assert settled(page) + watch.faults == []


def test_from_a_meeting_and_an_organ_one_comes_back_to_the_neighbourhood_by_a_link(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    with watched(browser, home, viewport={"width": 390, "height": 844}) as (_context, page, watch):
        for part in (".timeline", ".card:has(#meet)", ".card:has(#decide)"):
            page.goto(f"{home}/nl/neighbourhood/1/")
            page.locator(f"{part} a").first.click()
            page.wait_for_url(lambda url: "/neighbourhood/" not in url)
            page.locator("main, .crumbs").get_by_role("link", name="Oude Markt", exact=True).first.click()
            page.wait_for_url("**/nl/neighbourhood/1/")
        assert watch.faults == []
