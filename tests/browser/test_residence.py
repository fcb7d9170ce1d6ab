"""Showing where one lives: a letter with a code asked for on a phone in French, typed by keyboard; and the counter, which forgets."""

import io
import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.support.entering import come_in
from tests.support.stage import HERE, Stage
from tests.support.watching import settled, watched
from wijk.conversations import queries
from wijk.conversations.models import Conversation
from wijk.core import clock
from wijk.residence.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
CODE = re.compile(r"\b(?:[0-9A-Z]{4} ){2,3}[0-9A-Z]{4}\b")
HOUSE = {"street": "Kerkstraat", "number": "127", "postcode": "1000", "town": "Kleinstad"}


@pytest.fixture
def residents(played: Stage) -> Conversation:
    """A conversation for those who show that they live here."""
    talk = Conversation.objects.get(key=played.scenes["conversations"].open)
    Conversation.objects.filter(pk=talk.pk).update(who="resident")
    return talk


def ask_for_a_letter(page: Page, home: str, talk: Conversation) -> None:
    """From the conversation that asks it to the letter that is on its way; each page says first what it leaves behind."""
    page.goto(f"{home}/fr/conversations/{talk.key}/")
    assert settled(page) == []
    expect(page.locator("[data-text]")).to_have_count(0)
    page.get_by_role("link", name="Dire où j’habite").tap()
    page.wait_for_url("**/fr/residence/for/**")
    assert settled(page) == []
    page.get_by_role("link", name="Par une lettre avec un code").tap()
    page.wait_for_url("**/fr/residence/letter/**")
    expect(page.locator("main")).to_contain_text("oubliée")
    for box, words in HOUSE.items():
        page.locator(f"#id_{box}").fill(words)
    page.locator("#id_area").select_option(HERE)
    assert settled(page) == []
    page.locator("main form button[type=submit]").tap()
    page.wait_for_url("**/fr/residence/for/**")
    expect(page.locator(".messages")).to_be_visible()
    assert settled(page) == []


def print_letter(context: BrowserContext, page: Page, home: str) -> str:
    """The office prints what waits, and forgets the addresses; what comes back is the code on the French letter."""
    page.goto(f"{home}/nl/office/residence/letters/")
    expect(page.locator("main")).to_contain_text("Kerkstraat 127")
    assert settled(page) == []
    form = page.locator("main form:has(#id_window)")
    sent: dict[str, str | float | bool] = {
        box.get_attribute("name") or "": box.input_value() for box in form.locator("input, select").all()
    }
    printed = context.request.post(page.url, form=sent, headers={"referer": page.url})
    assert printed.headers["content-type"] == "application/pdf"
    leaves = [" ".join(leaf.extract_text().split()) for leaf in PdfReader(io.BytesIO(printed.body())).pages]
    (mine,) = [leaf for leaf in leaves if "Kerkstraat 127" in leaf]
    assert "Votre code" in mine
    page.reload()
    sent_all = page.get_by_role("button", name="Ze zijn verstuurd")
    for left in range(sent_all.count(), 0, -1):
        sent_all.first.click()
        expect(sent_all).to_have_count(left - 1)
    expect(page.locator("main")).not_to_contain_text("Kerkstraat 127")
    found = CODE.search(mine)
    assert found
    return found.group(0)


def type_code(page: Page, code: str) -> None:
    """As one types it from paper: small letters, one button."""
    page.locator("#id_code").fill(code.lower())
    page.locator("main form button[type=submit]").tap()


def vote(page: Page, choice: str) -> None:
    """Say something to the first statement, in the conversation that somebody came from."""
    page.wait_for_url("**/fr/conversations/**")
    before = page.locator("[data-said]").inner_text()
    page.get_by_role("button", name=choice, exact=True).tap()
    expect(page.locator("[data-said]")).not_to_have_text(before)


def test_from_asking_to_being_known_and_counted_once(
    played: Stage, residents: Conversation, live_server: LiveServer, browser: Browser
) -> None:
    home, before = live_server.url, queries.voices(residents)
    phone = {"viewport": PHONE, "locale": "fr-BE", "has_touch": True}
    with watched(browser, home, **phone) as (_context, page, watch):
        ask_for_a_letter(page, home, residents)
        with watched(browser, home, locale="nl-BE") as (office, desk, behind):
            come_in(office, home, played.everywhere["clerk"])
            code = print_letter(office, desk, home)
            assert behind.faults == []
        assert not Letter.objects.exclude(lines="").filter(printed_on__isnull=False).exists()
        page.get_by_role("link", name="J’ai un code ou un pass").tap()
        page.wait_for_url("**/fr/residence/code/**")
        here = page.url
        type_code(page, "K7M4 QX9A CDEF")
        expect(page.locator(".wrong-text, .error-summary").first).to_be_visible()
        assert settled(page) == []
        type_code(page, code)
        pass_code = page.locator(".residence-code").inner_text()
        assert settled(page) == []
        page.get_by_role("link", name="Continuer").tap()
        expect(page.locator("main")).to_contain_text("Vous pouvez participer")
        assert settled(page) == []
        page.get_by_role("link", name="Continuer").tap()
        vote(page, "D’accord")
        assert watch.faults == []
    assert queries.voices(residents) == before + 1
    Letter.objects.exclude(used_at=None).update(used_at=clock.now() - timedelta(hours=1))
    with watched(browser, home, **phone) as (_context, page, watch):  # another telephone, the same person
        page.goto(here)
        type_code(page, code)
        expect(page.locator(".wrong-text, .error-summary").first).to_be_visible()  # a letter works once
        type_code(page, pass_code)
        page.wait_for_url("**/fr/residence/for/**")
        page.get_by_role("link", name="Continuer").tap()
        vote(page, "Pas d’accord")
        assert watch.faults == []
    assert queries.voices(residents) == before + 1


def test_the_counter_hands_over_a_pass_and_forgets(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    home = live_server.url
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, played.everywhere["clerk"])
        page.goto(f"{home}/nl/office/residence/counter/")
        assert settled(page) == []
        page.locator("#id_area").select_option(HERE)
        page.get_by_role("button", name="Bevestigen").click()
        expect(page.locator(".error-summary")).to_be_visible()  # nobody looked at a document yet
        page.locator("#id_seen").check()
        page.get_by_role("button", name="Bevestigen").click()
        pass_code = page.locator(".residence-code").inner_text()
        assert settled(page) == []
        page.get_by_role("link", name="Volgende persoon").click()
        expect(page.locator("#id_area")).to_have_value("")
        expect(page.locator("#id_seen")).not_to_be_checked()
        assert pass_code not in page.content()
        assert watch.faults == []
        with pytest.raises(Error, match="ERR_CACHE_MISS"):  # the browser kept no copy to go back to
            page.go_back()
    with watched(browser, home, viewport=PHONE, locale="fr-BE", has_touch=True) as (_context, page, watch):
        page.goto(f"{home}/fr/residence/code/")
        assert settled(page) == []
        type_code(page, pass_code)
        page.wait_for_url("**/fr/residence/")
        expect(page.locator("main .note.ok").last).to_contain_text("Vieux Marché")
        assert settled(page) == []
        assert watch.faults == []
