"""What was written, what was asked and answered, who was reached? Answers that pages, paper and machines share."""

from wijk.outreach.queries.calls import (
    POSITION_WORDS,
    Answers,
    answers,
    by_position,
    calls_at,
    counts,
    current,
    readers_of,
    short_path,
)  # fmt: skip
from wijk.outreach.queries.newsletters import (
    KIND_WORDS,
    Group,
    grouped,
    happened,
    newsletters_at,
    place_text,
    places_named,
    usual_title,
)  # fmt: skip
from wijk.outreach.queries.reach import BASE_WORDS, CHANNEL_WORDS, WAY_WORDS, Reach, ReachRow, few, reach

__all__ = [
    "BASE_WORDS",
    "CHANNEL_WORDS",
    "KIND_WORDS",
    "POSITION_WORDS",
    "WAY_WORDS",
    "Answers",
    "Group",
    "Reach",
    "ReachRow",
    "answers",
    "by_position",
    "calls_at",
    "counts",
    "current",
    "few",
    "grouped",
    "happened",
    "newsletters_at",
    "place_text",
    "places_named",
    "reach",
    "readers_of",
    "short_path",
    "usual_title",
]
