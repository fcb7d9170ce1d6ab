"""What the XML of a workbook says about a sheet that the cells alone do not tell."""

import posixpath
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from wijk.methods.formats.limits import MEGA

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s")
_HIDDEN = re.compile(rb"<(?:\w+:)?(?:row|col)\s[^>]*hidden=\"(?:1|true)\"")
_LONGEST_TAG = 1024
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_TELLING = re.compile(r"^0{2,}$|%")
_BUILT_IN_PERCENT = {"9", "10"}


@dataclass(frozen=True)
class SheetFacts:
    """Hazards of one sheet."""

    formulas: bool = False
    merged: int = 0
    hidden: bool = False
    macros: bool = False


def sheet_facts(path: Path, sheet: str) -> SheetFacts:
    """Formulas, merged cells, hidden rows or columns and macros, found without reading the cells."""
    try:
        with zipfile.ZipFile(path) as book:
            part = _part_of(book, sheet)
            macros = any(name.endswith("vbaProject.bin") for name in book.namelist())
            formulas, merged, hidden = _scan(book, part) if part in book.namelist() else (False, 0, False)
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, OSError, EOFError):
        return SheetFacts()
    return SheetFacts(formulas, merged, hidden, macros)


def _root(book: zipfile.ZipFile, name: str) -> Element:
    root: Element = fromstring(book.read(name))
    return root


def _part_of(book: zipfile.ZipFile, sheet: str) -> str:
    """The entry of the container that holds a sheet."""
    relations = {r.get("Id"): r.get("Target", "") for r in _root(book, "xl/_rels/workbook.xml.rels")}
    for element in _root(book, "xl/workbook.xml").iter():
        if element.tag.endswith("}sheet") and element.get("name") == sheet:
            target = relations.get(element.get(_RELATION), "")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    return ""


def _scan(book: zipfile.ZipFile, part: str) -> tuple[bool, int, bool]:
    formulas, merged, hidden = False, 0, False
    tail = b""
    with book.open(part) as file:
        while chunk := file.read(MEGA):
            text = tail + chunk
            cut = text.rfind(b"<") if len(text) > _LONGEST_TAG else 0
            whole, tail = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
            formulas = formulas or _FORMULA.search(whole) is not None
            merged += len(_MERGED.findall(whole))
            hidden = hidden or _HIDDEN.search(whole) is not None
    return formulas or _FORMULA.search(tail) is not None, merged + len(_MERGED.findall(tail)), hidden


def has_telling_formats(path: Path) -> bool:
    """Does the workbook use formats that show something else than is stored: leading zeros or percentages?"""
    try:
        with zipfile.ZipFile(path) as book:
            root = _root(book, "xl/styles.xml")
    except (zipfile.BadZipFile, KeyError, ParseError, DefusedXmlException, OSError, EOFError):
        return False
    custom = {
        element.get("numFmtId"): element.get("formatCode", "")
        for element in root.iter()
        if element.tag.endswith("}numFmt")
    }
    telling = {key for key, code in custom.items() if _TELLING.search(code)} | _BUILT_IN_PERCENT
    cells = [element for element in root if element.tag.endswith("}cellXfs")]
    return any(style.get("numFmtId") in telling for group in cells for style in group)
