"""Offers and needs out of a table of one's own."""

from collections.abc import Callable
from datetime import date
from math import isfinite
from pathlib import Path
from typing import TypeVar

from wijk.cli.reckon.exchange.words import say
from wijk.cli.reckon.reading import Sheet, read_sheet
from wijk.methods.exchange.entries import Entry, Side
from wijk.methods.exchange.values import VALUES, Value, value_of
from wijk.methods.saying import Rejected, Saying

REQUIRED = ("id", "side", "actor", "value", "quantity")
SHOWN = 20
_SIDES: dict[str, Side] = {
    **dict.fromkeys(("offer", "aanbod", "overschot", "offre", "surplus"), "offer"),
    **dict.fromkeys(("need", "nood", "behoefte", "vraag", "besoin", "demande"), "need"),
}
_T = TypeVar("_T")


def read_entries(path: Path) -> list[Entry]:
    """The rows of a file as entries; `Rejected` names every fault with its line."""
    sheet = read_sheet(path, *REQUIRED)
    faults: list[Saying] = []
    file = path.name

    def side(text: str, line: int) -> Side:
        if text.lower() not in _SIDES:
            faults.append(say("side", file=file, line=str(line), found=_shown(text)))
        return _SIDES.get(text.lower(), "offer")

    def value(text: str, line: int) -> Value:
        found = value_of(text)
        if found is None:
            faults.append(say("value", file=file, line=str(line), found=_shown(text), values=VALUES))
        return found or "material"

    def each(column: str, read: Callable[[str], _T], code: str) -> list[_T | None]:
        return [_optional(text, read, faults, (code, file, line, column)) for text, line in _cells(sheet, column)]

    ids, actors = sheet.ids("id"), sheet.text("actor", empty=False)
    sides = [side(*cell) for cell in _cells(sheet, "side")]
    values = [value(*cell) for cell in _cells(sheet, "value")]
    quantities = sheet.whole("quantity").tolist()
    places = {name: each(name, _metres, "number") for name in ("x", "y", "reach")}
    days = {name: each(name, _day, "day") for name in ("from", "to")}
    words = {name: [text for text, _ in _cells(sheet, name)] for name in ("what", "kind", "area", "demands", "has")}
    if faults:
        more = [say("more", count=len(faults) - SHOWN)] if len(faults) > SHOWN else []
        raise Rejected([*faults[:SHOWN], *more])
    return [
        Entry(
            id=ids[i],
            side=sides[i],
            actor=actors[i],
            value=values[i],
            quantity=quantities[i],
            what=words["what"][i],
            kind=words["kind"][i],
            area=words["area"][i],
            x=places["x"][i],
            y=places["y"][i],
            begins=days["from"][i],
            ends=days["to"][i],
            reach=places["reach"][i],
            demands=_words(words["demands"][i]),
            has=_words(words["has"][i]),
        )
        for i in range(len(ids))
    ]


def _cells(sheet: Sheet, column: str) -> list[tuple[str, int]]:
    """The texts of a column with their lines; empty texts where the column is absent."""
    texts = sheet.text(column) if column in sheet.columns else [""] * len(sheet)
    return list(zip(texts, sheet.lines, strict=True))


def _optional(text: str, read: Callable[[str], _T], faults: list[Saying], at: tuple[str, str, int, str]) -> _T | None:
    if not text:
        return None
    try:
        return read(text)
    except ValueError:
        code, file, line, column = at
        faults.append(say(code, file=file, line=str(line), column=column, found=_shown(text)))
        return None


def _metres(text: str) -> float:
    number = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    if not isfinite(number):
        raise ValueError(text)
    return number


def _day(text: str) -> date:
    """A day as written, 2026-01-31; a spreadsheet's midnight behind it is left out."""
    return date.fromisoformat(text.removesuffix(" 00:00:00").removesuffix("T00:00:00"))


def _words(text: str) -> frozenset[str]:
    """Conditions parted by commas or semicolons, without regard to capitals."""
    return frozenset(" ".join(word.lower().split()) for word in text.replace(";", ",").split(",") if word.strip())


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return f'"{text if len(text) <= 40 else text[:39] + "…"}"'
