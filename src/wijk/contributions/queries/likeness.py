"""What was said already that is like this: nearby, or by its words? Asked while somebody types, so it is quick or it is nothing."""

from wijk.contributions.models import Contribution
from wijk.contributions.queries.asked import Filter
from wijk.contributions.queries.listing import in_turn, listed
from wijk.contributions.queries.narrowing import fetch, narrowed
from wijk.contributions.queries.searching import in_list, likest

#: So many that are like a text are held against the place.
MOST_LIKE = 300


def alike(words: str, language: str = "", area: str = "", limit: int = 5) -> list[Contribution]:
    """What shares the most and the rarest words with a text: first what touches `area`, then what was said in `language`."""
    turns = likest(words, MOST_LIKE)
    if not turns:
        return []
    here = _those(Filter(area=area), turns) if area else set()
    same = _those(Filter(language=language), turns) if language else set()
    rank = {turn: place for place, turn in enumerate(turns)}
    turns.sort(key=lambda turn: (turn not in here, rank[turn] // 5, turn not in same, rank[turn]))
    return in_turn(turns[:limit])


def near(lon: float, lat: float, metres: int, words: str = "", limit: int = 5) -> list[Contribution]:
    """What was said within so many metres, the nearest first; with `words` only what is like them, the likest first."""
    asked = Filter(lon=lon, lat=lat, metres=metres, order="near")
    if not words.strip():
        return list(listed(asked, limit=limit).rows)
    turns = likest(words, MOST_LIKE)
    here = _those(asked, turns) if turns else set()
    return in_turn([turn for turn in turns if turn in here][:limit])


def _those(asked: Filter, turns: list[int]) -> set[int]:
    """Those of `turns` that fit; one query."""
    test, given = in_list("l.turn", turns)
    rows, params = narrowed(asked).and_also(test, given).rows()
    return {int(turn) for (turn,) in fetch(f"SELECT l.turn{rows}", params)}
