"""Which contributions hold these words? Accents, plurals and slips of the pen are forgiven; the rarest word is looked up first."""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db import connection

from wijk.contributions.listed import SearchPosting, SearchSlip, SearchWord
from wijk.contributions.wording import near, root, slipped, words
from wijk.core.standing import Standing

#: Words of a question that count, and forms of one of them that are looked for.
MOST_ASKED, MOST_READINGS = 6, 200
#: Of what stands in more contributions than this the newest are looked at.
MOST_TURNS: Final = 10_000
#: A word that stands in fewer contributions than this may be a slip itself: what is near to it is found, too.
FEW = 3
#: Shorter beginnings stand for themselves alone.
BEGINNING = 3
#: Words of a text that is compared with others, and contributions that are weighed for each.
MOST_COMPARED, MOST_WEIGHED = 12, 400

_SAME_ROOT = Standing(lambda *, roots: SearchWord.objects.filter(root__in=roots).values_list("pk").order_by("pk"))
_EXACT = Standing(lambda *, roots: SearchWord.objects.filter(root__in=roots).values_list("root", "pk"))
_SLIPS = Standing(lambda *, forms: SearchSlip.objects.filter(form__in=forms).values_list("word__word", "word__root"))


def turns_of(text: str) -> list[int] | None:
    """The turns (see `Listed`) of the contributions that hold every word of `text`, newest first; None where it holds no word."""
    asked = words(text[:400])[:MOST_ASKED]
    if not asked:
        return None
    found: list[tuple[int, list[int]]] = []
    for word in asked:
        read = readings(word)
        if not read:
            return []
        found.append((_measured(read), read))
    found.sort(key=lambda pair: (pair[0], pair[1]))
    turns = _newest(found[0][1])
    for _size, read in found[1:]:
        turns = _among(turns, read)
    return turns


def readings(word: str) -> list[int]:
    """The numbers of the words that can be meant: the same root, the same beginning; and where hardly anything is, one slip away."""
    found = _beginning(word)
    if not found or _measured(found, FEW) < FEW:
        meant = {base for other, base in _slips_of(word) if near(word, other)}
        if meant:
            found = sorted({*found, *(pk for (pk,) in _SAME_ROOT.ask(roots=sorted(meant)))})
    return found[:MOST_READINGS]


def _slips_of(word: str) -> list[tuple[str, str]]:
    forms = sorted(slipped(word))
    return [(str(other), str(base)) for other, base in _SLIPS.ask(forms=forms)] if forms else []


def _beginning(word: str) -> list[int]:
    """Words of the same root, and those that begin as it or its root does."""
    base = root(word)
    if len(word) < BEGINNING:
        return [pk for (pk,) in _SAME_ROOT.ask(roots=[base])]
    table = _name(SearchWord)
    fits, tail = ("LIKE", "%") if connection.vendor == "postgresql" else ("GLOB", "*")
    begins = "SELECT id, word FROM {0} WHERE {1} {2} %s"
    parts = " UNION ".join(begins.format(table, column, fits) for column in ("root", "word"))
    sql = f"SELECT id FROM ({parts}) AS f ORDER BY LENGTH(word), id LIMIT %s"  # noqa: S608 - no words of readers
    return [pk for (pk,) in _rows(sql, [base + tail, word + tail, MOST_READINGS])]


def _measured(read: Sequence[int], most: int = MOST_TURNS) -> int:
    """In how many contributions these stand, at most `most`."""
    table = _name(SearchPosting)
    sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM {table} WHERE word_id IN ({_marks(read)}) LIMIT %s) AS p"  # noqa: S608
    return int(_rows(sql, [*read, most])[0][0])


def _newest(read: Sequence[int]) -> list[int]:
    table = _name(SearchPosting)
    distinct = "DISTINCT " if len(read) > 1 else ""
    sql = f"SELECT {distinct}turn FROM {table} WHERE word_id IN ({_marks(read)}) ORDER BY turn DESC LIMIT %s"  # noqa: S608
    return [turn for (turn,) in _rows(sql, [*read, MOST_TURNS])]


def _among(turns: list[int], read: Sequence[int]) -> list[int]:
    """Those of `turns` that hold one of these words, too."""
    if not turns:
        return []
    table = _name(SearchPosting)
    if len(turns) * len(read) <= MOST_TURNS:
        test, given = in_list("turn", turns)
        sql = f"SELECT turn FROM {table} WHERE word_id IN ({_marks(read)}) AND {test}"  # noqa: S608
        rows = _rows(sql, [*read, given])
    else:
        sql = f"SELECT turn FROM {table} WHERE word_id IN ({_marks(read)}) AND turn BETWEEN %s AND %s"  # noqa: S608
        rows = _rows(sql, [*read, turns[-1], turns[0]])
    kept = {turn for (turn,) in rows}
    return [turn for turn in turns if turn in kept]


def likest(text: str, limit: int, apart: Collection[int] = ()) -> list[int]:
    """The turns of what is most like a text: the most and the rarest words in common; nothing where it is hardly like it."""
    asked = words(text[:2_000])
    roots = list(dict.fromkeys(root(word) for word in asked))[: 3 * MOST_COMPARED]
    numbers: dict[str, list[int]] = {}
    for base, pk in _EXACT.ask(roots=roots):
        numbers.setdefault(str(base), []).append(pk)
    if not numbers:
        return []
    stands = _stands_in(list(numbers.items()))
    rare = sorted(stands, key=lambda base: (len(stands[base]), base))[:MOST_COMPARED]
    weights: Counter[int] = Counter()
    common: Counter[int] = Counter()
    for base in rare:
        worth = 1 / (1 + math.log1p(len(stands[base])))
        for turn in stands[base]:
            weights[turn] += worth  # type: ignore[assignment]  # a weight is no whole number
            common[turn] += 1
    least = min(2, len(roots))
    fits = [turn for turn in weights if common[turn] >= least and turn not in apart]
    return sorted(fits, key=lambda turn: (-weights[turn], -turn))[:limit]


def _stands_in(asked: Sequence[tuple[str, Sequence[int]]]) -> dict[str, set[int]]:
    """The newest contributions in which each root stands; one query."""
    table = _name(SearchPosting)
    one = f"SELECT * FROM (SELECT {{0}} AS n, turn FROM {table} WHERE word_id IN ({{1}}) ORDER BY turn DESC LIMIT {MOST_WEIGHED}) AS p"  # noqa: S608
    sql = " UNION ALL ".join(one.format(i, _marks(read)) + str(i) for i, (_base, read) in enumerate(asked))
    found: dict[str, set[int]] = {base: set() for base, _read in asked}
    for n, turn in _rows(sql, [pk for _base, read in asked for pk in read]):
        found[asked[n][0]].add(turn)
    return {base: turns for base, turns in found.items() if turns}


def in_list(column: str, values: Iterable[int]) -> tuple[str, Any]:
    """A test that a column is one of many numbers, and the one value that it takes, however many they are."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", list(values)
    return f"{column} IN (SELECT value FROM json_each(%s))", json.dumps(list(values))  # noqa: S608 - a name of our own


def _marks(read: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(read))


def _name(model: type[SearchWord] | type[SearchPosting]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _rows(sql: str, params: Sequence[Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


__all__ = ["in_list", "likest", "readings", "turns_of"]
