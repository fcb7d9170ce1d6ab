"""The office goes to people who do not come: a newsletter out of what happened, a poster with a short address, a position in one step."""

import io
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.support.entering import come_in
from tests.support.keyboard import enter
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.notices import actions as notices
from wijk.outreach import codes
from wijk.outreach.models import Call, Channel, Code, Newsletter, Stance

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}


def choose_place(page: Page, ref: str) -> None:
    """Say which neighbourhood, by the list."""
    page.locator("#id_place").select_option(ref)


def test_a_newsletter_is_composed_from_what_happened_and_stands_in_the_archive(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    notices.gather()
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.cast.fay)
        page.goto(f"{home}/nl/office/outreach/")
        page.locator("a[href$='/office/newsletters/new/']").first.click()
        choose_place(page, "neighbourhood/1")
        page.locator("#id_since").fill("2020-01-01")
        page.locator("main .form-actions button").first.click()
        expect(page.locator("[role=alert], .error-summary").first).to_be_visible()  # longer than two years
        page.locator("#id_since").fill(page.locator("#id_until").input_value()[:8] + "01")
        page.locator("main .form-actions button").first.click()
        page.wait_for_url(re.compile(r"/nl/office/newsletters/(?!new)"))
        assert settled(page) == []
        boxes = page.locator("ol.pieces input[type=checkbox]")
        kept = boxes.count()
        assert kept > 1
        left_out = page.locator("ol.pieces label[for^=keep]").first.inner_text().split("\n")[0].strip()
        boxes.first.uncheck()
        page.locator("#id_title_nl").fill("Wat er gebeurde aan de markt")
        page.locator("#id_introduction_nl").fill("Dag buren, dit was november.")
        page.locator("main .form-actions button").first.click()
        page.locator("form[action$='/send/'] button").click()
        page.wait_for_load_state("networkidle")

        letter = Newsletter.objects.get(title__nl="Wat er gebeurde aan de markt")
        assert letter.sent_at is not None
        assert letter.pieces.filter(chosen=True).count() == kept - 1
        page.goto(f"{home}/nl/newsletters/")
        page.get_by_role("link", name="Wat er gebeurde aan de markt").click()
        expect(page.locator("main")).to_contain_text("Dag buren, dit was november.")
        assert left_out
        assert settled(page) == []
        assert watch.faults == []


def test_a_poster_carries_a_short_address_by_which_somebody_takes_a_position_in_one_step(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.cast.fay)
        page.goto(f"{home}/nl/office/calls/new/")
        choose_place(page, "neighbourhood/1")
        for box, words in (
            ("title", "Banken op het plein"),
            ("words", "Er komen vier banken bij."),
            ("fixed", "Het budget ligt vast, door de raad."),
            ("question", "Wat vindt u ervan?"),
        ):
            page.locator(f"#id_{box}_nl").fill(words)
        page.locator("main .form-actions button").first.click()
        page.wait_for_url(re.compile(r"/nl/office/calls/(?!new)"))
        assert settled(page) == []
        call = Call.objects.get(title__nl="Banken op het plein")
        short = codes.shown(Code.objects.get(call=call, channel=Channel.POSTER).code)
        sheet = context.request.get(f"{home}/nl/office/calls/{call.key}/poster.pdf?paper=a4&languages=nl")
        assert sheet.headers["content-type"] == "application/pdf"
        words = " ".join(PdfReader(io.BytesIO(sheet.body())).pages[0].extract_text().split())
        assert "Banken op het plein" in words
        assert f"/k/{''.join(short.split())}" in words
        assert watch.faults == []
    with watched(browser, home, viewport=PHONE) as (_context, page, watch):
        page.goto(f"{home}/nl/k/")
        page.locator("#id_code").fill(short.lower())
        page.locator("main form button").first.click()
        expect(page.locator("h1")).to_have_text("Banken op het plein")
        assert settled(page) == []
        page.locator("button[name=position][value=worries]").click()
        expect(page.locator(".note").first).to_be_visible()
        (stance,) = Stance.objects.filter(call=call)
        assert (stance.position, stance.channel) == ("worries", Channel.POSTER)
        with page.expect_navigation():
            enter(page, page.locator("button[name=position][value=agree]").inner_text())
        assert Stance.objects.get(call=call).position == "agree"
        assert watch.faults == []
