"""How does a page become paper? Typst templates with data beside them; what people typed is data, never markup."""

import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import font_source_sans_pro
import segno
import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wijk.core import city
from wijk.core.errors import Refused

#: `base.typ`, which every template may include as "base.typ".
HOME = Path(__file__).resolve().parent / "paper"
FONTS = Path(font_source_sans_pro.__file__).resolve().parent / "files"
MEDIA_TYPE = "application/pdf"
#: A word longer than this gets places where it may break, so that it stays on the sheet.
LONGEST_WORD = 24
_UNSHOWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_BREAK = "\u200b"
#: What a process does that sets one paper and ends.
_ALONE = """
import json, sys, typst
told = json.load(sys.stdin.buffer)
files = {name: content.encode() for name, content in told["files"].items()}
made = typst.compile(files, font_paths=told["fonts"], ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"])
sys.stdout.buffer.write(made)
"""
#: Signs that no paper shows, and those that turn the direction of what follows.
_UNSEEN = {"Cc", "Cs", "Co", "Cn"}
_TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def pdf(template: Path, data: Mapping[str, Any], *, apart: bool = False) -> bytes:
    """The PDF of a template (`src/wijk/<room>/paper/<name>.typ`) with `data`, plain JSON that it reads from `told`.

    Tagged PDF/UA-1 in the language of the page. A template begins with `#import "base.typ": *`, which gives `told` (with
    `told.language` and `told.city` added), `sheet(title: …)[…]` for a page in our look, and `square(svg)` for a square code.
    `apart`: a long paper is set in a process of its own, because what sets it remembers the last ones, each with hundreds of megabytes.
    """
    told = dict(data) | {"language": get_language() or "nl", "city": city.name()}
    files = {
        "main.typ": template.read_bytes(),
        "base.typ": (HOME / "base.typ").read_bytes(),
        "told.json": json.dumps(told, ensure_ascii=False).encode(),
    }
    if apart:
        return _apart(files)
    given: Any = files  # the library takes several files in memory too; its types do not say so
    fonts: list[Path] = [FONTS]
    made: bytes = typst.compile(given, font_paths=fonts, ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"])
    return made


def _apart(files: Mapping[str, bytes]) -> bytes:
    """The same in a process that ends with it. Raises what the library would have said."""
    told = {"files": {name: content.decode() for name, content in files.items()}, "fonts": [str(FONTS)]}
    done = subprocess.run(
        [sys.executable, "-c", _ALONE], input=json.dumps(told).encode(), capture_output=True, check=False
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").rpartition("TypstError: ")[2]
        raise typst.TypstError(said, said)
    return done.stdout


def square_code(address: str, *, stretches: bool = False) -> str:
    """A square code (QR) that opens `address`, as SVG text; `stretches`: as large as the page makes it."""
    return segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=stretches)


def sheet(template: Path, told: Mapping[str, Any], *, strict: bool = True, apart: bool = False) -> bytes:
    """The PDF of a template whatever people typed. Pictures among the letters are left out.

    A letter that our typeface lacks is Refused, with the letter; or, where not `strict`, stands as a question mark.
    """
    given, lacking = dict(told), ""
    while True:
        try:
            return pdf(template, given, apart=apart)
        except typst.TypstError as fault:
            fresh = "".join(sign for sign in unshown(fault) if sign not in lacking)
            if not fresh:
                raise
            letters = "".join(sign for sign in fresh if unicodedata.category(sign)[0] in "LN")
            if strict and letters:
                raise Refused(
                    "signs",
                    _("“{signs}” cannot be printed with our typeface. Write it in other letters."),
                    signs=letters,
                ) from fault
            lacking += fresh
            given = changed(given, str.maketrans({sign: "?" if sign in letters else "" for sign in fresh}))


def lacking(signs: str) -> dict[int, str]:
    """Which of these signs our typeface lacks, and what stands in their place: asked with a page of them alone, so that a long
    paper is set once (`changed`)."""
    found: dict[int, str] = {}
    while left := "".join(sign for sign in signs if ord(sign) not in found):
        try:
            pdf(HOME / "signs.typ", {"signs": left})
        except typst.TypstError as fault:
            fresh = {ord(sign): "?" if unicodedata.category(sign)[0] in "LN" else "" for sign in unshown(fault)}
            if not fresh.keys() - found.keys():
                raise
            found |= fresh
        else:
            break
    return found


def unshown(fault: typst.TypstError) -> str:
    """The signs of which a page says that no typeface has them, each once."""
    signs = "".join(_UNSHOWN.findall(str(fault)))
    return "".join(dict.fromkeys(sign for sign in signs if not sign.isspace()))


def printable(words: str) -> str:
    """Words as paper bears them: no control signs, no turned direction, and no word too long for a line."""
    plain = "".join(c for c in words if (unicodedata.category(c) not in _UNSEEN and c not in _TURNING) or c == "\n")
    return "".join(_breakable(word) for word in _pieces(plain))


def lines(words: str) -> list[str]:
    """The paragraphs of a text."""
    return [printable(line.strip()) for line in words.splitlines() if line.strip()]


def changed(told: Any, signs: Mapping[int, str]) -> Any:
    """The same data with some signs replaced everywhere."""
    if isinstance(told, str):
        return told.translate(signs)
    if isinstance(told, Mapping):
        return {key: changed(value, signs) for key, value in told.items()}
    return [changed(value, signs) for value in told] if isinstance(told, list) else told


def _pieces(words: str) -> list[str]:
    pieces: list[str] = []
    for sign in words:
        if pieces and (sign.isspace() == pieces[-1][-1].isspace()):
            pieces[-1] += sign
        else:
            pieces.append(sign)
    return pieces


def _breakable(word: str) -> str:
    if len(word) <= LONGEST_WORD or word.isspace():
        return word
    return _BREAK.join(word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD))
