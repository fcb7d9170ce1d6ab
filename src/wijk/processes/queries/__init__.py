"""Questions about processes: which go on where, what was agreed about how, what is owed, and what came of it."""

from wijk.processes.queries.changes import Change, changes, in_words
from wijk.processes.queries.frames import (
    content_of,
    draft_content,
    draft_of,
    endorsed_older,
    findings,
    in_force,
    latest,
    organs_known,
    version,
    versions,
)
from wijk.processes.queries.listing import at, found, listed, process
from wijk.processes.queries.owing import Side, debts, sides

__all__ = [
    "Change",
    "Side",
    "at",
    "changes",
    "content_of",
    "debts",
    "draft_content",
    "draft_of",
    "endorsed_older",
    "findings",
    "found",
    "in_force",
    "in_words",
    "latest",
    "listed",
    "organs_known",
    "process",
    "sides",
    "version",
    "versions",
]
