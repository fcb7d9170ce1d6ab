"""A backup holds everything, byte for byte, and a changed one is refused."""

import io
import json
import sqlite3
import tarfile
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from wijk.core import backup
from wijk.core.errors import Refused
from wijk.core.models import Setting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    """An installation with files, beside the test's own database."""
    folder = tmp_path / "home"
    (folder / "deliveries" / "k1").mkdir(parents=True)
    (folder / "deliveries" / "k1" / "original.csv").write_text("area,value\n1,2\n")
    (folder / "installation.toml").write_text('secret_key = "s"\nsigning_key = "00"\n')
    (folder / "cache").mkdir()
    (folder / "cache" / "x").write_text("can be made again")
    settings.WIJK_FOLDER = folder
    return folder


def hashes(folder: Path) -> dict[str, str]:
    return {key: backup.sha256(path) for key, path in backup._files(folder)}


@pytest.mark.skipif(connection.vendor != "sqlite", reason="an exact copy exists of the embedded database only")
def test_what_comes_back_is_what_was_kept(home: Path, tmp_path: Path) -> None:
    Setting.objects.create(name="city", value={"code": "kleinstad"})
    before = hashes(home)
    made = backup.make(tmp_path / "kept")
    there = tmp_path / "elsewhere"
    backup.restore(made, there)
    assert hashes(there) == before
    assert not (there / "cache").exists()
    with tarfile.open(made) as archive:
        first = archive.extractfile("manifest.json")
        assert first is not None
        manifest = json.loads(first.read())
    assert {k: f["sha256"] for k, f in manifest["files"].items() if k != "wijk.sqlite3"} == before
    assert backup.sha256(there / "wijk.sqlite3") == manifest["files"]["wijk.sqlite3"]["sha256"]
    with sqlite3.connect(there / "wijk.sqlite3") as copy:
        assert copy.execute("select value from core_setting where name='city'").fetchone() == ('{"code": "kleinstad"}',)


def test_a_folder_with_something_in_it_is_not_overwritten(home: Path, tmp_path: Path) -> None:
    made = backup.make(tmp_path / "kept")
    busy = tmp_path / "busy"
    busy.mkdir()
    (busy / "precious").write_text("x")
    with pytest.raises(Refused, match="is not empty"):
        backup.restore(made, busy)
    assert (busy / "precious").read_text() == "x"
    done = backup.restore(made, busy, replace=True)
    assert (Path(done["kept"]) / "precious").read_text() == "x"


def test_a_cut_backup_is_refused_and_nothing_is_touched(home: Path, tmp_path: Path) -> None:
    made = backup.make(tmp_path / "kept")
    made.write_bytes(made.read_bytes()[:-200])
    with pytest.raises(Refused, match="not a whole backup"):
        backup.restore(made, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()


def test_a_changed_backup_is_refused_by_name(home: Path, tmp_path: Path) -> None:
    made = backup.make(tmp_path / "kept")
    opened = tmp_path / "opened"
    with tarfile.open(made) as archive:
        archive.extractall(opened)
    (opened / "deliveries" / "k1" / "original.csv").write_text("area,value\n1,3\n")
    forged = tmp_path / "forged.tar.gz"
    with tarfile.open(forged, "w:gz") as archive:
        for path in sorted(opened.rglob("*")):
            if path.is_file():
                archive.add(path, path.relative_to(opened).as_posix())
    with pytest.raises(Refused, match=r"deliveries/k1/original\.csv"):
        backup.restore(forged, tmp_path / "elsewhere")


@pytest.mark.parametrize("name", ["../outside.txt", "/outside-of-wijk.txt"])
def test_a_way_out_of_the_folder_is_refused(home: Path, tmp_path: Path, name: str) -> None:
    forged = tmp_path / "forged.tar.gz"
    with tarfile.open(forged, "w:gz") as archive:
        for key, text in (("manifest.json", b"{}"), (name, b"x")):
            entry = tarfile.TarInfo(key)
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text))
    with pytest.raises(Refused, match="does not belong in a backup"):
        backup.restore(forged, tmp_path / "elsewhere")
    assert not (tmp_path / "elsewhere").exists()
    assert not (tmp_path / "outside.txt").exists()


def test_a_link_in_a_backup_is_refused(home: Path, tmp_path: Path) -> None:
    forged = tmp_path / "forged.tar.gz"
    with tarfile.open(forged, "w:gz") as archive:
        manifest = tarfile.TarInfo("manifest.json")
        manifest.size = 2
        archive.addfile(manifest, io.BytesIO(b"{}"))
        link = tarfile.TarInfo("secrets")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    with pytest.raises(Refused, match="does not belong in a backup"):
        backup.restore(forged, tmp_path / "elsewhere")
