"""One style, one format, strict types, firm floors: the tools say so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"


def run(root: Path, *arguments: str) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    done = subprocess.run([sys.executable, *arguments], cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, f"\n{done.stdout}{done.stderr}"


def test_there_is_one_style(root: Path) -> None:
    run(root, "-m", "ruff", "check", "--output-format", "concise", ".", "wijk")


def test_there_is_one_format(root: Path) -> None:
    run(root, "-m", "ruff", "format", "--check", ".", "wijk")


def test_a_room_imports_only_rooms_below_it(root: Path) -> None:
    run(root, "-c", LINT_IMPORTS, "--no-cache")


@pytest.mark.slow
def test_types_hold_strictly(root: Path) -> None:
    run(root, "-m", "mypy", "--no-error-summary")
