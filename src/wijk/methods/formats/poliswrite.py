"""Votes of one's own as a folder that Polis' tools read: comments, votes, participants-votes and summary."""

import io
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import numpy as np

from wijk.methods.formats.exports import write_csv_rows
from wijk.methods.formats.polis import Conversation
from wijk.methods.formats.values import Value


def polis_files(
    conversation: Conversation, *, moments: Sequence[int] | None = None, groups: Mapping[str, int] | None = None
) -> dict[str, str]:
    """The four files of a Polis export: name → content; agreeing is 1, as in Polis' files.

    `moments` are milliseconds since 1970, one a vote; without them the votes are numbered, which keeps their order. A text that begins
    like a formula gets an apostrophe, so that no spreadsheet runs it. `groups` are written as `group-id`.

    >>> from wijk.methods.formats.polis import Statement
    >>> one = Conversation(("p",), (Statement("s", "Trees"),), np.array([0]), np.array([0]), np.array([1], np.int8))
    >>> polis_files(one)["votes.csv"].split()[-1]
    '1970,s,p,1'
    """
    times = list(moments) if moments is not None else list(range(len(conversation.vote)))
    groups = conversation.groups if groups is None else groups
    last = {
        (row, column): int(vote)
        for row, column, vote in zip(
            conversation.row.tolist(), conversation.column.tolist(), conversation.vote, strict=True
        )
    }
    return {
        "comments.csv": _comments(conversation, last),
        "votes.csv": _votes(conversation, times),
        "participants-votes.csv": _people(conversation, last, groups),
        "summary.csv": _summary(conversation, groups),
    }


def _csv(header: Sequence[str], rows: Sequence[Sequence[Value]]) -> str:
    file = io.StringIO(newline="")
    write_csv_rows(file, header, rows)
    return file.getvalue()


def _comments(conversation: Conversation, last: Mapping[tuple[int, int], int]) -> str:
    agrees, disagrees = (
        np.bincount(
            [c for (_, c), vote in last.items() if vote == side], minlength=len(conversation.statements)
        ).tolist()
        for side in (1, -1)
    )
    rows = [
        (0, _datetime(0), one.id, one.author, agrees[j], disagrees[j], one.moderated, int(one.meta), one.text)
        for j, one in enumerate(conversation.statements)
    ]
    header = [
        "timestamp",
        "datetime",
        "comment-id",
        "author-id",
        "agrees",
        "disagrees",
        "moderated",
        "is-meta",
        "comment-body",
    ]
    return _csv(header, rows)


def _votes(conversation: Conversation, times: Sequence[int]) -> str:
    rows = [
        (time, _datetime(time), conversation.statements[column].id, conversation.people[row], vote)
        for time, row, column, vote in zip(
            times, conversation.row.tolist(), conversation.column.tolist(), conversation.vote.tolist(), strict=True
        )
    ]
    return _csv(["timestamp", "datetime", "comment-id", "voter-id", "vote"], rows)


def _people(conversation: Conversation, last: Mapping[tuple[int, int], int], groups: Mapping[str, int]) -> str:
    by_person: list[dict[int, int]] = [{} for _ in conversation.people]
    for (row, column), vote in last.items():
        by_person[row][column] = vote
    rows: list[list[Value]] = []
    for person, votes in zip(conversation.people, by_person, strict=True):
        marks = list(votes.values())
        cells = [votes.get(column) for column in range(len(conversation.statements))]
        rows.append([person, groups.get(person), 0, len(marks), marks.count(1), marks.count(-1), *cells])
    header = ["participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]
    return _csv([*header, *(one.id for one in conversation.statements)], rows)


def _summary(conversation: Conversation, groups: Mapping[str, int]) -> str:
    counted = {
        "voters": len(conversation.people),
        "voters-in-conv": len(groups),
        "comments": len(conversation.statements),
        "groups": len(set(groups.values())),
    }
    known = {name: value for name, value in conversation.summary.items() if name not in counted}
    first = {"topic": known.pop("topic", ""), **known}
    rows: list[Sequence[Value]] = [*first.items(), *counted.items()]
    return _csv([str(rows[0][0]), str(rows[0][1])], rows[1:])


def _datetime(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, UTC).strftime("%a %b %d %H:%M:%S UTC %Y")
