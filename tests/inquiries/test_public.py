"""What does everybody read of an inquiry, and from when on?"""

from io import BytesIO

import pytest
from django.test import Client
from pypdf import PdfReader

from tests.support import inquiring
from tests.support.stage import Stage

pytestmark = pytest.mark.django_db


def text_of(made: bytes) -> str:
    """The words of a PDF, with the breaks of lines and of long words taken out."""
    pages = PdfReader(BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def test_a_whole_inquiry_reads_from_the_list_to_the_reply(stage: Stage, client: Client) -> None:
    made = inquiring.over(stage)
    home = f"/nl/inquiries/{made.row.key}/"
    for path in (
        "/nl/inquiries/",
        home,
        f"{home}days/",
        f"{home}remarks/",
        f"{home}remarks/?which=late",
        f"{home}themes/{made.first.key}/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "Plan voor het plein" in answer.content.decode()
    page = client.get(home).content.decode()
    assert "Vergunning voor het plein" in page
    assert "Bomen" in page
    voice = client.get(f"/nl/voices/{made.trees.contribution.key}/").content.decode()
    assert "De lindes blijven staan." in voice
    late = client.get(f"/nl/voices/{made.late.contribution.key}/").content.decode()
    assert "te laat" in late or "late" in late


def test_the_papers_are_papers(stage: Stage, client: Client) -> None:
    made = inquiring.over(stage)
    home = f"/fr/inquiries/{made.row.key}/"
    for name in ("poster", "letter", "report"):
        answer = client.get(f"{home}{name}.pdf")
        assert answer.status_code == 200, name
        assert "Plan de la place" in text_of(answer.content)
    said = text_of(client.get(f"{home}report.pdf").content)
    for words in (
        "Laat de lindes staan",
        "Gardez l’ombre",
        "Fout op blad 3",
        "Te laat",
        "Les tilleuls restent.",
        "U hebt gelijk",
    ):
        assert words in said, words
    assert client.get(f"{home}inquiry.ics").content.startswith(b"BEGIN:VCALENDAR")
    assert client.get(f"{home}days.csv").content.startswith(b"day,number,why,words")
    assert client.get(f"{home}file/1/1/").content == b"A plan of the square."
