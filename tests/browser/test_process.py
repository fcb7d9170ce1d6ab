"""From cards on a table to a process that was accounted for: at a desk in Dutch, on a phone in French, by keyboard in English."""

from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.cast import Member
from tests.support.entering import come_in
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.actors.actions import Facts, add_organisation
from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.meetings.models import Meeting
from wijk.processes.models import Process

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
#: What is written in each of the nine steps of the framework, by box; the levels follow from who takes part.
STEPS: list[dict[str, str | bool]] = [
    {"topics-0-what_nl": "De bomen blijven staan.", "topics-0-why_nl": "Ze zijn honderd jaar oud.", "topics-0-by_nl": "De raad",
     "topics-1-what_nl": "De banken", "topics-1-negotiable": True},
    {},
    {"deciders-0-topic_nl": "De banken", "deciders-0-organ": "ORGAN", "deciders-0-rule": "consent", "elected_nl": "De begroting"},
    {"rights_nl": "Wie vraagt, krijgt antwoord.", "duties_nl": "Iedereen laat elkaar uitspreken."},
    {"means-0-hours": "300", "means-0-cents": "12000"},
    {"coordinator-function_nl": "Wijkfacilitator", "follow_up-function_nl": "Ombudsdienst", "expert-who_nl": "Een bureau",
     "expert-payer_nl": "De stad"},
    {"training-0-whom": "participants", "training-0-hours": "6"},
    {"living": "yes", "expectations_nl": "Niet elk idee past op het plein."},
    {"information_nl": "Elke maand een brief.", "change_nl": "De werkgroep stelt voor, de raad beslist."},
]  # fmt: skip


def send(page: Page) -> None:
    """Press the button of the form in the middle of the page."""
    page.locator("main .form-actions button").first.click()


def write(page: Page, box: str, words: str | bool) -> None:
    """Fill one box, and unfold what it is folded in."""
    field = page.locator(f"[name='{box}']")
    for fold in field.locator("xpath=ancestor::details[not(@open)]").all():
        fold.locator("summary").first.click()
    if isinstance(words, bool):
        field.set_checked(words)
    elif field.evaluate("field => field.tagName") == "SELECT":
        field.select_option(words)
    else:
        field.fill(words)


def plan(page: Page, home: str) -> None:
    """Two cards of the toolbox become a plan that is kept."""
    page.goto(f"{home}/nl/toolbox/cards/exploratory-walk/")
    page.locator("main a[href*='/toolbox/plan/?card=']").click()
    write(page, "row-0-consulted", "De bewonersgroep van de straat")
    write(page, "row-1-card", "coproduction-workshop")
    write(page, "row-1-consulted", "De school en twee verenigingen")
    write(page, "row-1-level", "coproduce")
    write(page, "title_nl", "Samen aan het plein")
    write(page, "place", "neighbourhood/1")
    page.get_by_role("button", name="Het plan tonen").click()
    expect(page.locator("#doubts")).to_be_visible()
    expect(page.locator("section[aria-labelledby=doubts]")).to_contain_text("middelen")  # promised without means
    write(page, "hours", "600")
    write(page, "euro", "30000")
    page.get_by_role("button", name="Het plan bewaren").click()
    expect(page.locator("h1")).to_have_text("Samen aan het plein")
    page.locator("main a[href*='/office/processes/new/?plan=']").click()


def frame(page: Page, process: Process, organ: str) -> None:
    """Write all nine steps, each by the button that leads to the next."""
    page.goto(page.url.partition("/office/")[0] + f"/office/processes/{process.key}/framework/topics/")
    for step in STEPS:
        if not step:
            for level in page.locator("select[name$='-level']").all():
                level.select_option("coproduce")
        for box, words in step.items():
            write(page, box, organ if words == "ORGAN" else words)
        send(page)
    expect(page.locator(".numbered .icon")).to_have_count(len(STEPS))


def endorse(page: Page, keep: str, about: str) -> None:
    """Note in the office who stands behind the framework."""
    page.goto(f"{keep}endorse/")
    write(page, "about", about)
    write(page, "by_nl", "Beslist in hun vergadering")
    send(page)
    expect(page.locator(".messages")).to_be_visible()


def endorse_ourselves(browser: Browser, home: str, key: str, member: Member) -> None:
    """Somebody who speaks for an organisation lets it stand behind the framework, on a phone."""
    with watched(browser, home, viewport=PHONE) as (context, page, watch):
        come_in(context, home, member)
        page.goto(f"{home}/nl/processes/{key}/framework/")
        page.locator("main a[href$='/framework/endorse/']").click()
        page.locator("input[name=about][value*='actors.organisation']").first.check()
        write(page, "remarks_nl", "Graag ook ’s avonds.")
        assert settled(page) == []
        send(page)
        expect(page.locator("section[aria-labelledby=behind]")).to_contain_text("Graag ook ’s avonds.")
        assert watch.faults == []


def run(page: Page, keep: str, process: Process) -> None:
    """Open each phase; it does not close while it owes something; give that, and close it."""
    for phase in process.phases.order_by("start"):
        card = page.locator(f"#phase-{phase.code}")
        page.goto(keep)
        card.get_by_role("button", name="Openen").click()
        card.get_by_role("button", name="Afsluiten").click()
        first = phase.promises.order_by("due", "pk").first()
        assert first is not None
        expect(page.locator(".messages")).to_contain_text(first.title["nl"])
        expect(card.get_by_role("button", name="Afsluiten")).to_be_visible()
        for number in phase.promises.values_list("pk", flat=True):
            page.goto(f"{keep}promises/{number}/")
            page.locator("input[name=became][value=kept]").check()
            write(page, "done_nl", "Iedereen kreeg het thuis in de bus.")
            send(page)
        card.get_by_role("button", name="Afsluiten").click()
        expect(card.get_by_role("button", name="Afsluiten")).to_have_count(0)


def test_from_a_card_to_a_process_that_is_accounted_for(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, council = live_server.url, played.scenes["organs"].council
    scene = played.scenes["actors"]
    third = add_organisation(
        Operator(), facts=Facts(title=Text.of("De Fanfare"), kind=scene.house.kind, places=("neighbourhood/1",))
    )
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.everywhere["facilitator"])
        plan(page, home)
        write(page, "summary_nl", "We maken het plein opnieuw, met wie er woont.")
        write(page, "organ", council.key)
        send(page)
        process = Process.objects.get(key="samen-aan-het-plein")
        keep = f"{home}/nl/office/processes/{process.key}/"
        expect(page.locator(".next-step a.btn")).to_be_visible()

        page.locator(".next-step a.btn").click()  # nobody takes part yet
        write(page, "title_nl", "Wie er woont")
        send(page)
        frame(page, process, council.key)
        page.locator(".next-step a.btn").click()  # the seniors may advise only: it says so by the box
        expect(page.locator("fieldset:has([name=deciders-0-organ])")).to_contain_text("mag adviseren of voorbereiden")
        write(page, "deciders-0-organ", played.scenes["organs"].committee.key)
        page.locator("main .form-actions button").last.click()
        page.locator(".next-step a.btn").click()
        if page.locator("[name=warnings_read]").count():
            page.locator("[name=warnings_read]").check()
        send(page)
        page.get_by_role("button", name="Aankondigen").click()
        for organisation in (scene.group, third):
            endorse(page, keep, f"actors.organisation:{organisation.key}")
        endorse(page, keep, f"organs.organ:{council.key}")
        endorse_ourselves(browser, home, process.key, played.cast.charlie)

        run(page, keep, process)
        page.goto(f"{keep}evaluate/")
        write(page, "evaluation_nl", "Het plein werd groener dan getekend.")
        write(page, "learnt_nl", "Vroeger naar de school gaan.")
        write(page, "took_part", "140")
        send(page)
        page.get_by_role("button", name="Het proces afsluiten").click()
        process.refresh_from_db()
        assert process.state == "closed"

        page.goto(f"{home}/nl/processes/{process.key}/promised/")
        expect(page.locator("main")).to_contain_text("Het plein werd groener dan getekend.")
        expect(page.get_by_text("Iedereen kreeg het thuis in de bus.")).to_have_count(5)
        page.goto(f"{home}/nl/processes/{process.key}/framework/")
        behind = page.locator("section[aria-labelledby=behind] li")
        assert (
            sum(
                "De Fanfare" in words or str(scene.house.title) in words or str(scene.group.title) in words
                for words in behind.all_inner_texts()
            )
            == 3
        )
        assert settled(page) == []
        assert watch.faults == []


def test_a_visitor_reads_it_in_french_on_a_phone(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    home = live_server.url
    with watched(browser, home, viewport=PHONE) as (_context, page, watch):
        page.goto(f"{home}/fr/processes/")
        page.get_by_role("link", name="La place autrement").first.click()
        expect(page.locator("h1")).to_have_text("La place autrement")
        expect(page.locator(".today")).to_contain_text("Venez voir la place.")
        expect(page.locator("section[aria-labelledby=fixed]")).to_contain_text("Les arbres restent.")
        assert settled(page) == []
        page.locator("main a[href$='/framework/1/']").first.click()
        expect(page.locator("section[aria-labelledby=behind]")).to_contain_text("Comité de la place")
        assert settled(page) == []
        page.locator("main a[href$='/framework/endorse/']").click()
        page.wait_for_url("**/fr/account/login/**")
        page.goto(f"{home}/fr/processes/het-plein-opnieuw/promised/")
        expect(page.locator("main")).to_contain_text("Un rapport")
        page.goto(f"{home}/fr/toolbox/")
        page.locator("main a[href$='/toolbox/cards/exploratory-walk/']").first.click()
        assert settled(page) == []
        assert watch.faults == []


def reach(page: Page, what: str, most: int = 90) -> None:
    """Press Tab until the focus is on what fits the selector."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("what => document.activeElement.matches(what)", what):
            return
    raise AssertionError(f"the keyboard does not reach {what}")


def enter(page: Page, what: str) -> None:
    """Go there by keyboard and press Enter."""
    reach(page, what)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_process_begins_from_cards_by_keyboard_alone(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home = live_server.url
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.everywhere["facilitator"])
        page.goto(f"{home}/en/toolbox/")
        enter(page, "main a[href$='/toolbox/cards/world-cafe/']")
        enter(page, "main a[href*='/toolbox/plan/?card=']")
        reach(page, "[name=row-0-consulted]")
        page.keyboard.type("Four tables of neighbours")
        reach(page, "[name=title_en]")
        page.keyboard.type("Tables in the street")
        reach(page, "[name=hours]")
        page.keyboard.type("400")
        reach(page, "[name=euro]")
        page.keyboard.type("9000")
        enter(page, "button[value=show]")
        expect(page.locator("#doubts")).to_be_visible()
        enter(page, "button[value=keep]")
        expect(page.locator("h1")).to_have_text("Tables in the street")
        enter(page, "main a[href*='/office/processes/new/?plan=']")
        reach(page, "[name=summary_en]")
        page.keyboard.type("Neighbours talk at tables in the street.")
        reach(page, "[name=organ]")
        page.keyboard.press("ArrowDown")
        enter(page, "main .form-actions button")
        expect(page.locator("h1")).to_have_text("Tables in the street")
        enter(page, ".next-step a.btn")
        reach(page, "[name=title_en]")
        page.keyboard.type("Everybody in the street")
        enter(page, "main .form-actions button")
        expect(page.locator("section[aria-labelledby=actors]")).to_contain_text("Everybody in the street")
        process = Process.objects.get(key="tables-in-the-street")
        assert process.phases.exists()
        assert Meeting.objects.filter(process=process.key).exists()
        assert watch.faults == []


def test_phases_that_make_no_sense_are_answered_by_their_box(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, today = live_server.url, clock.today()
    square = played.scenes["processes"].square
    with watched(browser, home, viewport=PHONE) as (context, page, watch):
        come_in(context, home, played.everywhere["facilitator"])
        page.goto(f"{home}/nl/office/processes/{square.key}/phases/new/")
        write(page, "title_nl", "Feesten")
        write(page, "summary_nl", "Een feest voor de hele straat.")
        write(page, "start", (today + timedelta(days=200)).isoformat())
        write(page, "end", (today + timedelta(days=190)).isoformat())
        send(page)
        expect(page.locator(".error-summary")).to_be_focused()
        expect(page.locator(".field:has([name=end]) .wrong-text")).to_contain_text("eindigt voor ze begint")
        expect(page.locator("[name=summary_nl]")).to_have_value("Een feest voor de hele straat.")
        write(page, "end", (today + timedelta(days=210)).isoformat())
        write(page, "start", today.isoformat())
        send(page)
        expect(page.locator(".field:has([name=start]) .wrong-text").first).to_contain_text("Kijken")
        expect(page.locator("[name=title_nl]")).to_have_value("Feesten")
        assert settled(page) == []
        assert not square.phases.filter(title__nl="Feesten").exists()
        assert watch.faults == []


def test_a_level_without_means_is_answered_by_the_box_of_the_means(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, square = live_server.url, played.scenes["processes"].square
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.everywhere["facilitator"])
        page.goto(f"{home}/nl/office/processes/{square.key}/framework/means/")
        write(page, "means-0-hours", "")
        write(page, "means-0-cents", "")
        page.locator("main .form-actions button").last.click()
        link = page.locator("section[aria-labelledby=frame] a[href$='#id_means-0-hours']").first
        expect(link).to_contain_text("zonder middelen")
        link.click()
        expect(page.locator("fieldset:has([name=means-0-hours])").first).to_contain_text("zonder middelen")
        expect(page.locator("[name=means-0-rooms_nl]")).to_have_value("Zo is het afgesproken.")
        page.goto(f"{home}/nl/office/processes/{square.key}/publish/")
        expect(page.locator("main form")).to_have_count(0)
        expect(page.locator("main a[href$='#id_means-0-hours']").first).to_be_visible()
        assert watch.faults == []
