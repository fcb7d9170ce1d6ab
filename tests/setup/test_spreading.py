"""Two workers: what takes long to make is made once, and the longest begins first."""

from pathlib import Path

import pytest

from tests.support.spreading import FIRST, TOGETHER, Together

TESTS = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("place", [*FIRST, *TOGETHER])
def test_what_is_named_is_there(place: str) -> None:
    assert (TESTS / place).exists()
    assert (TESTS / place).is_dir() == place.endswith("/") or place in FIRST


@pytest.mark.parametrize(
    ("test", "scope"),
    [
        ("tests/demo/test_names.py::test_french_elides", "demo/"),
        ("tests/demo/test_life.py::test_a[b/c]", "demo/"),
        ("tests/cli/test_terminal.py::test_a_port_that_is_taken", "cli/test_terminal.py"),
        ("tests/cli/test_commands.py::test_a[1]", "tests/cli/test_commands.py::test_a[1]"),
    ],
)
def test_what_shares_something_stays_together(test: str, scope: str) -> None:
    assert Together.__new__(Together)._split_scope(test) == scope
