"""Errands of the office: figures come in through two people and go out again; somebody is invited and comes to work."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.cast import PASSWORD
from tests.support.deliver import cell
from tests.support.entering import code_of, come_in, sign_in
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.core.models import Letter

pytestmark = pytest.mark.django_db(transaction=True)

FILE = """\
wijk;jaar;aandeel
1;2026;21,5
2;2026;19,25
2;2026;18,75
3;2026;23,0
"""


def deliver(page: Page, home: str, path: Path) -> None:
    """Upload the file, say what its columns mean, and read it."""
    page.goto(f"{home}/en/office/deliveries/")
    page.get_by_role("link", name="Deliver a file").click()
    page.get_by_label("File").set_input_files(path)
    page.get_by_label("Its codes are of").select_option("neighbourhoods/2022")
    page.get_by_label("Source").select_option("Town hall")
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("region", name="The first rows of the file")).to_contain_text("19,25")
    page.get_by_label("Indicator of all rows").select_option("share-under-18")
    page.locator("#id_column_value").select_option("aandeel")
    page.get_by_role("button", name="Read the file").click()
    expect(page.get_by_text("It waits until somebody else approves it.")).to_be_visible()


def test_a_delivery_is_public_once_a_second_person_says_so_and_gone_once_withdrawn(
    played: Stage, live_server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    home, path = live_server.url, tmp_path / "minors.csv"
    path.write_text(FILE, encoding="utf-8")
    with (
        watched(browser, home) as (_one, alice, watch),
        watched(browser, home, viewport={"width": 390, "height": 844}) as (two, bob, watch_bob),
    ):
        sign_in(alice, home, played.cast.alice)
        deliver(alice, home, path)
        expect(alice.get_by_text("Somebody else must approve it.")).to_be_visible()
        expect(alice.get_by_role("button", name="Publish these figures")).to_have_count(0)

        alice.get_by_role("link", name="Choose", exact=True).click()
        alice.get_by_label(re.compile("^18[.]8|^18[.]75")).check()
        alice.get_by_label("Why").fill("The second line was counted again.")
        alice.get_by_role("button", name="Decide").click()
        expect(alice.get_by_text("Nothing to decide")).to_be_visible()
        alice.get_by_role("link", name="minors.csv").click()

        come_in(two, home, played.cast.bob)
        bob.goto(alice.url)
        expect(bob.get_by_text("3 new")).to_be_visible()
        if bob.get_by_label("I read the warnings above.").count():
            bob.get_by_label("I read the warnings above.").check()
        bob.get_by_role("button", name="Publish these figures").click()
        expect(bob.get_by_text("The figures are public from now on.")).to_be_visible()
        assert cell("share-under-18", "neighbourhood", "2", "2026")[0] == 18.75

        bob.goto(f"{home}/en/figures/share-under-18/?level=neighbourhood&in=2")
        expect(bob.get_by_role("heading", name="2026 · neighbourhoods")).to_be_visible()
        expect(bob.locator("tr.picked")).to_contain_text("18.8%")
        assert settled(bob) == []

        bob.goto(alice.url)
        bob.get_by_label("Why").fill("It was of another year.")
        bob.get_by_role("button", name="Withdraw this delivery").click()
        expect(bob.get_by_text("The delivery is withdrawn.")).to_be_visible()
        assert cell("share-under-18", "neighbourhood", "2", "2026") == (None, "-")
        assert watch.faults + watch_bob.faults == []


def test_a_file_that_does_not_fit_is_answered_line_by_line(
    played: Stage, live_server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    home, path = live_server.url, tmp_path / "minors.csv"
    path.write_text(FILE, encoding="utf-8")
    with watched(browser, home) as (context, page, _watch):
        come_in(context, home, played.cast.alice)
        page.goto(f"{home}/nl/office/deliveries/new/")
        page.locator("#id_file").set_input_files(path)
        page.locator("#id_areas").select_option("municipalities/2022")
        page.locator("#id_source").select_option("town-hall")
        page.locator("main button[type=submit]").click()
        page.locator("#id_indicator").select_option("share-under-18")
        page.locator("#id_column_value").select_option("aandeel")
        page.locator("main button[type=submit]").first.click()
        summary = page.locator(".error-summary")
        expect(summary).to_be_focused()
        expect(summary).to_contain_text("neighbourhoods/2022")
        expect(page.locator("#id_column_value")).to_have_value("aandeel")  # what was chosen stays chosen


def letter_to(address: str, words: str) -> str:
    """The link in the newest letter to somebody that holds `words`."""
    body = Letter.objects.filter(to=address).latest("id").body
    return next(part for part in body.split() if words in part)


def test_somebody_is_invited_makes_an_account_and_comes_to_work(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, address = live_server.url, "nadia@voorbeeld.be"
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.cast.dora)
        page.goto(f"{home}/en/office/people/")
        page.get_by_role("link", name="Invite somebody").click()
        page.get_by_label("E-mail address").fill(address)
        page.get_by_label("Role").select_option("analyst")
        page.get_by_label("Language of the letter").select_option("English")
        page.get_by_role("button", name="Send the invitation").click()
        expect(page.get_by_text("The invitation is on its way.")).to_be_visible()
        assert watch.faults == []
    with watched(browser, home, viewport={"width": 390, "height": 844}) as (_context, page, watch):
        page.goto(letter_to(address, "/invitation/"))
        page.get_by_role("link", name="Make an account").click()
        page.get_by_label("Email").fill(address)
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.goto(letter_to(address, "/account/"))
        page.locator("main form button").first.click()
        page.get_by_label("Email").fill(address)
        page.get_by_label("Password").fill(PASSWORD)
        page.locator("main form button").first.click()
        page.wait_for_url("**/invitation/**")  # signing in leads back to it
        page.get_by_role("button", name="Accept").click()
        expect(page.get_by_text("Your role holds from now on.")).to_be_visible()

        page.goto(f"{home}/en/office/catalogue/")
        page.wait_for_url("**/account/2fa/**")  # the role asks for a second factor first
        page.get_by_role("link", name="Activate").click()
        if "reauthenticate" in page.url:
            page.get_by_label("Password").fill(PASSWORD)
            page.locator("main form button").first.click()
        secret = page.get_by_label("secret").input_value()
        page.get_by_label("Code").fill(code_of(secret))
        page.get_by_role("button", name="Activate").click()
        expect(page.get_by_text("Recovery codes", exact=False).first).to_be_visible()
        page.goto(f"{home}/en/office/catalogue/")
        expect(page.get_by_role("heading", name="Catalogue")).to_be_visible()
        assert watch.faults == []
