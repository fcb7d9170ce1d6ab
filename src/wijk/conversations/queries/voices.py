"""What did one voice say, and what did all of them say, by mark?"""

from collections.abc import Iterator

import numpy as np

from wijk.conversations import tokens
from wijk.conversations.models import Conversation, Voice, Vote
from wijk.conversations.queries.matrix import votes_matrix


def votes_of(conversation: Conversation, mark: str | None) -> dict[int, int]:
    """The votes of one voice: number of the statement → choice. One query."""
    if not mark:
        return {}
    mine = Vote.objects.filter(voice__mark=mark, voice__conversation=conversation)
    return dict(mine.values_list("statement__number", "choice").order_by("statement__number"))


def mark_of(conversation: Conversation, token: str) -> str:
    """The mark of a token of this conversation; "" for any other."""
    return (tokens.mark(conversation.key, token) or "") if token else ""


def votes_by_mark(conversation: Conversation) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """All votes, also on statements that are hidden now, voice by voice: mark and (number, choice), sorted. One voice at a time
    is in memory as objects, however many there are."""
    matrix = votes_matrix(conversation, shown=False)
    marks = dict(Voice.objects.filter(conversation=conversation).values_list("pk", "mark"))
    order = np.lexsort((matrix.column, matrix.row))
    ends = np.searchsorted(matrix.row[order], np.arange(len(matrix.voices) + 1))
    numbers = np.array([statement.number for statement in matrix.statements], dtype=np.int64)
    for at, voice in enumerate(matrix.voices.tolist()):
        mine = order[ends[at] : ends[at + 1]]
        if voice in marks:  # who took everything back in this very moment is not counted
            yield (
                marks[voice],
                list(zip(numbers[matrix.column[mine]].tolist(), matrix.vote[mine].tolist(), strict=True)),
            )


def voices(conversation: Conversation) -> int:
    """How many voices said something."""
    return Voice.objects.filter(conversation=conversation, votes__isnull=False).distinct().count()
