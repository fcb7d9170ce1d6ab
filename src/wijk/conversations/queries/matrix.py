"""Which voice voted what on which statement? As arrays, fifty thousand by a thousand in seconds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from wijk.conversations.models import Conversation, Statement

Ints = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Matrix:
    """Votes as parallel arrays: voice `voices[row[i]]` chose `vote[i]` (1, 0, -1) on statement `statements[column[i]]`.

    `voices` are opaque numbers, without order and sorted; `statements` are the statements in the order of their number.
    """

    voices: Ints
    statements: tuple[Statement, ...]
    row: NDArray[np.int32]
    column: NDArray[np.int32]
    vote: NDArray[np.int8]

    @property
    def names(self) -> list[str]:
        """The voices as text, as the methods take people."""
        return [str(voice) for voice in self.voices.tolist()]


def votes_matrix(conversation: Conversation, *, shown: bool = True, meta: bool = True) -> Matrix:
    """The votes of a conversation; `shown`: on statements that everybody sees alone; without `meta`: not on the talk itself.

    Three queries and no row a vote: the database gathers the voices of each statement and choice into one text.
    """
    rows = conversation.statements.order_by("number")
    rows = rows.filter(visibility="shown") if shown else rows
    statements = tuple(rows if meta else rows.filter(meta=False))
    place = {one.pk: j for j, one in enumerate(statements)}
    gathered = list(_gathered(list(place)))
    sizes = [len(who) for _statement, _choice, who in gathered]
    who = np.concatenate([who for _s, _c, who in gathered]) if gathered else np.zeros(0, dtype=np.int64)
    voices, row = np.unique(who, return_inverse=True)
    column = np.repeat(np.array([place[s] for s, _c, _w in gathered], dtype=np.int32), sizes)
    vote = np.repeat(np.array([choice for _s, choice, _w in gathered], dtype=np.int8), sizes)
    return Matrix(voices, statements, row.astype(np.int32), column, vote)


def tallies(conversation: Conversation) -> dict[int, tuple[int, int, int]]:
    """Of each statement by its number: how many disagree, pass, agree. One query over an index."""
    counted: dict[int, list[int]] = {}
    sql = (
        "SELECT s.number, v.choice, COUNT(*) FROM conversations_vote v JOIN conversations_statement s ON s.id = v.statement_id "
        "WHERE s.conversation_id = %s GROUP BY s.number, v.choice"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [conversation.pk])
        for number, choice, count in cursor.fetchall():
            counted.setdefault(number, [0, 0, 0])[choice + 1] = count
    return {number: (three[0], three[1], three[2]) for number, three in counted.items()}


def _gathered(statements: Sequence[int]) -> Iterator[tuple[int, int, Ints]]:
    """Statement, choice, and the voices that chose so."""
    joined = {"postgresql": "string_agg(voice_id::text, ',')", "sqlite": "group_concat(voice_id)"}
    gather = joined[connection.vendor]
    with connection.cursor() as cursor:
        for start in range(0, len(statements), 500):
            some = statements[start : start + 500]
            places = ", ".join(["%s"] * len(some))
            cursor.execute(
                f"SELECT statement_id, choice, {gather} FROM conversations_vote "  # noqa: S608 - marks of places alone
                f"WHERE statement_id IN ({places}) GROUP BY statement_id, choice ORDER BY statement_id, choice",
                list(some),
            )
            for statement, choice, text in cursor:
                yield statement, choice, np.fromstring(text, dtype=np.int64, sep=",")
