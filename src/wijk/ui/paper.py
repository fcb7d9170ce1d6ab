"""How does a page become paper? Typst templates with data beside them; what people typed is data, never markup."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import font_source_sans_pro
import segno
import typst
from django.utils.translation import get_language

from wijk.core import city

#: `base.typ`, which every template may include as "base.typ".
HOME = Path(__file__).resolve().parent / "paper"
FONTS = Path(font_source_sans_pro.__file__).resolve().parent / "files"
MEDIA_TYPE = "application/pdf"


def pdf(template: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF of a template (`src/wijk/<room>/paper/<name>.typ`) with `data`, plain JSON that it reads from `told`.

    Tagged PDF/UA-1 in the language of the page. A template begins with `#import "base.typ": *`, which gives `told` (with
    `told.language` and `told.city` added), `sheet(title: …)[…]` for a page in our look, and `square(svg)` for a square code.
    """
    told = dict(data) | {"language": get_language() or "nl", "city": city.name()}
    files = {
        "main.typ": template.read_bytes(),
        "base.typ": (HOME / "base.typ").read_bytes(),
        "told.json": json.dumps(told, ensure_ascii=False).encode(),
    }
    given: Any = files  # the library takes several files in memory too; its types do not say so
    fonts: list[Path] = [FONTS]
    made: bytes = typst.compile(given, font_paths=fonts, ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"])
    return made


def square_code(address: str, *, stretches: bool = False) -> str:
    """A square code (QR) that opens `address`, as SVG text; `stretches`: as large as the page makes it."""
    return segno.make(address, error="m", micro=False).svg_inline(scale=4, border=2, omitsize=stretches)
