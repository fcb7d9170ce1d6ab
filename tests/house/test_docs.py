"""What can be set or commanded is written down."""

import re
from pathlib import Path

import pytest

from tests.support.house import ROOT, SOURCE

FROM_ENVIRONMENT = re.compile(r"""(?:environ(?:\.get\(|\[)|getenv\()\s*["']((?:WIJK|DATABASE)_[A-Z_]+)["']""")


def documentation(root: Path) -> str:
    pages = [root / "README.md", *sorted((root / "docs").rglob("*.md")), root / "bootstrap" / "README.md"]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages if page.exists())


def test_every_setting_from_the_environment_is_documented(root: Path) -> None:
    code = [*SOURCE.rglob("*.py"), *(root / "bootstrap").glob("*.py"), *(root / "tests").rglob("*.py")]
    read = {name for path in code for name in FROM_ENVIRONMENT.findall(path.read_text(encoding="utf-8"))}
    assert not {name for name in read if name not in documentation(root)}


@pytest.mark.parametrize("command", ["setup", "test", "lock"])
def test_every_command_of_the_set_up_is_documented(root: Path, command: str) -> None:
    assert f"./wijk {command}" in documentation(root)


def test_links_between_documents_lead_somewhere(root: Path) -> None:
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *SOURCE.rglob("README.md")]
    dead = []
    for page in pages:
        for target in re.findall(r"\]\((?!\w+:|#)([^)#\s]+)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                dead.append(f"{page.relative_to(ROOT)} → {target}")
    assert not dead, "\n".join(dead)
