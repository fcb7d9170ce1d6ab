"""Who accompanies people: no page keeps anybody out, a case by the keyboard alone, and a line for the log on a phone in French."""

import re

import pytest
from playwright.sync_api import Browser, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_axe import look
from tests.support.browser import barriers
from tests.support.entering import come_in
from tests.support.keyboard import enter, reach, type_in
from tests.support.scenes.caseload import Scene, account_of
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.core.subject import Subject
from wijk.helping import actions
from wijk.helping.models import Case, Note

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
TEAM = (
    "office/cases/", "office/cases/all/", "office/cases/all/?stage=closed", "office/cases/new/", "office/cases/new/?from={said}",
    "office/cases/hand-over/", "office/cases/hand-over/{handover}/", "office/cases/{number}/", "office/cases/{number}/change/",
)  # fmt: skip
SETS = ("office/teams/", "office/teams/new/", "office/teams/{team}/")
OTHERS = ("office/cases/", "me/asked/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_accompaniment_keep_nobody_out(
    played: Stage, live_server: LiveServer, browser: Browser, scheme: str
) -> None:
    scene: Scene = played.scenes["helping"].team
    said = played.scenes["helping"].said.key
    actions.link_case(scene.mate.viewer, case=scene.case, about=Subject("contributions.contribution", said))
    account_of(scene.case, scene.mate, played.stranger.person)
    told = {"said": said, "handover": scene.handover.key, "number": scene.case.number, "team": scene.team.key}
    team, sets, others = ([address.format(**told) for address in group] for group in (TEAM, SETS, OTHERS))
    found = look(browser, live_server.url, team, scheme, scene.mate)
    found += look(browser, live_server.url, sets, scheme, played.everywhere["manager"])
    found += look(browser, live_server.url, others, scheme, played.stranger)
    assert not found, "\n".join(found)


def test_a_case_is_begun_worked_on_and_closed_by_the_keyboard_alone(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    scene, home = played.scenes["helping"].team, live_server.url
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, scene.mate)
        page.goto(f"{home}/en/office/cases/")
        enter(page, "Accompany somebody")
        page.wait_for_url(re.compile("/new/"))
        type_in(page, "id_about", "A street meal in June")
        type_in(page, "id_who", "Thursday at the desk")
        reach(page, "id_start")
        page.keyboard.type("Something in the street")
        reach(page, "id_agreed")
        page.keyboard.press("Space")
        enter(page, "Begin")
        page.wait_for_url(re.compile(r"/office/cases/[0-9A-Z]{8}/"))
        type_in(page, "id_text", "Read the form together, 20 min")
        enter(page, "Add it")
        expect(page.get_by_text("20 minutes in all")).to_be_visible()
        enter(page, "Change the next step")
        type_in(page, "id_next_what", "Call the service")
        reach(page, "id_stage")
        page.keyboard.type("waiting")
        enter(page, "Save")
        expect(page.get_by_text("Saved.")).to_be_visible()
        enter(page, "Two neighbours who do it with you")
        expect(page.get_by_role("button", name="Two neighbours", pressed=True)).to_have_count(1)
        assert watch.faults == []
    row = Case.objects.get(about="A street meal in June")
    assert (row.stage, row.next_what, row.keeper) == ("waiting", "Call the service", scene.mate.person)
    assert row.needs.exclude(done_on=None).count() == 1
    assert Note.objects.get(case=row).minutes == 20


def test_a_line_for_the_log_on_a_phone_in_french(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    scene, home = played.scenes["helping"].team, live_server.url
    with watched(browser, home, viewport=PHONE) as (context, page, watch):
        come_in(context, home, scene.keeper)
        page.goto(f"{home}/fr/office/cases/")
        page.get_by_role("link", name=scene.case.about).click()
        box = page.locator("#id_text")
        area = box.bounding_box()
        assert area is not None
        assert area["y"] < 844, "the box for the log stands on the first screen of a phone"
        box.fill("Appelé le service ensemble, 10 min")
        box.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_text("Appelé le service ensemble")).to_be_visible()
        assert settled(page) == []
        assert barriers(page) == []
        assert watch.faults == []
    assert Note.objects.filter(case=scene.case, minutes=10).count() == 1
