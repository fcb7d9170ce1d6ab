"""The review of a charter at a desk in Dutch: the owner opens it, a resident speaks by keyboard, an association proposes, the organ decides."""

from datetime import timedelta

import pytest
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.cast import Member
from tests.support.entering import come_in
from tests.support.keyboard import enter, tab_to
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.actors.models import Keeping, Organisation
from wijk.charters import queries
from wijk.charters.models import Document, Proposal, Remark, Round
from wijk.core import clock
from wijk.core.models import Letter
from wijk.core.text import Text

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Wie laatst vertrekt, doet de poort op slot."


def say_nl(words: str) -> str:
    """What a button says in Dutch."""
    with override("nl"):
        return gettext(words)


def send(page: Page) -> None:
    """Press the button of the form in the middle of the page."""
    page.locator("main .form-actions button").first.click()


def speaking(played: Stage) -> Member:
    """Somebody who was confirmed to speak for an association."""
    member = played.everywhere["association"]
    title = Text({"nl": "Sla vzw", "fr": "Salade asbl", "en": "Lettuce society"})
    organisation = Organisation.objects.create(key="sla-vzw", title=title, kind="association")
    Keeping.objects.create(organisation=organisation, person=member.person, confirmed_at=clock.now())
    return member


def open_it(page: Page, home: str, garden: Document) -> Round:
    """The office of the owner opens the review and says first what cannot change."""
    day = queries.today()
    page.goto(f"{home}/nl/office/charters/{garden.key}/")
    page.locator("main a[href$='/review/']").first.click()
    page.locator("#id_fixed_nl").fill("Het hek blijft staan: dat besliste het stuurcomité.")
    page.locator("#id_opens_on").fill(day.isoformat())
    page.locator("#id_closes_on").fill((day + timedelta(days=10)).isoformat())
    send(page)
    page.wait_for_url("**/nl/office/**")
    assert settled(page) == []
    return Round.objects.get(document=garden)


def speak_by_keyboard(page: Page, home: str, round: Round) -> None:
    """A resident goes to the article and says something, without a mouse."""
    page.goto(f"{home}/nl/reviews/{round.key}/gate/")
    tab_to(page, "gate-wish_0", 80)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    tab_to(page, "gate-body", 20)
    page.keyboard.type("Kinderen kunnen niet aan de klink.")
    enter(page, say_nl("Say it"), 20)
    page.wait_for_url("**/gate/#said")
    expect(page.locator("#said ~ article, section:has(#said) article").first).to_contain_text("Kinderen kunnen niet")
    assert settled(page) == []


def propose(page: Page, home: str, round: Round) -> None:
    """An association proposes another text; what differs is shown."""
    page.goto(f"{home}/nl/reviews/{round.key}/gate/")
    page.locator("main a[href$='/gate/propose/']").click()
    page.locator("#id_body").fill(TEXT)
    page.locator("#id_why").fill("Dat is veiliger.")
    page.locator("#id_voice").select_option("association/sla-vzw")
    send(page)
    page.wait_for_url("**/gate/#proposals")
    proposed = page.locator("section:has(#proposals) article").first
    expect(proposed).to_contain_text("Sla vzw")
    expect(proposed.locator("ins").first).to_be_visible()
    expect(proposed.locator("del").first).to_be_visible()


def answer_all(page: Page, home: str, round: Round) -> None:
    """Each remark and proposal gets its answer; then the review is closed."""
    for _ in range(Remark.objects.filter(round=round).count() + 1):
        page.goto(f"{home}/nl/office/reviews/{round.key}/")
        page.locator("main ul.rows a[href*='/said/']").first.click()
        page.locator("input[name=outcome][value=partly]").check()
        page.locator("#id_reason_nl").fill("De klink wordt eerst hersteld.")
        send(page)
        page.wait_for_url(f"**/nl/office/reviews/{round.key}/**")
    assert queries.owed(round) == 0


def conclude(page: Page, home: str, played: Stage, round: Round) -> None:
    """The owner takes the proposed text over, by a vote of those with a mandate."""
    page.goto(f"{home}/nl/office/reviews/{round.key}/conclude/")
    page.locator("main a[href*='?take=']").first.click()
    expect(page.locator("[name='a-gate-body_nl']")).to_have_value(TEXT)
    page.locator("[name='a-gate-choice']").select_option("amend")
    organs = played.scenes["organs"]
    for mandate in (organs.chair, *organs.members):
        page.locator(f"[name=vote_{mandate.pk}]").select_option("for")
    page.locator("[name=on]").fill(queries.today().isoformat())
    page.locator("[name=why_nl]").fill("Veiliger voor iedereen.")
    send(page)
    page.wait_for_url("**/result/**")
    assert settled(page) == []


def test_an_article_is_reviewed_from_the_opening_to_the_new_version(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, garden = live_server.url, played.scenes["charters"].garden
    with watched(browser, home) as (office, desk, watch):
        come_in(office, home, played.everywhere["facilitator"])
        round = open_it(desk, home, garden)
        with watched(browser, home) as (context, page, watch_resident):
            come_in(context, home, played.everywhere["resident"])
            speak_by_keyboard(page, home, round)
            assert watch_resident.faults == []
        with watched(browser, home) as (context, page, watch_association):
            come_in(context, home, speaking(played))
            propose(page, home, round)
            assert watch_association.faults == []
        yesterday = queries.today() - timedelta(days=1)
        Round.objects.filter(pk=round.pk).update(opens_on=yesterday, closes_on=yesterday)  # its last day is over
        answer_all(desk, home, round)
        desk.goto(f"{home}/nl/office/reviews/{round.key}/")
        desk.locator("form[action$='/close/'] button").click()
        conclude(desk, home, played, round)
        assert Proposal.objects.get(round=round).outcome == "partly"

        desk.goto(f"{home}/nl/charters/{garden.key}/articles/gate/")
        expect(desk.locator("main")).to_contain_text(TEXT.rstrip("."))
        expect(desk.locator("main ins").first).to_be_visible()
        assert garden.editions.count() == 2
        assert watch.faults == []


def test_a_passer_by_speaks_on_a_phone_and_reads_the_answer_by_the_letter(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, round = live_server.url, played.scenes["charters"].round
    with watched(browser, home, viewport={"width": 390, "height": 844}) as (_context, page, watch):
        page.goto(f"{home}/fr/reviews/{round.key}/")
        page.locator("a[href$='/meetings/say/']").first.click()
        page.locator("input[name=wish][value=question]").check()
        page.locator("#meetings-body").fill("Qui ouvre la salle ?")
        page.locator("#meetings-email").fill("passant@voorbeeld.be")
        assert settled(page) == []
        send(page)
        page.wait_for_url(f"**/fr/reviews/{round.key}/meetings/")
        assert not Remark.objects.filter(body="Qui ouvre la salle ?").exists()
        body = Letter.objects.get(to="passant@voorbeeld.be").body
        path = "/fr/reviews/yours/" + body.partition("/fr/reviews/yours/")[2].split()[0]
        page.goto(f"{home}{path}")
        send(page)
        expect(page.locator("main")).to_contain_text("Qui ouvre la salle ?")
        page.goto(f"{home}/fr/reviews/{round.key}/meetings/")
        expect(page.locator("main")).to_contain_text("Qui ouvre la salle ?")
        assert watch.faults == []
