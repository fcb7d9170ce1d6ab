"""Polis exports are read whole, said to be wrong where they are, and come back as they went."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wijk.methods.formats.polis import Conversation, Statement, read_polis
from wijk.methods.formats.poliswrite import polis_files
from wijk.methods.formats.problems import Unreadable

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
COMMENTS = "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"


def last_votes(talk: Conversation) -> dict[tuple[str, str], int]:
    names = [one.id for one in talk.statements]
    return {
        (talk.people[r], names[c]): v
        for r, c, v in zip(talk.row.tolist(), talk.column.tolist(), talk.vote.tolist(), strict=True)
    }


def folder(tmp_path: Path, **files: str) -> Path:
    for name, text in files.items():
        (tmp_path / f"{name.replace('_', '-')}.csv").write_text(text, "utf-8")
    return tmp_path


def test_a_folder_is_read(tmp_path: Path) -> None:
    place = folder(
        tmp_path,
        votes=VOTES + "2,x,7,0,-1\n1,x,7,0,1\n3,x,9,4,0\n",
        comments=COMMENTS + '1,x,7,0,1,0,-1,"Trees, and\nbenches"\n1,x,8,0,0,0,1,No votes yet\n',
        summary="topic,Our square\nvoters,2\n",
        participants_votes="participant,group-id,n-votes,7,9\n0,1,1,-1,\n4,,1,,0\n",
    )
    talk = read_polis(place)
    assert last_votes(talk) == {("0", "7"): -1, ("4", "9"): 0}  # the later moment counts, not the later line
    assert [(one.id, one.text, one.moderated) for one in talk.statements] == [
        ("7", "Trees, and\nbenches", -1), ("9", "", 0), ("8", "No votes yet", 1),
    ]  # fmt: skip
    assert (talk.summary["topic"], talk.groups) == ("Our square", {"0": 1})
    assert [note.code for note in talk.notes] == ["polis_unknown_statements"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("votes.csv", VOTES + "1,x,s,p,1\n2,x,t,p,-1\n"),
        ("semicolons.csv", "participant;statement;vote\np;s;agree\np;t;oneens\n"),
        ("wide.csv", "participant,group-id,n-votes,s,t\np,,2,1,-1\n"),
        ("bom.csv", "\ufeffvoter-id,comment-id,vote\np,s,1.0\np,t,−1\n"),
        ("file.json", '[{"participant_id":"p","statement_id":"s","vote":1},{"participant_id":"p","statement_id":"t","vote":-1}]'),
        ("api.json", '{"votes":[{"pid":"p","tid":"s","vote":-1},{"pid":"p","tid":"t","vote":1}]}'),
    ],
)  # fmt: skip
def test_one_file_is_enough_whatever_its_dress(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert last_votes(read_polis(tmp_path / name)) == {("p", "s"): 1, ("p", "t"): -1}


def test_what_agreeing_is_can_be_said(tmp_path: Path) -> None:
    place = folder(tmp_path, votes=VOTES + "1,x,s,p,1\n")
    assert last_votes(read_polis(place, agree=-1)) == {("p", "s"): -1}


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (VOTES + "1,x,s,p,1\n1,x,s,p,2\n", "polis_vote", 3),
        (VOTES + "1,x,s,p,nan\n", "polis_vote", 2),
        (VOTES + "1,x,s,p,\n", "polis_vote", 2),
        (VOTES + "1,x,s,p,=1+1\n", "polis_vote", 2),
        (VOTES + "1,x,,p,1\n", "cell_empty", 2),
        (VOTES + "1,x,s,,1\n", "cell_empty", 2),
        (VOTES, "header_only", None),
        ("a,b\n1,2\n", "polis_column", None),
        ("participant,s\np,1\np,1\n", "polis_person_twice", 3),
        ("participant,s\np,7\n", "polis_vote", 2),
        ("participant,s\np,\n", "polis_empty", None),
        ("", "file_empty", None),
    ],
)
def test_what_is_wrong_is_said_with_its_line(tmp_path: Path, text: str, code: str, line: int | None) -> None:
    with pytest.raises(Unreadable) as refused:
        read_polis(folder(tmp_path, votes=text))
    first = refused.value.problems[0]
    assert (first.code, first.line) == (code, line)
    assert str(first)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[1, 2]", "polis_json"),
        ("{}", "polis_json"),
        ('{"votes": 3}', "polis_json"),
        ("[]", "polis_empty"),
        ('[{"vote": 1}]', "polis_record"),
        ('[{"pid": {}, "tid": [], "vote": 1}]', "polis_record"),
        ('[{"pid": 1, "tid": 2, "vote": true}]', "polis_record_vote"),
        ('[{"pid": 1, "tid": 2, "vote": NaN}]', "polis_record_vote"),
        ('[{"pid": 1, "tid": 2}]', "polis_record_vote"),
        ('[{"pid": 1', "geojson_cut"),
        ("[" * 5000, "json_too_deep"),
    ],
)
def test_json_that_is_no_list_of_votes_is_refused(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "votes.json").write_text(text, "utf-8")
    with pytest.raises(Unreadable) as refused:
        read_polis(tmp_path)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("comments", "code"),
    [("1,x,7,0,1,0,5,Trees\n", "polis_moderation"), ("1,x,7,0,1,0,1,A\n1,x,7,0,1,0,1,B\n", "polis_statement_twice"),
     ("1,x,,0,1,0,1,A\n", "cell_empty")],
)  # fmt: skip
def test_comments_that_cannot_be_are_refused(tmp_path: Path, comments: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_polis(folder(tmp_path, votes=VOTES + "1,x,7,0,1\n", comments=COMMENTS + comments))
    assert refused.value.code == code


def test_a_folder_without_votes_or_with_two_sets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"holds no votes\.csv"):
        read_polis(tmp_path)
    folder(tmp_path, votes=VOTES + "1,x,7,0,1\n", old_votes=VOTES + "1,x,7,0,1\n")
    with pytest.raises(Unreadable, match="could be meant"):
        read_polis(tmp_path)


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(TEXT, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.sampled_from([-1, 0, 1])), min_size=1, max_size=20),
    st.lists(st.sampled_from([-1, 0, 1]), min_size=4, max_size=4),
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], cast: list[tuple[int, int, int]], moderated: list[int]
) -> None:
    row, column, vote = (np.array(one) for one in zip(*[(p, s % len(texts), v) for p, s, v in cast], strict=True))
    people = tuple(f"p{i}" for i in range(4))
    statements = tuple(Statement(f"s{j}", text, moderated[j], j == 1) for j, text in enumerate(texts))
    talk = Conversation(people, statements, row, column, vote.astype(np.int8), {"p1": 2}, {"topic": "=Square, “ours”"})
    place = tmp_path_factory.mktemp("polis")
    for name, text in polis_files(talk).items():
        (place / name).write_bytes(text.encode())
    again = read_polis(place)
    assert last_votes(again) == last_votes(talk)
    kept = {one.id: one for one in again.statements}
    assert {one.id: one for one in statements} == kept
    assert (again.groups, again.summary["topic"]) == (talk.groups, talk.summary["topic"])
    (place / "votes.csv").unlink()
    assert last_votes(read_polis(place)) == last_votes(talk)


def test_records_and_tables_agree(tmp_path: Path) -> None:
    records = [{"participant_id": p, "statement_id": s, "vote": v} for p, s, v in ((1, 2, 1), (1, 3, 0), (2, 2, -1))]
    (tmp_path / "a.json").write_text(json.dumps(records))
    (tmp_path / "a.csv").write_text("participant,2,3\n1,1,0\n2,-1,\n")
    assert last_votes(read_polis(tmp_path / "a.json")) == last_votes(read_polis(tmp_path / "a.csv"))
