"""Whatever file is given to whichever reckoning command: one clear sentence, never a traceback, nothing written.

The commands are found in the command line itself, so that a new one is tried without being named here.
"""

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import commands
from wijk import cli
from wijk.cli import installed

HOSTILE: dict[str, bytes] = {
    "empty": b"",
    "a header only": b"id;population;x\n",
    "binary": bytes(range(256)) * 40,
    "a mark and a half": b"\xff\xfe\x00",
    "not of this world": b"\xef\xbb\xbfid;x\n1;caf\xe9\n",
    "JSON that is no answer": b'{"nodes": 3, "edges": "many", "format": null}',
    "JSON too deep": b"[" * 5000 + b"]" * 5000,
    "JSON that repeats itself": b'{"a": 1, "a": 2}',
    "a list of nothing": b"[]",
    "TOML of another kind": b'[variant.a]\narea = "wide"\n\n[[variant.a.cost]]\namount = nan\n',
    "a cut map": b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geom',
    "an entity bomb": b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><graphml>&c;</graphml>',
    "a ballot for nothing": b"META\nkey;value\nbudget;x\nPROJECTS\nproject_id;cost\n1;-5\nVOTES\nvoter_id;vote\n1;2\n",
    "columns that lie": b"id,population,x\nA,NaN,1e400\nA,-1,inf\n,,\n",
    "a broken zip": b"PK\x03\x04" + b"\x00" * 60,
    "a broken geopackage": b"SQLite format 3\x00" + b"\x00" * 200,
    "a broken parquet": b"PAR1" + b"\x01" * 40 + b"PAR1",
}


def reckoning() -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    for path, parser in commands(installed.reckoning_parser()):
        if path and parser.get_default("run"):
            yield path, parser


def words_for(path: tuple[str, ...], parser: argparse.ArgumentParser, file: Path) -> list[str]:
    """A whole command line in which every file is this one, and everything else that is asked for is plausible."""
    words = list(path)
    chosen = {id(group._group_actions[0]) for group in parser._mutually_exclusive_groups if group.required}
    for action in parser._actions:
        wanted = action.required or id(action) in chosen
        if not wanted or isinstance(action, argparse._SubParsersAction | argparse._HelpAction):
            continue
        words += [action.option_strings[-1]] if action.option_strings else []
        if action.nargs != 0:
            words.append(_value(action, file))
    return words


def _value(action: argparse.Action, file: Path) -> str:
    kind: Any = action.type
    if action.choices:
        return str(next(iter(action.choices)))
    if kind is int:
        return "3"
    return str(file) if kind is Path or str(action.metavar or action.dest).isupper() else "population"


ANY = Path("any")
CASES = [
    pytest.param(path, parser, id=" ".join(path))
    for path, parser in reckoning()
    if str(ANY) in words_for(path, parser, ANY)
]


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(("path", "parser"), CASES)
def test_a_hostile_file_earns_a_sentence(
    path: tuple[str, ...],
    parser: argparse.ArgumentParser,
    content: bytes,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "given"
    file.write_bytes(content)
    assert outcome(words_for(path, parser, file)) in (1, 2)
    _told(capsys)
    assert [p.name for p in tmp_path.iterdir()] == ["given"]


@pytest.mark.parametrize("what", ["a folder", "nothing there", "not ours to read"])
@pytest.mark.parametrize(("path", "parser"), CASES)
def test_a_path_without_a_file_earns_a_sentence(
    path: tuple[str, ...],
    parser: argparse.ArgumentParser,
    what: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "given"
    if what == "a folder":
        file.mkdir()
    elif what == "not ours to read":
        file.write_bytes(b"id\n1\n")
        file.chmod(0)
        if os.access(file, os.R_OK):
            pytest.skip("the administrator may read everything")
    assert outcome(words_for(path, parser, file)) in (1, 2)
    _told(capsys)


def outcome(words: list[str]) -> int:
    try:
        return cli.main(words)
    except SystemExit as ended:
        return int(ended.code or 0)


def _told(capsys: pytest.CaptureFixture[str]) -> None:
    told = capsys.readouterr()
    assert told.err.startswith(("wijk: ", "usage: "))
    assert "Traceback" not in told.err
    assert "fault of wijk itself" not in told.err
    assert len(told.err.split()) > 4
