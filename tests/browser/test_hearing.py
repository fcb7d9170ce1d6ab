"""A resident without an account follows a neighbourhood on a phone in French: from the button to the letter of the week, and out again."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.keyboard import enter, tab_to
from tests.support.letterbox import newest_letter, work
from tests.support.stage import HERE, Stage
from tests.support.watching import settled, watched
from wijk.core import clock
from wijk.core.text import Text
from wijk.notices.models import Reader
from wijk.outreach import actions as outreach

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
ADDRESS = "lucie@voorbeeld.be"


def something_happens(played: Stage) -> None:
    """A newsletter of the neighbourhood goes out."""
    fay, today = played.cast.fay.viewer, clock.today()
    title = Text({"nl": "Nieuws van de markt", "fr": "Nouvelles du marché", "en": "News of the market"})
    made = outreach.compose_newsletter(
        fay, place=HERE, since=today - timedelta(days=30), until=today, title=title,
        introduction=Text({"nl": "Dag buren.", "fr": "Bonjour les voisins.", "en": "Dear neighbours."}),
    )  # fmt: skip
    outreach.send_newsletter(fay, key=made.key)


def follow(page: Page, home: str) -> None:
    """From the page of the neighbourhood to the confirmed address."""
    page.goto(f"{home}/fr/neighbourhood/1/")
    page.locator("a[href*='/follow/?what=area:neighbourhood/1']").first.click()
    page.get_by_label("Adresse électronique").or_(page.locator("#id_email")).first.fill(ADDRESS)
    page.locator("main form .form-actions button").first.click()
    expect(page.locator(".messages, .message, .note").first).to_be_visible()
    work()
    newest_letter(page, home, ADDRESS)
    page.locator("article a[href*='/fr/follow/confirm/']").click()
    page.locator("main form button").first.click()
    page.wait_for_url("**/fr/hear/**")
    assert settled(page) == []


def test_a_week_later_a_letter_in_french_tells_what_happened_and_one_click_stops_it(
    played: Stage, demo: str, browser: Browser
) -> None:
    work()
    with watched(browser, demo, viewport=PHONE, locale="fr-BE") as (_context, page, watch):
        follow(page, demo)
        reader = Reader.objects.get(email=ADDRESS)
        assert (reader.language, reader.rhythm, reader.confirmed_at is not None) == ("fr", "weekly", True)
        something_happens(played)
        work(clock.now() + timedelta(days=8))
        newest_letter(page, demo, ADDRESS)
        expect(page.locator("article")).to_have_attribute("lang", "fr")
        expect(page.locator("article")).to_contain_text("Bonjour,")
        expect(page.locator("article")).to_contain_text("Nouvelles du marché")
        assert settled(page) == []

        page.locator("a[href$='/dressed/']").click()
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.get_by_role("heading", name="Nouvelles du marché")).to_be_visible()
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
        page.locator("a[href*='/newsletters/']").first.click()
        expect(page.locator("h1")).to_have_text("Nouvelles du marché")
        page.go_back()

        page.locator("a[href*='/fr/hear/stop/']").click()
        page.locator("main form button").first.click()
        expect(page.locator("main form")).to_have_count(0)
        assert not Reader.objects.filter(email=ADDRESS).exists()
        assert watch.faults == []


def test_somebody_draws_a_circle_on_the_map_and_follows_it(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    with watched(browser, home, viewport=PHONE) as (_context, page, watch):
        page.goto(f"{home}/en/follow/?what=area:neighbourhood/1")
        page.locator("a[href*='/follow/circle/']").click()
        before = page.locator("#id_lon").input_value()
        page.locator("[data-street-map]").click()
        box = page.locator("#circle-map[data-ready=true] canvas")
        box.click(position={"x": 60, "y": 60})
        assert page.locator("#id_lon").input_value() != before
        lon = page.locator("#id_lon").input_value()
        page.locator("#id_metres").select_option("250")
        page.locator("main form .form-actions button[type=submit]").click()
        page.wait_for_url(f"**/follow/?what=circle:{lon}*,250")
        expect(page.locator("#id_email")).to_be_visible()
        assert watch.faults == []


def test_the_keyboard_alone_is_enough_to_draw_and_to_follow(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    with watched(browser, live_server.url) as (_context, page, watch):
        page.goto(f"{live_server.url}/en/follow/circle/?in=neighbourhood/1")
        tab_to(page, "Open the street map")
        page.keyboard.press("Enter")
        page.locator("#circle-map[data-ready=true]").wait_for()
        enter(page, "Put it in the middle of the map")
        expect(page.locator("[data-said]")).to_be_visible()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/follow/?what=circle:*")
        tab_to(page, "id_email")
        page.keyboard.type(ADDRESS)
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert Reader.objects.filter(email=ADDRESS).exists()
        assert watch.faults == []
