"""What comes out of the printer: every field, every code once, in the language of the sheet, for ears as well as for eyes."""

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tests.sheets.hands import ANN, code_of, printed
from tests.support.leaves import FIELDS, WALL
from wijk.core.errors import Refused
from wijk.core.providers import PaperField, PaperForm
from wijk.sheets import actions, codes, papers, queries
from wijk.sheets.exporters.forms import sheets_pdf
from wijk.sheets.exporters.posters import poster_pdf
from wijk.sheets.models import Printing

pytestmark = pytest.mark.django_db


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def words(made: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def whole(row: Printing) -> bytes:
    return sheets_pdf(row, queries.to_print(row, 1, 1000))


def test_each_sheet_has_its_own_code_and_every_field() -> None:
    row = actions.print_sheets(
        ANN, subject=WALL, form="leaf", language="en", count=3, hand_in="At the library, any day"
    )
    made = whole(row)
    text = words(made)
    for number in (1, 2, 3):
        assert codes.shown(code_of(row, number)) in text
    for field in FIELDS:
        assert text.count(field.label) == 3
    assert text.count("At the library, any day") == 3
    assert "What cannot change: the wall." in text
    assert "never asked for a service" in text


def test_it_can_be_read_aloud_and_names_its_language() -> None:
    for language in ("nl", "fr", "en"):
        catalog: Any = read(whole(printed(WALL, 1, language=language))).root_object
        assert bool(catalog["/MarkInfo"]["/Marked"])
        assert str(catalog["/Lang"]).startswith(language)


def test_only_what_is_still_out_is_printed_again() -> None:
    row = printed(WALL, 3)
    actions.void_numbers(ANN, printing=row, first=2, last=2, reason="unused")
    assert [sheet.number for sheet in queries.to_print(row, 1, 3)] == [1, 3]
    actions.void_numbers(ANN, printing=row, first=1, last=3, reason="unused")
    with pytest.raises(Refused, check=lambda fault: fault.code == "none-out"):
        whole(row)


def test_strange_letters_and_endless_words_are_borne() -> None:
    row = printed(WALL, 1)
    strange = "#let x = 1; *bold* $x$ \\ 漢字 🚲 " + "a" * 300
    field = PaperField("x", strange, "choice", ((strange, strange),), hint=strange)
    row.told = papers.told(PaperForm("leaf", strange, f"{strange}\n{strange}", (field,)))
    assert "*bold* $x$" in words(whole(row))


def test_the_poster_says_where_in_each_language_on_one_sheet() -> None:
    row = actions.print_sheets(ANN, subject=WALL, form="leaf", language="nl", count=1, hand_in="Wijkhuis")
    made = poster_pdf(row, ANN, ["nl", "fr", "en"])
    assert len(read(made).pages) == 1
    text = words(made)
    assert all(title in text for title in ("De muur", "Le mur", "The wall"))
    assert text.count("Wijkhuis") == 3
    with pytest.raises(Refused):
        poster_pdf(row, ANN, ["de"])
