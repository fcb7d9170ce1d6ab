"""What comes out of the printer says what was written: in each language, with any text, on the right number of sheets."""

import io

import pytest
from pypdf import PdfReader

from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.text import Text
from wijk.outreach import exporters
from wijk.outreach.exporters.sheets import printable
from wijk.outreach.importers import Address
from wijk.outreach.models import Call, Newsletter, Piece

AN = Address("Hoogstraat", "1", "", "1000", "Brussel", "Mevrouw Janssens", "", "nl")
JO = Address("Rue Haute", "2", "3", "1000", "Bruxelles", "Monsieur Dupont", "", "fr")


@pytest.fixture
def call(stage: Stage) -> Call:
    return Call.objects.get(key=stage.scenes["outreach"].call)


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def words(made: bytes) -> str:
    said = " ".join(" ".join(page.extract_text() for page in read(made).pages).split())
    return said.replace("\u00ad ", "").replace("\u00ad", "")


def place(cm: list[float], tm: list[float]) -> tuple[float, float]:
    """Where a piece of text begins on its sheet, in points from the lower left corner."""
    return cm[0] * tm[4] + cm[2] * tm[5] + cm[4], cm[1] * tm[4] + cm[3] * tm[5] + cm[5]


@pytest.mark.parametrize(("language", "title"), [("nl", "Het plein"), ("fr", "La place"), ("en", "The square")])
@pytest.mark.parametrize("paper", ["a4", "a3"])
def test_a_poster_says_it_in_its_language(call: Call, language: str, title: str, paper: str) -> None:
    made = exporters.poster_pdf(call, languages=[language], paper=paper, contact="02 279 00 00")
    said = words(made)
    assert title in said
    assert call.question.to(language) in said
    assert "02 279 00 00" in said
    assert f"k/{call.codes.get(channel='poster').code}" in said
    assert len(read(made).pages) == 1
    assert round(float(read(made).pages[0].mediabox.width)) == (595 if paper == "a4" else 842)


def test_three_languages_fit_on_one_sheet_and_each_is_marked(call: Call) -> None:
    made = exporters.poster_pdf(call, languages=["en", "nl", "fr"])
    said = words(made)
    assert said.index("Het plein") < said.index("La place") < said.index("The square")
    assert len(read(made).pages) == 1
    tagged = str(read(made).trailer["/Root"]["/StructTreeRoot"].get_object())  # type: ignore[index]
    assert "/K" in tagged


def test_a_language_in_which_nothing_was_said_is_refused(call: Call) -> None:
    call.title, call.words = Text({"nl": "Het plein"}), Text({"nl": "Het plein."})
    with pytest.raises(Refused, match="fr"):
        exporters.poster_pdf(call, languages=["nl", "fr"])
    with pytest.raises(Refused):
        exporters.poster_pdf(call, languages=["nl"], paper="a0")
    with pytest.raises(Refused):
        exporters.poster_pdf(call, languages=[])


HOSTILE = [
    '#let x = 1 *bold* _it_ $x^2$ \\ #panic("no") ] ) " <lab> @ref // c /* */ `raw` #image("/etc/passwd")',
    "= Heading\n- list\n+ one\n/ term: x\n~ -- --- ... ''",
    "{fields} %s %(x)d {{ braces }}",
    "مرحبا بكم في الحي",
    "שלום לכולם",
    "\u202eturned\u202c\u2066around\u2069 \x07bell",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_typed_is_never_markup(call: Call, text: str) -> None:
    call.words = Text.of(text)
    made = exporters.poster_pdf(call, languages=["nl"])
    said = words(made)
    assert len(read(made).pages) == 1
    if text.isascii():
        assert "".join(printable(text).split()) in "".join(said.split())
    assert "\u202e" not in said


def test_a_very_long_word_stays_on_the_sheet(call: Call) -> None:
    call.title = Text.of("W" * 150)
    made = exporters.poster_pdf(call, languages=["nl"])
    page = read(made).pages[0]
    far: list[float] = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, _fd, _fs: far.append(place(cm, tm)[0]) if text.strip() else None
    )
    assert max(far) < float(page.mediabox.width)
    assert words(made).replace(" ", "").replace("\u200b", "").count("W") >= 150


def test_what_does_not_fit_on_a_sheet_is_said_and_not_cut(call: Call) -> None:
    call.words = Text.of("Zin. " * 780)
    with pytest.raises(Refused, match="one sheet"):
        exporters.poster_pdf(call, languages=["nl"], large=True)


def test_signs_that_our_typeface_lacks_are_said_and_pictures_are_left_out(call: Call) -> None:
    call.words = Text.of("Dag 😀 buren 🌳")
    assert "Dag buren" in words(exporters.poster_pdf(call, languages=["nl"]))
    call.words = Text.of("邻里")
    with pytest.raises(Refused, match="邻"):
        exporters.poster_pdf(call, languages=["nl"])


def test_each_address_gets_a_sheet_in_its_own_language(call: Call) -> None:
    made = exporters.letters_pdf(call, addresses=[AN, JO], language="en", contact="02 279 00 00")
    first, second = (" ".join(page.extract_text().split()) for page in read(made).pages)
    assert "Mevrouw Janssens" in first
    assert "Het plein" in first
    assert "Janssens" not in second
    assert "La place" in second
    assert "Rue Haute 2 / 3" in second
    assert f"k/{call.codes.get(channel='letter').code}" in second


def test_the_address_stands_in_the_window_of_the_envelope(call: Call) -> None:
    for window, least, most in (("right", 300, 400), ("left", 50, 100)):
        made = exporters.letters_pdf(call, addresses=[AN], language="nl", window=window)
        found: list[tuple[float, float]] = []

        def look(
            text: str,
            cm: list[float],
            tm: list[float],
            _fd: object,
            _fs: object,
            found: list[tuple[float, float]] = found,
        ) -> None:
            if "Hoogstraat" in text:
                found.append(place(cm, tm))

        read(made).pages[0].extract_text(visitor_text=look)
        ((x, y),) = found
        assert least < x < most
        assert 595 < y < 735  # 4.5 to 8.5 cm below the upper edge


def test_large_type_is_at_least_sixteen_points(call: Call) -> None:
    made = exporters.letters_pdf(call, addresses=[AN], language="nl", large=True)
    sizes: set[int] = set()
    body = {"Het plein wordt", "Wat vindt", "Het budget"}

    def look(text: str, cm: list[float], tm: list[float], _fd: object, size: float) -> None:
        if any(words in text for words in body):
            sizes.add(round(size * abs(tm[3] * cm[3])))

    read(made).pages[0].extract_text(visitor_text=look)
    assert sizes
    assert min(sizes) >= 16


def test_too_many_letters_at_once_are_refused(call: Call) -> None:
    with pytest.raises(Refused, match="1000"):
        exporters.letters_pdf(call, addresses=[AN] * (exporters.MOST_LETTERS + 1), language="nl")
    with pytest.raises(Refused):
        exporters.letters_pdf(call, addresses=[], language="nl")


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Dag buren"), ("fr", "Bonjour voisins"), ("en", "Dear neighbours")]
)
def test_a_newsletter_on_paper_holds_what_was_chosen(stage: Stage, language: str, said: str) -> None:
    letter = Newsletter.objects.get(key=stage.scenes["outreach"].sent)
    told = {"newsletter": letter, "at": clock.now(), "kind": "decision", "text": Text.of("#panic()")}
    Piece.objects.create(index=900, title=Text.of("Er komt een bank"), **told)
    Piece.objects.create(index=901, title=Text.of("Niet gekozen 邻"), chosen=False, **told)
    Piece.objects.create(index=902, title=Text.of("Een bord: 邻里 😀"), **told)
    text = words(exporters.newsletter_pdf(letter, language=language))
    assert said in text
    assert "Er komt een bank" in text
    assert "#panic()" in text
    assert "Niet gekozen" not in text
    assert "Een bord: ??" in text
