"""`wijk verify` on folders, zips and entries of the trail, in three languages, and on what tries to do harm."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.methods.proof.making import count, draw, pool
from wijk.cli import main
from wijk.methods import proof
from wijk.methods.proof.bundles import fingerprint
from wijk.methods.proof.canonical import canonical

SEED = bytes(range(32))


def written(files: Mapping[str, bytes], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def entry_of_a_trail() -> dict[str, Any]:
    entries: list[dict[str, proof.JSON]] = [{"index": i, "what": f"thing {i}"} for i in range(5)]
    tree = proof.Tree([proof.leaf_hash(canonical(one)) for one in entries])
    path = [tree.span(*span).hex() for span in proof.inclusion_spans(3, 5)]
    signed = proof.sign(proof.Note("wijk/test", 5, tree.root(), "2026-01-02T03:04:05Z"), SEED)
    return {
        "entry": entries[3],
        "leaf": proof.leaf_hash(canonical(entries[3])).hex(),
        "proof": {"index": 3, "size": 5, "path": path},
        "checkpoint": signed.text(),
        "key": proof.public_key(SEED).hex(),
    }


def test_a_folder_is_checked_and_each_finding_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(written(count(), tmp_path / "b"))]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "yes  the 1 purchases, in order and with exact prices, follow from the ballots" in lines
    assert lines[-1] == "Everything holds."
    (tmp_path / "b" / "ledger.json").write_bytes(b"{}")
    assert main(["verify", str(tmp_path / "b")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "NO   ledger.json is in the bundle, as it was listed" in lines
    assert lines[-1] == "Something does not hold."


def test_the_folder_of_a_command_is_entered(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A command writes its report beside the bundle, and what is private too."""
    written(draw(), tmp_path / "out" / "bundle")
    written({"report.md": b"x"}, tmp_path / "out")
    entries = written({"entries.csv": pool()[1]}, tmp_path / "out" / "private") / "entries.csv"
    slip = written({"slip.json": canonical(pool()[0].slip(1))}, tmp_path / "out") / "slip.json"
    command = ["verify", str(tmp_path / "out"), "--entries", str(entries), "--mine", str(slip), "--json"]
    assert main(command) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["holds"] is True
    assert {"pool", "quota", "households", "mine"} <= {one["code"] for one in told["findings"]}
    assert all(one["holds"] in (True, None) and one["sentence"] for one in told["findings"])
    entries.write_bytes(pool()[1].replace(b"p3", b"p4"))
    assert main(command) == 1
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["findings"] if one["holds"] is False] == ["pool"]


def test_a_zip_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in count().items():
            archive.writestr(f"bundle/{name}", content)
    (tmp_path / "b.zip").write_bytes(out.getvalue())
    assert main(["verify", str(tmp_path / "b.zip")]) == 0
    (tmp_path / "b.zip").write_bytes(out.getvalue()[:-40])
    capsys.readouterr()
    assert main(["verify", str(tmp_path / "b.zip")]) == 1
    assert "The zip cannot be opened" in capsys.readouterr().err


def test_the_fingerprint_of_the_minutes_is_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(written(count(), tmp_path / "b"))
    assert main(["verify", folder, "--fingerprint", fingerprint(count()).upper()]) == 0
    assert main(["verify", folder, "--fingerprint", "00" * 32]) == 1
    assert "NO   the fingerprint is the one that you gave" in capsys.readouterr().out


def test_an_entry_of_the_trail_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = entry_of_a_trail()
    path, kept = tmp_path / "entry.json", tmp_path / "kept.txt"
    path.write_text(json.dumps(told), "utf-8")
    kept.write_text(told["checkpoint"], "utf-8")
    assert main(["verify", str(path), "--key", told["key"], "--checkpoint", str(kept)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "yes  entry 3 is one of the 5 entries of 2026-01-02T03:04:05Z" in lines
    assert "yes  the checkpoint agrees with the one that you kept" in lines
    assert main(["verify", str(path), "--key", "00" * 32]) == 1
    path.write_text(json.dumps(told | {"entry": {"index": 3, "what": "another"}}), "utf-8")
    assert main(["verify", str(path)]) == 1
    assert "NO   the entry is what was hashed" in capsys.readouterr().out


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b"\xff", b"{", b'{"entry":1,"entry":2}', b"[" * 200000, b"PK", b"a,b\n1,2\n"],
)
def test_what_is_no_evidence_is_refused_with_a_sentence(
    content: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "x").write_bytes(content)
    assert main(["verify", str(tmp_path / "x")]) == 1
    told = capsys.readouterr()
    assert told.err.startswith("wijk: ")
    assert "Traceback" not in told.err
    assert told.out == ""


def test_folders_that_hold_what_no_bundle_holds_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def refused(folder: Path) -> str:
        assert main(["verify", str(folder)]) == 1
        return capsys.readouterr().err

    assert "no bundle.json" in refused(written({}, tmp_path / "empty"))
    linked = written(count(), tmp_path / "linked")
    (linked / "passwd").symlink_to("/etc/passwd")
    assert "passwd has no place in a bundle" in refused(linked)
    private = written(count(), tmp_path / "private-inside")
    (private / "private").mkdir()
    assert "private has no place in a bundle" in refused(private)
    assert "has no place" in refused(written({**count(), "a b.csv": b""}, tmp_path / "named"))
    assert "larger than what is opened" in refused(
        written({**count(), **{f"f{i}": b"" for i in range(100)}}, tmp_path / "many")
    )
    sparse = written(count(), tmp_path / "large")
    with (sparse / "huge.csv").open("wb") as file:
        file.truncate(2**30 + 1)
    assert "larger than what is opened" in refused(sparse)
    with (tmp_path / "huge.zip").open("wb") as file:
        file.truncate(2**30 + 1)
    assert "huge.zip is larger than what is opened" in refused(tmp_path / "huge.zip")
    assert "No such file" in refused(tmp_path / "nothing")


def test_what_python_leaves_behind_is_passed_over(tmp_path: Path) -> None:
    folder = written(count(), tmp_path / "b")
    (folder / "__pycache__").mkdir()
    assert main(["verify", str(folder)]) == 0
