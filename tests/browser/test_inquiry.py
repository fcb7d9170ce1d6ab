"""A public inquiry from the notice to the report: announced at a desk in Dutch, spoken in on a phone in French by keyboard alone, one sheet
of paper typed back, replied by theme and singly, and read in the report."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader
from pytest_django.live_server_helper import LiveServer

from tests.support.browser import barriers
from tests.support.entering import come_in
from tests.support.scenes.inquiries import PDF
from tests.support.scenes.sheets import code_of
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.core import clock
from wijk.core.models import Letter
from wijk.inquiries.actions import move_on, tell_authors
from wijk.inquiries.models import Inquiry, Remark
from wijk.sheets.models import Batch, Printing

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
ADDRESS = "lucie@voorbeeld.be"
TOLD = {
    "title_nl": "Een brug over het water", "title_fr": "Une passerelle sur l’eau", "rule": "brussels-15", "place": "neighbourhood/1",
    "intro_nl": "Vijf meter breed, zonder auto’s.", "intro_fr": "Cinq mètres de large, sans voitures.",
    "fixed_nl": "De brug blijft zes meter boven het water.", "fixed_by_nl": "De waterweg", "fixed_why_nl": "De schepen moeten eronderdoor.",
    "look_where_nl": "Stadhuis, loket 4", "look_hours_nl": "maandag tot vrijdag, 9 tot 12 uur",
}  # fmt: skip
#: What somebody types on a phone, and what stood on the sheet.
RAMP = ("Une rampe et non un ascenseur", "Les ascenseurs sont toujours en panne.")
FROST = ("Strooien bij vorst", "Wie strooit er om zes uur als het vriest?")
REPLY = "De brug krijgt een helling van vier procent, en geen lift."
_FOCUS = "(document.activeElement.href || document.activeElement.id || document.activeElement.innerText || '').trim()"


def send(page: Page, form: str = "main form") -> None:
    """Press the button of a form in the middle of the page."""
    page.locator(f"{form} .form-actions button").first.click()


def write(page: Page, boxes: dict[str, str]) -> None:
    """Fill boxes by their names."""
    for name, words in boxes.items():
        field = page.locator(f"main [name='{name}']").first
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(words)
        else:
            field.fill(words)


def tab_until(page: Page, words: str, most: int = 90) -> None:
    """Press Tab until what has the focus leads to, is called, or says `words`."""
    for _each in range(most):
        page.keyboard.press("Tab")
        if words in page.evaluate(_FOCUS):
            return
    raise AssertionError(f"the keyboard does not reach {words!r}")


def announce(page: Page, home: str, organ: str) -> Inquiry:
    """Prepare it, lay the plan in the file, announce it as of two weeks ago, so that today is among its days."""
    page.goto(f"{home}/nl/office/inquiries/new/")
    write(page, TOLD | {"authority": organ})
    send(page)
    page.wait_for_url(re.compile(r"/office/inquiries/(?!new)[^/]+/$"))
    row = Inquiry.objects.latest("pk")
    page.goto(f"{home}/nl/office/inquiries/{row.key}/file/")
    page.locator("[name=upload]").set_input_files({"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF})
    write(page, {"title_nl": "Het plan", "title_fr": "Le plan"})
    send(page)
    expect(page.locator("code.hash")).to_have_count(1)
    page.goto(f"{home}/nl/office/inquiries/{row.key}/")
    page.locator("[name=on]").fill((clock.today() - timedelta(days=13)).isoformat())
    page.locator("form:has([name=on]) button[type=submit]").click()
    page.wait_for_load_state("networkidle")
    move_on(clock.now())
    row.refresh_from_db()
    return row


def speak(page: Page, home: str, row: Inquiry) -> None:
    """From the page of the inquiry to the confirmed remark, without touching the screen."""
    page.goto(f"{home}/fr/inquiries/{row.key}/")
    assert settled(page) == []
    assert barriers(page) == []
    tab_until(page, "/say/inquiry-")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/say/inquiry-**")
    tab_until(page, "id_title")
    page.keyboard.type(RAMP[0])
    tab_until(page, "id_body")
    page.keyboard.type(RAMP[1])
    tab_until(page, "id_email")
    page.keyboard.type(ADDRESS)
    page.wait_for_timeout(4100)  # nobody fills in a form in no time
    page.keyboard.press("Enter")
    page.wait_for_url("**/sent/**")
    code = re.search(r": (\d{6})$", Letter.objects.get(to=ADDRESS).body, re.MULTILINE)
    assert code is not None
    tab_until(page, "id_code")
    page.keyboard.type(code[1])
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/fr/voices/[a-z0-9]+/$"))
    expect(page.locator("#inquiry-remark")).to_be_visible()
    assert settled(page) == []


def from_paper(page: Page, home: str, row: Inquiry) -> None:
    """Print one sheet; it comes back filled in; type it."""
    page.goto(f"{home}/nl/office/sheets/print/?about={row.subject}")
    page.locator("[name=form]").first.check()
    page.locator("[name=language][value=nl]").check()
    write(page, {"count": "1"})
    send(page)
    page.wait_for_url("**/printings/**")
    code = code_of(Printing.objects.latest("pk"), 1)
    page.goto(f"{home}/nl/office/sheets/piles/new/")
    write(page, {"on": clock.today().isoformat()})
    send(page)
    page.wait_for_url(re.compile(r"/piles/(?!new)"))
    assert Batch.objects.count() >= 1
    page.locator("#code").fill(code)
    page.keyboard.press("Enter")
    for box, words in zip(("#id_f-title", "#id_f-text"), FROST, strict=True):
        page.locator(box).fill(words)
        with page.expect_response("**/keep/"):  # what is typed is kept, one box after another
            page.keyboard.press("Control+Enter")
    page.locator("button[name=do][value=done]").click()
    page.wait_for_url(re.compile(r"#code$"))


def reply(page: Page, home: str, row: Inquiry) -> None:
    """One theme with its reply for the first, a reply of its own for the second; then the replies are closed."""
    desk = f"{home}/nl/office/inquiries/{row.key}"
    page.goto(f"{desk}/themes/")
    write(page, {"title_nl": "De toegang", "title_fr": "L’accès"})
    send(page)
    page.goto(f"{desk}/remarks/1/")
    page.locator("[name=themes]").first.check()
    page.locator("form:has([value=group]) button[type=submit]").click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{desk}/themes/")
    page.locator("main ul.rows a").first.click()
    write(page, {"reply_nl": REPLY, "reply_fr": "La passerelle aura une rampe, et pas d’ascenseur."})
    page.locator("form:has([value=reply]) button[type=submit]").click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{desk}/remarks/2/")
    write(page, {"reply_nl": "De dienst strooit vanaf vijf uur, elke dag dat het vriest."})
    page.locator("form:has([value=reply]) button[type=submit]").click()
    page.wait_for_load_state("networkidle")
    page.goto(f"{desk}/end/")
    page.locator("form:has([value=close]) button[type=submit]").click()
    page.wait_for_load_state("networkidle")


def days_pass(row: Inquiry) -> None:
    """The last day was yesterday."""
    yesterday = clock.today() - timedelta(days=1)
    Remark.objects.filter(inquiry=row).update(received_on=yesterday)
    Inquiry.objects.filter(pk=row.pk).update(
        last=yesterday, announced_on=yesterday - timedelta(days=15), first=yesterday - timedelta(days=14)
    )
    move_on(clock.now())


def test_an_inquiry_with_a_remark_on_paper_from_the_notice_to_the_report(
    played: Stage, live_server: LiveServer, browser: Browser
) -> None:
    home, clerk, organ = live_server.url, played.everywhere["clerk"], played.scenes["organs"].committee
    with watched(browser, home, locale="nl-BE") as (context, page, watch):
        come_in(context, home, clerk)
        row = announce(page, home, organ.key)
        assert row.stands() == "open"
        with watched(browser, home, viewport=PHONE, locale="fr-BE") as (_context, phone, at_phone):
            speak(phone, home, row)
            assert at_phone.faults == []
        from_paper(page, home, row)
        said = [(one.how, one.contribution.title) for one in row.remarks.select_related("contribution")]
        assert said == [("web", RAMP[0]), ("sheet", FROST[0])]
        days_pass(row)
        reply(page, home, row)
        row.refresh_from_db()
        assert row.state == "replied"
        assert watch.faults == []
    tell_authors(clock.now())
    assert Letter.objects.filter(to=ADDRESS).count() == 2
    read_of_it(browser, home, row)


def read_of_it(browser: Browser, home: str, row: Inquiry) -> None:
    """What everybody reads in the end: the reply on the page of the remark, and the report."""
    first = row.remarks.select_related("contribution").get(number=1)
    with watched(browser, home, viewport=PHONE, locale="fr-BE") as (_context, page, watch):
        page.goto(f"{home}/fr/voices/{first.contribution.key}/")
        expect(page.get_by_text("La passerelle aura une rampe, et pas d’ascenseur.")).to_be_visible()
        page.goto(f"{home}/fr/inquiries/{row.key}/")
        assert settled(page) == []
        address = page.locator("a[href$='/report.pdf']").first.get_attribute("href")
        answer = page.request.get(f"{home}{address}")
        assert answer.status == 200
        pages = PdfReader(BytesIO(answer.body())).pages
        told = " ".join(" ".join(each.extract_text() for each in pages).replace("\u200b", "").split())
        for words in (
            "Une passerelle sur l’eau",
            *RAMP,
            FROST[0],
            "et pas d’ascenseur",
            "De dienst strooit vanaf vijf uur",
        ):
            assert words in told, words
        version = row.documents.get().versions.get()
        assert version.hash in told.replace(" ", "")
        assert watch.faults == []
