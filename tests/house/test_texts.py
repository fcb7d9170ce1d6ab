"""Every text of the interface can be read in Dutch and French, and every file is short enough to be read at all."""

import re
from pathlib import Path

import pytest

from tests.support.house import ROOT, SOURCE, python_files
from wijk.config.catalogue import LANGUAGES, faults, texts_of

LONGEST = 400
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|TBD|[Ll]orem ipsum)\b")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_is_complete(language: str) -> None:
    found = faults(language, texts_of())
    assert not found, "\n".join(found)


def written_files() -> list[Path]:
    folders = [SOURCE, ROOT / "bootstrap", ROOT / "bench", ROOT / "tests", ROOT / "docs"]
    kinds = {".py", ".html", ".css", ".js", ".mjs", ".md", ".svg", ".toml"}
    found = [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds]
    return [path for path in found if not {"vendor", "__pycache__", "scratch"} & set(path.relative_to(ROOT).parts)]


def test_no_file_is_too_long_to_be_read() -> None:
    code = [path for path in written_files() if path.suffix in {".py", ".html", ".js", ".mjs"}]
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in code}
    long = {path: n for path, n in lengths.items() if n > LONGEST and "migrations" not in path.parts}
    assert not long, "\n".join(f"{path.relative_to(ROOT)}: {n} lines" for path, n in long.items())


def test_most_files_are_short() -> None:
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in python_files())
    assert lengths[len(lengths) // 2] <= 150


def test_nothing_is_left_for_later() -> None:
    here = Path(__file__)
    found = [p for p in written_files() if p != here and UNFINISHED.search(p.read_text(encoding="utf-8"))]
    assert not [str(path.relative_to(ROOT)) for path in found]
