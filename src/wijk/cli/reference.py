"""`wijk reference`: every command with its options, as the page `docs/reference/commands.md`."""

import argparse
from collections.abc import Iterator
from typing import Any

from wijk.cli import installed

HEAD = """\
# Commands

Written by `wijk reference` out of the code itself; do not change it by hand.

Every command takes `--help`, and `--data DIR`: the folder of the installation (default: `$WIJK_DATA`, else `wijk-data`). In a
checkout the program is `./wijk`. A command ends with 0 when it did what was asked, 1 when it refused and said why, 2 when the
words were wrong and 130 when it was interrupted.
"""


def register(commands: Any) -> None:
    """Add `wijk reference`."""
    command = commands.add_parser("reference", help="print this list of all commands, as Markdown")
    command.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print the page."""
    print(page(installed.parser(), installed.reckoning_parser()), end="")
    return 0


def page(*tops: argparse.ArgumentParser) -> str:
    """The whole page; a command that is there by name only in one command line is told by the other."""
    told = [found for top in tops for found in _commands(top) if found[0].get_default("run")]
    return "\n".join([HEAD, *(_section(command, words) for command, words in told)])


def _commands(parent: argparse.ArgumentParser) -> Iterator[tuple[argparse.ArgumentParser, str]]:
    """Every command that does something, with what its parent says of it, in the order of the help."""
    for action in parent._actions:
        if isinstance(action, argparse._SubParsersAction):
            told = {choice.dest: choice.help or "" for choice in action._choices_actions}
            for name, command in action.choices.items():
                deeper = list(_commands(command))
                yield from deeper or [(command, told.get(name, ""))]


def _section(command: argparse.ArgumentParser, words: str) -> str:
    own = [a for a in command._actions if not {"--help", "--data"} & set(a.option_strings)]
    usage = " ".join([command.prog, *map(_usage, own)])
    lines = [f"## `{command.prog}`", "", f"{words[:1].upper()}{words[1:]}.", "", f"    {usage}", ""]
    if own:
        lines += ["| | |", "| --- | --- |", *(f"| `{_named(a)}` | {_said(command, a)} |" for a in own), ""]
    return "\n".join(lines)


def _usage(action: argparse.Action) -> str:
    word = _named(action)
    return word if action.required or not action.option_strings else f"[{word}]"


def _named(action: argparse.Action) -> str:
    """An option with its value, a value by its name."""
    choices = "{" + ",".join(map(str, action.choices)) + "}" if action.choices else ""
    value = choices or str(action.metavar or action.dest.upper())
    if not action.option_strings:
        return value
    return action.option_strings[-1] if action.nargs == 0 else f"{action.option_strings[-1]} {value}"


def _said(command: argparse.ArgumentParser, action: argparse.Action) -> str:
    """The help of an argument, with its default where the help leaves it out."""
    words = command._get_formatter()._expand_help(action) if action.help else ""
    if action.nargs == 0 or action.default in (None, "", 0, [], argparse.SUPPRESS) or "default" in words:
        return words
    return f"{words} (default: {action.default})".strip()
