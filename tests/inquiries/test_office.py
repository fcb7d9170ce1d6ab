"""The office from an empty form to the decision, through its pages; and what it costs the database."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.support.scenes.inquiries import PDF, Scene, letter, paper, today
from tests.support.stage import HERE, Stage
from wijk.core.text import Text
from wijk.core.verbs import Role
from wijk.inquiries import actions
from wijk.inquiries.forms.replying import LetterForm
from wijk.inquiries.models import Inquiry, Remark

pytestmark = pytest.mark.django_db
Signed = Callable[[Role], Client]


def test_from_an_empty_form_to_an_announcement(stage: Stage, signed_in: Signed) -> None:
    clerk = signed_in("clerk")
    told = {
        "title_nl": "Het park", "authority": stage.scenes["organs"].committee.key, "rule": "brussels-15", "place": HERE, "fixed_nl": "De bomen.",
        "fixed_by_nl": "Het gewest.", "fixed_why_nl": "Zij zijn beschermd.", "look_where_nl": "Loket 4", "look_hours_nl": "9–12",
    }  # fmt: skip
    wrong = clerk.post("/en/office/inquiries/new/", {**told, "place": "neighbourhood/999"})
    assert "There is no such place. Choose one of the list." in wrong.content.decode()
    assert "Zij zijn beschermd." in wrong.content.decode(), "what was typed stays"
    page = clerk.post("/en/office/inquiries/new/", told)["Location"]
    assert "Lay at least one document" in clerk.get(page).content.decode()
    refused = clerk.post(page, {"do": "announce", "on": today().isoformat(), "revision": "1"})
    assert "Lay at least one document in the file first." in refused.content.decode()
    hostile = clerk.post(f"{page}file/", {"upload": paper("plan.pdf", b"<script>"), "title_nl": "Plan"})
    assert "is not what its name says" in hostile.content.decode()
    assert clerk.post(f"{page}file/", {"upload": paper(), "title_nl": "Plan"}).status_code == 302
    assert clerk.post(page, {"do": "announce", "on": today().isoformat(), "revision": "1"}).status_code == 302
    row = Inquiry.objects.get()
    assert (row.state, row.announced_on) == ("announced", today())
    assert "an example that came with this program" in clerk.get(page).content.decode()


def test_a_letter_has_eight_boxes_and_the_next_one_stands_ready(scene: Scene, signed_in: Signed) -> None:
    row, clerk = scene.inquiry, signed_in("clerk")
    page = f"/en/office/inquiries/{row.key}/letters/"
    assert len(LetterForm().visible_fields()) == 8
    told = {
        "how": "letter",
        "received_on": today().isoformat(),
        "title": "Meer banken",
        "body": "In de zon.",
        "language": "nl",
        "once": "tab",
    }
    for _time in range(2):  # a double click, or a tab that was restored
        answer = clerk.post(page, told, follow=True).content.decode()
        assert "Kept as remark 2." in answer
    assert Remark.objects.filter(inquiry=row).count() == 2
    wrong = clerk.post(page, {**told, "once": "", "received_on": "2099-01-01"}).content.decode()
    assert "still to come" in wrong
    assert "In de zon." in wrong


def test_who_replies_second_sees_both_and_sends_what_holds(scene: Scene, signed_in: Signed) -> None:
    remark = scene.remark
    page = f"/en/office/inquiries/{remark.inquiry.key}/remarks/1/"
    first, second = signed_in("clerk"), signed_in("manager")
    assert first.post(page, {"do": "reply", "reply_nl": "De linde blijft.", "version": "0"}).status_code == 302
    told = second.post(page, {"do": "reply", "reply_nl": "De linde wordt verplaatst.", "version": "0"}).content.decode()
    assert "wrote a reply in the meantime" in told
    assert "De linde blijft." in told
    assert "De linde wordt verplaatst." in told
    assert 'name="version" value="1"' in told
    assert second.post(page, {"do": "reply", "reply_nl": "Beide kan niet.", "version": "1"}).status_code == 302
    remark.refresh_from_db()
    assert remark.reply.to("nl") == "Beide kan niet."


def test_a_theme_says_the_same_of_two_replies(scene: Scene, signed_in: Signed) -> None:
    theme = scene.theme
    page = f"/en/office/inquiries/{theme.inquiry.key}/themes/{theme.key}/"
    assert (
        signed_in("clerk").post(page, {"do": "reply", "reply_nl": "Alle bomen blijven.", "version": "0"}).status_code
        == 302
    )
    told = (
        signed_in("manager")
        .post(page, {"do": "reply", "reply_nl": "Eén boom gaat weg.", "version": "0"})
        .content.decode()
    )
    assert "Alle bomen blijven." in told
    assert "Eén boom gaat weg." in told


def test_several_remarks_are_laid_in_a_theme_at_once(scene: Scene, signed_in: Signed) -> None:
    theme, row = scene.theme, scene.inquiry
    letter(scene.stage, row)
    page = f"/en/office/inquiries/{row.key}/remarks/"
    for _time in range(2):
        assert signed_in("clerk").post(page, {"theme": theme.key, "number": ["1", "2", "x", "99"]}).status_code == 302
    assert theme.remarks.count() == 2
    shown = signed_in("clerk").get(f"{page}?stands=ungrouped").content.decode()
    assert "There is no such remark." in shown


def test_what_was_blackened_is_read_by_who_confirms_alone(scene: Scene, signed_in: Signed) -> None:
    redaction = scene.redaction
    page = f"/en/office/inquiries/{redaction.remark.inquiry.key}/remarks/1/"
    assert "You asked this yourself" in signed_in("clerk").post(page, {"do": "confirm"}).content.decode()
    assert signed_in("manager").post(page, {"do": "confirm"}).status_code == 302
    assert "zegt Jan van" in signed_in("manager").get(page).content.decode()
    assert "zegt Jan van" not in signed_in("facilitator").get(page).content.decode()
    voice = (
        Client(headers={"host": "localhost"}).get(f"/en/voices/{redaction.remark.contribution.key}/").content.decode()
    )
    assert "Jan" not in voice


def test_the_end_says_what_is_lacking_with_links(scene: Scene, signed_in: Signed) -> None:
    row, clerk = scene.ended, signed_in("clerk")
    owed = letter(scene.stage, row)
    page = f"/en/office/inquiries/{row.key}/end/"
    refused = clerk.post(page, {"do": "close"}).content.decode()
    assert "Remarks without a reply: 1" in refused
    assert f'href="/en/office/inquiries/{row.key}/remarks/{owed.number}/"' in refused
    actions.reply_remark(scene.clerk, remark=owed, reply=Text.of("Dat kan niet meer."), version=0)
    assert clerk.post(page, {"do": "close"}).status_code == 302
    assert clerk.post(page, {"do": "decide", "decision": scene.decision.key}).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.decision) == ("decided", scene.decision)


@pytest.mark.parametrize("page", ["", "remarks/", "themes/", "end/", "file/", "remarks/1/"])
def test_a_page_of_the_office_costs_as_much_with_twelve_remarks_as_with_two(
    scene: Scene, signed_in: Signed, page: str
) -> None:
    row, clerk = scene.inquiry, signed_in("clerk")
    address = f"/en/office/inquiries/{row.key}/{page}"
    letter(scene.stage, row)
    actions.group_remark(scene.clerk, remark=scene.remark, themes=[scene.theme])
    costs = []
    for _round in range(2):
        clerk.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert clerk.get(address).status_code == 200
        costs.append(len(asked))
        for n in range(10):
            made = letter(scene.stage, row, title=f"Brief {n}")
            theme = actions.keep_theme(scene.clerk, inquiry=row, title=Text.of(f"Thema {n}"))
            actions.group_remark(scene.clerk, remark=made, themes=[theme])
    assert costs[0] == costs[1]
    assert costs[0] <= 17


def test_the_office_opens_the_documents_of_a_draft_and_nobody_else_does(scene: Scene, signed_in: Signed) -> None:
    row = scene.prepared
    clerk = signed_in("clerk")
    address = f"/en/inquiries/{row.key}/file/1/1/"
    assert f'href="{address}"' in clerk.get(f"/en/office/inquiries/{row.key}/file/").content.decode()
    answer = clerk.get(address)
    assert b"".join(answer) == PDF
    assert "private" in answer["Cache-Control"]
    assert answer["Content-Disposition"].startswith("attachment")
    assert signed_in("analyst").get(address).status_code == 404
    assert Client(headers={"host": "localhost"}).get(address).status_code == 404
    actions.announce(scene.clerk, inquiry=row)
    assert Client(headers={"host": "localhost"}).get(address).status_code == 200
