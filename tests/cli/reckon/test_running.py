"""What goes wrong in a reckoning command becomes a sentence and an exit code."""

import argparse
import sys
import types

import pytest

from wijk import cli
from wijk.cli import reckon
from wijk.cli.reckon.desk import Complaint
from wijk.methods.saying import Rejected, Saying


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """A command `trouble` that raises whatever is put into it."""
    module = types.ModuleType("wijk.cli.reckon.trouble")

    def run(options: argparse.Namespace) -> int:
        raise module.fault

    def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
        command = commands.add_parser("trouble")
        command.add_argument("--language", default="en")
        command.set_defaults(run=run)

    module.register = register  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "wijk.cli.reckon.trouble", module)
    monkeypatch.setitem(reckon.RECKONERS, "trouble", ("trouble", "raise"))
    monkeypatch.delenv("WIJK_TRACEBACK")
    return module


SAYING = Saying("empty", "There are no ballots. Check the file.")


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        (Rejected(SAYING), 1, "wijk: There are no ballots. Check the file."),
        (Complaint(SAYING), 1, "wijk: There are no ballots. Check the file."),
        (KeyboardInterrupt(), 130, "wijk: interrupted"),
        (FileNotFoundError(2, "No such file or directory", "x.csv"), 1, "wijk: No such file or directory: x.csv"),
        (MemoryError(), 1, "wijk: this machine has too little memory"),
        (
            ZeroDivisionError("by\nnothing"),
            1,
            "fault of wijk itself, not of your files (ZeroDivisionError: by nothing)",
        ),
    ],
)
def test_every_fault_is_told(
    failing: types.ModuleType, capsys: pytest.CaptureFixture[str], fault: BaseException, code: int, told: str
) -> None:
    failing.fault = fault  # type: ignore[attr-defined]
    assert cli.main(["trouble"]) == code
    spoken = capsys.readouterr()
    assert told in spoken.err
    assert not spoken.out
    assert "Traceback" not in spoken.err


def test_the_place_of_a_fault_is_shown_to_whoever_asks(
    failing: types.ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing.fault = ZeroDivisionError()  # type: ignore[attr-defined]
    monkeypatch.setenv("WIJK_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        cli.main(["trouble"])


@pytest.mark.parametrize("seed", ["-1", "1.5", "x", "", "9" * 30])
@pytest.mark.parametrize(
    "words", [["index", "f.csv"], ["typology", "f.csv"], ["opinions", "f.csv"], ["cost", "total", "f.toml"]]
)
def test_a_seed_is_a_whole_number(capsys: pytest.CaptureFixture[str], words: list[str], seed: str) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*words, f"--seed={seed}"])
    assert ended.value.code == 2
    assert "is no seed: give a whole number of zero or more" in capsys.readouterr().err


def test_wrong_words_end_with_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["verify", "--nonsense"])
    assert ended.value.code == 2
    assert "usage: wijk" in capsys.readouterr().err
