"""The queue of moderators with the keyboard alone; forms for everybody with a script, without one, and at a telephone."""

import re

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import barriers
from tests.support.entering import come_in
from tests.support.leaflets import leaflet, read
from tests.support.scenes.moderation import entered
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.moderation.access import Guard
from wijk.moderation.models import Item, Report

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = ViewportSize(width=390, height=844)
REPORT = "/en/report/?about=test.leaflet:shown"


def tab_to(page: Page, name: str, most: int = 80) -> None:
    """Press the tabulator until something with this name has the focus."""
    seen = []
    for _each in range(most):
        page.keyboard.press("Tab")
        words = page.evaluate("() => (document.activeElement.innerText || document.activeElement.id || '').trim()")
        seen.append(words)
        if words == name:
            return
    raise AssertionError(f"the keyboard never reached {name!r}: {seen}")


def test_through_the_queue_with_the_keyboard_alone(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    entered("second", "You are all fools.", before=True)
    Item.objects.exclude(need="").exclude(subject__in=[str(leaflet("waiting")), str(leaflet("second"))]).update(
        need="", since=None
    )
    home = live_server.url
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.everywhere["clerk"])
        page.goto(f"{home}/en/office/moderation/")
        tab_to(page, "Begin with the first")
        page.keyboard.press("Enter")
        page.wait_for_url(re.compile("/items/"))
        tab_to(page, "Yes: show it", 4)
        page.keyboard.press("Enter")
        expect(page.get_by_text("You are all fools.")).to_be_visible()
        page.keyboard.press("Tab")
        tab_to(page, "id_reason_0", 4)
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")  # the form of the reasons hides; it never shows
        expect(page.get_by_text("Nothing waits here.")).to_be_visible()
        assert watch.faults == []
    assert read(leaflet("waiting"))
    assert read(leaflet("second")) == ""
    hidden = Item.objects.get(subject=str(leaflet("second")))
    assert hidden.reason is not None
    assert (hidden.visibility, hidden.reason.code) == ("hidden", "hate")


def test_single_keys_walk_and_decide_inside_the_item_alone(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    second = entered("second", "You are all fools.", before=True)
    Item.objects.exclude(need="").exclude(subject__in=[str(leaflet("waiting")), str(leaflet("second"))]).update(
        need="", since=None
    )
    home, first = live_server.url, played.scenes["moderation"].waiting
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.everywhere["clerk"])
        page.goto(f"{home}/en/office/moderation/items/{first.key}/#said")
        expect(page.locator("[data-keys]")).to_be_visible()
        page.keyboard.press("n")
        page.wait_for_url(re.compile(second.key))
        expect(page.locator("[data-keys]")).to_be_visible()
        page.keyboard.press("p")
        page.wait_for_url(re.compile(first.key))
        expect(page.locator("[data-keys]")).to_be_visible()
        page.goto(f"{home}/en/office/moderation/items/{first.key}/")  # an address that puts the focus nowhere
        expect(page.locator("[data-keys]")).to_be_visible()
        page.locator("a.plate").focus()
        expect(page.locator("a.plate")).to_be_focused()
        page.keyboard.press("n")
        page.locator("#said").focus()
        page.keyboard.press("2")
        assert page.locator("#id_reason_1").is_checked()
        expect(page.locator("#id_reason_1")).to_be_focused()
        page.locator("#id_words").focus()
        page.keyboard.type("ns9")
        assert page.locator("#id_words").input_value() == "ns9"
        assert page.locator("#id_reason_1").is_checked()
        assert first.key in page.url, "outside, and while one types, keys are letters"
        page.locator("#said").focus()
        page.keyboard.press("h")
        page.wait_for_url(re.compile(second.key))
        expect(page.locator("[data-keys]")).to_be_visible()
        page.keyboard.press("s")
        expect(page.get_by_text("Nothing waits here.")).to_be_visible()
        assert watch.faults == []
    assert read(leaflet("waiting")) == ""
    assert read(leaflet("second")) == "You are all fools."


def test_a_script_does_the_work_and_the_question_is_not_seen(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    with watched(browser, home, viewport=PHONE) as (_context, page, watch):
        page.goto(home + REPORT)
        page.get_by_label("It is about something else").check()
        expect(page.get_by_label(re.compile("How much is"))).to_be_hidden()
        page.wait_for_timeout(2100)  # nobody fills in a form in no time
        page.locator("main form").get_by_role("button", name="Report this").click()
        page.wait_for_url(lambda url: "report" not in url)
        assert watch.faults == []
        assert settled(page) == []
    assert Report.objects.count() == 1


def test_without_a_script_a_plain_question_is_there(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(live_server.url + REPORT)
        page.get_by_label("It is about something else").check()
        page.get_by_label(re.compile("How much is")).fill("a hundred")
        page.wait_for_timeout(4100)
        page.locator("main form").get_by_role("button", name="Report this").click()
        expect(page.get_by_text("The answer to the question is not right.").first).to_be_visible()
        page.wait_for_timeout(4100)
        page.locator("main form").get_by_role("button", name="Report this").click()  # open: one of us looks in any case
        page.wait_for_url(lambda url: "report" not in url)
    assert Report.objects.count() == 1


def test_the_work_of_a_browser_is_what_we_reckon(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    with watched(browser, live_server.url) as (_context, page, _watch):
        page.goto(live_server.url + REPORT)
        page.wait_for_function("() => document.querySelector('[name=guard_work]').value")
        sent = {
            name: page.locator(f"[name={name}]").input_value()
            for name in ("guard", "guard_work", "guard_answer", "subject_line")
        }
        page.wait_for_timeout(2100)
    assert Guard.check(sent, "moderation.report", hand="").way == "work"


@pytest.mark.parametrize("width", [360, 1280])
def test_no_barriers(played: Stage, live_server: LiveServer, browser: Browser, width: int) -> None:
    scene = played.scenes["moderation"]
    pages = [
        "rules-of-speaking/", "report/?about=test.leaflet:shown", f"appeal/{scene.hidden.key}/{scene.seal}/", "office/moderation/",
        f"office/moderation/items/{scene.waiting.key}/", "office/moderation/reasons/insult/", "office/moderation/words/",
    ]  # fmt: skip
    with watched(browser, live_server.url, viewport={"width": width, "height": 800}) as (context, page, watch):
        come_in(context, live_server.url, played.everywhere["clerk"])
        for path in pages:
            page.goto(f"{live_server.url}/nl/{path}")
            assert barriers(page) == [], path
            assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), path
        assert watch.faults == []
