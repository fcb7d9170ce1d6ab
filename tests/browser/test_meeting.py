"""A meeting from poll to approved minutes: the secretary at a desk, a member on a telephone in French, a neighbour who reads of it."""

import re
from contextvars import ContextVar
from datetime import datetime, timedelta
from urllib.parse import urlparse

import pytest
from icalendar import Calendar
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.test_office import letter_to
from tests.support.entering import come_in
from tests.support.keyboard import tab_to
from tests.support.scenes.meetings import local
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.core.viewer import Operator
from wijk.meetings.models import Draft, Meeting, PollAnswer, Section
from wijk.notices.actions import gather
from wijk.organs import actions as organs
from wijk.organs.models import Mandate

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
AGENDA = {"nl": "Banken op het plein", "fr": "Des bancs sur la place", "en": "Benches on the square"}


def time_is(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    """Time passes, in the threads of the server too."""
    monkeypatch.setattr("wijk.core.clock._fixed", ContextVar("passed", default=moment))


def well(page: Page) -> None:
    """The page lies well, and nothing went wrong on the way."""
    assert settled(page) == [], page.url


def send(page: Page) -> None:
    """The main button of the (first) form."""
    page.locator("main form:not(.filters) .btn:not(.quiet)[type=submit]").first.click()


def plan_a_poll(page: Page, home: str, organ: str) -> Meeting:
    """The secretary offers two evenings and asks the members."""
    page.goto(f"{home}/nl/office/meetings/")
    page.get_by_role("link", name="Een vergadering plannen").click()
    page.locator("#id_organ").select_option(organ)
    page.locator("#id_title_nl").fill("Het plein, vijfde ronde")
    page.locator("#id_title_fr").fill("La place, cinquième tour")
    page.locator("#id_options").fill("\n".join(f"{local(n, 12):%Y-%m-%d} 19:30-21:30" for n in (5, 6)))
    page.locator("#id_poll_until").fill(f"{local(3, 12):%Y-%m-%d}")
    well(page)
    page.get_by_role("button", name="Ze plannen").or_(page.locator("main form .form-actions .btn")).first.click()
    page.wait_for_url(re.compile("/office/meetings/het-plein-vijfde-ronde/$"))
    send(page)
    meeting = Meeting.objects.get(key="het-plein-vijfde-ronde")
    assert meeting.state == "polling"
    return meeting


def answer_by_keyboard(browser: Browser, home: str, link: str, option: int) -> None:
    """A member opens the letter on a telephone, in French, and touches nothing but keys."""
    with watched(browser, home, viewport=PHONE) as (_context, page, watch):
        page.goto(home + urlparse(link).path)
        expect(page.locator("html")).to_have_attribute("lang", "fr")
        expect(page.locator("h1")).to_contain_text("La place, cinquième tour")
        well(page)
        options = page.locator("fieldset")
        expect(options).to_have_count(2)
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.type") == "radio":
                break
        page.keyboard.press("Space")  # yes to the first
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")  # rather no
        page.keyboard.press("Tab")
        page.keyboard.press("Space")  # yes to the second
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".note.ok, .messages").first).to_be_visible()
        expect(page.locator(f"#option-{option}-yes")).to_be_checked()
        assert watch.faults == []


def choose_and_invite(page: Page, home: str, meeting: Meeting, phoned: Mandate, reference: str) -> None:
    """The one without an account telephoned; then the moment, the agenda, the letters and the paper."""
    desk = f"{home}/nl/office/meetings/{meeting.key}/"
    last = meeting.options.last()
    assert last is not None
    page.goto(f"{desk}poll/")
    well(page)
    page.locator("li", has_text=phoned.name).get_by_role("link").click()
    page.locator(f"#option-{last.pk}-yes").check()
    well(page)
    send(page)
    expect(page.locator("li", has_text=phoned.name).locator(".tag")).to_be_visible()
    expect(page.locator("tr.picked input")).to_be_checked()
    send(page)
    page.wait_for_url(desk)
    page.goto(f"{desk}agenda/")
    for language, words in AGENDA.items():
        page.locator(f"#id_title_{language}").fill(words)
    page.locator("#id_kind").select_option("decision")
    page.locator("#id_about").fill(reference)
    well(page)
    send(page)
    expect(page.locator("main ol li")).to_contain_text([AGENDA["nl"]])
    page.goto(desk)
    send(page)
    well(page)
    for what in ("invitation", "attendance"):
        paper = page.context.request.get(f"{desk}print/{what}.pdf")
        assert paper.body().startswith(b"%PDF")


def hold(page: Page, home: str, meeting: Meeting) -> None:
    """Who is there; minutes while they speak; a decision with a vote against; approval."""
    desk = f"{home}/nl/office/meetings/{meeting.key}/"
    page.goto(f"{desk}attendance/")
    for box in page.locator("input[id$=-present]").all():
        box.check()
    send(page)
    well(page)
    item = meeting.items.get()
    page.goto(f"{desk}minutes/")
    box = page.locator(f"#public-{item.key}")
    box.fill("Er komen tien banken.")
    expect(page.locator(f"#part-{item.key} ~ form [data-say]").first).not_to_be_empty()
    assert Draft.objects.get(item=item).public_text == "Er komen tien banken."
    well(page)
    box.locator("xpath=ancestor::form").locator("button[type=submit]").click()
    expect(page.locator(f"#public-{item.key}")).to_have_value("Er komen tien banken.")
    assert not Draft.objects.exists()
    page.locator(f"a[href$='decide/{item.key}/']").click()
    page.locator("#id_motion_nl").fill("Tien banken op het plein, voor de zomer.")
    page.locator("#id_dissent_nl").fill("Iemand vreest voor de markt.")
    votes = page.locator("select[name^=vote_]")
    for n, vote in enumerate(votes.all()):
        vote.select_option("against" if n == 1 else "for")
    well(page)
    send(page)
    assert page.locator(".error-summary, .wrong-text").all_inner_texts() == []
    page.wait_for_url(f"{desk}minutes/")
    page.locator("section[aria-labelledby=approve] .btn").click()
    expect(page.locator("section[aria-labelledby=approve]")).to_have_count(0)
    well(page)


def test_a_meeting_from_poll_to_what_the_neighbours_read(
    played: Stage, live_server: LiveServer, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, seats, fay = live_server.url, played.scenes["organs"], played.helper
    fay.person.language = "fr"
    fay.person.save()
    organs.give_mandate(Operator(), organ=seats.committee, person=fay.person, role="member", since=seats.day)
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.stranger)
        meeting = plan_a_poll(page, home, seats.committee.key)
        last = meeting.options.last()
        assert last is not None
        answer_by_keyboard(browser, home, letter_to(str(fay.person.email), "/moment/"), last.pk)
        assert PollAnswer.objects.get(option=last).answer == "yes"
        choose_and_invite(page, home, meeting, seats.members[1], f"organs.decision:{seats.decision.key}")
        meeting.refresh_from_db()
        assert (meeting.state, meeting.starts_at) == ("planned", last.starts_at)
        time_is(monkeypatch, last.starts_at + timedelta(minutes=30))
        hold(page, home, meeting)
        assert watch.faults == []
    gather()
    with watched(browser, home, viewport=PHONE) as (context, page, watch):
        page.goto(f"{home}/en/neighbourhood/1/")
        page.get_by_role("link", name=AGENDA["en"]).first.click()
        expect(page.locator("main")).to_contain_text("Iemand vreest voor de markt.")
        expect(page.locator("main")).to_contain_text("1 against")
        well(page)
        feed = context.request.get(f"{home}/en/feeds/area:neighbourhood/1.atom").text()
        assert AGENDA["en"] in feed
        calendar = context.request.get(f"{home}/fr/calendars/area/neighbourhood/1.ics").text()
        events = {str(e["uid"]): e for e in Calendar.from_ical(calendar).walk("VEVENT")}
        assert str(events[meeting.uid]["summary"]) == "La place, cinquième tour"
        page.goto(f"{home}/en/meetings/{meeting.key}/")
        expect(page.locator("main")).to_contain_text("Er komen tien banken.")
        well(page)
        assert watch.faults == []


def test_minutes_written_with_keys_alone_survive_a_closed_tab_and_a_dropped_line(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, here = live_server.url, played.scenes["meetings"]
    address = f"{home}/en/office/meetings/{here.held.key}/minutes/"
    key = here.written.key
    with watched(browser, home, viewport=PHONE) as (context, page, watch):
        come_in(context, home, played.stranger)
        page.goto(address)
        tab_to(page, f"public-{key}", 80)
        page.keyboard.press("Control+End")
        page.keyboard.type(" Said while writing.")
        expect(page.get_by_text("Draft kept at")).to_be_visible()
        page.close()  # nothing was sent by a button

        page = context.new_page()
        page.goto(address)
        expect(page.locator(f"#public-{key}")).to_have_value("Twelve trees were proposed. Said while writing.")
        expect(page.get_by_text("This is your draft of")).to_be_visible()
        assert "Said" not in Section.objects.get(item=here.written).public_text
        context.set_offline(True)
        tab_to(page, f"public-{key}", 80)
        page.keyboard.press("Control+End")
        page.keyboard.type(" Said without a line.")
        expect(page.get_by_text("kept on this device")).to_be_visible()
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Control+End")
        page.keyboard.type(" Whispered.")
        expect(page.get_by_text("kept nowhere yet")).to_be_visible(timeout=30_000)
        held = page.evaluate("JSON.stringify(localStorage)")
        assert "without a line" in held
        assert "Whispered" not in held, "what is reserved never lies on the device"
        page.close()

        context.set_offline(False)
        page = context.new_page()
        page.goto(address)
        expect(page.locator(f"#public-{key}")).to_have_value(re.compile("Said while writing. Said without a line.$"))
        tab_to(page, f"public-{key}", 80)
        tab_to(page, "Keep", 5)
        page.keyboard.press("Enter")
        expect(page.get_by_text("Kept.")).to_be_visible()
        assert Section.objects.get(item=here.written).public_text.endswith("Said without a line.")
        assert not Draft.objects.exists()
        assert settled(page) == []
        assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('wijk-draft'))") == []
        watch.forgive("ERR_INTERNET_DISCONNECTED")
        assert watch.faults == []
