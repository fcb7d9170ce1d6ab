"""Which kind of file is this? Asked of its content, not of its name."""

import os
import stat
import zipfile
from pathlib import Path

from wijk.methods.formats.limits import GIGA, KILO, MEGA, Limits
from wijk.methods.formats.problems import Problem, Unreadable
from wijk.methods.formats.text import has_zeros_of_utf16

HEAD = 4096

CSV, XLSX, PARQUET = "csv", "xlsx", "parquet"
GPKG, GEOJSON, TOPOJSON, SHAPEFILE, SHAPEFILE_ZIP, FLATGEOBUF = (
    "geopackage",
    "geojson",
    "topojson",
    "shapefile",
    "zipped shapefile",
    "flatgeobuf",
)

EXPECTED_KINDS = {
    ".csv": {CSV},
    ".tsv": {CSV},
    ".txt": {CSV},
    ".xlsx": {XLSX},
    ".xlsm": {XLSX},
    ".parquet": {PARQUET},
    ".geoparquet": {PARQUET},
    ".gpkg": {GPKG},
    ".geojson": {GEOJSON},
    ".json": {GEOJSON, TOPOJSON},
    ".topojson": {TOPOJSON},
    ".shp": {SHAPEFILE},
    ".dbf": {SHAPEFILE},
    ".zip": {SHAPEFILE_ZIP, XLSX},
    ".fgb": {FLATGEOBUF},
}

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFUSED = ((b"%PDF", "pdf_file"), (b"\x1f\x8b", "compressed"), (b"Rar!", "compressed"), (b"7z\xbc\xaf", "compressed"))
_CONTROL = bytes(byte for byte in range(32) if byte not in b"\t\n\r\f\x1a")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def size_in_words(size: float) -> str:
    """'1.4 GB', for a person.

    >>> size_in_words(1_500), size_in_words(3 * 1024 * 1024)
    ('1 kB', '3 MB')
    """
    for unit, name in ((GIGA, "GB"), (MEGA, "MB"), (KILO, "kB")):
        if size >= unit:
            return f"{size / unit:.1f} {name}".replace(".0 ", " ") if unit == GIGA else f"{int(size // unit)} {name}"
    return f"{int(size)} B"


def check_file(path: Path, limits: Limits) -> int:
    """The size of a file that is there, may be read, holds something and is not too large; else Unreadable."""
    try:
        found = os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        raise Unreadable(Problem("file_missing", file=path.name)) from None
    except OSError:
        raise Unreadable(Problem("no_permission", file=path.name)) from None
    if not stat.S_ISREG(found.st_mode):
        raise Unreadable(Problem("not_a_file", file=path.name))
    if not found.st_size:
        raise Unreadable(Problem("file_empty", file=path.name))
    if found.st_size > limits.file_bytes:
        params = {"size": size_in_words(found.st_size), "limit": size_in_words(limits.file_bytes)}
        raise Unreadable(Problem("file_too_large", params, file=path.name))
    return found.st_size


def head_of(path: Path, size: int = HEAD) -> bytes:
    """The first bytes of a file; Unreadable when it may not be read."""
    try:
        with path.open("rb") as file:
            return file.read(size)
    except OSError:
        raise Unreadable(Problem("no_permission", file=path.name)) from None


def kind_of(path: Path, limits: Limits) -> str:
    """Which kind of file is this, by its content? Raises Unreadable, with a clear sentence, for what is no data."""
    check_file(path, limits)
    head = head_of(path)
    for magic, code in _REFUSED:
        if head.startswith(magic):
            raise Unreadable(Problem(code, file=path.name))
    if head.startswith(_OLE):
        raise Unreadable(Problem(_ole_code(path), file=path.name))
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path, limits)
    return _plain_kind(path, head)


def _plain_kind(path: Path, head: bytes) -> str:
    if head.startswith(b"PAR1"):
        return PARQUET
    if head.startswith(b"SQLite format 3\x00"):
        return GPKG
    if head.startswith(b"fgb\x03"):
        return FLATGEOBUF
    if head[:4] == b"\x00\x00\x27\x0a" or (path.suffix.lower() == ".dbf" and head[:1] in b"\x03\x04\x05\x30\x83\x8b"):
        return SHAPEFILE
    return _text_kind(path, head)


def _text_kind(path: Path, head: bytes) -> str:
    text = head.removeprefix(_BOMS[0]).lstrip()
    lowered = text[:1024].lower()
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered[:512]:
        raise Unreadable(Problem("html_page", file=path.name))
    if text.startswith((b"{", b"[")):
        return TOPOJSON if b'"Topology"' in head else GEOJSON
    if text.startswith(b"<?xml") or _is_binary(head):
        raise Unreadable(Problem("unknown_format", file=path.name))
    return CSV


def _is_binary(head: bytes) -> bool:
    """More than a few control characters, and not for being UTF-16."""
    if head.startswith(_BOMS[1:]) or has_zeros_of_utf16(head):
        return False
    return sum(head.count(byte) for byte in _CONTROL) > max(8, 0.05 * len(head))


def _ole_code(path: Path) -> str:
    """Old Excel and password-protected new Excel share a container."""
    needle = "EncryptedPackage".encode("utf-16-le")
    with path.open("rb") as file:
        start = file.read(MEGA)
        file.seek(max(0, path.stat().st_size - MEGA))
        return "encrypted" if needle in start or needle in file.read(MEGA) else "old_excel"


def _zip_kind(path: Path, limits: Limits) -> str:
    names = {entry.filename for entry in checked_zip_entries(path, limits)}
    if "[Content_Types].xml" in names and any(name.startswith("xl/") for name in names):
        return XLSX
    if any(name.lower().endswith(".shp") for name in names):
        return SHAPEFILE_ZIP
    if "content.xml" in names and "mimetype" in names:
        raise Unreadable(Problem("open_document", file=path.name))
    raise Unreadable(Problem("compressed", file=path.name))


def checked_zip_entries(path: Path, limits: Limits) -> list[zipfile.ZipInfo]:
    """The entries of a zip container that is safe to open; looks only at its directory, unpacks nothing."""
    try:
        with zipfile.ZipFile(path) as container:
            entries = container.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise Unreadable(Problem("archive_broken", file=path.name)) from None
    if len(entries) > limits.zip_entries:
        counts = {"count": len(entries), "limit": limits.zip_entries}
        raise Unreadable(Problem("archive_entries", counts, file=path.name))
    total = sum(entry.file_size for entry in entries)
    dense = any(
        e.file_size > 10 * MEGA and e.file_size > limits.unpack_ratio * max(1, e.compress_size) for e in entries
    )
    overlapping = sum(entry.compress_size for entry in entries) > path.stat().st_size
    if total > limits.unpacked_bytes or dense or overlapping:
        params = {"size": size_in_words(total), "limit": size_in_words(limits.unpacked_bytes)}
        raise Unreadable(Problem("archive_bomb", params, file=path.name))
    for entry in entries:
        if entry.filename.startswith(("/", "\\")) or ".." in Path(entry.filename).parts:
            raise Unreadable(Problem("archive_paths", {"name": entry.filename[:80]}, file=path.name))
        if entry.flag_bits & 1:
            raise Unreadable(Problem("encrypted", file=path.name))
    return entries


def extension_note(path: Path, kind: str) -> Problem | None:
    """A note when the name of the file promises something else than its content."""
    expected = EXPECTED_KINDS.get(path.suffix.lower())
    if expected is None or kind in expected:
        return None
    return Problem("wrong_extension", {"extension": path.suffix, "format": kind}, file=path.name)
