"""Whole errands through the pages, without a script: print, hand out, take in, type twice, settle, look up."""

import re
from typing import Any

import pytest
from django.test import Client

from tests.support.cast import Member
from tests.support.leaves import COUNTS, WALL, taken
from tests.support.pictures import jpeg, photograph
from tests.support.scenes.sheets import FIRST, HERE, code_of
from tests.support.stage import Stage
from wijk.sheets import actions, codes
from wijk.sheets.models import Batch, Printing, Scan, Sheet, State

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>\u202e\u200b\x00 {{ 7|add:7 }}"


def client_of(member: Member | None) -> Client:
    client = Client(headers={"host": "localhost"})
    if member:
        client.force_login(member.person)
    return client


def body(answer: Any) -> str:
    return str(answer.content.decode())


def filled(**other: str) -> dict[str, str]:
    return {"do": "done", **{f"f-{code}": value for code, value in {**FIRST, **other}.items()}}


def begin(client: Client, batch: Batch, code: str, **more: Any) -> str:
    """Type a code; the address of its sheet."""
    answer = client.post(f"/nl/office/sheets/piles/{batch.key}/code/", {"code": code, **more})
    assert answer.status_code == 302, body(answer)
    return str(answer["Location"])


def new_pile(client: Client) -> Batch:
    client.post("/nl/office/sheets/piles/new/", {"area": HERE, "on": "2026-01-02", "way": "stand", "counted": "2"})
    return Batch.objects.latest("pk")


def test_from_the_printer_to_what_became_of_it(stage: Stage) -> None:
    fay, passer_by = client_of(stage.cast.fay), client_of(None)
    assert "test.wall%3Acounts" in body(fay.get("/nl/office/sheets/print/"))
    told = {"form": "leaf", "language": "fr", "count": "2", "spare": "1", "area": HERE, "hand_in": "Maison de quartier"}
    answer = fay.post("/nl/office/sheets/print/?about=test.wall:wall", told)
    row = Printing.objects.latest("pk")
    assert answer["Location"] == f"/nl/office/sheets/printings/{row.key}/"
    page = f"/nl/office/sheets/printings/{row.key}/"
    assert fay.get(f"{page}sheets.pdf").content.startswith(b"%PDF")
    assert fay.get(f"{page}poster.pdf?languages=nl&languages=fr").content.startswith(b"%PDF")
    fay.post(f"{page}give/", {"first": "1", "last": "2"})
    code = code_of(row, 1)
    assert "Maison de quartier" in body(passer_by.get(f"/nl/sheet/{code}/"))
    pile = new_pile(fay)
    path = begin(fay, pile, codes.shown(code).lower())
    assert 'name="f-title"' in body(fay.get(path))
    answer = fay.post(path, filled(), follow=True)
    assert answer.redirect_chain[-1][0] == f"/nl/office/sheets/piles/{pile.key}/#code"
    assert taken() == {code: FIRST}
    looked = passer_by.get("/nl/sheet/", {"code": codes.shown(code)}, follow=True)
    assert looked.redirect_chain == [(f"/nl/sheet/{code}/", 302)]
    assert "Een bank" not in body(looked)
    fay.post(f"/nl/office/sheets/piles/{pile.key}/close/")
    pile.refresh_from_db()
    assert pile.closed_at is not None


def test_two_type_and_a_third_settles(stage: Stage) -> None:
    pile = stage.scenes["sheets"].pile
    code = code_of(stage.scenes["sheets"].double, 2)
    one, two, three = (client_of(stage.everywhere[role]) for role in ("clerk", "manager", "facilitator"))
    path = begin(one, pile, code)
    one.post(path, filled())
    seen = body(two.get(begin(two, pile, code)))
    assert "Een bank" not in seen
    assert "In de schaduw" not in seen
    two.post(path, filled(title="Een bang"))
    settle = f"{path}settle/"
    for who in (one, two):
        assert who.get(settle).status_code == 302
        assert who.post(settle, {"pick-title": "1"}).status_code == 302
    assert three.get(begin(three, pile, code), follow=True).redirect_chain == [(settle, 302)]
    page = body(three.get(settle))
    assert "Een bank" in page
    assert "Een bang" in page
    same = {f"f-{field}": value for field, value in FIRST.items() if field != "title"}
    assert three.post(settle, {**same, "f-title": ""}).status_code == 422, "nothing was picked"
    assert not taken()
    three.post(settle, {**same, "pick-title": "1"})
    assert taken() == {code: FIRST}


def test_the_sentence_of_a_refusal_stands_at_its_field(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    pile = new_pile(fay)
    path = begin(fay, pile, stage.scenes["sheets"].free)
    answer = fay.post(path, filled(title=""), follow=True)
    page = body(answer)
    assert answer.redirect_chain == [(path, 302)]
    assert re.search(r'class="field wrong"><label for="id_f-title".*?Say in a few words what it is', page, re.DOTALL)
    assert "In de schaduw." in page
    fay.post(path, filled())
    assert len(taken()) == 1


def test_a_form_that_is_sent_again_counts_once(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    pile = new_pile(fay)
    path = begin(fay, pile, stage.scenes["sheets"].free)
    for _each in range(3):
        assert fay.post(path, filled()).status_code in (302, 422)
    assert len(taken()) == 1


def test_a_wrong_code_is_told_beside_it_and_stays_in_the_box(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    pile = stage.scenes["sheets"].pile
    for typed in ("3333 3334", "hello", HOSTILE, "x" * 5000):
        answer = fay.post(f"/en/office/sheets/piles/{pile.key}/code/", {"code": typed})
        assert answer.status_code == 422
        assert 'id="code-fault"' in body(answer)
        assert "<script>alert" not in body(answer)


def test_what_the_page_sends_by_itself_is_there_after_the_tab_was_closed(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    pile = new_pile(fay)
    path = begin(fay, pile, stage.scenes["sheets"].free)
    answer = fay.post(f"{path}keep/", {"f-title": "Half a bench"})
    assert answer.json()["kept"] is True
    assert "Half a bench" in body(client_of(stage.cast.fay).get(path))
    fay.post(path, filled())
    assert fay.post(f"{path}keep/", {"f-title": "Later"}).json()["kept"] is False
    assert [value["title"] for value in taken().values()] == ["Een bank"]


def test_hostile_text_is_cleaned_and_too_long_is_a_sentence(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    pile = new_pile(fay)
    path = begin(fay, pile, stage.scenes["sheets"].free)
    answer = fay.post(path, filled(title="x" * 1_000_000))
    assert answer.status_code == 422
    assert not taken()
    fay.post(path, filled(title=HOSTILE, what="castle", news="2", s1="perhaps"))
    (came,) = taken().values()
    assert came["title"] == "<script>alert(1)</script> {{ 7|add:7 }}"
    assert (came["what"], came["news"], came["s1"]) == ("", "", "")


def test_typing_from_pictures(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    pile = new_pile(fay)
    files = [photograph(f"{n}.jpg", jpeg(600, 800)) for n in (1, 2)]
    fay.post(f"/nl/office/sheets/piles/{pile.key}/scans/", {"pages": files})
    assert pile.scans.count() == 2
    one, two = pile.scans.all()
    page = body(fay.get(f"/nl/office/sheets/piles/{pile.key}/"))
    assert f"/scans/{one.pk}/" in page
    path = begin(fay, pile, stage.scenes["sheets"].free, scan=one.pk)
    assert f"/scans/{one.pk}/" in body(fay.get(path))
    picture = fay.get(f"/nl/office/sheets/piles/{pile.key}/scans/{one.pk}/")
    assert picture["Content-Type"] == "image/jpeg"
    assert "no-store" in picture["Cache-Control"]
    assert client_of(stage.elsewhere["clerk"]).get(f"/nl/office/sheets/piles/{pile.key}/scans/{one.pk}/").status_code == 404  # fmt: skip
    assert f"/scans/{two.pk}/" in body(fay.get(f"/nl/office/sheets/piles/{pile.key}/"))
    fay.post(f"/nl/office/sheets/piles/{pile.key}/scans/{two.pk}/drop/")
    assert list(pile.scans.all()) == [one]


def test_a_sheet_is_void_or_goes_out_of_the_pile_again(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    pile = new_pile(fay)
    code = stage.scenes["sheets"].free
    path = begin(fay, pile, code)
    fay.post(f"{path}void/", {"do": "back"})
    sheet = Sheet.objects.get(mark=codes.mark(code))
    assert (sheet.state, sheet.batch) == (State.GIVEN, None)
    path = begin(fay, pile, code)
    fay.post(f"{path}void/", {"do": "void", "reason": "blank"})
    sheet.refresh_from_db()
    assert (sheet.state, sheet.reason) == (State.VOID, "blank")
    assert "does not count" in body(client_of(None).get(f"/en/sheet/{code}/"))


def test_the_numbers_of_a_printing_add_up_on_its_page(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    page = body(fay.get(f"/en/office/sheets/printings/{stage.scenes['sheets'].simple.key}/"))
    table = page[page.index("<tbody>") : page.index("</table>")]
    *counts, every = [int(found) for found in re.findall(r'<td class="num">(\d+)</td>', table)]
    assert sum(counts) == every == 8
    assert "5 are not back" in page, "the two to spare are not missed"


def test_ten_sheets_of_two_forms_in_one_pile(stage: Stage) -> None:
    fay = client_of(stage.cast.fay)
    pile = new_pile(fay)
    rows = [
        actions.print_sheets(stage.cast.fay.viewer, subject=subject, form="leaf", language="nl", count=5, area=HERE)
        for subject in (WALL, COUNTS)
    ]
    for row in rows:
        for number in range(1, 6):
            fay.post(begin(fay, pile, code_of(row, number)), filled(title=f"Bank {number}"))
    states = sorted(pile.sheets.values_list("state", flat=True))
    assert states == [State.SECOND] * 5 + [State.TAKEN] * 5
    assert not Scan.objects.filter(batch=pile).exists()
