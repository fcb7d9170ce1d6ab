"""The desk gives an answer as JSON, as text or as a folder, whole or not at all."""

import argparse
import json
import sys
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from wijk.cli.reckon import desk
from wijk.cli.reckon.desk import Complaint, Desk, as_json, write_folder
from wijk.cli.reckon.language import Language
from wijk.cli.reckon.report import Report
from wijk.methods.saying import Money, Quantity, Saying, Share


def options(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    desk.add_common(parser)
    return parser.parse_args(words)


HELLO = Saying("hello", "Good day, {name}.", {"name": "Ans"})


def test_json_is_the_only_thing_on_the_output(capsys: pytest.CaptureFixture[str]) -> None:
    at = Desk(options("--json"))
    assert at.answer({"a": Fraction(1, 3), "b": np.array([1.5, np.nan])}, at.report().title(HELLO)) == 0
    assert json.loads(capsys.readouterr().out) == {"a": "1/3", "b": [1.5, None]}


def test_without_json_the_report_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    at = Desk(options())
    at.answer({}, at.report().title(HELLO))
    assert capsys.readouterr().out == "# Good day, Ans.\n"


def test_a_folder_holds_the_answer_the_report_and_the_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = Desk(options("--out", str(tmp_path / "new" / "out"), "--json"))
    at.answer({"x": 1}, at.report().title(HELLO), {"private/list.csv": "a,b\n", "raw": b"\x00"})
    out = tmp_path / "new" / "out"
    written = {str(p.relative_to(out)) for p in out.rglob("*") if p.is_file()}
    assert written == {"answer.json", "report.md", "private/list.csv", "raw"}
    assert json.loads((out / "answer.json").read_text()) == {"x": 1} == json.loads(capsys.readouterr().out)


def test_an_occupied_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "something").write_text("kept")
    with pytest.raises(Complaint, match="already holds something"):
        Desk(options("--out", str(tmp_path)))
    assert (tmp_path / "something").read_text() == "kept"


def test_an_interrupted_folder_leaves_nothing(tmp_path: Path) -> None:
    class Interrupting(str):
        def encode(self, encoding: str = "utf-8", errors: str = "strict") -> bytes:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "out", {"first": "whole", "second": Interrupting("half")})
    assert not list(tmp_path.iterdir())


def test_json_has_no_word_for_infinity() -> None:
    assert json.loads(as_json({"a": float("inf"), "b": {"c": (1, np.int64(2))}})) == {"a": None, "b": {"c": [1, 2]}}


@pytest.mark.parametrize(
    ("language", "money", "share", "number"),
    [
        ("en", "EUR 1,234.50", "12.5 %", "1,234.568"),
        ("nl", "EUR 1.234,50", "12,5 %", "1.234,568"),
        ("fr", "EUR 1\u202f234,50", "12,5 %", "1\u202f234,568"),
    ],
)
def test_numbers_are_written_as_the_language_writes_them(language: str, money: str, share: str, number: str) -> None:
    write = Language.of(language).write
    assert write(Money(123450, "EUR")) == money
    assert write(Share(Fraction(1, 8))) == share
    assert write(Quantity(1234.5678, 3)) == number


def test_a_table_keeps_its_cells_in_their_place() -> None:
    report = Report(Language.of("en")).table(["name", "votes"], [("a | b\nc", 12), ("d", 1300)])
    assert report.text() == "| name | votes |\n| --- | ---: |\n| a \\| b c | 12 |\n| d | 1,300 |\n"


def test_words_from_a_file_become_neither_tag_nor_link() -> None:
    word = "<img src=x onerror=alert(1)> [x](javascript:a)\n# no"
    told = Saying("told", "{name} was chosen.", {"name": word})
    safe = "&lt;img src=x onerror=alert(1)> [x\\](javascript:a) # no was chosen."
    report = Report(Language.of("en")).paragraph(told).points([told]).table(["name"], [(word,)])
    assert report.text().startswith(f"{safe}\n\n- {safe}\n")
    assert "<" not in report.text()
    assert "[x](" not in report.text()


def test_progress_stays_off_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    Desk(options()).progress(1, 2, "counting")
    assert capsys.readouterr().err == ""


def test_progress_is_told_at_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    at = Desk(options())
    at.progress(1, 2, "counting")
    assert "50 % counting" in capsys.readouterr().err
