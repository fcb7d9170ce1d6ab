"""In which encoding is this text? Settled by reading all of it once, in bounded memory."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wijk.methods.formats.limits import MEGA
from wijk.methods.formats.problems import Problem, Unreadable

UTF8, UTF16, CP1252 = "utf-8", "utf-16", "cp1252"
CHUNK = 4 * MEGA

_DOUBLED = re.compile(rb"\xc3\x83\xc2[\x80-\xbf]|\xc3\xa2\xe2\x82\xac")
_GUARDED = re.compile(rb"'['=+\-@\t\r]")


@dataclass(frozen=True)
class TextFacts:
    """How a text file is to be opened, and what is worth knowing about it."""

    encoding: str
    """A name for `open`; the byte order mark, if there is one, is swallowed."""
    notes: tuple[Problem, ...]
    cut: Problem | None
    """Set when the last character is only half there."""
    ends_with_newline: bool
    guarded: bool
    """Whether an apostrophe stands before a formula sign somewhere (see `exports.guarded`)."""


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk


def text_facts(path: Path, encoding: str | None = None) -> TextFacts:
    """Which encoding fits all of this file? A declared one is checked, not believed.

    Raises Unreadable for text with NUL bytes and for text that does not fit the declared encoding.
    """
    with path.open("rb") as file:
        start = file.read(4096)
    chosen = _canonical(encoding, path) if encoding else _by_start(start)
    position = _first_misfit(path, chosen or UTF8)
    cut = None
    if position is not None and position >= path.stat().st_size - 3 and (chosen or UTF8).startswith("utf"):
        chosen = chosen or UTF8
        cut = Problem("cut_in_character", {"position": position}, file=path.name)
    elif position is not None:
        if chosen is not None or _first_misfit(path, CP1252) is not None:
            params: dict[str, str | int | float] = {"encoding": _shown(chosen or UTF8), "position": position}
            raise Unreadable(Problem("encoding_wrong", params, file=path.name))
        chosen = CP1252
    chosen = chosen or UTF8
    nul, doubled, guarded, last = _traits(path)
    if nul is not None and not chosen.startswith(UTF16):
        raise Unreadable(Problem("nul_bytes", file=path.name, line=nul))
    notes = []
    if chosen not in (UTF8, "utf-8-sig") and not encoding:
        notes.append(Problem("encoding_used", {"encoding": _shown(chosen)}, file=path.name))
    if doubled is not None and chosen.startswith(UTF8):
        notes.append(Problem("encoding_doubled", file=path.name, line=doubled))
    return TextFacts(chosen, tuple(notes), cut, last in b"\n\r" or last == b"\x00", guarded)


def _shown(encoding: str) -> str:
    return {CP1252: "Windows-1252"}.get(encoding, encoding.upper())


def _canonical(encoding: str, path: Path) -> str:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise Unreadable(Problem("encoding_wrong", {"encoding": encoding, "position": 0}, file=path.name)) from None
    return "utf-8-sig" if name == UTF8 else name


def _by_start(start: bytes) -> str | None:
    """By the byte order mark, or by the zeros of UTF-16 without one."""
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return UTF16
    if has_zeros_of_utf16(start):
        return "utf-16-be" if start[0::2].count(0) > start[1::2].count(0) else "utf-16-le"
    return None


def has_zeros_of_utf16(start: bytes) -> bool:
    """UTF-16 text of western languages has a zero in every second byte.

    >>> has_zeros_of_utf16("naam".encode("utf-16-le")), has_zeros_of_utf16(b"naam")
    (True, False)
    """
    even, odd = start[0::2].count(0), start[1::2].count(0)
    return max(even, odd) > 0.3 * len(start) and min(even, odd) < 0.05 * len(start)


def _first_misfit(path: Path, encoding: str) -> int | None:
    """The position of the first byte that does not fit, or None."""
    decoder = codecs.getincrementaldecoder(encoding)()
    done = 0
    try:
        for chunk in _chunks(path):
            decoder.decode(chunk)
            done += len(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        return min(path.stat().st_size, done + error.start)
    except UnicodeError:
        return done
    return None


def _traits(path: Path) -> tuple[int | None, int | None, bool, bytes]:
    """The first line with NUL, the first with text converted twice, whether values are guarded, the last byte."""
    nul: int | None = None
    doubled: int | None = None
    guarded, last, line = False, b"", 1
    for chunk in _chunks(path):
        if nul is None and (at := chunk.find(b"\x00")) >= 0:
            nul = line + chunk.count(b"\n", 0, at)
        if doubled is None and (match := _DOUBLED.search(chunk)):
            doubled = line + chunk.count(b"\n", 0, match.start())
        guarded = guarded or _GUARDED.search(last + chunk) is not None
        line += chunk.count(b"\n")
        last = chunk[-1:]
    return nul, doubled, guarded, last
