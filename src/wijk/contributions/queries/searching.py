"""Which contributions hold these words? Accents, plurals and slips of the pen are forgiven; the rarest word is looked up first."""

import json
import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection

from wijk.contributions.listed import SearchPosting, SearchSlip, SearchWord
from wijk.contributions.wording import near, root, slipped, words
from wijk.core.standing import Standing

#: Words of a question that count, and forms of one of them that are looked for.
MOST_ASKED, MOST_READINGS = 6, 200
#: Of what stands in more contributions than this the newest are looked at.
MOST_TURNS: Final = 8_000
#: So many rows are asked one by one whether they hold a word; with more, all that hold it are read once.
MOST_SEEKS: Final = 40_000
#: A word that stands in fewer contributions than this may be a slip itself: what is near to it is found, too.
FEW = 3
#: Shorter beginnings stand for themselves alone.
BEGINNING = 3
#: Words of a text that is compared with others, and contributions that are weighed for each.
MOST_COMPARED, MOST_WEIGHED = 12, 400

_EXACT = Standing(lambda *, roots: SearchWord.objects.filter(root__in=roots).values_list("root", "pk"))
_SLIPS = Standing(
    lambda *, forms: SearchSlip.objects.filter(form__in=forms).values_list("form", "word__word", "word__root")
)


@dataclass(frozen=True, slots=True)
class Held:
    """A question of words: for each word the numbers of what can be meant by it, the rarest first.

    In SQL it leads as `w`, whose `w.turn` are those that hold the rarest word, the newest `MOST_TURNS` of them; `tests` ask of each
    row for the others.
    """

    read: tuple[tuple[int, ...], ...]
    sizes: tuple[int, ...]

    def source(self) -> tuple[str, list[str], list[Any]]:
        """What stands after FROM, and the tests of it with all their params; in the order of turns where one word can be meant."""
        table, first = _name(SearchPosting), self.read[0]
        if len(first) > 1:
            newest = f"SELECT DISTINCT turn FROM {table} WHERE word_id IN ({_marks(first)}) ORDER BY turn DESC LIMIT {MOST_TURNS}"  # noqa: S608
            return f"({newest}) w", [], [*first]
        tests, params = ["w.word_id = %s"], [*first]
        if self.sizes[0] >= MOST_TURNS:
            last = f"SELECT turn FROM {table} WHERE word_id = %s ORDER BY turn DESC LIMIT 1 OFFSET {MOST_TURNS - 1}"  # noqa: S608
            tests, params = [*tests, f"w.turn >= ({last})"], [*params, *first]
        return f"{table} w", tests, params

    def tests(self, turn: str, rarest: bool = False) -> tuple[list[str], list[Any]]:
        """That the contribution with this `turn` holds a word of each of the others; with `rarest`, of each."""
        table, asked = _name(SearchPosting), self.read if rarest else self.read[1:]
        tests, params = [], list[Any]()
        for read in asked:
            few = min(self.sizes[0], MOST_TURNS) * len(read) <= MOST_SEEKS
            given = f"SELECT {{}} FROM {table} q WHERE q.word_id IN ({_marks(read)})"  # noqa: S608
            tests.append(
                f"EXISTS ({given.format(1)} AND q.turn = {turn})" if few else f"{turn} IN ({given.format('q.turn')})"
            )
            params += read
        return tests, params


def held(text: str) -> Held | None:
    """The words of `text` as a question, None where it holds none. Nothing can fit where `read` is empty.

    Two queries for any number of words, and three more where one of them may be a slip of the pen.
    """
    asked = words(text[:400])[:MOST_ASKED]
    if not asked:
        return None
    read, sizes = readings(asked)
    if not all(read):
        return Held((), ())
    order = sorted(range(len(read)), key=lambda n: (sizes[n], asked[n]))
    return Held(tuple(tuple(read[n]) for n in order), tuple(sizes[n] for n in order))


def turns_of(text: str) -> list[int] | None:
    """The turns (see `Listed`) of the contributions that hold every word of `text`, newest first; None where it holds no word."""
    found = held(text)
    if found is None or not found.read:
        return None if found is None else []
    source, tests, params = found.source()
    others, more = found.tests("w.turn")
    every = " AND ".join([*tests, *others]) or "1 = 1"
    sql = f"SELECT w.turn FROM {source} WHERE {every} ORDER BY w.turn DESC"  # noqa: S608 - names of our own
    return [turn for (turn,) in _rows(sql, [*params, *more])]


def readings(asked: Sequence[str]) -> tuple[list[list[int]], list[int]]:
    """The numbers of the words that can be meant by each (the same root, the same beginning; and where hardly anything is, one slip
    away), and in how many contributions each stands, counted up to `MOST_TURNS`."""
    found = _beginning(asked)
    sizes = _measured(found)
    seldom = [n for n, size in enumerate(sizes) if size < FEW]
    if seldom:
        for n, more in zip(seldom, _slips_of([asked[n] for n in seldom]), strict=True):
            found[n] = sorted({*found[n], *more})
    found = [numbers[:MOST_READINGS] for numbers in found]
    return found, _measured(found) if seldom else sizes


def _slips_of(asked: Sequence[str]) -> list[list[int]]:
    """The numbers of the words that are one slip away from each; two queries."""
    forms = {word: slipped(word) for word in asked}
    wanted = sorted(set().union(*forms.values()))
    near_by = [(str(form), str(other), str(base)) for form, other, base in _SLIPS.ask(forms=wanted)] if wanted else []
    meant = {
        word: {base for form, other, base in near_by if form in forms[word] and near(word, other)} for word in asked
    }
    roots = sorted(set().union(*meant.values()))
    numbers: dict[str, list[int]] = {}
    for base, pk in _EXACT.ask(roots=roots) if roots else ():
        numbers.setdefault(str(base), []).append(pk)
    return [[pk for base in meant[word] for pk in numbers.get(base, ())] for word in asked]


def _beginning(asked: Sequence[str]) -> list[list[int]]:
    """Words of the same root, and those that begin as each or its root does; one query."""
    table = _name(SearchWord)
    fits, tail = ("LIKE", "%") if connection.vendor == "postgresql" else ("GLOB", "*")
    parts, params = [], []
    for n, word in enumerate(asked):
        base = root(word)
        if len(word) < BEGINNING:
            parts.append(f"SELECT {n} AS n, id FROM {table} WHERE root = %s")  # noqa: S608 - no words of readers
            params += [base]
            continue
        begins = " UNION ".join(f"SELECT id, word FROM {table} WHERE {column} {fits} %s" for column in ("root", "word"))  # noqa: S608
        limited = f"SELECT id FROM ({begins}) AS f{n} ORDER BY LENGTH(word), id LIMIT {MOST_READINGS}"  # noqa: S608
        parts.append(f"SELECT {n} AS n, id FROM ({limited}) AS g{n}")  # noqa: S608
        params += [base + tail, word + tail]
    found: list[list[int]] = [[] for _word in asked]
    for n, pk in _rows(" UNION ALL ".join(parts), params):
        found[n].append(pk)
    return [sorted(set(numbers)) for numbers in found]


def _measured(read: Sequence[Sequence[int]]) -> list[int]:
    """In how many contributions each of these stands, counted up to `MOST_TURNS`; one query."""
    table, sizes = _name(SearchPosting), [0] * len(read)
    asked = [(n, numbers) for n, numbers in enumerate(read) if numbers]
    if asked:
        one = "SELECT {n}, COUNT(*) FROM (SELECT 1 FROM {table} WHERE word_id IN ({marks}) LIMIT {most}) AS p{n}"
        sql = " UNION ALL ".join(
            one.format(n=n, table=table, marks=_marks(numbers), most=MOST_TURNS) for n, numbers in asked
        )
        for n, size in _rows(sql, [pk for _n, numbers in asked for pk in numbers]):
            sizes[n] = size
    return sizes


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


def each(values: Iterable[int]) -> tuple[str, Any]:
    """Many numbers as rows `v` with one column, `v.value`, and the one value that this takes."""
    if connection.vendor == "postgresql":
        return "(SELECT unnest(%s::bigint[]) AS value) v", list(values)
    return "json_each(%s) v", json.dumps(list(values))


def _marks(read: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(read))


def _name(model: type[SearchWord] | type[SearchPosting]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _rows(sql: str, params: Sequence[Any]) -> list[tuple[int, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


__all__ = ["Held", "each", "held", "in_list", "likest", "readings", "turns_of"]
