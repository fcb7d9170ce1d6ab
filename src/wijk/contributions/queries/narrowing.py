"""How does a filter become a question to the database? Pieces of SQL over the rows of `Listed`, the same for list, map and count."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Literal

from django.db import connection
from django.utils import timezone

from wijk.contributions.cells import around, step, steps_of
from wijk.contributions.listed import Listed, ListedTag, sort_of
from wijk.contributions.models import STATES, Category, Kind
from wijk.contributions.queries.asked import Filter
from wijk.contributions.queries.searching import Held, held

BITS = 24
#: A circle is never wider than this.
MOST_METRES = 5_000
#: From so many contributions on, a tag is checked row by row rather than read whole and sorted.
MANY = 3_000


#: Which rows lead: those of the tag, of the words, of the sort; "" reads the rows of `Listed` as they stand in the order that is asked.
Lead = Literal["", "tag", "words", "sort"]


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A filter in SQL: `tests` about the row `l` with their `params`; `tag` is one that the rows bear, "" for none."""

    tag: str = ""
    tests: tuple[str, ...] = ()
    params: tuple[Any, ...] = ()
    centre: tuple[int, int] | None = None  #: the step from which is measured
    steps: float = 0
    words: Held | None = None
    sort: tuple[str, tuple[str, ...]] | None = (
        None  #: a test that finds by kind, theme and state at once, and its params
    )

    @property
    def nothing(self) -> bool:
        """No row can fit."""
        return self.words is not None and not self.words.read

    def and_also(self, test: str, *params: Any) -> "Narrowed":
        """With one more test."""
        return replace(self, tests=(*self.tests, test), params=(*self.params, *params))

    def rows(self, lead: Lead | None = None, alone: bool = False) -> tuple[str, list[Any]]:
        """`FROM … WHERE …` and its params. `lead`: the rows that lead, those of the tag or of the words unless something else is
        said. `alone`: nothing is wanted of a row but its turn."""
        lead = ("tag" if self.tag else "words" if self.words else "") if lead is None else lead
        sources, tests, params = [f"{LISTED} l"], list(self.tests), list(self.params)
        if lead == "sort" and self.sort:
            tests, params = [self.sort[0], *tests], [*self.sort[1], *params]
        if self.words:
            others, more = self.words.tests(TURNS[lead], rarest=lead != "words")
            tests, params = [*tests, *others], [*params, *more]
        if self.tag and lead != "tag":
            tests, params = [*tests, BEARS.format(TURNS[lead])], [*params, self.tag]
        if lead in ("tag", "words"):
            found, first, given = self._leading(lead)
            sources = [found] if alone and not self.tests else [found, *sources]
            joins = [f"l.turn = {TURNS[lead]}"] if len(sources) > 1 else []
            tests, params = [*first, *joins, *tests], [*given, *params]
        return f" FROM {' CROSS JOIN '.join(sources)} WHERE {' AND '.join(tests) or '1 = 1'}", params

    def _leading(self, lead: Lead) -> tuple[str, list[str], list[Any]]:
        if lead == "words" and self.words:
            return self.words.source()
        return f"{TAGS} t", ["t.tag = %s"], [self.tag]


#: The column of the turn, by what leads: its index is in the order of turns.
TURNS: dict[Lead, str] = {"": "l.turn", "sort": "l.turn", "tag": "t.listed_id", "words": "w.turn"}


@dataclass
class _Tests:
    tests: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add(self, test: str, *params: Any) -> None:
        self.tests.append(test)
        self.params += params


LISTED = connection.ops.quote_name(Listed._meta.db_table)
TAGS = connection.ops.quote_name(ListedTag._meta.db_table)
#: That it bears a tag; in the place of {} stands the column of its turn.
BEARS = f"EXISTS (SELECT 1 FROM {TAGS} b WHERE b.tag = %s AND b.listed_id = {{}})"  # noqa: S608 - names of our own
#: How far a row lies from a step, squared.
FAR = "((CAST(l.x AS bigint) - %s) * (CAST(l.x AS bigint) - %s) + (CAST(l.y AS bigint) - %s) * (CAST(l.y AS bigint) - %s))"


def narrowed(asked: Filter) -> Narrowed:
    """The filter in SQL; asks the database for the words alone."""
    made = _Tests()
    for column in ("kind", "category", "state", "language"):
        if value := getattr(asked, column):
            made.add(f"l.{column} = %s", value)
    if asked.since:
        made.add("l.turn >= %s", first_turn(asked.since))
    if asked.until:
        made.add("l.turn < %s", first_turn(asked.until + timedelta(days=1)) if asked.until < date.max else 1 << 62)
    named = (("area", asked.area), ("process", asked.process), ("opening", asked.opening))
    tags = [f"{name}:{value}" for name, value in named if value]
    for tag in tags[1:]:
        made.add(BEARS.format("l.turn"), tag)
    centre, steps = None, 0.0
    if asked.lon is not None and asked.lat is not None:
        centre = step(asked.lon, asked.lat)
        steps = steps_of(min(asked.metres, MOST_METRES), asked.lat) if asked.metres > 0 else 0.0
    words = held(asked.words) if asked.words else None
    found = Narrowed(tags[0] if tags else "", tuple(made.tests), tuple(made.params), centre, steps, words, _sort(asked))
    return within(found, steps) if centre and steps else found


def _sort(asked: Filter) -> tuple[str, tuple[str, ...]] | None:
    """How two of kind, theme and state find what bears both among a hundred thousand: `Listed.sort` is all three in one."""
    given = (asked.kind, asked.category, asked.state)
    if sum(map(bool, given)) < 2:
        return None
    if not asked.kind:
        return f"l.sort IN (SELECT code || %s FROM {_name(Kind)})", (sort_of("", *given[1:]),)  # noqa: S608
    if not asked.category:
        before, after = f"{asked.kind}/", f"/{asked.state}"
        every = f"SELECT %s || code || %s FROM {_name(Category)} UNION ALL SELECT %s"  # noqa: S608 - a name of our own
        return f"l.sort IN ({every})", (before, after, before + after)
    states = [asked.state] if asked.state else STATES
    return f"l.sort IN ({', '.join(['%s'] * len(states))})", tuple(sort_of(*given[:2], state) for state in states)


def within(found: Narrowed, steps: float) -> Narrowed:
    """Only what lies within so many steps of the centre."""
    assert found.centre is not None
    x, y = found.centre
    spans = list(around(x, y, steps))
    ranges = " OR ".join(["l.cell >= %s AND l.cell < %s"] * len(spans))
    near = found.and_also(f"({ranges})", *(end for span in spans for end in span))
    return near.and_also(f"{FAR} <= %s", x, x, y, y, int(steps * steps))


def first_turn(day: date) -> int:
    """The first turn of a day in the city."""
    if day.year < 1971:
        return 0
    return int(timezone.make_aware(datetime.combine(day, time())).timestamp()) << BITS


def _name(model: type[Kind] | type[Category]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def fetch(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def fitting(found: Narrowed, most: int, lead: Lead | None = None) -> int:
    """How many fit, at most `most`: never counts further."""
    if found.nothing:
        return 0
    rows, params = found.rows(lead, alone=True)
    return int(fetch(f"SELECT COUNT(*) FROM (SELECT 1{rows} LIMIT %s) AS f", [*params, most])[0][0])  # noqa: S608


def leading(found: Narrowed, in_turn: bool = True) -> Lead:
    """What leads best to the rows of a filter: the few that bear its tag, its words or its sort, however many there are in all.

    `in_turn`: they are wanted by their turns, in which the rows of a tag and of words stand."""
    if found.tag and ((in_turn and not found.words) or fitting(Narrowed(found.tag), MANY) < MANY):
        return "tag"
    if found.words:
        return "words"
    return "sort" if found.sort and not found.tag and fitting(Narrowed(sort=found.sort), MANY, "sort") < MANY else ""
