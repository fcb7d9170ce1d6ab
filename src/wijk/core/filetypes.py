"""Is a file what its name says, and does it tell where a picture was taken? Read from its first bytes and its parts."""

import io
import struct
import zipfile
from typing import Final

#: The kinds that are taken, by the ending of the name.
MEDIA_TYPES: Final = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
PNG: Final = b"\x89PNG\r\n\x1a\n"
#: Parts of a PNG that say nothing of the picture itself, but perhaps where, when and by whom it was made.
PNG_TRACES: Final = {b"eXIf", b"tEXt", b"iTXt", b"zTXt", b"tIME"}
#: Parts of a JPEG: APP1 (EXIF, XMP), APP13 (IPTC), comment. APP2 (colours) stays.
JPEG_TRACES: Final = {0xE1, 0xED, 0xFE}


def fits(content: bytes, ending: str) -> bool:
    """Is this content of the kind that the ending names? Documents with macros in them never are."""
    if ending == "pdf":
        return content[:1024].lstrip().startswith(b"%PDF-")
    if ending == "png":
        return content.startswith(PNG)
    if ending in ("jpg", "jpeg"):
        return content.startswith(b"\xff\xd8\xff")
    if ending in ("txt", "csv"):
        return _is_text(content)
    return _is_packed(content, ending)


def without_traces(content: bytes, ending: str) -> bytes:
    """A picture without place, camera and author; anything else, and a picture that cannot be taken apart, as it is."""
    try:
        if ending == "png":
            return _plain_png(content)
        if ending in ("jpg", "jpeg"):
            return _plain_jpeg(content)
    except (struct.error, IndexError):
        return content
    return content


def _is_text(content: bytes) -> bool:
    if b"\0" in content:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_packed(content: bytes, ending: str) -> bool:
    """The office formats are packed folders; what lies in them tells which."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            if any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in names):
                return False
            if ending in ("docx", "xlsx"):
                main = "word/document.xml" if ending == "docx" else "xl/workbook.xml"
                return "[Content_Types].xml" in names and main in names
            if "mimetype" not in names or packed.getinfo("mimetype").file_size > 200:
                return False
            return packed.read("mimetype").strip().decode("ascii", "replace") == MEDIA_TYPES[ending]
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return False


def _plain_png(content: bytes) -> bytes:
    out, at = bytearray(PNG), len(PNG)
    while at + 8 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        if content[at + 4 : at + 8] not in PNG_TRACES:
            out += content[at : at + 12 + length]
        at += 12 + length
    return bytes(out)


def _plain_jpeg(content: bytes) -> bytes:
    out, at = bytearray(content[:2]), 2
    while content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xDA:  # the picture begins: the rest belongs to it
            break
        (length,) = struct.unpack_from(">H", content, at + 2)
        if marker not in JPEG_TRACES:
            out += content[at : at + 2 + length]
        at += 2 + length
    return bytes(out) + content[at:]
