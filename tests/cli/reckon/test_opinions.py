"""`wijk opinions` on a town's conversation: its answer, its report, and votes that try to do harm."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from wijk.cli import main
from wijk.methods.formats.polis import Conversation, Statement, read_polis
from wijk.methods.formats.poliswrite import polis_files

HOSTILE = "<script>alert(1)</script> | [click](https://evil.example) **all** `agree` \u202e # =1+1"


def conversation(folder: Path, *, texts: Sequence[str] = (), moderated: Sequence[int] = (), seed: int = 1) -> Path:
    """Two camps of 40 and 25 on twenty statements: 0-3 both like, 4-7 both dislike, 8-19 divide them."""
    rng = np.random.default_rng(seed)
    camp = np.repeat([0, 1], [40, 25])
    share = np.full((20, 2), 0.98)
    share[4:8] = 0.02
    share[8:, 0], share[8:, 1] = 0.88, 0.12
    vote = np.where(rng.random((65, 20)) < share[:, camp].T, 1, -1)
    row, column = np.nonzero(rng.random((65, 20)) < 0.9)
    statements = tuple(
        Statement(str(j), texts[j] if j < len(texts) else f"Statement {j}", moderated[j] if j < len(moderated) else 1)
        for j in range(20)
    )
    people = tuple(f"u{i}" for i in range(65))
    talk = Conversation(
        people, statements, row, column, vote[row, column].astype(np.int8), summary={"topic": "The *square*"}
    )
    folder.mkdir(exist_ok=True)
    for name, text in polis_files(talk).items():
        (folder / name).write_bytes(text.encode())
    return folder


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["opinions", *words, "--json"]) == 0
    printed: dict[str, Any] = json.loads(capsys.readouterr().out)
    return printed


def test_groups_membership_and_basins_are_in_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, str(conversation(tmp_path / "talk")))
    assert [(one["id"], one["size"]) for one in found["groups"]] == [(1, 40), (2, 25)]
    assert all(one["stability"] > 0.9 and one["representative"] for one in found["groups"])
    assert [found["membership"][f"u{i}"] for i in (0, 39, 40, 64)] == [1, 1, 2, 2]
    assert {found["basins"][str(j)] for j in range(8)} == {"converge"}
    assert {found["basins"][str(j)] for j in range(8, 20)} == {"diverge"}


def test_the_rows_may_stand_in_any_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = conversation(tmp_path / "talk")
    first = answer(capsys, str(place))
    head, *rows = (place / "votes.csv").read_text("utf-8").splitlines()
    rng = np.random.default_rng(3)
    (place / "votes.csv").write_text("\n".join([head, *(rows[i] for i in rng.permutation(len(rows)))]), "utf-8")
    again = answer(capsys, str(place))
    assert {**first, "notes": 0} == {**again, "notes": 0}


@pytest.mark.parametrize(("language", "words"), [("en", "Where all converge"), ("nl", ""), ("fr", "")])
def test_the_report_shows_the_words_of_strangers_and_obeys_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    place = conversation(tmp_path / "talk", texts=[HOSTILE] * 20)
    assert main(["opinions", str(place), "--language", language]) == 0
    told = capsys.readouterr().out
    assert words in told
    for bad in ("<script", " [click", "https://", " **all", "\u202e"):
        assert bad not in told
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \\| \\[click\\](https&#58;//evil.example)" in told
    assert "The \\*square\\*" in told
    cells = {line.count(" | ") for line in told.splitlines() if line.startswith("| “")}
    assert cells == {3}


def test_a_folder_is_written_with_polis_files_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = conversation(tmp_path / "talk")
    assert main(["opinions", str(place), "--out", str(tmp_path / "out"), "--export-polis"]) == 0
    capsys.readouterr()
    written = tmp_path / "out"
    assert {one.name for one in written.iterdir()} == {"answer.json", "report.md", "polis"}
    again = read_polis(written / "polis")
    assert len(again.vote) == len(read_polis(place).vote)
    assert (again.groups["u0"], again.groups["u64"]) == (0, 1)
    assert main(["opinions", str(place), "--out", str(tmp_path / "out")]) == 1


def test_what_was_moderated_out_does_not_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = conversation(tmp_path / "talk", moderated=[-1, 1, 0])
    found = answer(capsys, str(place))
    assert "0" not in found["basins"]
    assert found["settings"]["moderated_out"] == ["0"]
    assert "0" in answer(capsys, str(place), "--keep-moderated")["basins"]


def test_polis_own_numbers_come_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = answer(capsys, str(conversation(tmp_path / "talk", moderated=[-1])), "--compatible", "polis")
    assert [one["size"] for one in found["groups"]] == [40, 25]
    assert found["groups"][0]["stability"] is None
    assert set(found["polis"]) >= {"pca", "base-clusters", "group-clusters", "repness", "consensus"}
    assert len(found["polis"]["pca"]["center"]) == 20


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([f"u{i}" for i in range(12)], ["present", "weak or absent"]),
        ([f"u{i}" for i in range(30, 50)] + ["stranger"], ["present", "present"]),
        (["u0", "u64"], ["too few to tell"] * 2),
    ],
)
def test_coverage_of_a_panel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], rows: list[str], state: list[str]
) -> None:
    place = conversation(tmp_path / "talk")
    (tmp_path / "panel.csv").write_text("\n".join(["participant", *rows]), "utf-8")
    found = answer(capsys, str(place), "--people", str(tmp_path / "panel.csv"))
    assert [one["state"] for one in found["coverage"]["groups"]] == state
    assert found["coverage"]["asked"] == len(rows)
    assert main(["opinions", str(place), "--people", str(tmp_path / "panel.csv")]) == 0
    assert "Which viewpoints are lacking" in capsys.readouterr().out


def test_coverage_of_declared_positions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = conversation(tmp_path / "talk")
    rows = [f"m{i},1,1,agree,pass,eens" for i in range(12)]
    (tmp_path / "council.csv").write_text("\n".join(["person,8,9,10,11,12", *rows]), "utf-8")
    found = answer(capsys, str(place), "--people", str(tmp_path / "council.csv"))
    assert [one["state"] for one in found["coverage"]["groups"]] == ["present", "weak or absent"]


@pytest.mark.parametrize(
    ("text", "more", "says"),
    [
        ("participant\nnobody\n", (), "took part"),
        ("participant\nu1\nu1\n", (), "u1"),
        ("participant,statement,vote\nm,99,1\n", (), "statement"),
        ("participant\nu1\n", ("--compatible", "polis"), "Coverage rests"),
    ],
)
def test_a_list_of_people_that_cannot_be_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, more: tuple[str, ...], says: str
) -> None:
    (tmp_path / "panel.csv").write_text(text, "utf-8")
    assert main(["opinions", str(conversation(tmp_path / "talk")), "--people", str(tmp_path / "panel.csv"), *more]) == 1
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    [
        ("--level", "2"),
        ("--enough", "0"),
        ("--resamples", "1"),
        ("--resamples", "1000000"),
        ("--level", "nan"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    assert main(["opinions", str(conversation(tmp_path / "talk")), *words]) == 1
    assert capsys.readouterr().err.startswith("wijk: ")


@pytest.mark.parametrize(
    "text",
    ["", "participant,statement,vote\n", "a,b\n1,2\n", "participant,statement,vote\np,s,maybe\n", "\x00\x00", "participant\np\n",
     "participant,s\np,\n"],
)  # fmt: skip
def test_a_file_without_votes_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (tmp_path / "v.csv").write_text(text, "utf-8")
    assert main(["opinions", str(tmp_path / "v.csv")]) == 1
    told = capsys.readouterr().err
    assert told.startswith("wijk: ")
    assert "Traceback" not in told


@pytest.mark.parametrize(
    "text", ["participant,s\np,1\n", "participant,s,t\np,0,0\nq,0,0\n", "participant,s\np,1\nq,-1\n"]
)
@pytest.mark.parametrize("more", [(), ("--compatible", "polis")])
def test_very_few_votes_have_an_answer_and_no_groups(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, more: tuple[str, ...]
) -> None:
    (tmp_path / "v.csv").write_text(text, "utf-8")
    found = answer(capsys, str(tmp_path / "v.csv"), *more)
    assert set(found["basins"].values()) <= {"unknown"}
    if not more:
        assert found["groups"] == []
        assert set(found["membership"].values()) == {None}
    assert main(["opinions", str(tmp_path / "v.csv"), *more]) == 0
    assert "Traceback" not in capsys.readouterr().err
