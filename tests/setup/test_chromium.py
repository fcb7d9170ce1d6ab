"""Where a Chromium is looked for."""

from pathlib import Path

from bootstrap.browser import find_chromium


def an_executable(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("#!/bin/sh\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_one_that_is_named_goes_first(tmp_path: Path) -> None:
    on_path, named = an_executable(tmp_path, "chromium"), an_executable(tmp_path, "mine")
    assert find_chromium({"PATH": str(tmp_path)}) == on_path
    assert find_chromium({"PATH": str(tmp_path), "WIJK_CHROMIUM": named}) == named


def test_an_empty_name_means_none(tmp_path: Path) -> None:
    an_executable(tmp_path, "google-chrome")
    assert find_chromium({"PATH": str(tmp_path), "WIJK_CHROMIUM": ""}) is None


def test_a_name_that_leads_nowhere_is_none(tmp_path: Path) -> None:
    assert find_chromium({"PATH": "", "WIJK_CHROMIUM": str(tmp_path / "gone")}) is None
