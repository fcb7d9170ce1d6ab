"""Files that people bring: kept by content, what they say they are, given back to be saved and never run."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from wijk.core import backup, documents, filetypes
from wijk.core.documents import Kept, answer, keep, keep_content, safe_name
from wijk.core.errors import Absent, Refused

PDF = b"%PDF-1.7\nhello"


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.WIJK_FOLDER = tmp_path
    return tmp_path


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def test_a_file_comes_back_as_it_was_and_is_kept_once(home: Path) -> None:
    first = keep(SimpleUploadedFile("verslag.pdf", PDF))
    second = keep(SimpleUploadedFile("kopie.pdf", PDF))
    assert first.hash == second.hash
    assert first.size == len(PDF)
    assert first.media_type == "application/pdf"
    reply = answer(first)
    assert reply.content == PDF
    assert reply["X-Content-Type-Options"] == "nosniff"
    assert reply["Content-Disposition"] == 'attachment; filename="verslag.pdf"'
    files = [p for p in home.rglob("*") if p.is_file()]
    assert [p.name for p in files] == [first.hash]


def test_a_name_in_any_script_survives_the_header() -> None:
    kept = keep_content(PDF, name="déclaration № 1.pdf")
    assert answer(kept)["Content-Disposition"] == "attachment; filename*=utf-8''d%C3%A9claration%20%E2%84%96%201.pdf"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("page.html", b"<script>", "file-kind"),
        ("drawing.svg", b"<svg/>", "file-kind"),
        ("noending", b"words", "file-kind"),
        ("a.pdf", b"MZ program", "file-not-what-it-says"),
        ("a.png", PDF, "file-not-what-it-says"),
        ("a.txt", b"a\0b", "file-not-what-it-says"),
        ("a.csv", b"\xff\xfe\xfa", "file-not-what-it-says"),
        ("a.docx", b"PK\x03\x04 broken", "file-not-what-it-says"),
        ("a.xlsx", packed(**{"[Content_Types].xml": b"", "word__document.xml": b""}), "file-not-what-it-says"),
        (
            "a.docx",
            packed(**{"[Content_Types].xml": b"", "word__document.xml": b"", "word__vbaProject.bin": b"x"}),
            "file-not-what-it-says",
        ),
        ("a.odt", packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"), "file-not-what-it-says"),
        ("a.pdf", b"", "file-empty"),
    ],
)
def test_what_is_not_what_it_says_is_refused(home: Path, name: str, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        keep_content(content, name=name)
    assert refused.value.code == code
    assert str(refused.value)
    assert not list(home.iterdir())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", packed(**{"[Content_Types].xml": b"", "word__document.xml": b""})),
        ("a.xlsx", packed(**{"[Content_Types].xml": b"", "xl__workbook.xml": b""})),
        ("a.odt", packed(mimetype=b"application/vnd.oasis.opendocument.text")),
        ("a.ods", packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet")),
        ("A.CSV", "straat;één\n".encode()),
        ("a.txt", "مرحبا".encode()),
    ],
)
def test_what_offices_make_is_taken(name: str, content: bytes) -> None:
    assert documents.content(keep_content(content, name=name).hash) == content


def test_too_large_is_refused_before_it_is_kept(home: Path) -> None:
    with pytest.raises(Refused, match="MB"):
        keep(SimpleUploadedFile("a.pdf", PDF + b"x" * 2000), largest=1000)
    assert not list(home.iterdir())


def test_a_picture_does_not_say_where_it_was_taken() -> None:
    png = documents.keep_content(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"x" * 13) + chunk(b"eXIf", b"50.85 north") + chunk(b"IEND", b""),
        name="plein.png",
    )
    kept = documents.content(png.hash)
    assert b"north" not in kept
    assert chunk(b"IHDR", b"x" * 13) in kept
    assert kept.endswith(chunk(b"IEND", b""))
    exif, picture = b"\xff\xe1\x00\x0cExif\0north", b"\xff\xda\x00\x02picture\xff\xd9"
    jpeg = documents.keep_content(b"\xff\xd8" + exif + b"\xff\xdb\x00\x03q" + picture, name="plein.jpg")
    assert documents.content(jpeg.hash) == b"\xff\xd8" + b"\xff\xdb\x00\x03q" + picture


def test_a_hash_is_no_way_into_the_disk() -> None:
    for digest in ("../../etc/passwd", "a" * 64, "", "A" * 64):
        with pytest.raises(Absent):
            answer(Kept(digest, "a.pdf", "application/pdf", 1))


@pytest.mark.django_db
def test_a_kept_file_is_in_the_backup(home: Path) -> None:
    kept = keep_content(PDF, name="a.pdf")
    (home / ".document-half").write_bytes(b"half")
    assert [name for name, _path in backup._files(home)] == [f"documents/{kept.hash[:2]}/{kept.hash}"]


@given(st.text(max_size=300))
def test_a_safe_name_is_safe_and_stays_so(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert safe_name(safe) == safe
    assert not set(safe) & set('/\\:"<>|?*;%\r\n\0\u202e')
    assert not safe.startswith(".")
    assert len(safe) <= 131


@given(st.binary(max_size=400))
def test_no_content_breaks_the_reading(content: bytes) -> None:
    for ending in ("png", "jpg", "docx", "odt", "pdf", "txt"):
        filetypes.fits(content, ending)
        filetypes.without_traces(b"\xff\xd8\xff" + content, "jpg")
        filetypes.without_traces(b"\x89PNG\r\n\x1a\n" + content, "png")
