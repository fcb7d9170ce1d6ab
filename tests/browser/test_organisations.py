"""Errands of an association: it finds itself in a list that was taken in, claims its entry, and keeps it right for a year."""

from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.support.cast import Member
from tests.support.entering import come_in
from tests.support.keyboard import enter, tab_to
from tests.support.stage import Stage
from tests.support.watching import settled, watched
from wijk.actors import actions
from wijk.actors.models import Keeping, Organisation
from wijk.core import clock
from wijk.core.models import Letter
from wijk.core.viewer import Operator

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "id;naam;wijk;e-mail;website\nA1;Fietsers van de Markt;Oude Markt;info@fietsers.example;fietsers.example\n"
PHONE = {"width": 390, "height": 844}


def take_in(folder: Path) -> None:
    """The list of the federation, as the office takes it in."""
    path = folder / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    mapped = actions.Mapped(actions.guess(actions.columns_of_file(path).columns))
    actions.import_organisations(
        Operator(), path=path, name=path.name, mapped=mapped, spec=actions.ListSpec("Federation of cyclists")
    )


def find_it(page: Page, home: str) -> None:
    """From the directory to the entry, with an error in the name, without a mouse."""
    page.goto(f"{home}/fr/organisations/")
    tab_to(page, "q")
    page.keyboard.type("fietsrs")
    page.keyboard.press("Enter")
    page.wait_for_url("**/fr/organisations/?q=fietsrs**")
    enter(page, "Fietsers van de Markt")
    page.wait_for_url("**/fr/organisations/fietsers-van-de-markt/")
    expect(page.get_by_text("Federation of cyclists")).to_be_visible()


def claim(page: Page) -> None:
    """Ask the city to confirm that one speaks for it."""
    enter(page, "Est-ce votre organisation")
    page.wait_for_url("**/keep/")
    enter(page, "Demander à la ville")
    expect(page.get_by_text("La demande est faite à la ville.").first).to_be_visible()


def agree(browser: Browser, home: str, office: Member, asks: str) -> None:
    """The office says yes, at a desk."""
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, office)
        page.goto(f"{home}/nl/office/organisations/")
        card = page.locator(".card", has_text="Fietsers van de Markt")
        expect(card).to_contain_text(asks)
        card.get_by_role("button", name="Ja, die persoon spreekt voor haar").click()
        expect(page.get_by_text("Gedaan. Wie het vroeg, is ingelicht.")).to_be_visible()
        page.get_by_role("link", name="Fietsers van de Markt").first.click()
        assert settled(page) + watch.faults == []


def test_an_association_claims_its_entry_by_keyboard_and_keeps_it(
    played: Stage, live_server: LiveServer, browser: Browser, tmp_path: Path
) -> None:
    home, member = live_server.url, played.everywhere["association"]
    take_in(tmp_path)
    address = str(member.person.email)
    with watched(browser, home, viewport=PHONE) as (context, page, watch):
        come_in(context, home, member)
        find_it(page, home)
        claim(page)
        agree(browser, home, played.everywhere["facilitator"], address)

        page.goto(f"{home}/fr/organisations/fietsers-van-de-markt/")
        page.get_by_role("link", name="Modifier la fiche").click()
        page.get_by_label("Téléphone de l’organisation").fill("02 123 45 67")
        page.get_by_role("button", name="Garder les modifications").click()
        expect(page.get_by_text("La fiche est modifiée et compte comme confirmée aujourd’hui.")).to_be_visible()
        expect(page.get_by_role("link", name="02 123 45 67")).to_be_visible()
        expect(page.get_by_text(address)).to_have_count(0)
        assert settled(page) + watch.faults == []

        # a year later
        Organisation.objects.filter(key="fietsers-van-de-markt").update(
            confirmed_on=clock.today() - timedelta(days=370)
        )
        Keeping.objects.filter(person=member.person).update(confirmed_at=clock.now() - timedelta(days=370))
        assert actions.remind(clock.now()) == 1
        body = Letter.objects.filter(to=address).latest("pk").body
        path = next(word for word in body.split() if "/still-right/" in word).partition("/organisations/")[2]
        page.goto(f"{home}/fr/organisations/{path}")
        expect(page.get_by_text("02 123 45 67")).to_be_visible()
        enter(page, "Tout est encore exact")
        expect(page.get_by_text("Merci. Nous le redemanderons dans un an.")).to_be_visible()
        expect(page.get_by_text("Personne n’a confirmé")).to_have_count(0)
        assert settled(page) + watch.faults == []
