"""What can be done with answers, and by whom? Every verb of the room."""

from wijk.answers.actions.answering import Given, answer, became, forward, reopen
from wijk.answers.actions.answering_many import answer_many
from wijk.answers.actions.importing import import_routes
from wijk.answers.actions.keeping import end_route, end_service, keep_phrase, keep_reason, keep_route, keep_service
from wijk.answers.actions.merging import merge, unmerge
from wijk.answers.actions.receiving import receive, receive_many
from wijk.answers.actions.watching import forget_person, remind

__all__ = [
    "Given",
    "answer",
    "answer_many",
    "became",
    "end_route",
    "end_service",
    "forget_person",
    "forward",
    "import_routes",
    "keep_phrase",
    "keep_reason",
    "keep_route",
    "keep_service",
    "merge",
    "receive",
    "receive_many",
    "remind",
    "reopen",
    "unmerge",
]
