"""Excel workbooks: their hazards are named, nothing hidden is read in silence."""

import datetime
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from wijk.methods.formats.problems import Unreadable
from wijk.methods.formats.table import Table
from wijk.methods.formats.tables import read_table

Maker = Callable[[Any], None]


def made(tmp_path: Path, fill: Maker, name: str = "figures.xlsx") -> Path:
    book = Workbook()
    fill(book)
    path = tmp_path / name
    book.save(path)
    return path


def filled(*rows: list[Any]) -> Maker:
    def fill(book: Any) -> None:
        for row in rows:
            book.active.append(row)

    return fill


def values(table: Table) -> list[list[Any]]:
    return [list(row.values()) for _, row in table.rows()]


def notes(table: Table) -> set[str]:
    return table.notes.codes()


def test_it_reads_values_of_every_kind(tmp_path: Path) -> None:
    day = datetime.datetime(2020, 1, 31)  # noqa: DTZ001 - a cell has no time zone
    header, nothing = ["a", "b", "c", "d", "e"], [None] * 5
    cells = filled(header, [1, 2.5, "x", day, True], nothing, [3, None, "", None, False])
    table = read_table(made(tmp_path, cells))
    assert values(table) == [[1, 2.5, "x", "2020-01-31", "TRUE"], [3, None, None, None, "FALSE"]]
    assert [line for line, _ in table.rows()] == [2, 4]
    assert not table.problems


def test_numbers_in_the_header_become_names(tmp_path: Path) -> None:
    assert read_table(made(tmp_path, filled(["code", 2020, 2021.0], ["x", 1, 2]))).columns == ("code", "2020", "2021")


def test_the_header_may_stand_lower_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, filled(["A title"], [], ["a", "b"], [1, 2])), header_row=3)
    assert table.columns == ("a", "b")
    assert [line for line, _ in table.rows()] == [4]


def test_without_a_header_columns_have_letters(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, filled([None, "x"], [1, 2, 3])), header_row=None)
    assert table.columns == ("A", "B", "C")
    assert values(table) == [[None, "x", None], [1, 2, 3]]


def hidden(book: Any) -> None:
    book.active.append(["a"])
    book.active.append([1])
    book.create_sheet("Secret").append(["b"])
    book["Secret"].append([2])
    book["Secret"].sheet_state = "hidden"
    book.create_sheet("Deep").append(["c"])
    book["Deep"].sheet_state = "veryHidden"


def test_hidden_sheets_are_reported_and_not_read(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, hidden))
    assert table.columns == ("a",)
    assert [note.params["name"] for note in table.notes] == ["Secret", "Deep"]


def test_a_hidden_sheet_is_read_only_when_it_is_named(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, hidden), sheet="Secret")
    assert table.columns == ("b",)
    assert notes(table) == {"sheet_hidden_asked"}


def test_a_workbook_with_only_hidden_sheets_is_refused(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        hidden(book)
        book.create_sheet("Empty")
        book["Sheet"].sheet_state = "hidden"

    with pytest.raises(Unreadable) as error:
        read_table(made(tmp_path, fill))
    assert error.value.problems[-1].code == "no_visible_sheet"


def test_a_sheet_that_is_not_there_is_said_with_those_that_are(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"no sheet “Data”.*Sheet, Secret, Deep"):
        read_table(made(tmp_path, hidden), sheet="Data")


def test_a_choice_among_sheets_is_said(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        book.create_sheet("Read me", 0)
        book["Sheet"].append(["a"])
        book.create_sheet("More").append(["b"])

    table = read_table(made(tmp_path, fill))
    assert table.sheet == "Sheet"
    assert [note.params["others"] for note in table.notes] == ["More"]


def test_formulas_without_a_stored_value_are_problems_with_their_cell(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, filled(["a", "b"], [1, "=A2*2"], [2, 5])))
    assert values(table) == [[1, None], [2, 5]]
    assert [(p.code, p.line, p.column, p.sheet) for p in table.problems] == [("formula_without_value", 2, "b", "Sheet")]


def test_formulas_with_a_stored_value_are_read_and_reported(tmp_path: Path) -> None:
    path = made(tmp_path, filled(["a", "b"], [1, 2], [3, 4]))
    _replace(path, "xl/worksheets/sheet1.xml", b"<v>2</v>", b"<f>A2*2</f><v>2</v>")
    table = read_table(path)
    assert values(table) == [[1, 2], [3, 4]]
    assert [(note.code, note.line, note.column) for note in table.notes] == [("formula", 2, "b")]


def _replace(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    assert old in parts[part]
    parts[part] = parts[part].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)


def test_errors_of_excel_are_named_and_taken_out(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, filled(["a", "b"], ["#N/A", 1], ["#1", "#REF!"])))
    assert values(table) == [[None, 1], ["#1", None]]
    assert [(p.code, p.line, p.column) for p in table.problems] == [("error_cell", 2, "a"), ("error_cell", 3, "b")]


def test_zeros_that_only_the_format_shows_are_read_as_shown(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        filled(["code", "share"], [1001, 0.05])(book)
        book.active["A2"].number_format = "00000"
        book.active["B2"].number_format = "0.0%"

    table = read_table(made(tmp_path, fill))
    assert values(table) == [["01001", 0.05]]
    assert notes(table) == {"shown_zeros", "percent_cells"}


def test_merged_cells_and_hidden_rows_are_said(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        filled(["a", "b"], [1, 2], [3, 4])(book)
        book.active.merge_cells("A2:A3")
        book.active.row_dimensions[3].hidden = True

    assert notes(read_table(made(tmp_path, fill))) == {"merged_cells", "hidden_rows"}


def test_values_beside_the_table_are_a_problem(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, filled(["a", "b"], [1, 2, "a remark"])))
    assert values(table) == [[1, 2]]
    assert table.problems.codes() == {"ragged_row"}


def test_a_sheet_that_claims_a_wrong_size_is_read_whole(tmp_path: Path) -> None:
    path = made(tmp_path, filled(["a", "b"], [1, 2], [3, 4]))
    _replace(path, "xl/worksheets/sheet1.xml", b'<dimension ref="A1:B3"', b'<dimension ref="A1:A1"')
    assert values(read_table(path)) == [[1, 2], [3, 4]]


def test_a_row_far_down_does_not_take_long(tmp_path: Path) -> None:
    def fill(book: Any) -> None:
        filled(["a", "b"], [1, 2])(book)
        book.active["A60000"] = 3

    table = read_table(made(tmp_path, fill))
    assert [line for line, _ in table.rows()] == [2, 60_000]
