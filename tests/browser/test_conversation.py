"""A conversation: taken in from Polis and read aloud, voted on with one thumb, by keys and without a script; an actor moves a point."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.conversations.test_report import camps
from tests.support.entering import come_in
from tests.support.stage import HERE, Stage
from tests.support.watching import settled, watched
from wijk.conversations import queries
from wijk.conversations.exporters import polis_zip
from wijk.conversations.importers import Held
from wijk.conversations.models import Conversation, Point, Vote
from wijk.conversations.working import reckoning
from wijk.core import clock

pytestmark = pytest.mark.django_db(transaction=True)

PHONE = {"width": 390, "height": 844}
THUMB = 44  #: a thumb needs so many pixels
BASINS = ("Terrain commun", "Conciliable", "Opposé")


def packed(files: dict[str, bytes]) -> bytes:
    """The files of a conversation in one ZIP."""
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return into.getvalue()


def small(held: Held) -> bytes:
    """The votes of two camps, as Polis exports them; nothing but votes and comments."""
    votes = "\n".join(f"0,now,{c + 1},{r},{v}" for r, c, v in zip(held.row, held.column, held.vote, strict=True))
    said = "\n".join(f"{one.id},{one.text}" for one in held.statements)
    return packed(
        {
            "comments.csv": f"comment-id,comment-body\n{said}\n".encode(),
            "votes.csv": f"timestamp,datetime,comment-id,voter-id,vote\n{votes}\n".encode(),
            "summary.csv": b"topic,Het plein van toen\n",
        }
    )


def unpacked(content: bytes) -> dict[str, bytes]:
    """What was said and voted, file by file; the title is another, as it was given when it was taken in."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name.rpartition("/")[2]: archive.read(name) for name in archive.namelist()}
    assert {"comments.csv", "votes.csv", "participants-votes.csv", "summary.csv"} <= set(files)
    return {name: said for name, said in files.items() if name != "summary.csv"}


@pytest.fixture(params=["small", "real"])
def export(request: pytest.FixtureRequest) -> bytes:
    """An export of Polis: one that we make, and one of a conversation that was really held."""
    if request.param == "small":
        return small(camps())
    folder: Path = request.getfixturevalue("real_data") / "methods" / "polis" / "canadian-electoral-reform"
    if not folder.is_dir():
        pytest.skip(f"no conversation in {folder}; name the folder of real data in WIJK_REAL_DATA")
    return packed({file.name: file.read_bytes() for file in folder.iterdir()})


def take_in(page: Page, home: str, content: bytes, title: str) -> Conversation:
    """Hand the ZIP over in the browser; its report is reckoned behind the pages."""
    page.goto(f"{home}/nl/office/conversations/")
    page.locator("main a[href$='/office/conversations/import/']").click()
    page.locator("#id_file").set_input_files({"name": "polis.zip", "mimeType": "application/zip", "buffer": content})
    page.locator("#id_language").select_option("en")
    page.locator("#id_place").select_option(HERE)
    page.locator("#id_title_nl").fill(title)
    assert settled(page) == []
    page.locator("main .form-actions button").first.click()
    page.wait_for_url("**/report/")
    return Conversation.objects.get(title__nl=title)


def spoken(page: Page) -> Iterator[tuple[str, str, str]]:
    """Each point in the picture as a reader of the screen says it: basin, statement, and what its intervals are called."""
    for basin in page.locator("figure.basins section.basin").all():
        named = basin.locator("h3").inner_text().strip()
        for point in basin.locator("ol > li").all():
            picture = point.get_by_role("img")
            yield named, point.locator("a").inner_text().strip(), picture.get_attribute("aria-label") or ""


def test_from_polis_to_three_basins_in_words_and_back(
    played: Stage, live_server: LiveServer, browser: Browser, export: bytes
) -> None:
    home = live_server.url
    with watched(browser, home) as (context, page, watch):
        come_in(context, home, played.cast.fay)
        talk = take_in(page, home, export, "Gesprek van elders")
        reckoning.work(clock.now())
        report = queries.report(talk)
        assert report is not None
        letters = [view.letter for view in report.viewpoints]
        page.goto(f"{home}/nl/conversations/{talk.key}/report/")
        assert settled(page) == []
        assert page.locator(".views > li").count() == len(letters)
        archive = page.locator("a[href$='/report/polis.zip']").get_attribute("href")
        out = context.request.get(f"{home}{archive}").body()
        again = take_in(page, home, out, "Gesprek van elders, nog eens")
        assert unpacked(polis_zip(again)) == unpacked(out)
        counts = [Vote.objects.filter(statement__conversation=one).count() for one in (talk, again)]
        assert counts[0] == counts[1] >= report.votes > 0
        assert watch.faults == []
    with watched(browser, home, viewport=PHONE, locale="fr-BE") as (context, page, watch):
        page.goto(f"{home}/fr/conversations/{talk.key}/report/")
        assert settled(page) == []
        points = list(spoken(page))
        for basin, kind in zip(BASINS, ("converge", "reconcile", "diverge"), strict=True):
            expect(page.get_by_role("heading", name=basin)).to_be_visible()
            assert sum(named.startswith(basin) for named, _text, _said in points) == min(8, len(report.basin(kind)))
        for _named, _text, said in points:
            assert [part.split(":")[0].strip() for part in said.split(";")] == letters, said
            assert said.count("entre ") + said.count("trop peu") + said.count("personne") == len(letters), said
        page.locator("figure.basins + details summary").click()
        rows = page.locator("figure.basins + details tbody tr").all()
        table = [(row.locator("th").inner_text(), row.locator("td").last.inner_text()) for row in rows]
        assert table == [(text, said) for _named, text, said in points]
        aloud = context.request.get(f"{home}/fr/conversations/{talk.key}/report/words/").text().replace("\u202f", " ")
        for basin in BASINS:
            assert basin.upper() in aloud
        for text in {report_text for _named, report_text, _said in points[:3]}:
            assert f"“{text}”" in aloud or f"« {text} »" in aloud
        expect(page.get_by_role("heading", name="Ce qui reste inconnu")).to_be_visible()
        page.locator("figure.basins ol a").first.click()
        expect(page.locator("table").first).to_be_visible()
        assert settled(page) == []
        assert watch.faults == []


def statement(page: Page) -> str:
    """The statement that one is asked about."""
    return page.locator("[data-text]").inner_text()


def test_one_thumb_is_enough(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    home, key = live_server.url, played.scenes["conversations"].open
    with watched(browser, home, viewport=PHONE, locale="fr-BE", has_touch=True) as (_context, page, watch):
        page.goto(f"{home}/fr/conversations/{key}/")
        assert settled(page) == []
        expect(page.locator("main")).to_contain_text("Le budget est fixé.")
        seen = []
        for choice in ("D’accord", "Pas d’accord", "Sans avis"):
            button = page.get_by_role("button", name=choice, exact=True)
            button.scroll_into_view_if_needed()
            boxes = [one.bounding_box() for one in page.locator(".talk-buttons button").all()]
            assert all(box and box["height"] >= THUMB and box["x"] >= 0 for box in boxes)
            # all three stand on the screen at once, in its lower half, where a thumb is
            assert all(box and box["y"] > 0 and box["y"] + box["height"] <= PHONE["height"] for box in boxes)
            seen.append(statement(page))
            button.tap()
            expect(page.locator("[data-said]")).to_contain_text(f"{len(seen)} ")
        assert len(set(seen)) == 3
        assert settled(page) == []
        page.reload()
        assert statement(page) not in seen
        page.get_by_role("link", name="Modifier ou retirer mes votes").tap()
        expect(page.locator("button[aria-pressed=true]")).to_have_count(3)
        assert settled(page) == []
        assert watch.faults == []


def test_three_keys_are_enough(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    talk = Conversation.objects.get(key=played.scenes["conversations"].open)
    before = sum(sum(counts) for counts in queries.tallies(talk).values())
    home, seen = live_server.url, []
    with watched(browser, home) as (_context, page, watch):
        page.goto(f"{home}/nl/conversations/{talk.key}/")
        page.locator("[data-card]").focus()
        for number, key in enumerate("12312", 1):
            seen.append(statement(page))
            page.keyboard.press(key)
            expect(page.locator("[data-said]")).to_contain_text(f"{number} van 5")
        expect(page.locator("[data-finished]")).to_be_visible()
        assert len(set(seen)) == 5
        page.keyboard.press("1")  # nothing more is there to vote on
        page.wait_for_load_state("networkidle")
        assert settled(page) == []
        assert watch.faults == []
    assert sum(sum(counts) for counts in queries.tallies(talk).values()) == before + 5


def test_without_a_script_every_statement_is_met_once(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    home, key = live_server.url, played.scenes["conversations"].open
    with watched(browser, home, viewport=PHONE, java_script_enabled=False) as (_context, page, watch):
        page.goto(f"{home}/fr/conversations/{key}/")
        seen = set()
        for _ in range(5):
            seen.add(statement(page))
            page.get_by_role("button", name="D’accord", exact=True).click()
        assert len(seen) == 5
        expect(page.locator("[data-finished]")).to_be_visible()
        assert watch.faults == []


def test_an_actor_moves_a_point_and_says_why(played: Stage, live_server: LiveServer, browser: Browser) -> None:
    home, key = live_server.url, played.scenes["conversations"].told
    with watched(browser, home, viewport=PHONE, locale="fr-BE") as (context, page, watch):
        come_in(context, home, played.cast.charlie)  # who speaks for the house of the neighbourhood
        for basin, why, refused in (
            ("3", "", True),
            ("3", "Chez nous, personne n’en veut.", False),
            ("1", "Après la rencontre de mardi, nous sommes d’accord.", False),
        ):
            page.goto(f"{home}/fr/conversations/{key}/report/statement/1/")
            page.get_by_role("link", name="Placer ce point").click()
            page.locator("#id_basin-s1").select_option(basin)
            page.locator("#id_reason-s1").fill(why)
            page.locator("main .form-actions button").first.click()
            if refused:
                expect(page.locator(".error-summary")).to_be_visible()
                assert settled(page) == []
                watch.forgive("400")
            else:
                page.wait_for_url("**/placing/")
                expect(page.locator("main")).to_contain_text(why)
                assert settled(page) == []
        expect(page.locator("main")).not_to_contain_text("Chez nous, personne n’en veut.")
        point = Point.objects.get(conversation__key=key, statement__number=1)
        page.goto(f"{home}/fr/conversations/{key}/points/{point.key}/")
        for why in ("Chez nous, personne n’en veut.", "Après la rencontre de mardi, nous sommes d’accord."):
            expect(page.locator("main")).to_contain_text(why)
        assert settled(page) == []
        page.goto(f"{home}/fr/conversations/{key}/report/")
        expect(page.locator("section[aria-labelledby=placed]")).to_contain_text("Maison du Vieux Marché")
        assert watch.faults == []
