"""What is left of a scan? The dots of each page, made anew, upright; never the file that came. Nothing reads a letter of it.

Scanners put each page into a PDF as one photograph (JPEG). Those are taken out; a PDF without them is refused with a sentence, because
nothing here draws the pages of a PDF.
"""

import io
import secrets
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from wijk.core import documents
from wijk.core.documents import Kept, Upload
from wijk.core.errors import Refused

#: Pages at once, megabytes of one file, dots of one page before it is unpacked, dots of the longest side that is kept.
MOST, LARGEST, MOST_DOTS, LONGEST_SIDE = 60, 60 << 20, 64_000_000, 2200
#: Smaller than this is no page but an ornament of one.
SMALLEST_SIDE = 500
FORMATS = ("JPEG", "PNG", "WEBP")
FAULTS = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, OverflowError,
    MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """One page, kept."""

    kept: Kept
    width: int
    height: int


def pages(uploads: Sequence[Upload]) -> list[Page]:
    """All pages of these files, in their order. Refused for too many, too large, or what holds no page."""
    found: list[bytes] = []
    for upload in uploads:
        content = _content(upload)
        found += list(_inside(content)) if content[:1024].lstrip().startswith(b"%PDF-") else [content]
        if len(found) > MOST:
            raise Refused("many-scans", _("At most {most} pages are taken at once. Send the others afterwards."), most=MOST)  # fmt: skip
    return [_page(one) for one in found]


def _content(upload: Upload) -> bytes:
    content = bytearray()
    for chunk in upload.chunks():
        content += chunk
        if len(content) > LARGEST:
            raise Refused("scan-too-large", _("This file is larger than {most} MB. Divide it."), most=LARGEST >> 20)
    return bytes(content)


def _inside(content: bytes) -> Iterator[bytes]:
    """The photographs in a PDF: streams that say they are JPEG, and begin like one. One walk through the file."""
    at = count = 0
    while (at := content.find(b"/DCTDecode", at)) >= 0:
        begin = content.find(b"stream", at, at + 2000)
        at += 1
        begin = content.find(b"\xff\xd8\xff", begin, begin + 10) if begin >= 0 else -1
        end = content.find(b"endstream", begin) if begin >= 0 else -1
        if end > begin >= 0:
            count += 1
            at = end
            yield content[begin:end]
    if not count:
        raise Refused(
            "no-pages",
            _("We cannot take the pages out of this PDF. Let the scanner make JPEG or PNG pictures, and send those."),
        )


def _page(content: bytes) -> Page:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_DOTS or min(picture.size) < SMALLEST_SIDE:
                    raise _no_page()
                picture.draft("L", (LONGEST_SIDE, LONGEST_SIDE))
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
                return _kept(upright)
    except FAULTS as fault:
        raise _no_page() from fault


def _kept(picture: Image.Image) -> Page:
    """A bare copy in greys, on white. A few dots of chance behind its end make it unlike any other file, so that it can be forgotten."""
    grey = Image.new("L", picture.size, 255)
    if "A" in picture.getbands() or "transparency" in picture.info:
        shown = picture.convert("RGBA")
        grey.paste(shown.convert("L"), mask=shown.getchannel("A"))
    else:
        grey.paste(picture.convert("L"))
    out = io.BytesIO()
    grey.save(out, "JPEG", quality=70, optimize=True)
    return Page(documents.keep_content(out.getvalue() + secrets.token_bytes(16), name="page.jpg"), *grey.size)


def _no_page() -> Refused:
    return Refused(
        "no-page",
        _(
            "One of these is no page that we can read. Send whole JPEG, PNG or WebP pictures of at least 500 dots each way."
        ),
    )
