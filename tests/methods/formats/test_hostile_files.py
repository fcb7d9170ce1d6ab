"""Files that are not what they seem, too large, or made to do harm: each gets one clear sentence."""

import gzip
import io
import os
import struct
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from wijk.methods.formats.geodata import read_areas
from wijk.methods.formats.kinds import kind_of
from wijk.methods.formats.limits import DEFAULT, Limits
from wijk.methods.formats.problems import Unreadable
from wijk.methods.formats.tables import read_table


def workbook_bytes() -> bytes:
    book = Workbook()
    book.active.append(["a", "b"])  # type: ignore[union-attr]
    book.active.append([1, 2])  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refusal(path: Path, limits: Limits = DEFAULT) -> str:
    with pytest.raises(Unreadable) as error:
        list(read_table(path, limits=limits).batches())
    assert str(error.value).startswith(path.name)
    return error.value.problems[0].code


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"<!DOCTYPE html><html><body>Please log in", "html_page"),
        ("a.csv", b"\n\n  <HTML><head>", "html_page"),
        ("a.xls", OLE, "old_excel"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        ("a.csv", b"%PDF-1.7 ...", "pdf_file"),
        ("a.csv.gz", gzip.compress(b"a,b\n1,2\n", mtime=0), "compressed"),
        ("a.xml", b"<?xml version='1.0'?><OGRVRTDataSource/>", "unknown_format"),
        ("a.bin", bytes(range(256)) * 4, "unknown_format"),
        ("a.xlsx", b"PK\x03\x04 and then nothing", "archive_broken"),
        ("a.parquet", b"PAR1 and then nothing", "damaged"),
        ("a.gpkg", b"SQLite format 3\x00" + b"\x00" * 200, "damaged"),
    ],
)
def test_it_says_what_the_file_really_is(tmp_path: Path, name: str, content: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert refusal(path) == code


def test_a_workbook_that_calls_itself_csv_is_read_and_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(workbook_bytes())
    table = read_table(path)
    assert table.columns == ("a", "b")
    assert [note.code for note in table.notes] == ["wrong_extension"]


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "nowhere.csv") == "file_missing"
    assert refusal(tmp_path) == "not_a_file"


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_without_permission_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a\n1\n")
    path.chmod(0)
    assert refusal(path) == "no_permission"


def test_a_file_of_two_gigabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(2**31 + 1)
    assert refusal(path) == "file_too_large"


def test_the_size_limit_can_be_set(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n" * 100)
    assert refusal(path, Limits(file_bytes=100)) == "file_too_large"


def bomb(path: Path, size: int, name: str = "xl/worksheets/sheet1.xml") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        container.writestr("[Content_Types].xml", "<Types/>")
        container.writestr("xl/workbook.xml", "<workbook/>")
        with container.open(name, "w", force_zip64=True) as entry:
            for _ in range(size // 2**20):
                entry.write(b"\x00" * 2**20)
    return path


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    assert refusal(bomb(tmp_path / "a.xlsx", 64 * 2**20)) == "archive_bomb"
    assert refusal(bomb(tmp_path / "b.xlsx", 8 * 2**20), Limits(unpacked_bytes=2**20)) == "archive_bomb"


def test_a_container_with_too_many_entries_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as container:
        for number in range(60):
            container.writestr(f"xl/{number}.xml", "")
    assert refusal(path, Limits(zip_entries=50)) == "archive_entries"


def test_a_container_that_climbs_out_of_its_folder_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("../evil.shp", "x")
    assert refusal(path) == "archive_paths"


def test_a_container_that_lies_about_its_sizes_does_no_harm(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 32 * 2**20)
    raw = bytearray(path.read_bytes())
    at = raw.rfind(b"PK\x01\x02")
    raw[at + 24 : at + 28] = struct.pack("<I", 100)
    path.write_bytes(bytes(raw))
    with pytest.raises(Unreadable):
        list(read_table(path).batches())


def test_a_workbook_cut_in_half_is_refused(tmp_path: Path) -> None:
    whole = workbook_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path) == "archive_broken"


def test_a_workbook_with_an_entity_bomb_is_refused(tmp_path: Path) -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook_bytes())) as good, zipfile.ZipFile(path, "w") as bad:
        for entry in good.namelist():
            bad.writestr(entry, evil if entry == "xl/workbook.xml" else good.read(entry))
    assert refusal(path) == "damaged"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"])  # fmt: skip
def test_a_workbook_with_broken_parts_is_refused_or_read_with_care(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(io.BytesIO(workbook_bytes())) as good, zipfile.ZipFile(path, "w") as bad:
        for entry in good.namelist():
            content = good.read(entry)
            bad.writestr(entry, content[: len(content) // 2] if entry == part else content)
    try:
        told = read_table(path)
        list(told.batches())
    except Unreadable as error:
        told_codes = {problem.code for problem in error.problems}
    else:
        told_codes = told.problems.codes()
    assert told_codes <= {"damaged", "no_visible_sheet", "header_missing", "header_only"}


def test_an_open_document_and_a_zip_of_anything_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("content.xml", "<x/>")
    assert refusal(path) == "open_document"
    path = tmp_path / "b.zip"
    with zipfile.ZipFile(path, "w") as container:
        container.writestr("figures.csv", "a,b\n1,2\n")
    assert refusal(path) == "compressed"


def test_a_map_cannot_be_read_from_a_table(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(Unreadable) as error:
        read_areas(path)
    assert error.value.problems[0].code == "no_geometry"


def test_the_content_decides_not_the_name(tmp_path: Path) -> None:
    path = tmp_path / "areas.csv"
    path.write_text('{"type": "FeatureCollection", "features": []}')
    assert kind_of(path, DEFAULT) == "geojson"
