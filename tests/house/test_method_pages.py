"""The worked numbers on the pages of the methods are reckoned again."""

import doctest
from pathlib import Path

import pytest

from tests.support.house import ROOT

PAGES = sorted((ROOT / "docs" / "methods").glob("*.md"))


@pytest.mark.parametrize("page", [p for p in PAGES if p.name != "README.md"], ids=lambda p: p.stem)
def test_the_worked_number_is_right(page: Path) -> None:
    done = doctest.testfile(str(page), module_relative=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert done.attempted, f"{page.name} has no worked number"
    assert not done.failed


def test_every_page_is_listed() -> None:
    listed = (ROOT / "docs" / "methods" / "README.md").read_text("utf-8")
    assert not [p.name for p in PAGES if p.name != "README.md" and f"({p.name})" not in listed]
