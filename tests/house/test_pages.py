"""No script and no style stands inside a page, and no page asks anybody else for anything."""

import re

import pytest

from tests.support.house import ROOT, python_files, templates

FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script inside the page": re.compile(
        r"<script\b(?![^>]*\bsrc\s*=)(?![^>]*type=[\"']application/(?:ld\+|geo\+)?json)", re.IGNORECASE
    ),
    "an event handler": re.compile(r"<[^>{}]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "something fetched from elsewhere": re.compile(
        r"<(?:script|img|iframe|source|video|audio|embed)\b[^>]*\b(?:src|srcset)\s*=\s*[\"']\s*(?:https?:)?//"
        r"|<link\b(?=[^>]*rel=[\"'](?:stylesheet|icon|preload|modulepreload))[^>]*href=[\"']\s*(?:https?:)?//",
        re.IGNORECASE,
    ),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what: str) -> None:
    pattern, found = FORBIDDEN[what], []
    for path in templates():
        text = path.read_text(encoding="utf-8")
        for match in pattern.finditer(text):
            found.append(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}")
    assert not found, f"{what} in " + ", ".join(found)


@pytest.mark.parametrize("what", ["a style attribute", "a style element", "an event handler"])
def test_no_code_writes(what: str) -> None:
    found = [path for path in python_files() if FORBIDDEN[what].search(path.read_text(encoding="utf-8"))]
    assert not found
