"""CSV and its relatives: what fits is read, what does not is named with its line."""

from pathlib import Path

import pytest

from wijk.methods.formats.limits import Limits
from wijk.methods.formats.problems import Unreadable
from wijk.methods.formats.table import Table
from wijk.methods.formats.tables import read_table
from wijk.methods.formats.values import Value


def made(tmp_path: Path, content: str | bytes, name: str = "figures.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(table: Table) -> list[tuple[int, list[Value]]]:
    return [(line, list(row.values())) for line, row in table.rows()]


def codes(table: Table) -> list[str]:
    return [problem.code for problem in table.problems]


def refused(path: Path, **options: object) -> str:
    with pytest.raises(Unreadable) as error:
        list(read_table(path, **options).batches())  # type: ignore[arg-type]
    assert path.name in str(error.value)
    return error.value.problems[0].code


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_it_finds_the_separator(tmp_path: Path, delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in (["naam", "waarde"], ["Zavel", "1"], ["Marollen", "2"])) + "\n"
    table = read_table(made(tmp_path, text))
    assert table.delimiter == delimiter
    assert rows(table) == [(2, ["Zavel", "1"]), (3, ["Marollen", "2"])]


def test_commas_inside_values_do_not_mislead(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "naam;waarde\nMarollen, Brussel;1,5\nZavel, Brussel;2,5\n"))
    assert table.columns == ("naam", "waarde")


def test_the_line_that_excel_writes_for_the_separator_is_understood(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "sep=|\na|b\n1|2\n"))
    assert rows(table) == [(3, ["1", "2"])]


@pytest.mark.parametrize(
    ("encoding", "shown"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("cp1252", "Windows-1252"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16-LE"),
        ("utf-16-be", "UTF-16-BE"),
    ],
)
def test_it_finds_and_reports_the_encoding(tmp_path: Path, encoding: str, shown: str | None) -> None:
    table = read_table(made(tmp_path, "naam;waarde\nMolière – Longchamp;€ 1\nLéopold;x\n".encode(encoding)))
    assert table.columns == ("naam", "waarde")
    assert rows(table)[0] == (2, ["Molière – Longchamp", "€ 1"])
    assert [note.params["encoding"] for note in table.notes] == ([shown] if shown else [])


def test_a_late_byte_decides_the_encoding(tmp_path: Path) -> None:
    content = b"naam;n\n" + b"Zavel;1\n" * 200_000 + "Molière;2\n".encode("cp1252")
    table = read_table(made(tmp_path, content))
    last = [batch.columns["naam"][-1] for batch in table.batches()][-1]
    assert last == "Molière"


def test_a_declared_encoding_is_checked(tmp_path: Path) -> None:
    assert refused(made(tmp_path, "naam;n\nMolière;1\n".encode("cp1252")), encoding="utf-8") == "encoding_wrong"
    assert refused(made(tmp_path, "a;b\n1;2\n"), encoding="klingon") == "encoding_wrong"


def test_text_converted_twice_is_noticed_with_its_line(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "naam,n\nZavel,1\n" + "Molière".encode().decode("cp1252") + ",1\n"))
    assert [(note.code, note.line) for note in table.notes] == [("encoding_doubled", 3)]


def test_ragged_rows_are_named_and_left_out(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,b,c\n1,2,3\n1,2\n1,2,3,4\n4,5,6\n"))
    assert rows(table) == [(2, ["1", "2", "3"]), (5, ["4", "5", "6"])]
    assert [(p.code, p.line, p.params["found"]) for p in table.problems] == [("ragged_row", 3, 2), ("ragged_row", 4, 4)]


def test_empty_lines_and_surplus_separators_do_no_harm(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,b\n\n1,2\n,\n3,4,,,\n"))
    assert rows(table) == [(3, ["1", "2"]), (5, ["3", "4"])]
    assert not table.problems


def test_a_file_cut_in_half_is_recognised(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,b,c\n1,2,3\n1,2"))
    assert rows(table) == [(2, ["1", "2", "3"])]
    assert [(p.code, p.line) for p in table.problems] == [("cut_short", 3)]


def test_a_file_cut_in_a_character_is_recognised(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "naam,n\nLéopold,1\nMoliè".encode()[:-1]))
    assert rows(table) == [(2, ["Léopold", "1"])]
    assert codes(table) == ["cut_in_character", "cut_short"]


def test_a_last_line_without_line_end_is_fine(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,b\n1,2"))
    assert rows(table) == [(2, ["1", "2"])]
    assert not table.problems


def test_a_quote_that_stays_open_is_named_where_it_opens(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, 'a,b\n1,2\n3,"4\n5,6\n7,8\n'))
    assert rows(table) == [(2, ["1", "2"])]
    assert [(p.code, p.line) for p in table.problems] == [("quote_open", 3)]


def test_a_quote_that_stays_open_through_a_large_file_is_named(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, 'a,b\n1,2\n3,"4\n' + "5,6\n" * 100_000))
    assert len(rows(table)) == 1
    assert [(p.code, p.line) for p in table.problems] == [("cell_too_long", 3)]


def test_a_quote_in_the_middle_is_named_and_reading_goes_on(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, 'a,b\n"x"y,2\n3,4\n'))
    assert rows(table) == [(3, ["3", "4"])]
    assert [(p.code, p.line) for p in table.problems] == [("quote_wrong", 2)]


def test_lines_are_counted_through_values_with_line_ends(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, 'a,b\r\n"one\r\ntwo",2\r\n3,4\r\n5\r\n'))
    assert rows(table) == [(2, ["one\r\ntwo", "2"]), (4, ["3", "4"])]
    assert [p.line for p in table.problems] == [5]


def test_columns_without_or_with_the_same_name_are_reported(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,,a,b\n1,2,3,4\n"))
    assert table.columns == ("a", "B", "a (2)", "b")
    assert [(p.code, p.params["name"], p.params["count"]) for p in table.problems] == [("column_twice", "a", 2)]
    assert [note.code for note in table.notes] == ["column_unnamed"]


def test_names_that_would_clash_stay_apart(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,a,a (2),\n1,2,3,4\n"))
    assert len(set(table.columns)) == 4


def test_a_missing_column_is_asked_for_by_name(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,b\n1,2\n"))
    table.require("a", "b")
    with pytest.raises(Unreadable) as error:
        table.require("a", "pop", "code")
    assert [problem.params["name"] for problem in error.value.problems] == ["pop", "code"]


def test_the_header_may_stand_lower(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "A title; with a note\n\na;b\n1;2\n"), header_row=3)
    assert table.columns == ("a", "b")
    assert rows(table) == [(4, ["1", "2"])]


def test_without_a_header_columns_have_letters(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "1;2\n3;4\n"), header_row=None)
    assert table.columns == ("A", "B")
    assert [line for line, _ in rows(table)] == [1, 2]


def test_a_header_that_is_not_there_is_said(tmp_path: Path) -> None:
    assert refused(made(tmp_path, "a,b\n1,2\n"), header_row=9) == "header_missing"


def test_a_file_with_only_a_header_is_said(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,b\n"))
    assert rows(table) == []
    assert codes(table) == ["header_only"]


@pytest.mark.parametrize(("content", "code"), [(b"", "file_empty"), (b"\n\n", "file_empty"), (b"a,b\n1,\x00\n", "nul_bytes")])  # fmt: skip
def test_it_refuses_files_without_text(tmp_path: Path, content: bytes, code: str) -> None:
    assert refused(made(tmp_path, content)) == code


def test_batches_are_bounded_and_can_be_read_again(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,b\n" + "1,2\n" * 1000 + "1\n"), limits=Limits(batch_cells=200))
    sizes = [len(batch) for batch in table.batches()]
    assert max(sizes) == 100
    assert sum(sizes) == 1000
    assert [len(batch) for batch in table.batches()] == sizes
    assert len(table.problems) == 1


def test_many_problems_are_counted_not_kept(tmp_path: Path) -> None:
    table = read_table(made(tmp_path, "a,b\n" + "1\n" * 1000))
    assert rows(table) == []
    assert len(table.problems.all()) == 201
    assert table.problems.all()[-1].params == {"count": 800}


def test_too_many_columns_are_refused(tmp_path: Path) -> None:
    assert refused(made(tmp_path, ",".join(["a"] * 20_000) + "\n")) == "too_many_columns"


def test_a_line_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    path = made(tmp_path, b"a,b\n" + b"x" * (2**21) + b"\n1,2\n")
    table = read_table(path)
    assert rows(table) == []
    assert codes(table) == ["cell_too_long"]
