"""Where do files that people bring live, and what comes back out? By their content, under `documents/` in the data folder.

A file is what it is by its content and its name together; both must agree. The same content is kept once. A room keeps the four facts
of `Kept` in its own row; access is the room's own business: ask your door first, then `answer`.
"""

import hashlib
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from wijk.core.errors import Absent, Refused
from wijk.core.filetypes import MEDIA_TYPES, fits, without_traces

#: The folder below the data folder. It belongs to every backup.
FOLDER = "documents"
#: The largest file, in bytes.
LARGEST = 20 << 20
HASH = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 120


class Upload(Protocol):
    """What a page gets from a form field for files (Django's `UploadedFile`)."""

    name: str | None

    def chunks(self, chunk_size: int | None = None) -> Iterable[bytes]: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is kept: SHA-256 of its content, the name to give it, its media type, its size in bytes."""

    hash: str
    name: str
    media_type: str
    size: int


def keep(upload: Upload, *, largest: int = LARGEST) -> Kept:
    """Keep a file that somebody sent. Refused when it is too large, empty, of another kind than its name says, or of no allowed kind."""
    content = bytearray()
    for chunk in upload.chunks():
        content += chunk
        if len(content) > largest:
            raise Refused(
                "file-too-large",
                _("The file is larger than {most} MB. Make it smaller, or divide it."),
                most=largest >> 20,
            )
    return keep_content(bytes(content), name=upload.name or "")


def keep_content(content: bytes, *, name: str) -> Kept:
    """Keep a file whose content is at hand already; otherwise as `keep`."""
    safe = safe_name(name)
    ending = Path(safe).suffix.lower().lstrip(".")
    if ending not in MEDIA_TYPES:
        raise Refused(
            "file-kind",
            _("Files of this kind are not taken. Send one of these: {kinds}."),
            kinds=", ".join(sorted(MEDIA_TYPES)),
        )
    if not content:
        raise Refused("file-empty", _("The file is empty. Choose another one."))
    if not fits(content, ending):
        raise Refused(
            "file-not-what-it-says",
            _(
                "The content of this file is not what its name says ({ending}). Save it again from its program, and send that."
            ),
            ending=f".{ending}",
        )
    clean = without_traces(content, ending)
    digest = hashlib.sha256(clean).hexdigest()
    _put(digest, clean)
    return Kept(digest, safe, MEDIA_TYPES[ending], len(clean))


def content(digest: str) -> bytes:
    """The bytes of a kept file. Absent where there is none."""
    try:
        return _path(digest).read_bytes()
    except OSError as fault:
        raise Absent("document") from fault


def forget(digest: str) -> None:
    """Throw a kept file away. The same content is kept once: whoever asks this must know that nobody else keeps it."""
    _path(digest).unlink(missing_ok=True)


def answer(kept: Kept) -> HttpResponse:
    """The file as something to save, never to run in the page. Absent where it is gone."""
    reply = HttpResponse(content(kept.hash), content_type=kept.media_type)
    reply["Content-Disposition"] = content_disposition_header(True, safe_name(kept.name)) or "attachment"
    reply["X-Content-Type-Options"] = "nosniff"
    reply["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return reply


def safe_name(name: str) -> str:
    """A file name without folders, control or direction characters, of a bearable length, with its ending.

    >>> safe_name("../../etc/Verslag: raad.PDF"), safe_name("..\\\\a\\u202efdp.exe"), safe_name("")
    ('Verslag_ raad.PDF', 'afdp.exe', 'file')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C")
    plain = re.sub(r'[<>:"|?*;%]', "_", plain).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        return plain[:LONGEST_NAME] or "file"
    return f"{stem[:LONGEST_NAME] or 'file'}.{ending[:10]}"


def _path(digest: str) -> Path:
    if not HASH.fullmatch(digest):
        raise Absent("document")
    return Path(settings.WIJK_FOLDER) / FOLDER / digest[:2] / digest


def _put(digest: str, content: bytes) -> None:
    """All of it or nothing: written beside, then renamed. What starts with a dot is never in a backup."""
    target = _path(digest)
    if target.is_file() and target.stat().st_size == len(content):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, made = tempfile.mkstemp(dir=settings.WIJK_FOLDER, prefix=".document-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(made).replace(target)
    except BaseException:
        Path(made).unlink(missing_ok=True)
        raise
