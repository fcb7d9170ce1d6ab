"""A screen at a stand, in French: somebody says something, goes, and the next one finds nothing of them; with a script and without."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import barriers
from tests.support.entering import come_in
from tests.support.stage import HERE, Stage
from tests.support.watching import settled, watched
from wijk.contributions.models import Contribution
from wijk.conversations.models import Conversation, Voice
from wijk.helping.models import Receipt

pytestmark = pytest.mark.django_db(transaction=True)
TABLET, PHONE = {"width": 1024, "height": 768}, {"width": 390, "height": 844}
WORDS = "Une fontaine pour les enfants"


def put_up(context: BrowserContext, page: Page, home: str, stage: Stage) -> None:
    """As a facilitator does it: from the office, and signed out from then on."""
    come_in(context, home, stage.everywhere["facilitator"])
    page.goto(f"{home}/fr/office/helping/counter/")
    page.locator("#id_at").select_option(HERE)
    page.locator("#id_language").select_option("fr")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"{home}/fr/counter/")
    assert "sessionid" not in {cookie["name"] for cookie in context.cookies()}


def say(page: Page, home: str) -> None:
    """Say it with fingers: nothing needs the keyboard but the words."""
    page.locator("a[href='/fr/counter/say/']").click()
    page.locator("input[name=kind][value=idea]").check()
    page.locator("#id_title").fill(WORDS)
    page.locator("#id_body").fill("Près de la plaine de jeux.")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"{home}/fr/counter/done/")


def personal(context: BrowserContext) -> set[str]:
    return {str(cookie.get("name")) for cookie in context.cookies()} & {
        "counter_visit",
        "residence",
        "sessionid",
        "messages",
    }


def nothing_of_them(page: Page) -> None:
    """Neither in what is read nor in any box."""
    assert WORDS not in page.content()
    boxes: list[Any] = page.evaluate("() => [...document.querySelectorAll('input, textarea')].map(box => box.value)")
    assert not [value for value in boxes if "fontaine" in value or "plaine" in value]


@pytest.mark.parametrize("size", [TABLET, PHONE], ids=["tablet", "telephone"])
def test_somebody_says_something_and_the_next_one_finds_nothing_of_it(
    played: Stage, live_server: LiveServer, browser: Browser, size: dict[str, int]
) -> None:
    home = live_server.url
    with watched(browser, home, viewport=size, locale="fr", has_touch=True) as (context, page, watch):
        put_up(context, page, home, played)
        assert barriers(page) == []
        assert settled(page) == []
        say(page, home)
        row = Contribution.objects.get(title=WORDS)
        assert (row.channel, row.language) == ("counter", "fr")
        code = page.locator(".receipt-sign").inner_text()
        assert Receipt.objects.filter(contribution=row).count() == 1
        assert barriers(page) == []
        assert settled(page) == []
        page.locator("main .cluster [data-finish]").click()
        page.wait_for_url(f"{home}/fr/counter/")
        assert personal(context) == set()
        for _back in range(4):
            page.go_back(wait_until="load")
            nothing_of_them(page)
            assert code not in page.content()
        page.goto(f"{home}/fr/counter/done/")
        page.wait_for_url(f"{home}/fr/counter/")
        nothing_of_them(page)
        watch.forgive("status of 404")
        assert watch.faults == []


def test_what_was_typed_and_not_sent_is_gone_too(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    home = live_server.url
    with watched(browser, home, viewport=TABLET, locale="fr") as (context, page, _watch):
        put_up(context, page, home, played)
        page.locator("a[href='/fr/counter/say/']").click()
        page.locator("#id_title").fill(WORDS)
        page.locator("#id_body").fill("Près de la plaine de jeux.")
        page.locator("header [data-finish]").click()
        page.wait_for_url(f"{home}/fr/counter/")
        page.go_back(wait_until="load")
        nothing_of_them(page)
        page.go_forward(wait_until="load")
        page.locator("a[href='/fr/counter/say/']").first.click()
        nothing_of_them(page)


def test_nobody_touches_it_and_it_asks_and_then_forgets(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    with watched(browser, home, viewport=TABLET, locale="fr") as (context, page, _watch):
        page.clock.install()
        put_up(context, page, home, played)
        page.locator("a[href='/fr/counter/say/']").click()
        page.locator("#id_title").fill(WORDS)
        page.clock.fast_forward(61_000)
        ask = page.locator("[data-screen-ask]")
        expect(ask).to_be_visible()
        assert barriers(page) == []
        page.locator("[data-stay]").click()
        expect(ask).to_be_hidden()
        expect(page.locator("#id_title")).to_have_value(WORDS)
        page.clock.fast_forward(61_000)
        expect(ask).to_be_visible()
        page.clock.fast_forward(21_000)
        page.wait_for_url(f"{home}/fr/counter/")
        assert personal(context) == set()
        nothing_of_them(page)


def test_without_a_script_the_page_itself_goes_back(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    home = live_server.url
    with watched(browser, home, viewport=TABLET, locale="fr", java_script_enabled=False) as (context, page, _watch):
        put_up(context, page, home, played)
        say(page, home)
        refresh = page.locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]").first
        assert refresh.get_attribute("content") == "60;url=/fr/counter/"
        page.locator("main .cluster [data-finish]").click()
        page.wait_for_url(f"{home}/fr/counter/")
        assert personal(context) == set()
        page.go_back(wait_until="load")
        assert WORDS not in page.content()


def test_two_people_vote_one_after_the_other(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    home, key = live_server.url, played.scenes["conversations"].open
    before = Voice.objects.filter(conversation__key=key).count()
    with watched(browser, home, viewport=TABLET, locale="fr") as (context, page, watch):
        put_up(context, page, home, played)
        for _person in range(2):
            page.locator("a[href='/fr/counter/conversations/']").click()
            page.locator(f"a[href='/fr/counter/conversations/{key}/']").click()
            expect(page.get_by_text(re.compile("^0 "))).to_be_visible()
            assert barriers(page) == []
            page.locator("button[value=agree]").click()
            expect(page.get_by_text(re.compile("^1 "))).to_be_visible()
            page.locator("header [data-finish]").click()
            page.wait_for_url(f"{home}/fr/counter/")
        assert watch.faults == []
    assert Voice.objects.filter(conversation__key=key).count() == before + 2
    assert Conversation.objects.get(key=key).is_open
