"""Questions about conversations: which there are, who voted what, what to show next."""

from wijk.conversations.queries.matrix import Matrix, tallies, votes_matrix
from wijk.conversations.queries.voices import voices, votes_by_mark, votes_of

__all__ = ["Matrix", "tallies", "voices", "votes_by_mark", "votes_matrix", "votes_of"]
