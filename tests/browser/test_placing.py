"""Points are dragged into a basin, by mouse and by finger; by keys and by the boxes it goes as well; every move is said."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import barriers
from tests.support.entering import come_in
from tests.support.stage import Stage
from tests.support.watching import watched
from wijk.conversations.models import Placing

pytestmark = pytest.mark.django_db(transaction=True)


def box(page: Page, number: int) -> str:
    """What the box of a statement says."""
    return str(page.locator(f"[name=basin-s{number}]").input_value())


def card(page: Page, number: int) -> str:
    """The words of a statement."""
    return page.locator(f"li[data-point]:has([name=basin-s{number}]) legend").inner_text()


def drag(page: Page, words: str, basin: str) -> None:
    """By mouse, from its card to a basin."""
    page.locator(".lay-card", has_text=words).evaluate("e => e.scrollIntoView({block: 'center'})")
    start = page.locator(".lay-card", has_text=words).bounding_box()
    end = page.locator(f".lay-basin[data-basin='{basin}']").bounding_box()
    assert start
    assert end
    page.mouse.move(start["x"] + 60, start["y"] + 15)
    page.mouse.down()
    page.mouse.move(start["x"] + 70, start["y"] + 30, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=8)
    page.mouse.up()


def test_points_are_dragged_and_the_boxes_say_the_same(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, key = live_server.url, played.scenes["conversations"].open
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.cast.fay)
        page.goto(f"{home}/en/conversations/{key}/placing/place/")
        first, second = card(page, 1), card(page, 2)
        drag(page, first, "1")
        assert box(page, 1) == "1"
        expect(page.locator(".lay [role=status]")).to_contain_text("Shared ground")
        expect(page.locator(".lay-basin[data-basin='1']")).to_contain_text(first)
        page.locator(".lay-grip", has_text=second).focus()
        for _each in range(3):
            page.keyboard.press("ArrowRight")
        assert box(page, 2) == "3"
        page.select_option("[name=basin-s2]", "2")
        expect(page.locator(".lay-basin[data-basin='2']")).to_contain_text(second)
        drag(page, first, "3")
        assert box(page, 1) == "3"
        assert barriers(page) == []
        page.locator(".lay-grip", has_text=first).click()
        expect(page.locator("[name=reason-s1]")).to_be_focused()
        page.keyboard.type("For us these two want opposite things.")
        page.locator("[name=reason-s2]").fill("With a little time for both.")
        page.locator("main button[type=submit]").last.click()
        page.wait_for_url(re.compile("/placing/$"))
        assert watch.faults == []
    assert {row.basin for row in Placing.objects.order_by("-pk")[:2]} == {2, 3}


def test_a_finger_drags_by_the_handle_and_scrolls_by_the_words(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, key = live_server.url, played.scenes["conversations"].open
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    try:
        come_in(context, home, played.cast.fay)
        page = context.new_page()
        page.goto(f"{home}/en/conversations/{key}/placing/place/")
        grip = page.locator(".lay-card", has_text=card(page, 1)).locator(".lay-handle")
        grip.evaluate("e => e.scrollIntoView({block: 'center'})")
        assert page.evaluate("e => getComputedStyle(e).touchAction", grip.element_handle()) == "none"
        start, end = grip.bounding_box(), page.locator(".lay-basin[data-basin='2']").bounding_box()
        assert start
        assert end
        touch = context.new_cdp_session(page)
        path = [(start["x"] + 8, start["y"] + 8), (start["x"] + 20, start["y"] + 40), (end["x"] + 30, end["y"] + 20)]
        for n, (x, y) in enumerate(path):
            kind = "touchStart" if n == 0 else "touchMove"
            touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
        assert box(page, 1) == "2"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    finally:
        context.close()
