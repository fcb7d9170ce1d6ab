"""Photographs as people send them, and some that nobody should."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

#: Tags of EXIF: the camera, which way is up, and the block with the place.
MAKE, TURN, PLACE = 0x010F, 0x0112, 0x8825


def jpeg(width: int = 64, height: int = 48, *, turned: int = 1, place: bool = True) -> bytes:
    """A photograph with a camera and, unless told otherwise, a place in it; the left half red, the right half blue."""
    picture = Image.new("RGB", (width, height), "red")
    picture.paste(Image.new("RGB", (width // 2, height), "blue"), (width // 2, 0))
    exif = Image.Exif()
    exif[MAKE] = "Kodak van tante Mia"
    exif[TURN] = turned
    if place:
        exif.get_ifd(PLACE).update({1: "N", 2: (50.0, 51.0, 25.0), 3: "E", 4: (4.0, 20.0, 42.0)})
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"bij ons thuis", quality=90)
    return out.getvalue()


def photograph(name: str = "foto.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a form brings it."""
    return SimpleUploadedFile(name, jpeg() if content is None else content, "image/jpeg")
