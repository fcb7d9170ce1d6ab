"""Every problem has a sentence, and every sentence can be translated."""

import re
from pathlib import Path
from string import Formatter

import pytest

import wijk.methods
from wijk.methods.formats.messages import HINTS, SENTENCES, in_words
from wijk.methods.formats.problems import Problem, ProblemList, Unreadable

ROOT = Path(wijk.methods.__file__).parent
READING = (
    ROOT.parent / "cli" / "reckon" / "reading.py"
)  # reads tables for commands, and says what is wrong in the same words
SOURCES = [READING.read_text()] + [
    path.read_text() for room in ("formats", "areas") for path in sorted((ROOT / room).glob("*.py"))
]
CODES = sorted(
    {code for text in SOURCES for code in re.findall(r'(?:Problem|\.problem|\.note)\(\s*"([a-z0-9_]+)"', text)}
)


@pytest.mark.parametrize("code", CODES)
def test_every_code_in_use_has_a_sentence(code: str) -> None:
    assert code in SENTENCES


@pytest.mark.parametrize("code", sorted(code for code in SENTENCES if not code.startswith("place_")))
def test_no_sentence_is_left_over(code: str) -> None:
    assert any(f'"{code}"' in text.replace(f'"{code}":', "") for text in SOURCES)


@pytest.mark.parametrize("template", [*SENTENCES.values(), *HINTS.values()])
def test_templates_have_plain_fields_only(template: str) -> None:
    for _, name, form, conversion in Formatter().parse(template):
        assert name is None or re.fullmatch(r"[a-z_]+", name)
        assert not form
        assert conversion is None


def test_a_problem_says_where_and_what_to_do() -> None:
    problem = Problem("error_cell", {"value": "#N/A"}, "figures.xlsx", "Data", 12, "POP")
    assert str(problem).startswith("figures.xlsx, sheet Data, line 12, column POP: This cell holds the Excel error")


def test_a_feature_is_not_called_a_line() -> None:
    assert str(Problem("geometry_missing", file="a.gpkg", line=3)).startswith("a.gpkg, feature 3: ")


def loudly(text: str) -> str:
    return text.replace("Belgian Lambert", "BELGIAN LAMBERT")


def test_the_template_is_translated_before_it_is_filled_in() -> None:
    assert in_words("header_only", {}, str.upper).startswith("THE FILE HOLDS")
    hinted: dict[str, str | int | float] = {"crs": "EPSG:4326", "x": 1, "y": 2, "hint": "EPSG:31370"}
    assert "BELGIAN LAMBERT 72" in in_words("crs_metres_as_degrees", hinted, loudly)


def test_a_list_keeps_so_many_and_counts_the_rest() -> None:
    found = ProblemList(cap=200)
    found.extend(Problem("header_only", line=line) for line in range(500))
    assert len(found) == 500
    assert len(found.all()) == 201
    assert found.all()[-1].params == {"count": 300}


def test_lists_put_together_keep_counting() -> None:
    first, second = ProblemList(cap=2), ProblemList(cap=2)
    second.extend(Problem("header_only", line=line) for line in range(5))
    first.extend(second)
    assert len(first) == 5


def test_an_unreadable_file_says_all_its_problems() -> None:
    error = Unreadable([Problem("file_empty", file="a.csv"), Problem("header_only", file="b.csv")])
    assert "a.csv" in str(error)
    assert "b.csv" in str(error)
