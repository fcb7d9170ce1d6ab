"""What somebody sends as a scan: pages come out bare and are forgotten in time; anything else is a sentence."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pytest_django import DjangoCaptureOnCommitCallbacks

from tests.sheets.hands import ANN, FIRST, code_of, pile, printed
from tests.support.leaves import WALL
from tests.support.pictures import jpeg, photograph
from wijk.core import clock, documents
from wijk.core.errors import Refused
from wijk.sheets import actions, pictures
from wijk.sheets.models import Scan

pytestmark = pytest.mark.django_db


def pdf_of(*pages: bytes) -> bytes:
    """A PDF as scanners write it."""
    parts = [b"<< /Type /XObject /Subtype /Image /Filter /DCTDecode >>\nstream\n" + one + b"\nendstream\nendobj" for one in pages]  # fmt: skip
    return b"%PDF-1.4\n" + b"\n".join(parts) + b"\n%%EOF"


def page(width: int = 620, height: int = 877, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    return out.getvalue()


def test_what_is_kept_of_a_scan_are_its_dots() -> None:
    (made,) = pictures.pages([photograph("x.jpg", jpeg(600, 800, turned=6))])
    kept = documents.content(made.kept.hash)
    assert b"Kodak" not in kept
    assert b"bij ons thuis" not in kept
    assert (made.width, made.height) == (800, 600), "it stands upright"


def test_the_pages_of_a_scanned_pdf_are_taken_out_in_their_order() -> None:
    made = pictures.pages([photograph("x.pdf", pdf_of(jpeg(600, 800), jpeg(700, 900)))])
    assert [(one.width, one.height) for one in made] == [(600, 800), (700, 900)]


def test_a_large_page_is_made_smaller() -> None:
    (made,) = pictures.pages([photograph("x.png", page(3000, 4000, "L"))])
    assert max(made.width, made.height) == pictures.LONGEST_SIDE


@pytest.mark.parametrize(
    "content",
    [
        b"", b"hello", b"%PDF-1.7\nnothing", b"%PDF" + b"<<" * 200_000, jpeg(600, 800)[:3000], page(20, 20),
        b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"GIF89a" + bytes(400), pdf_of(b"\xff\xd8\xffbroken"),
        b"%PDF-1.7" + b"/DCTDecode stream\n" * 50_000,
    ],
)  # fmt: skip
def test_what_is_no_page_is_a_sentence_and_nothing_is_kept(content: bytes) -> None:
    batch = pile()
    with pytest.raises(Refused):
        actions.add_scans(ANN, batch=batch, uploads=[SimpleUploadedFile("../../x.jpg", content)])
    assert not Scan.objects.exists()


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(Refused):
        pictures.pages([photograph("x.png", page(12_000, 12_000, "1"))])


def test_a_page_is_forgotten_two_weeks_after_its_sheet_was_done_with(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    row, batch = printed(WALL), pile()
    actions.add_scans(ANN, batch=batch, uploads=[photograph("x.jpg", jpeg(600, 800)), photograph("y.jpg", jpeg(600, 800))])  # fmt: skip
    one, two = batch.scans.all()
    assert one.hash != two.hash, "the same picture twice is two files, so that one can be forgotten"
    sheet = actions.take_up(ANN, batch=batch, code=code_of(row, 1), scan=one)
    actions.finish(ANN, batch=batch, sheet=sheet, values=FIRST)
    file = Path(settings.WIJK_FOLDER) / documents.FOLDER / one.hash[:2] / one.hash
    for days, there in ((13, True), (15, False)):
        with django_capture_on_commit_callbacks(execute=True):
            gone = actions.forget_scans(clock.now() + timedelta(days=days))
        assert gone == (0 if there else 1)
        assert file.exists() is there
    assert list(batch.scans.all()) == [two]
