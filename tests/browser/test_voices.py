"""What people say: in one tap from their neighbourhood, with two boxes to fill in on a phone; and what happens when somebody finds it wrong."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.cast import Member
from tests.support.entering import come_in
from tests.support.letterbox import newest_letter, work
from tests.support.scenes.contributions import Scene
from tests.support.stage import HERE, Stage
from tests.support.watching import settled, watched
from wijk.answers import actions as answers
from wijk.answers import queries
from wijk.contributions.models import Contribution

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
ADDRESS = "amina@voorbeeld.be"
TITLE = "Un abri pour les vélos"
APPEAL = "Je parle d’un banc, pas d’une personne."


def report(page: Page, home: str, scene: Scene) -> None:
    """A passer-by finds it wrong; until somebody looked it stays as it is."""
    page.goto(f"{home}/fr/voices/{scene.idea.key}/")
    page.locator("section[aria-labelledby=share]").get_by_role("link", name="Signaler ceci").click()
    page.locator("[name=reason][value=insult]").check()
    assert settled(page) == []
    page.wait_for_timeout(2100)  # nobody fills in a form in no time
    page.locator("main form").get_by_role("button", name="Signaler ceci").click()
    page.wait_for_url(f"**/fr/voices/{scene.idea.key}/")
    expect(page.locator("h1")).to_have_text(scene.idea.title)


def decide(browser: Browser, home: str, member: Member, scene: Scene, button: str) -> None:
    """Somebody at the desk opens it from the queue, and presses a button."""
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, member)
        page.goto(f"{home}/nl/office/moderation/")
        page.get_by_role("link", name=re.compile(scene.idea.title)).first.click()
        assert settled(page) == []
        if button == "Verbergen en verwijdering vragen":
            page.locator("[name=reason][value=insult]").check()
        page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_load_state("networkidle")
        assert watch.faults == []


def may_not(browser: Browser, home: str, member: Member, scene: Scene) -> None:
    """Who had a part in it finds no button that decides."""
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, member)
        page.goto(f"{home}/nl/office/moderation/")
        link = page.get_by_role("link", name=re.compile(scene.idea.title))
        if link.count():
            link.first.click()
            expect(page.locator("button[name=do]")).to_have_count(0)
            assert settled(page) == []
        assert watch.faults == []


def test_reported_removed_by_two_appealed_and_judged_by_another(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, scene = live_server.url, played.scenes["contributions"]
    first, second, third = (played.everywhere[role] for role in ("clerk", "manager", "facilitator"))
    voice = f"{home}/fr/voices/{scene.idea.key}/"
    with (
        watched(browser, home, viewport=PHONE, locale="fr-BE") as (_passing, page, watch),
        watched(browser, home, viewport=PHONE, locale="fr-BE") as (context, own, at_home),
    ):
        come_in(context, home, played.cast.charlie)
        report(page, home, scene)
        decide(browser, home, first, scene, "Verbergen en verwijdering vragen")
        may_not(browser, home, first, scene)
        decide(browser, home, second, scene, "Verwijderen")
        assert Contribution.objects.get(pk=scene.idea.pk).visibility == "removed"
        page.goto(voice)
        expect(page.locator("main")).to_contain_text("Cela insulte ou menace quelqu’un")
        expect(page.locator("main")).not_to_contain_text(scene.idea.title)
        assert settled(page) == []
        watch.forgive("410")

        own.goto(f"{home}/fr/rules-of-speaking/mine/")
        assert settled(own) == []
        own.get_by_role("link", name="Faire recours").first.click()
        assert settled(own) == []
        own.locator("#id_words").fill(APPEAL)
        own.get_by_role("button", name="Faire recours").click()
        expect(own.locator(".messages")).to_be_visible()
        assert settled(own) == []

        for member in (first, second):
            may_not(browser, home, member, scene)
        decide(browser, home, third, scene, "Ja: weer tonen")
        page.goto(voice)
        expect(page.locator("h1")).to_have_text(scene.idea.title)
        own.reload()
        assert settled(own) == []
        assert watch.faults + at_home.faults == []


def say(page: Page, demo: str) -> None:
    """From the page of the neighbourhood: one tap, what it is, a few words, an address."""
    page.goto(f"{demo}/fr/neighbourhood/1/")
    page.locator(".doing").get_by_role("link", name="Donnez votre avis").tap()
    page.wait_for_url("**/fr/say/?area=neighbourhood/1")
    assert settled(page) == []
    page.get_by_role("link", name="Idée").tap()
    expect(page.locator("#id_place_words")).to_have_value("Vieux Marché")  # where they came from
    expect(page.locator("main")).to_contain_text("Ce qui ne peut pas changer")
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_email").fill(ADDRESS)
    assert settled(page) == []
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Envoyer").tap()


def test_in_one_tap_from_the_neighbourhood_and_back_on_its_page(
    played: Stage, demo: str, live_server: LiveServer, browser: Browser
) -> None:
    with watched(browser, demo, viewport=PHONE, locale="fr-BE", has_touch=True) as (_context, page, watch):
        say(page, demo)
        if page.locator("#there").count():
            page.wait_for_timeout(2100)
            page.get_by_role("button", name="Envoyer").tap()
        page.wait_for_url("**/sent/")
        assert settled(page) == []
        work()
        newest_letter(page, demo, ADDRESS)
        page.locator("article a[href*='/fr/']").first.click()
        page.locator("main form button").first.click()
        made = Contribution.objects.get(title=TITLE)
        assert (made.visibility, made.area, made.language) == ("shown", HERE, "fr")
        page.goto(f"{demo}/fr/neighbourhood/1/")
        expect(page.locator("section[aria-labelledby=voices]").get_by_role("link", name=TITLE)).to_be_visible()
        assert watch.faults == []


def test_the_neighbourhood_shows_its_voices_on_a_map_and_what_was_answered(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, idea = live_server.url, played.scenes["contributions"].idea
    request = queries.of(idea)
    assert request is not None
    answers.answer(
        played.everywhere["manager"].viewer, request=request, outcome="answered",
        text="Onder de linde lopen leidingen; we vroegen het na en het antwoord komt op het plein te hangen.",
    )  # fmt: skip
    with watched(browser, home, viewport=PHONE, locale="fr-BE") as (_context, page, watch):
        page.goto(f"{home}/fr/neighbourhood/1/")
        here = page.locator("section[aria-labelledby=voices]")
        assert settled(page) == []
        expect(here.get_by_role("link", name="répondu").first).to_be_visible()
        with page.expect_response(lambda answer: ".mvt" in answer.url) as tile:
            here.locator("[data-street-map]").click()
        assert tile.value.status == 200
        expect(page.locator("#voices-map canvas")).to_be_visible()
        assert settled(page) == []
        here.get_by_role("link", name="répondu").first.click()
        page.wait_for_url(lambda url: "/fr/voices/?" in url)
        expect(page.locator("#list").get_by_role("link", name=idea.title)).to_be_visible()
        assert settled(page) == []
        assert watch.faults == []
