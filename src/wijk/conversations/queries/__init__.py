"""Questions about conversations: which there are, who voted what, what to show next."""

from wijk.conversations.queries.gatherings import Covered, coverages, covered, on_card
from wijk.conversations.queries.listing import Asked, alike, asked, found, listed, of_process, process_of
from wijk.conversations.queries.matrix import Matrix, tallies, votes_matrix
from wijk.conversations.queries.offering import Offer, offer, recent_tallies
from wijk.conversations.queries.placing import (
    Placed,
    ToPlace,
    actors_at,
    history,
    placed,
    placings_of,
    points,
    to_place,
)
from wijk.conversations.queries.reports import (
    Cell,
    Line,
    Report,
    Telling,
    Viewpoint,
    last_report,
    report,
    votes_shown,
)
from wijk.conversations.queries.voices import mark_of, voices, votes_by_mark, votes_of

__all__ = [
    "Asked", "Cell", "Covered", "Line", "Matrix", "Offer", "Placed", "Report", "Telling", "ToPlace", "Viewpoint", "actors_at", "alike",
    "asked", "coverages", "covered", "found", "history", "last_report", "listed", "mark_of", "of_process", "offer", "on_card", "placed",
    "placings_of", "points", "process_of", "recent_tallies", "report", "tallies", "to_place", "voices", "votes_by_mark", "votes_matrix",
    "votes_of", "votes_shown",
]  # fmt: skip
