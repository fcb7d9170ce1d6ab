"""What nobody should type or send: words, files and names of files, for `tests/house/test_hostile.py`."""

import io
import json
import struct
import zipfile
import zlib
from functools import cache

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from PIL import Image

from tests.support.pictures import jpeg

#: By this it is found again.
MARK = "zxqv"
MARKUP = "<script>alert(1)</script>", "<img src=x onerror=alert(1)>"
#: What may stand in no row: zero, bell, escape, right-to-left override and isolate, zero-width space, byte order mark.
UNSEEN = "\0\x07\x1b\u202e\u2066\u200b\ufeff"
#: Names of kinds and what is typed; the homoglyphs are Cyrillic.
WORDS = {
    "markup": f"{MARK}{MARKUP[0]}{MARKUP[1]}",
    "unseen": f"{MARK}\u202e\u2066\u0440\u0430\u0443\u200b\ufeff\x07\x1bl",
    "zero": f"{MARK}\0\0",
    "number": "9" * 400,
}
MEGABYTE = f"{MARK} " * 200_000


def _bomb(width: int, height: int) -> bytes:
    """A picture of very few bytes that says it is very large."""

    def part(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + part(b"IHDR", head) + part(b"IDAT", zlib.compress(b"\0" * 10_000)) + part(b"IEND", b"")
    )


def _animated(kind: str) -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 30), colour) for colour in ("red", "blue", "green")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:])
    return out.getvalue()


def _zipped(name: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as into:
        into.writestr(name, "comment-id,comment-body\r\n0,Een bank\r\n")
    return out.getvalue()


def _deep() -> bytes:
    """An archive that says it is small and unpacks to very much."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as into:
        for name in ("comments.csv", "votes.csv"):
            into.writestr(name, b"0" * 60_000_000)
    return out.getvalue()


@cache
def contents() -> dict[str, bytes]:
    """Contents of files that mean harm or are broken, by what they are."""
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    return {
        "empty": b"", "bomb": _bomb(60_000, 60_000), "narrow": _bomb(1, 100_000), "truncated": jpeg()[:300],
        "polyglot": jpeg() + b"<html><script>alert(1)</script>" + _zipped("a.csv"), "svg": svg, "animated": _animated("GIF"),
        "webp": _animated("WEBP"), "page": b"<!doctype html><script>alert(1)</script>", "slip": _zipped("../../../etc/passwd"),
        "deep": _deep(), "noise": bytes(range(256)) * 40, "zeroes": b"\0" * 5000, "half a table": b'a;b\n"1;2\n\xff\xfe',
    }  # fmt: skip


#: Names of files that lead elsewhere, turn the line around, or never end.
NAMES = (
    "../../../etc/passwd", "..\\..\\windows\\system.ini", "foto\u202egpj.exe", "x" * 300 + ".jpg", "a\0b.jpg", "", ".", "CON.jpg",
    '"><script>alert(1)</script>.jpg', "foto.jpg/", "\u200b.csv",
)  # fmt: skip


def file_of(content: bytes, name: str) -> SimpleUploadedFile:
    """A file as a form brings it, under this very name."""
    made = SimpleUploadedFile("x", content, "image/jpeg")
    made.__dict__["_name"] = name or "x"  # its setter would make it harmless before it is sent
    return made


@cache
def _questions() -> list[str]:
    """Which cells hold the mark, asked of some hundred columns at a time: no database takes more in one question."""
    kinds = (models.CharField, models.TextField, models.JSONField)
    found = [
        f"SELECT '{table}.{column}', {cell} FROM {table} WHERE {cell} LIKE '%{MARK}%'"
        for table, column, cell in (
            (model._meta.db_table, f.column, f'CAST("{f.column}" AS TEXT)')
            for model in apps.get_models(include_auto_created=True)
            if model.__module__.startswith("wijk.")
            for f in model._meta.local_concrete_fields
            if isinstance(f, kinds)
        )
    ]
    return [" UNION ALL ".join(found[at : at + 400]) for at in range(0, len(found), 400)]


def kept() -> list[tuple[str, str]]:
    """Every cell of ours in which the mark stands, with the name of its column."""
    rows = []
    with connection.cursor() as cursor:
        for question in _questions():
            cursor.execute(question)
            rows += cursor.fetchall()
    return rows


def unseen_in(words: str) -> str:
    """What stands in these words and nobody sees, also where a column writes it as an escape."""
    return "".join(sign for sign in UNSEEN if sign in words or json.dumps(sign)[1:-1] in words)
