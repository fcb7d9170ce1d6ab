"""What do the voices of a neighbourhood say at a glance? Counts by state and the newest three, for the page of the area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wijk.contributions.models import Contribution
from wijk.contributions.queries.listing import in_turn
from wijk.contributions.queries.narrowing import LISTED, TAGS, fetch

#: So many stand on the page of an area; what was said more than this many times is not counted further.
NEWEST, MOST = 3, 2_000


@dataclass(frozen=True, slots=True)
class Around:
    """The newest voices and how many there are in each state; `more`: beyond `MOST` the newest alone were counted."""

    area: str
    newest: Sequence[Contribution] = ()
    states: Mapping[str, int] = field(default_factory=dict)
    more: bool = False

    @property
    def total(self) -> int:
        """How many were counted."""
        return sum(self.states.values())


def around(area: str) -> Around:
    """The voices of an area ("neighbourhood/58"); two queries, and one where nothing was said."""
    sql = (
        f"SELECT l.turn, l.state FROM {TAGS} t CROSS JOIN {LISTED} l WHERE t.tag = %s AND l.turn = t.listed_id "  # noqa: S608
        f"ORDER BY t.listed_id DESC LIMIT {MOST + 1}"
    )
    rows = fetch(sql, [f"area:{area}"])
    states: dict[str, int] = {}
    for _turn, state in rows[:MOST]:
        states[state] = states.get(state, 0) + 1
    newest = in_turn([int(turn) for turn, _state in rows[:NEWEST]]) if rows else []
    return Around(area, newest, states, len(rows) > MOST)
