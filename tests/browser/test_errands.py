"""Whole errands of a person on the open pages: with the keyboard alone, on a phone, without script."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.keyboard import tab_to
from tests.support.smalltown import Smalltown
from tests.support.watching import settled, watched
from wijk.core.text import Text

pytestmark = pytest.mark.django_db(transaction=True)


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


def test_somebody_reads_compares_and_prints_by_keyboard_on_a_phone(
    town: Smalltown, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    with watched(browser, home, viewport={"width": 390, "height": 844}) as (_context, page, watch):
        page.goto(f"{home}/en/")
        tab_to(page, "q")
        page.keyboard.type("oude mrakt")  # typed wrongly, as happens
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/find/**")
        tab_to(page, "Oude Markt")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/neighbourhood/1/")
        tab_to(page, "Share under 18 2024", 120)
        page.keyboard.press("Enter")
        tab_to(page, "Map, table and all years")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/figures/share-under-18/**")

        page.get_by_label("Period").focus()
        page.keyboard.type("2019")
        tab_to(page, "Show", 10)
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("period=2019"))
        expect(page.locator("tr.picked")).to_contain_text("Oude Markt")

        tab_to(page, "Compare it")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/compare/**")
        page.get_by_label("Add a neighbourhood").focus()
        page.keyboard.type("Nieuw")
        tab_to(page, "Add", 5)
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/compare/?area=1&area=3")
        tab_to(page, "Leave out Nieuwbouw")
        page.keyboard.press("Enter")
        page.wait_for_url("**/en/compare/?area=1")

        assert watch.faults + settled(page) == []
        page.emulate_media(media="print")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".site-nav")).to_be_hidden()
        expect(page.get_by_label("Add a neighbourhood")).to_be_hidden()


def test_the_whole_way_is_open_without_script(town: Smalltown, live_server: LiveServer, browser: Browser) -> None:
    home = live_server.url
    with watched(browser, home, viewport={"width": 390, "height": 844}, java_script_enabled=False) as (_c, page, watch):
        page.goto(f"{home}/en/")
        page.locator("#q").fill("nieuwbow")
        page.get_by_role("button", name="Find", exact=True).click()
        page.get_by_role("link", name="Nieuwbouw", exact=True).click()
        page.get_by_role("link", name="Share under 18").first.click()
        expect(page.locator("tr.picked")).to_contain_text("Nieuwbouw")
        page.locator("svg.map a").first.click()
        expect(page.locator("tr.picked")).not_to_contain_text("Nieuwbouw")
        assert watch.faults == []


@pytest.mark.parametrize("address", ["neighbourhood/2/", "figures/share-under-18/?level=sector&in=2"])
def test_another_language_says_the_same_page(
    town: Smalltown, live_server: LiveServer, browser_page: Page, address: str
) -> None:
    browser_page.goto(f"{live_server.url}/nl/{address}")
    for language in ("fr", "en", "nl"):
        browser_page.locator(f".langs a[hreflang={language}]").click()
        browser_page.wait_for_url(f"{live_server.url}/{language}/{address}")
        assert browser_page.evaluate("document.documentElement.lang") == language


def test_the_street_map_comes_when_asked_and_stays_beside_its_list(
    town: Smalltown, live_server: LiveServer, browser: Browser
) -> None:
    with watched(browser, live_server.url) as (_context, page, watch):
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{live_server.url}/en/neighbourhood/2/")
        expect(page.get_by_role("heading", name="Places", exact=True)).to_be_visible()
        assert not [url for url in asked if "maplibre" in url]
        page.get_by_role("button", name="Open the street map").click()
        expect(page.locator(".street-map canvas")).to_be_visible()
        page.wait_for_load_state("networkidle")
        assert [url for url in asked if "streetmap.geojson" in url]
        expect(page.get_by_role("heading", name="Streets", exact=True)).to_be_visible()
        assert watch.faults == []


def test_what_stands_in_no_language_of_the_page_says_which_and_turns_round(
    town: Smalltown, live_server: LiveServer, browser_page: Page
) -> None:
    park = town.neighbourhoods["901"]
    park.name = Text({"ar": "حديقة المدينة"})
    park.save()
    browser_page.goto(f"{live_server.url}/fr/neighbourhood/901/")
    name = browser_page.locator("h1 [lang=ar]")
    expect(name).to_have_text("حديقة المدينة")
    assert name.evaluate("element => getComputedStyle(element).direction") == "rtl"
