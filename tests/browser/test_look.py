"""The page of the look in a real browser: no barriers, nothing wider than a phone, the keyboard goes everywhere."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import barriers

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize(
    ("language", "scheme", "width"),
    [
        ("nl", "light", 360),
        ("fr", "light", 1280),
        ("en", "light", 360),
        ("nl", "dark", 1280),
        ("fr", "dark", 360),
        ("en", "dark", 1280),
    ],
)
def test_nobody_meets_a_barrier(
    live_server: LiveServer, browser: Browser, language: str, scheme: str, width: int
) -> None:
    with browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{live_server.url}/{language}/look/")
        assert barriers(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_obeys_its_own_policy(live_server: LiveServer, browser_page: Page) -> None:
    said: list[str] = []
    browser_page.on("console", lambda message: said.append(message.text))
    browser_page.on("pageerror", lambda fault: said.append(str(fault)))
    browser_page.goto(f"{live_server.url}/nl/look/")
    browser_page.wait_for_load_state("networkidle")
    assert [text for text in said if "Content Security Policy" in text or "Error" in text] == []


def test_the_first_stop_of_the_keyboard_leads_to_the_content(live_server: LiveServer, browser_page: Page) -> None:
    browser_page.goto(f"{live_server.url}/en/look/")
    browser_page.evaluate("document.activeElement.blur()")
    browser_page.locator("body").press("Tab")
    browser_page.locator(".skip").focus()
    browser_page.keyboard.press("Enter")
    assert browser_page.evaluate("document.activeElement.id") == "main"


def test_arrows_walk_over_the_map_and_each_area_says_its_name(live_server: LiveServer, browser_page: Page) -> None:
    browser_page.goto(f"{live_server.url}/en/look/")
    first = browser_page.locator("[data-map] svg a").first
    first.focus()
    tip = browser_page.locator("[data-map] .map-tip").first
    name = tip.inner_text()
    browser_page.keyboard.press("ArrowRight")
    assert tip.is_visible()
    assert tip.inner_text() != name


def test_a_dialog_opens_and_closes_without_our_script(live_server: LiveServer, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/en/look/")
        page.get_by_role("button", name="Why is it hidden?").click()
        assert page.locator("#why").is_visible()
        page.locator("#why button").click()
        assert not page.locator("#why").is_visible()
