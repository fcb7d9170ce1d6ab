"""What did one voice say, and what did all of them say, by mark?"""

from wijk.conversations.models import Conversation, Voice, Vote
from wijk.conversations.queries.matrix import votes_matrix


def votes_of(conversation: Conversation, mark: str | None) -> dict[int, int]:
    """The votes of one voice: number of the statement → choice. One query."""
    if not mark:
        return {}
    mine = Vote.objects.filter(voice__mark=mark, voice__conversation=conversation)
    return dict(mine.values_list("statement__number", "choice").order_by("statement__number"))


def votes_by_mark(conversation: Conversation) -> dict[str, list[tuple[int, int]]]:
    """All votes, also on statements that are hidden now: mark → (number, choice), sorted."""
    matrix = votes_matrix(conversation, shown=False)
    marks = dict(Voice.objects.filter(conversation=conversation).values_list("pk", "mark"))
    numbers = [statement.number for statement in matrix.statements]
    found: dict[str, list[tuple[int, int]]] = {}
    names = [marks.get(voice, "") for voice in matrix.voices.tolist()]
    for row, column, choice in zip(matrix.row.tolist(), matrix.column.tolist(), matrix.vote.tolist(), strict=True):
        if names[row]:  # who took everything back in this very moment is not counted
            found.setdefault(names[row], []).append((numbers[column], choice))
    return {mark: sorted(votes) for mark, votes in found.items()}


def voices(conversation: Conversation) -> int:
    """How many voices said something."""
    return Voice.objects.filter(conversation=conversation, votes__isnull=False).distinct().count()
