"""Who is meant by a name that somebody types? Accents and typing errors are forgiven; three queries, whatever the size of the city."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import connection
from django.db.models import Count

from wijk.core.text import Text
from wijk.territory.models import GramCount, Level, SearchName, Trigram
from wijk.territory.naming import fold, grams

#: Which kind comes first among names that fit equally well.
RANKS: Mapping[str, int] = {
    Level.NEIGHBOURHOOD: 0,
    Level.MUNICIPALITY: 1,
    Level.REGION: 2,
    Level.SECTOR: 3,
    "street": 4,
    "place": 5,
}
#: So many rows of the index of threes are looked at, however common the letters are.
MOST_ROWS = 12_000
#: Names that are weighed letter by letter.
MOST_NAMES = 120
#: Below this a name is not what was meant.
LEAST = 0.55
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. `area` is the reference ("neighbourhood/58") of the page that tells of it, `level` and `code` its parts."""

    kind: str
    target: str
    name: Text
    label: str  #: the name that fitted, perhaps in another language
    level: str
    code: str
    area_name: Text
    score: float

    @property
    def area(self) -> str:
        """The reference of the area that the finder goes to."""
        return f"{self.level}/{self.code}"


def find(text: str, language: str = "", limit: int = 10) -> list[Hit]:
    """What can be meant by `text`? Best first: what begins that way, then what looks alike; areas before streets before places.

    `language` decides between names that fit equally well. Nothing for less than two letters.
    """
    asked = fold(text[:LONGEST])
    if len(asked) < 2:
        return []
    rows = {row["id"]: row for row in _beginning(asked, limit)}
    if len(asked) >= 3:
        rows |= {row["id"]: row for row in _alike(asked)}
    scored = [(_score(asked, row, language), row) for row in rows.values()]
    best: dict[tuple[str, str], tuple[float, Mapping[str, Any]]] = {}
    for score, row in sorted(
        scored, key=lambda s: (-round(s[0], 2), s[1]["rank"], s[1]["length"], s[1]["label"], s[1]["target"])
    ):
        if score >= LEAST:
            best.setdefault((row["kind"], row["target"]), (score, row))
    chosen = list(best.values())[:limit]
    return [_hit(score, row) for score, row in chosen]


def _score(asked: str, row: Mapping[str, Any], language: str) -> float:
    """From 0 to about 2: the same letters, the same beginning, the same threes, in the reader's language."""
    name = row["folded"]
    own = 0.01 if language and row["language"] == language else 0.0
    if name == asked:
        return 2.0 + own
    if name.startswith(asked):
        return 1.5 + own + 0.3 * len(asked) / len(name)
    if f" {asked}" in f" {name}":
        return 1.3 + own + 0.1 * len(asked) / len(name)
    wanted, there = grams(asked, open_end=True), grams(name)
    share = len(wanted & there) / len(wanted)
    letters = SequenceMatcher(None, asked, name, autojunk=False).ratio()
    nearest = max((SequenceMatcher(None, asked, word, autojunk=False).ratio() for word in name.split()), default=0.0)
    return 0.35 * share + 0.65 * max(letters, 0.9 * nearest) + own


_COLUMNS = (
    "id", "kind", "rank", "target", "label", "language", "name", "folded", "length",
    "area__area_set__level", "area__code", "area__name",
)  # fmt: skip


def _beginning(asked: str, limit: int) -> list[dict[str, Any]]:
    """Names that begin like this, some of each kind: streets and places only from three letters on. One query."""
    if connection.vendor == "postgresql":
        fits, order, pattern = "folded LIKE %s", "folded USING ~<~", asked.replace("\\", "") + "%"
    else:
        fits, order, pattern = "folded GLOB %s", "folded", asked + "*"
    table = connection.ops.quote_name(SearchName._meta.db_table)
    ranks = [rank for kind, rank in RANKS.items() if len(asked) >= 3 or kind not in ("street", "place")]
    one = f"SELECT * FROM (SELECT id FROM {table} WHERE rank = %s AND {fits} ORDER BY {order} LIMIT %s) AS r"  # noqa: S608 - no words of readers
    sql = " UNION ALL ".join(f"{one}{rank}" for rank in ranks)
    params = [value for rank in ranks for value in (rank, pattern, max(limit, 10))]
    return list(SearchName.objects.extra(where=[f"{table}.id IN ({sql})"], params=params).values(*_COLUMNS))  # noqa: S610 - no words of readers


def _alike(asked: str) -> list[dict[str, Any]]:
    """Names that share the rarest threes of letters with what was asked: two queries."""
    wanted = grams(asked, open_end=True)
    counts = dict(GramCount.objects.filter(gram__in=wanted).values_list("gram", "names"))
    chosen: list[str] = []
    left = MOST_ROWS
    for gram, names in sorted(counts.items(), key=lambda pair: (pair[1], pair[0])):
        if names > left and len(chosen) >= 2:
            break
        chosen.append(gram)
        left -= names
    if not chosen:
        return []
    shared = Trigram.objects.filter(gram__in=chosen).values("name").annotate(n=Count("pk"))
    fits = shared.filter(n__gte=-(-len(chosen) // 3)).order_by("-n", "name").values("name")[:MOST_NAMES]
    return list(SearchName.objects.filter(pk__in=fits).values(*_COLUMNS))


def _hit(score: float, row: Mapping[str, Any]) -> Hit:
    level, code, name = row["area__area_set__level"], row["area__code"], row["area__name"]
    return Hit(row["kind"], row["target"], row["name"], row["label"], level, code, name, score)
