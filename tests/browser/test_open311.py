"""A repair sent by a program of somebody else through Open311, over the network: seen on map and list, answered, closed."""

import re

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.entering import come_in
from tests.support.open311 import Program, over_http
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.contributions.models import Contribution

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
TITLE = "De dorpel van de bibliotheek is gebroken"
ANSWER = "De steen van de dorpel wordt maandag vervangen; tot dan ligt er een houten plaat over de barst."


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_repair_of_a_program_is_seen_answered_and_closed(
    played: Stage, live_server: LiveServer, browser: Browser, form: str
) -> None:
    home = live_server.url
    program = Program(f"{home}/open311", form, over_http)
    number = program.report(service_code="repair", description=TITLE, lat="50.857", long="4.345")
    assert program.request(number)["status"] == "open"
    assert Contribution.objects.get(key=number).channel == "open311"
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, played.everywhere["manager"])
        page.goto(f"{home}/nl/office/moderation/")
        page.get_by_role("link", name=re.compile(TITLE)).first.click()
        page.get_by_role("button", name="Ja: tonen").click()
        assert program.request(number)["description"].startswith(TITLE)
        assert watch.faults == []
    with watched(browser, home, viewport=PHONE, locale="fr-BE") as (context, page, watch):
        page.goto(f"{home}/fr/voices/?kind=repair")
        listed = page.locator("#list").get_by_role("link", name=TITLE)
        expect(listed).to_have_count(1)
        assert settled(page) == []
        with page.expect_response(lambda answer: ".mvt" in answer.url) as tile:
            page.locator("[data-street-map]").click()
        assert tile.value.status == 200
        expect(page.locator("#voices-map canvas")).to_be_visible()
        assert settled(page) == []
        listed.click()
        page.wait_for_url(f"**/fr/voices/{number}/")
        assert settled(page) == []
        assert watch.faults == []
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, played.everywhere["service"])
        page.goto(f"{home}/nl/office/answers/")
        page.get_by_role("link", name=TITLE).click()
        page.locator("[name=outcome][value=done]").check()
        page.locator("#id_text").fill(ANSWER)
        page.get_by_role("button", name="Antwoorden, zodat iedereen het leest").click()
        expect(page.locator(".messages")).to_be_visible()
        assert watch.faults == []
    told = program.request(number)
    assert told["status"] == "closed"
    assert ANSWER in (told["status_notes"] or "")
    assert number in {one["service_request_id"] for one in program.requests(status="closed")}
