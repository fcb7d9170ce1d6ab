"""A table of one's own is read whole, or refused with the place of what is wrong."""

from pathlib import Path

import pytest

from wijk.cli.reckon.reading import read_sheet
from wijk.methods.formats.problems import Unreadable


def written(folder: Path, text: str) -> Path:
    path = folder / "table.csv"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_columns_come_as_text_numbers_and_counts(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, "\ufeffid;people;share\nA;10;1,5\nB;20;2,25\n"), "id", "people")
    assert sheet.ids("id") == ["A", "B"]
    assert sheet.whole("people").tolist() == [10, 20]
    assert sheet.numbers("share").tolist() == [1.5, 2.25]


@pytest.mark.parametrize(
    ("text", "column", "how", "told"),
    [
        ("id,n\nA,1\nA,2\n", "id", "ids", "table.csv, line 3, column id: “A” stands in lines 2, 3"),
        ("id,n\nA,1\n,2\n", "id", "ids", "table.csv, line 3, column id: This cell is empty"),
        ("id,n\nA,1.5\n", "n", "whole", "line 2, column n: “1.5” is not a whole number"),
        ("id,n\nA,-1\n", "n", "whole", "line 2, column n: “-1” is not a whole number"),
        ("id,n\nA,nan\n", "n", "numbers", "line 2, column n"),
        ("id,n\nA,many\n", "n", "numbers", "line 2, column n"),
        ("id,n\nA,\n", "n", "numbers", "line 2, column n: This cell is empty"),
    ],
)
def test_what_is_wrong_has_its_place(tmp_path: Path, text: str, column: str, how: str, told: str) -> None:
    sheet = read_sheet(written(tmp_path, text), "id", "n")
    with pytest.raises(Unreadable) as fault:
        getattr(sheet, how)(column)
    assert told in str(fault.value)


@pytest.mark.parametrize("text", ["", "id\n", "id,n\n", "other,n\n1,2\n", "id,n\n1,2,3,4\n"])
def test_a_table_without_use_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Unreadable):
        read_sheet(written(tmp_path, text), "id", "n")


def test_an_empty_cell_may_have_a_meaning(tmp_path: Path) -> None:
    sheet = read_sheet(written(tmp_path, "id,n\nA,\nB,2\n"), "id", "n")
    assert sheet.whole("n", missing=0).tolist() == [0, 2]
