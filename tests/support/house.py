"""The plan of the house as the tests read it: its rooms, their floors, their files."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "wijk"


def floors() -> dict[str, int]:
    """Each room and its floor, the roof first as 0, as pyproject.toml hands them to import-linter."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["id"] == "floors")
    return {room: floor for floor, layer in enumerate(layers) for room in re.findall(r"\w+", layer)}


def python_files(*, migrations: bool = False) -> list[Path]:
    """Every Python file of the product."""
    return [path for path in sorted(SOURCE.rglob("*.py")) if migrations or "migrations" not in path.parts]


def templates() -> list[Path]:
    """Every template that becomes a page; letters (mail) have no content security policy and are left out."""
    found = sorted(SOURCE.rglob("templates/**/*.html")) + sorted(SOURCE.rglob("templates/**/*.svg"))
    return [path for path in found if "mail" not in path.parts and "email" not in path.parts]


def room_of(path: Path) -> str:
    """The room that a file of the product belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def furniture_of(path: Path) -> str:
    """Which piece of furniture a file is, or belongs to: `models` for models.py and for models/areas.py."""
    parts = path.relative_to(SOURCE).parts
    return parts[1].removesuffix(".py") if len(parts) > 1 else ""


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, with its line, relative imports made absolute."""
    package = ("wijk", *path.relative_to(SOURCE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*above, *([node.module] if node.module else [])))
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{name.name}") for name in node.names)


def said(path: Path, line: int) -> str:
    """A place in the project as people write it."""
    return f"{path.relative_to(ROOT)}:{line}"
