"""What is left of a photograph that somebody sends? Its dots alone, upright and smaller: made anew, so that nothing hides in it.

A file that holds a place, a camera, a second file behind the picture or a picture too large to unpack does not survive this.
"""

import io
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from wijk.contributions.models import Contribution, Picture
from wijk.core import documents
from wijk.core.documents import Kept, Upload
from wijk.core.errors import Refused
from wijk.ui import plain

MOST, LARGEST = 4, 12 << 20
#: Dots, before anything is unpacked: what a telephone makes today, and no more.
MOST_DOTS = 64_000_000
LONGEST_SIDE, THUMB_SIDE = 1600, 360
QUALITY, THUMB_QUALITY = 82, 74
LONGEST_ALT = 200
#: What is read. Others are refused by name, so that no rare reader of the library is ever reached.
FORMATS = ("JPEG", "PNG", "WEBP")
FAULTS = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, TypeError, IndexError, OverflowError,
    MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """A photograph made anew, kept, with its small one."""

    kept: Kept
    width: int
    height: int
    thumb: Kept
    thumb_width: int
    thumb_height: int
    alt: str


def made(uploads: Sequence[Upload], alts: Sequence[str] = ()) -> list[Made]:
    """All photographs, made anew and kept. Refused for more than four, for what is no photograph, and for one too large.

    Called before the transaction: it takes time, and a file without a row harms nobody.
    """
    if len(uploads) > MOST:
        raise Refused("too-many-pictures", _("At most {most} photographs fit. Leave some out."), most=MOST)
    said = [*alts, *[""] * len(uploads)]
    return [
        _one(_content(upload.chunks()), plain.line(alt, longest=LONGEST_ALT))
        for upload, alt in zip(uploads, said, strict=False)
    ]


def attach(contribution: Contribution, pictures: Sequence[Made]) -> None:
    """Put the photographs with what was said."""
    Picture.objects.bulk_create(
        Picture(
            contribution=contribution, hash=one.kept.hash, name=one.kept.name, media_type=one.kept.media_type,
            size=one.kept.size, width=one.width, height=one.height, thumb=one.thumb.hash, thumb_width=one.thumb_width,
            thumb_height=one.thumb_height, alt=one.alt, order=order,
        )
        for order, one in enumerate(pictures)
    )  # fmt: skip


def _content(chunks: Iterable[bytes]) -> bytes:
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > LARGEST:
            raise Refused(
                "picture-too-large",
                _("The photograph is larger than {most} MB. Send a smaller one."),
                most=LARGEST >> 20,
            )
    return bytes(content)


def _one(content: bytes, alt: str) -> Made:
    full = _drawn(content)
    small = full.copy()
    small.thumbnail((THUMB_SIDE, THUMB_SIDE), Image.Resampling.LANCZOS)
    return Made(_kept(full, QUALITY), *full.size, _kept(small, THUMB_QUALITY), *small.size, alt)


def _drawn(content: bytes) -> Image.Image:
    """The dots in red, green and blue, upright, at most so large. Size and format are read before anything is unpacked."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=FORMATS) as picture:
                if picture.width * picture.height > MOST_DOTS or min(picture.size) < 1:
                    raise Refused("picture-dots", _("This photograph has too many dots. Send a smaller one."))
                picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                picture.load()
                upright = ImageOps.exif_transpose(picture)
                upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
                return _on_white(upright)
    except FAULTS as fault:
        raise Refused(
            "no-picture", _("This is no photograph that we can read. Send a JPEG, PNG or WebP picture that is whole.")
        ) from fault


def _on_white(picture: Image.Image) -> Image.Image:
    """A bare copy: no palette, no transparency, no words beside the dots."""
    shown = picture.convert("RGBA") if "A" in picture.getbands() or "transparency" in picture.info else picture
    bare = Image.new("RGB", shown.size, "white")
    bare.paste(shown.convert("RGB"), mask=shown.getchannel("A") if shown.mode == "RGBA" else None)
    return bare


def _kept(picture: Image.Image, quality: int) -> Kept:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return documents.keep_content(out.getvalue(), name="photo.jpg")
