"""What is left of a photograph that somebody sends? Its dots, and nothing that was hidden in it."""

import io
import struct
import zipfile
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.support.pictures import jpeg, photograph
from wijk.contributions import pictures
from wijk.core import documents
from wijk.core.errors import Refused

pytestmark = pytest.mark.django_db
HALVES = ((0, 0, 800, 700), (0, 900, 800, 1600))


def made(content: bytes, name: str = "foto.jpg") -> pictures.Made:
    return pictures.made([SimpleUploadedFile(name, content)])[0]


def refused(content: bytes, name: str = "foto.jpg") -> str:
    with pytest.raises(Refused) as fault:
        made(content, name)
    assert str(fault.value)
    return fault.value.code


def png(width: int, height: int, content: bytes = b"") -> bytes:
    """A PNG that says to be so large, whatever is in it."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = content or zlib.compress(b"\0" * min((width * 3 + 1) * height, 4_000_000))
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", body) + part(b"IEND", b"")


def test_place_camera_and_words_are_taken_out() -> None:
    kept = documents.content(made(jpeg(400, 300)).kept.hash)
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert "comment" not in picture.info
        assert "xmp" not in picture.info
    for trace in (b"Exif", b"tante Mia", b"bij ons thuis", b"GPS"):
        assert trace in jpeg(400, 300) or trace == b"GPS"
        assert trace not in kept


def test_it_stands_upright_and_is_made_smaller() -> None:
    one = made(jpeg(4000, 2000, turned=6))
    assert (one.width, one.height) == (800, 1600)
    assert max(one.thumb_width, one.thumb_height) == 360
    with Image.open(io.BytesIO(documents.content(one.kept.hash))) as picture:
        (red_above, _g, _b), (_r, _g2, blue_below) = (picture.crop(box).resize((1, 1)).tobytes() for box in HALVES)
    assert min(red_above, blue_below) > 200  # red was left, blue right
    assert len(documents.content(one.thumb.hash)) < 20_000


def test_a_second_file_behind_the_picture_dies() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as folder:
        folder.writestr("index.html", "<script>alert(1)</script>")
    both = jpeg(64, 64) + packed.getvalue()
    kept = documents.content(made(both).kept.hash)
    assert zipfile.is_zipfile(io.BytesIO(both))
    assert not zipfile.is_zipfile(io.BytesIO(kept))
    assert b"<script" not in kept
    assert b"PK" not in kept[-100:]
    html = jpeg(64, 64).replace(b"bij ons thuis", b"<svg onload>\n")
    assert b"<svg" not in documents.content(made(html).kept.hash)


@pytest.mark.parametrize("size", [(60_000, 60_000), (2_000_000, 40), (1, 100_000_000)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    assert refused(png(*size), "bom.png") in ("picture-dots", "no-picture")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xd8\xff",
        jpeg(200, 200)[:300],
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 200,
        b"%PDF-1.7\n" + b"\0" * 200,
        b"II*\0" + b"\0" * 500,
        png(10, 10, b"no zlib at all"),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n",
    ],
)
def test_what_is_no_whole_photograph_is_refused_in_one_sentence(content: bytes) -> None:
    assert refused(content) == "no-picture"


def test_no_more_than_four_and_none_too_large() -> None:
    with pytest.raises(Refused, match="4"):
        pictures.made([photograph()] * 5)
    assert refused(jpeg() + b"\0" * pictures.LARGEST) == "picture-too-large"


def test_the_name_of_the_file_goes_nowhere() -> None:
    for name in ("../../etc/passwd", "a\x00b.php.jpg", "\u202egpj.exe", "<img src=x>.jpg", "x" * 5000):
        assert pictures.made([photograph(name)])[0].kept.name == "photo.jpg"


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "CMYK", "1", "I;16"])
def test_every_way_of_keeping_dots_becomes_a_plain_photograph(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    one = made(out.getvalue())
    with Image.open(io.BytesIO(documents.content(one.kept.hash))) as picture:
        assert picture.mode == "RGB"
        assert picture.size == (30, 20)


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, 2_000), flips=st.binary(min_size=1, max_size=20))
def test_a_damaged_photograph_is_made_anew_or_refused(at: int, flips: bytes) -> None:
    content = bytearray(jpeg(80, 60))
    at %= len(content)
    content[at : at + len(flips)] = flips
    try:
        one = made(bytes(content))
    except Refused:
        return
    assert one.width <= 1600
    assert one.height <= 1600
