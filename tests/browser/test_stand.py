"""An idea left at a stand on behalf of somebody: by keyboard in Dutch, followed by its code on a phone in French, refused, asked again, accepted."""

import io
import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.support.entering import come_in
from tests.support.keyboard import enter, reach, tab_to, type_in
from tests.support.letterbox import newest_letter, work
from tests.support.scenes.helping import terms
from tests.support.stage import HERE, Stage
from tests.support.watching import settled, watched
from wijk.answers.actions import keep_route
from wijk.answers.models import Answer
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.helping.actions import set_stop

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
FOLLOWER = "lucie@voorbeeld.be"
TITLE = "Een bank aan de school"
REFUSAL = "Met een bank blijft er een meter veertig over: een rolstoel kan er dan niet voorbij, we hebben het dinsdag gemeten."
ACCEPTANCE = "Aan de overkant is er drie meter onder de platanen; daar staan geen ramen en de bewoners van het hoekhuis zijn het eens."
FOLLOWS = "Twee banken met een leuning, voor de lente."


@pytest.fixture
def market(played: Stage) -> Stage:
    """The stand stands on the market now, and ideas from there go to the service of roads."""
    clerk = played.everywhere["clerk"].viewer
    set_stop(clerk, tour=played.scenes["helping"].tour, terms=terms(-1 / 24))
    keep_route(clerk, service=played.scenes["answers"].roads, kind="idea", area=HERE)
    return played


def write_down(page: Page, home: str) -> str:
    """By keyboard alone, from the office to the receipt; what comes back is its code."""
    page.goto(f"{home}/nl/office/stands/")
    enter(page, "Voor iemand opschrijven", 90)
    page.wait_for_url("**/nl/office/helping/write/")
    assert settled(page) == []
    type_in(page, "id_title", TITLE)
    type_in(page, "id_body", "Mijn moeder moet onderweg even kunnen zitten.")
    type_in(page, "id_place_words", "Oude Markt")
    reach(page, "id_language")
    page.keyboard.type("Fran")
    enter(page, "Bewaren en het ontvangstbewijs geven")
    expect(page.locator(".error-summary")).to_be_visible()  # nobody said yet that they agree
    assert settled(page) == []
    reach(page, "id_agreed_0")
    page.keyboard.press("Space")
    enter(page, "Bewaren en het ontvangstbewijs geven")
    page.wait_for_url(re.compile("/office/helping/receipts/"))
    assert settled(page) == []
    tab_to(page, "Afdrukken als kaart")
    paper = page.evaluate("document.activeElement.href")
    sign = page.locator(".receipt-sign").inner_text().strip()
    expect(page.locator(".receipt-code")).to_contain_text(
        f"/fr/r/{''.join(sign.split())}/"
    )  # theirs, not of who typed it
    printed = PdfReader(io.BytesIO(page.context.request.get(paper).body())).pages[0].extract_text()
    assert "".join(sign.split()) in "".join(printed.split())
    return sign


def at_the_desk(page: Page, home: str, found: Contribution) -> None:
    """Open the question from the desk of those who answer."""
    page.goto(f"{home}/nl/office/answers/")
    page.get_by_role("link", name=TITLE).click()
    page.wait_for_url(f"**/office/answers/requests/{found.key}/")


def refuse(page: Page, home: str, found: Contribution) -> None:
    """A refusal without a reason is not kept; with one it is."""
    at_the_desk(page, home, found)
    page.locator("[name=outcome][value=refused]").check()
    page.locator("#id_text").fill(REFUSAL)
    send = page.get_by_role("button", name="Antwoorden, zodat iedereen het leest")
    send.click()
    expect(page.locator(".error-summary, .wrong-text").first).to_be_visible()
    expect(page.locator("#id_text")).to_have_value(REFUSAL)
    assert not Answer.objects.filter(request__contribution=found).exists()
    assert settled(page) == []
    page.locator("#id_reason").select_option(index=1)
    send.click()
    expect(page.locator(".messages")).to_be_visible()
    assert settled(page) == []


def accept(page: Page, home: str, found: Contribution, organ: str) -> None:
    """A yes that names nothing is not kept; one that says what follows and who does it is."""
    at_the_desk(page, home, found)
    expect(page.locator("main")).to_contain_text("Et de l’autre côté de la rue")
    page.locator("[name=outcome][value=accepted]").check()
    page.locator("#id_text").fill(ACCEPTANCE)
    send = page.get_by_role("button", name="Antwoorden, zodat iedereen het leest")
    send.click()
    expect(page.locator(".error-summary, .wrong-text").first).to_be_visible()
    page.locator("#id_follows").fill(FOLLOWS)
    page.locator("#id_by").select_option(f"organs.organ:{organ}")
    page.locator("#id_by_when").fill((clock.today() + timedelta(days=90)).isoformat())
    send.click()
    expect(page.locator(".messages")).to_be_visible()


def open_by_code(page: Page, home: str, sign: str) -> None:
    """Type the code from the paper, as people type."""
    page.goto(f"{home}/fr/r/")
    assert settled(page) == []
    page.get_by_label("Code de votre reçu").fill(sign.lower())
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/fr/r/.+"))
    expect(page.locator("h1")).to_have_text(TITLE)
    assert settled(page) == []


def follow(page: Page, demo: str, key: str) -> None:
    """A neighbour follows it without an account."""
    page.goto(f"{demo}/fr/voices/{key}/")
    assert settled(page) == []
    page.locator("main").get_by_role("link", name="Suivre").first.click()
    page.locator("#id_email").fill(FOLLOWER)
    page.locator("main form .form-actions button").first.click()
    work()
    newest_letter(page, demo, FOLLOWER)
    page.locator("article a[href*='/fr/follow/confirm/']").click()
    page.locator("main form button").first.click()
    page.wait_for_url("**/fr/hear/**")


def ask_again(page: Page) -> None:
    """Who holds the code asks once more."""
    expect(page.locator("main")).to_contain_text(REFUSAL)
    page.locator("a[href*='/fr/answers/again/']").click()
    assert settled(page) == []
    page.locator("#id_text").fill("Et de l’autre côté de la rue ?")
    page.locator("main form button").first.click()
    page.wait_for_url(re.compile("/fr/voices/"))
    expect(page.locator(".messages")).to_be_visible()
    assert settled(page) == []


def test_from_the_stand_to_what_comes_of_it(
    market: Stage, live_server: LiveServer, demo: str, browser: Browser
) -> None:
    organ, bob = market.scenes["organs"].committee, market.cast.bob
    with (
        watched(browser, demo, locale="nl-BE") as (desk, stand, at_stand),
        watched(browser, demo, locale="nl-BE") as (roads, service, at_service),
        watched(browser, demo, viewport=PHONE, locale="fr-BE") as (_person, phone, at_home),
        watched(browser, demo, viewport=PHONE, locale="fr-BE") as (_neighbour, other, next_door),
    ):
        come_in(desk, demo, market.everywhere["facilitator"])
        come_in(roads, demo, bob)
        sign = write_down(stand, demo)
        found = Contribution.objects.get(title=TITLE)
        assert (found.channel, found.language, found.area) == ("stand", "fr", HERE)
        open_by_code(phone, demo, sign)
        follow(other, demo, found.key)
        refuse(service, demo, found)
        open_by_code(phone, demo, sign)
        ask_again(phone)
        accept(service, demo, found, organ.key)
        open_by_code(phone, demo, sign)
        for words in (REFUSAL, ACCEPTANCE, FOLLOWS):
            expect(phone.locator("main")).to_contain_text(words)
        expect(phone.locator("main").get_by_role("link", name=organ.title["fr"])).to_be_visible()
        expect(phone.locator("a[href*='/fr/answers/again/']")).to_have_count(0)

        phone.goto(f"{demo}/fr/neighbourhood/1/")
        here = phone.locator("main").get_by_role("link", name=TITLE).first
        assert settled(phone) == []
        here.click()
        expect(phone.locator("main")).to_contain_text(FOLLOWS)

        work(clock.now() + timedelta(days=8))
        newest_letter(other, demo, FOLLOWER)
        expect(other.locator("article")).to_contain_text(TITLE)
        expect(other.locator("article")).to_contain_text("accepté")
        for watch in (at_stand, at_service, at_home, next_door):
            assert watch.faults == []
