"""What stands beside a contribution: who answers by when, every answer that was given, and what its author can still do."""

from collections.abc import Mapping, Sequence
from typing import Any

from wijk.answers import queries
from wijk.answers.models import ANSWERED, OPEN, Answer, Request
from wijk.answers.wording import OUTCOME_LOOKS, OUTCOME_WORDS
from wijk.core.providers import Card, providers
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer


def block_of(row: Request, viewer: Viewer, *, mine: bool) -> Mapping[str, Any]:
    """What `answers/answer_block.html` needs."""
    given = queries.answers_of(row)
    return {
        "request": row, "answers": told(given, viewer), "said": any(one.outcome != "forwarded" for one in given),
        "waits": row.state == OPEN, "late": queries.is_late(row),
        "again": mine and row.state == ANSWERED and not row.reopened,
    }  # fmt: skip


def told(answers: Sequence[Answer], viewer: Viewer) -> list[dict[str, Any]]:
    """Each answer with its words, and who does what follows."""
    return [
        {
            "row": row,
            "outcome": OUTCOME_WORDS[row.outcome],
            "look": OUTCOME_LOOKS[row.outcome],
            "by": card(row.by, viewer),
        }
        for row in answers
    ]


def card(about: str, viewer: Viewer) -> Card | None:
    """How a subject looks, by whichever room knows it."""
    if not about:
        return None
    subject = Subject.parse(about)
    for describer in providers("describes"):
        if subject.kind in describer.kinds:
            found: Card | None = describer.card(subject, viewer)
            return found
    return None
