"""Paper both ways: five sheets from the printer, typed twice by keyboard alone, one settled by a third; each voice stands there once."""

import io
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.support.entering import come_in
from tests.support.keyboard import enter
from tests.support.stage import HERE, Stage
from tests.support.watching import settled, watched
from wijk.contributions.models import Contribution
from wijk.sheets.models import Batch, Printing, Sheet, State

pytestmark = pytest.mark.django_db(transaction=True)

SAID = [f"{what} aan het plein" for what in ("Een boom", "Een kraan", "Een rek", "Een hek", "Een lamp")]
WRONG = "Een bek aan het plein"  #: what one of two reads there


def print_five(page: Page, home: str) -> list[str]:
    """From the office to the printer; what comes back are the codes as they stand on the paper."""
    page.goto(f"{home}/nl/office/sheets/print/")
    page.locator("a[href*='contributions.opening%3Acity']").click()
    page.locator("[name=form]").first.check()
    page.locator("[name=language][value=nl]").check()
    page.locator("#id_count").fill("5")
    page.locator("#id_area").select_option(HERE)
    page.locator("#id_double").check()
    assert settled(page) == []
    page.locator("main .form-actions button").first.click()
    page.wait_for_url(re.compile("/office/sheets/printings/"))
    assert settled(page) == []
    file = page.locator("a[href*='sheets.pdf']").first.get_attribute("href")
    paper = PdfReader(io.BytesIO(page.context.request.get(f"{home}{file}").body()))
    words = "".join("".join(leaf.extract_text() for leaf in paper.pages).split())
    codes = [sheet.code or "" for sheet in Printing.objects.latest("pk").sheets.order_by("number")]
    assert len(codes) == 5
    assert all(code and code in words for code in codes)
    return [f"{code[:4].lower()} {code[4:].lower()}" for code in codes]


def begin_pile(page: Page, home: str) -> Batch:
    """A pile came in, and lies on the table."""
    page.goto(f"{home}/nl/office/sheets/")
    enter(page, "Er kwam een stapel binnen", 90)
    page.wait_for_url("**/office/sheets/piles/new/")
    page.locator("#id_area").focus()
    page.keyboard.type("Oude Markt")
    page.locator("#id_counted").focus()
    page.keyboard.type("5")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/piles/" in url and "/new/" not in url)
    batch = Batch.objects.latest("pk")
    assert batch.area == HERE
    return batch


def type_sheet(page: Page, code: str, title: str) -> None:
    """Code, Enter, each box, Enter: the hands never leave the keys. Where the code's box is, the page knows."""
    expect(page.locator("#code")).to_be_focused()
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/piles/[^/]+/\d+/$"))
    blind(page)
    expect(page.locator("#id_f-kind input:focus")).to_have_count(1)
    page.keyboard.press("1")
    expect(page.locator("#id_f-title")).to_be_focused()
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    expect(page.locator("#id_f-text")).to_be_focused()
    page.keyboard.type("Zoals op tafel 3 gezegd.")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("1")
    expect(page.locator("#id_f-place")).to_be_focused()
    page.keyboard.type("Oude Markt")
    enter(page, "Klaar: volgend blad", 12)
    page.wait_for_url(re.compile(r"/piles/[^/]+/(#code)?$"))


def blind(page: Page) -> None:
    """Nothing of what somebody typed before stands on the page, in no box and in no word."""
    told = page.content()
    assert not [said for said in [*SAID, WRONG] if said in told]


def whole_pile(page: Page, home: str, batch: Batch, codes: list[str], said: list[str]) -> None:
    """One person types it all."""
    page.goto(f"{home}/nl/office/sheets/piles/{batch.key}/")
    for code, title in zip(codes, said, strict=True):
        type_sheet(page, code, title)
    assert settled(page) == []


def settle(page: Page, home: str, batch: Batch) -> None:
    """Somebody who typed neither says what stands on the paper, by keyboard alone."""
    page.goto(f"{home}/nl/office/sheets/piles/{batch.key}/")
    enter(page, "Beslissen", 90)
    page.wait_for_url("**/settle/")
    for words in (WRONG, SAID[3]):
        expect(page.locator("main")).to_contain_text(words)
    assert settled(page) == []
    expect(page.locator("[name='pick-title']:focus")).to_have_count(1)
    page.keyboard.press("1")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/piles/[^/]+/(#code)?$"))


def test_five_sheets_are_printed_typed_twice_and_settled(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    clerk, facilitator, manager = (played.everywhere[role] for role in ("clerk", "facilitator", "manager"))
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, clerk)
        codes = print_five(page, home)
        batch = begin_pile(page, home)
        whole_pile(page, home, batch, codes, SAID)
        assert not Contribution.objects.filter(title__in=SAID).exists()  # one pair of eyes is not enough
        assert watch.faults == []
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, facilitator)
        whole_pile(page, home, batch, codes, [*SAID[:3], WRONG, SAID[4]])
        assert watch.faults == []
    assert Contribution.objects.filter(title__in=[*SAID, WRONG]).count() == 4
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, manager)
        settle(page, home, batch)
        expect(page.locator("main")).to_contain_text("5 van 5")
        enter(page, "De stapel afsluiten", 90)
        expect(page.locator(".messages")).to_be_visible()
        page.goto(f"{home}/nl/voices/?area={HERE}&q=plein")
        for title in SAID:
            expect(page.locator("#list").get_by_role("link", name=title, exact=True)).to_have_count(1)
        assert settled(page) == []
        assert watch.faults == []
    rows = Contribution.objects.filter(channel="paper")
    assert sorted(rows.values_list("title", flat=True)) == sorted(SAID)
    assert set(Sheet.objects.filter(batch=batch).values_list("state", flat=True)) == {State.TAKEN}
