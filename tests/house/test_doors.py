"""From outside, a room is entered by its doors; and nothing comes in through the window."""

import ast

from tests.support.house import SOURCE, floors, furniture_of, imports_of, python_files, room_of, said

OPEN_TO_ALL = {"core", "ui", "methods"}
DOORS = {"models", "queries", "access", "actions"}
OUTLETS = {"portal", "opendata", "cli"}
RECKONERS = {"compute", "importers", "exporters"}


def test_every_room_has_its_floor() -> None:
    rooms = {path.parent.name for path in SOURCE.glob("*/__init__.py")}
    assert rooms <= set(floors()), "a new room must be placed in pyproject.toml"


def test_a_room_is_entered_by_its_doors_only() -> None:
    found = []
    for path in python_files():
        room = room_of(path)
        allowed = DOORS | ({"urls", "api"} if room in OUTLETS else set())
        for line, module in imports_of(path):
            parts = module.split(".")
            if parts[0] != "wijk" or len(parts) < 3 or parts[1] in OPEN_TO_ALL or parts[1] == room:
                continue
            if room not in ("config", "__main__") and parts[2] not in allowed:
                found.append(f"{said(path, line)} takes {module}")
    assert not found, "\n".join(found)


def test_only_reckoners_use_the_methods() -> None:
    found = []
    for path in python_files():
        if room_of(path) in ("methods", "cli") or furniture_of(path) in RECKONERS:
            continue
        found += [said(path, line) for line, module in imports_of(path) if f"{module}.".startswith("wijk.methods.")]
    assert not found, "\n".join(sorted(set(found)))


def test_no_import_hides_in_a_function() -> None:
    found = []
    for path in python_files():
        for function in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                hidden = [node for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
                found += [said(path, node.lineno) for node in hidden]
    assert not found, "\n".join(found)


def test_there_are_no_signals() -> None:
    found = []
    for path in python_files():
        for line, module in imports_of(path):
            if "signals" in module.split(".") or module.startswith("django.dispatch"):
                found.append(f"{said(path, line)} takes {module}")
    assert not found, "\n".join(found)


def test_there_is_no_attic() -> None:
    attics = {"utils", "util", "helpers", "common", "misc", "contrib"}
    assert not [path for path in python_files() if attics & {path.stem, *path.relative_to(SOURCE).parts[:-1]}]


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path.parent for path in SOURCE.glob("*/__init__.py") if path.parent.name != "methods"]
    assert not [room.name for room in rooms if not (room / "README.md").exists()]
