"""A stamp says what an environment was made from; whatever changes below it makes the environment stale."""

import json
import os
import sys
from pathlib import Path

import pytest

from bootstrap.layout import Layout
from bootstrap.stamp import Level, installed_level, previous_level, wanted_level, write_json, write_stamp


@pytest.fixture
def ready(tmp_path: Path) -> Layout:
    layout = Layout(tmp_path)
    for level in Level:
        (tmp_path / level.lock).write_text(f"# {level.name}\n", encoding="utf-8")
    layout.python.parent.mkdir(parents=True)
    layout.python.symlink_to(sys.executable)
    write_stamp(layout, Level.POSTGRES)
    return layout


def test_it_knows_what_is_installed(ready: Layout) -> None:
    assert installed_level(ready) is Level.POSTGRES


def test_a_changed_lock_makes_it_stale_and_the_level_is_remembered(ready: Layout) -> None:
    (ready.root / Level.POSTGRES.lock).write_text("other\n", encoding="utf-8")
    assert installed_level(ready) is None
    assert previous_level(ready) is Level.POSTGRES


def test_a_lock_of_another_level_does_not_matter(ready: Layout) -> None:
    (ready.root / Level.DEV.lock).write_text("other\n", encoding="utf-8")
    assert installed_level(ready) is Level.POSTGRES


def test_a_moved_folder_is_stale(ready: Layout, tmp_path: Path) -> None:
    moved = tmp_path.with_name(tmp_path.name + "-moved")
    tmp_path.rename(moved)
    assert installed_level(Layout(moved)) is None


def test_a_python_that_went_away_is_stale(ready: Layout) -> None:
    ready.python.unlink()
    ready.python.symlink_to(ready.root / "gone")
    assert installed_level(ready) is None


def test_an_unfinished_set_up_is_stale(ready: Layout) -> None:
    ready.making.touch()
    assert installed_level(ready) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"level": "OTHER"}', "\x00"])
def test_a_broken_stamp_is_no_stamp(ready: Layout, content: str) -> None:
    ready.stamp.write_text(content, encoding="utf-8")
    assert installed_level(ready) is None
    assert previous_level(ready) is Level.RUN


@pytest.mark.parametrize(
    ("arguments", "environ", "level"),
    [
        (["serve"], {}, Level.RUN),
        (["serve"], {"DATABASE_URL": "sqlite:///x"}, Level.RUN),
        (["serve"], {"DATABASE_URL": "postgresql://localhost/wijk"}, Level.POSTGRES),
        (["test"], {"DATABASE_URL": "postgresql://localhost/wijk"}, Level.DEV),
    ],
)
def test_a_start_asks_for_what_it_needs(arguments: list[str], environ: dict[str, str], level: Level) -> None:
    assert wanted_level(arguments, environ) is level


@pytest.mark.parametrize("words", [["serve", "--data", "{}"], ["--data={}", "serve"]])
def test_an_installation_on_postgresql_gets_its_driver(tmp_path: Path, words: list[str]) -> None:
    arguments = [word.format(tmp_path) for word in words]
    assert wanted_level(arguments, {}) is Level.RUN
    settings = tmp_path / "installation.toml"
    settings.write_text('demo = false\ndatabase = "postgresql://u:p@h/n"\n', encoding="utf-8")
    assert wanted_level(arguments, {}) is Level.POSTGRES
    assert wanted_level(["serve"], {"WIJK_DATA": str(tmp_path)}) is Level.POSTGRES


def test_json_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "a.json"
    write_json(place, {"b": 1})
    assert json.loads(place.read_text(encoding="utf-8")) == {"b": 1}
    assert os.listdir(tmp_path) == ["a.json"]
