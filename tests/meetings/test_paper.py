"""The invitation and the attendance sheet are printed whatever people typed."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.support.samples.meetings import scene
from tests.support.stage import Stage
from wijk.core.text import Text
from wijk.core.viewer import Operator
from wijk.meetings import actions, exporters
from wijk.meetings.models import Meeting
from wijk.organs.models import Mandate
from wijk.ui import paper

HARD = "Plein 🌳🎉 ليلى \x00\x07 \u202eomgekeerd \u3042 €½ #let x = [*" + "heellangwoord" * 20


def words(made: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


@pytest.mark.parametrize("what", exporters.SHEETS)
def test_pictures_and_letters_that_we_lack_do_not_stop_the_printer(stage: Stage, what: str) -> None:
    here = scene(stage)
    Meeting.objects.filter(pk=here.coming.pk).update(
        title=Text.of(HARD.replace("\x00", "")), about=Text.of(HARD.replace("\x00", ""))
    )
    Mandate.objects.filter(pk=stage.scenes["organs"].members[0].pk).update(name="ليلى Anna 🌳")
    actions.add_item(Operator(), meeting=here.coming, title=Text.of("Fête 🎂"))
    client = Client(headers={"host": "localhost"})
    client.force_login(stage.stranger.person)
    answer = client.get(reverse("meetings:print", args=[here.coming.key, what]))
    assert answer.status_code == 200
    said = words(answer.content)
    assert "Plein" in said
    assert "omgekeerd" in said
    assert ("Anna" if what == "attendance" else "Fête") in said


def test_what_we_can_print_is_printed_whole(stage: Stage) -> None:
    said = words(exporters.printed(scene(stage).coming, "invitation"))
    assert "Benches" in said
    assert "?" not in said


@pytest.mark.django_db
@settings(max_examples=12, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_text_can_stand_on_a_sheet(typed: str) -> None:
    made = paper.sheet(
        exporters.PAPER / "attendance.typ",
        {
            "title": paper.printable(typed) or "–", "organ": paper.printable(typed), "when": "", "where": "",
            "people": [{"who": paper.printable(typed), "for": ""}],
            "said": {k: k for k in ("attendance", "name", "for", "signature", "guests")},
        },
        strict=False,
    )  # fmt: skip
    assert made.startswith(b"%PDF")
