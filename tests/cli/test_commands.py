"""Every command explains itself, and the page of commands says what the code says."""

import argparse
from collections.abc import Iterator

import pytest

from tests.support.files import ROOT
from wijk.cli import installed, reference
from wijk.cli.reckon import RECKONERS

PAGE = ROOT / "docs" / "reference" / "commands.md"


def commands(
    parent: argparse.ArgumentParser, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    yield path, parent
    for action in parent._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, command in action.choices.items():
                yield from commands(command, (*path, name))


def whole(path: tuple[str, ...]) -> argparse.ArgumentParser:
    """The command line in which a command stands with all its words."""
    return installed.reckoning_parser() if path and path[0] in RECKONERS else installed.parser()


ALL = {path: found for path, found in commands(installed.parser()) if not path or path[0] not in RECKONERS}
ALL |= {path: found for path, found in commands(installed.reckoning_parser()) if path}


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_explains_itself(path: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        whole(path).parse_args([*path, "--help"])
    assert ended.value.code == 0
    assert f"usage: {' '.join(('wijk', *path))}" in capsys.readouterr().out


@pytest.mark.parametrize("path", [p for p in ALL if p], ids=" ".join)
def test_every_argument_says_what_it_is_for(path: tuple[str, ...]) -> None:
    silent = [a.dest for a in ALL[path]._actions if not a.help and not isinstance(a, argparse._SubParsersAction)]
    assert not silent


def test_the_page_of_commands_says_what_the_code_says() -> None:
    told = reference.page(installed.parser(), installed.reckoning_parser())
    assert PAGE.read_text(encoding="utf-8") == told, "renew it: ./wijk reference > docs/reference/commands.md"


@pytest.mark.parametrize(
    "words", [["nothing"], [], ["trail"], ["trail", "verify", "--what"], ["serve", "--port", "many"], ["restore"]]
)
def test_wrong_words_end_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        installed.parser().parse_args(words)
    assert ended.value.code == 2
    assert "usage: wijk" in capsys.readouterr().err
