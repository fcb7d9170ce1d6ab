"""Whole errands of a person on the open pages: with the keyboard alone, on a phone, without script; and no barrier on the way."""

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import barriers
from tests.support.smalltown import Smalltown, build_smalltown

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "home": "",
    "find": "find/?q=kerk&stay=1",
    "neighbourhood": "neighbourhood/2/",
    "green": "neighbourhood/901/",
    "sector": "sector/21001A02-/",
    "region": "region/04000/",
    "catalogue": "figures/",
    "indicator": "figures/share-under-18/?level=sector&in=2",
    "compare": "compare/?area=1&area=2&area=3",
    "sources": "sources/",
    "source": "sources/town-hall/",
}


@pytest.fixture
def town(transactional_db: None) -> Smalltown:
    return build_smalltown()


def tab_to(page: Page, text: str, most: int = 60) -> None:
    """Press Tab until what has the focus says `text`."""
    for _ in range(most):
        page.keyboard.press("Tab")
        said = page.evaluate(
            "(document.activeElement.innerText || document.activeElement.ariaLabel || document.activeElement.id || '').trim()"
        )
        if said.startswith(text):
            return
    raise AssertionError(f"the keyboard does not reach {text!r}")


def test_somebody_finds_their_street_and_reads_their_neighbourhood_by_keyboard(
    town: Smalltown, live_server: LiveServer, browser: Browser
) -> None:
    with browser.new_context(viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/en/")
        tab_to(page, "q")
        page.keyboard.type("oude markt")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/neighbourhood/1/")
        expect(page.locator("h1")).to_have_text("Oude Markt")
        tab_to(page, "Share under 18 2024", 120)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Minors per hundred residents.")).to_be_visible()
        tab_to(page, "Map, table and all years")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/figures/share-under-18/**")
        expect(page.locator("tr.picked")).to_contain_text("Oude Markt")


def test_somebody_compares_and_keeps_the_address_without_script(
    town: Smalltown, live_server: LiveServer, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/en/neighbourhood/1/")
        page.get_by_role("link", name="Compare", exact=True).last.click()
        page.get_by_label("Add a neighbourhood").select_option("Nieuwbouw")
        page.get_by_role("button", name="Add").click()
        assert page.url.endswith("?area=1&area=3")
        expect(page.get_by_role("table").first).to_contain_text("Nieuwbouw")
        page.get_by_role("link", name="Leave out Oude Markt").click()
        assert page.url.endswith("?area=3")


def test_somebody_looks_at_another_year_and_level_without_losing_the_place_and_without_script(
    town: Smalltown, live_server: LiveServer, browser: Browser
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{live_server.url}/en/figures/share-under-18/?in=3")
        page.get_by_label("Period").select_option("2019")
        page.get_by_label("For each").select_option("municipality")
        page.get_by_label("Figure", exact=True).select_option("density")
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page.locator("h1")).to_have_text("Population density")
        expect(page.locator("tr.picked")).to_contain_text("Oostgemeente 1")
        assert "period=2019" in page.url


def test_the_map_is_walked_and_entered_by_keyboard(
    town: Smalltown, live_server: LiveServer, browser_page: Page
) -> None:
    browser_page.goto(f"{live_server.url}/en/")
    area = browser_page.locator("svg.map a").nth(1)
    area.focus()
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url("**/en/neighbourhood/**")


def test_where_am_i_asks_the_device_once_and_leads_home(
    town: Smalltown, live_server: LiveServer, browser: Browser
) -> None:
    here = town.neighbourhoods["3"]
    place = {"latitude": here.lat or 0, "longitude": here.lon or 0}
    with browser.new_context(geolocation=place, permissions=["geolocation"]) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(f"{live_server.url}/en/")
        page.get_by_role("button", name="Where am I?").click()
        page.wait_for_url("**/en/neighbourhood/3/")
        assert "lat" not in page.url


def test_a_refused_place_is_answered_with_another_way(
    town: Smalltown, live_server: LiveServer, browser_page: Page
) -> None:
    browser_page.goto(f"{live_server.url}/en/")
    browser_page.get_by_role("button", name="Where am I?").click()
    expect(browser_page.get_by_text("Type your street instead.")).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_no_open_page_has_a_barrier(town: Smalltown, live_server: LiveServer, browser: Browser, name: str) -> None:
    found = []
    for language, scheme, width in (("nl", "light", 390), ("fr", "dark", 1280), ("en", "light", 1280)):
        with browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme) as context:  # type: ignore[arg-type]
            page = context.new_page()
            faults: list[str] = []
            page.on(
                "console",
                lambda message, faults=faults: faults.append(message.text) if message.type == "error" else None,
            )
            page.goto(f"{live_server.url}/{language}/{PAGES[name]}")
            found += [f"{language} {scheme}: {fault}" for fault in barriers(page)]
            found += [f"{language} {scheme}: the console says {fault}" for fault in faults]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"{language}: wider than {width}")
    assert not found, "\n".join(found)
