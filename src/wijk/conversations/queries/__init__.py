"""Questions about conversations: which there are, who voted what, what to show next."""

from wijk.conversations.queries.listing import Asked, alike, asked, found, listed, of_process, process_of
from wijk.conversations.queries.matrix import Matrix, tallies, votes_matrix
from wijk.conversations.queries.offering import Offer, offer, recent_tallies
from wijk.conversations.queries.voices import voices, votes_by_mark, votes_of

__all__ = [
    "Asked", "Matrix", "Offer", "alike", "asked", "found", "listed", "of_process", "offer", "process_of", "recent_tallies",
    "tallies", "voices", "votes_by_mark", "votes_matrix", "votes_of",
]  # fmt: skip
