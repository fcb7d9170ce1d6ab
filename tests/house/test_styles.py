"""Our style sheets: each rule that is opened is closed, or everything below it would count for nothing."""

import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "wijk"
SHEETS = [sheet for sheet in sorted(SOURCE.glob("*/static/**/*.css")) if "vendor" not in sheet.parts]
#: What holds other rules; any other rule that stands within a rule was left open above it.
HOLDS = ("@media", "@supports", "@layer", "@container", "@keyframes")


def left_open(text: str) -> list[str]:
    """The rules in which another one begins, or that never end."""
    plain = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", text, flags=re.DOTALL)
    found, within = [], list[str]()
    for piece in re.findall(r"[^{};]*[{};]", plain):
        if piece.endswith("{"):
            found += [rule for rule in within[-1:] if not rule.startswith(HOLDS)]
            within.append(" ".join(piece[:-1].split()))
        elif piece.endswith("}"):
            assert within, f"closed twice: {piece}"
            within.pop()
    return found + within


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_no_rule_is_left_open(sheet: Path) -> None:
    assert left_open(sheet.read_text(encoding="utf-8")) == []


def test_a_rule_that_is_left_open_is_found() -> None:
    assert left_open("a { color: red; }\n@media print { a { top: 0; } }") == []
    assert left_open(".kept dd {\n margin: 0;\n.note {\n top: 0;\n}") == [".kept dd", ".kept dd"]
