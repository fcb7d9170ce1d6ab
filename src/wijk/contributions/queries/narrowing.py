"""How does a filter become a question to the database? Pieces of SQL over the rows of `Listed`, the same for list, map and count."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from wijk.contributions.cells import around, step, steps_of
from wijk.contributions.listed import Listed, ListedTag
from wijk.contributions.queries.asked import Filter
from wijk.contributions.queries.searching import in_list, turns_of

BITS = 24
#: A circle is never wider than this.
MOST_METRES = 5_000
#: From so many contributions on, a tag is checked row by row rather than read whole and sorted.
MANY = 3_000


@dataclass(frozen=True, slots=True)
class Narrowed:
    """A filter in SQL: `tests` about the row `l` with their `params`; `tag` is one that the rows bear, "" for none."""

    tag: str = ""
    tests: tuple[str, ...] = ()
    params: tuple[Any, ...] = ()
    centre: tuple[int, int] | None = None  #: the step from which is measured
    steps: float = 0
    nothing: bool = False  #: no row can fit
    turns: tuple[int, ...] | None = None  #: what fits, newest first, where only words were asked

    def and_also(self, test: str, *params: Any) -> "Narrowed":
        """With one more test."""
        return replace(self, tests=(*self.tests, test), params=(*self.params, *params), turns=None)

    def rows(self, by_tag: bool = True) -> tuple[str, list[Any]]:
        """`FROM … WHERE …` and its params. `by_tag`: the rows of the tag lead; otherwise each row is asked for it."""
        tests, params = list(self.tests), list(self.params)
        if not self.tag:
            source = f"{LISTED} l"
        elif by_tag:
            source, tests, params = (
                f"{TAGS} t CROSS JOIN {LISTED} l",
                ["t.tag = %s", "l.turn = t.listed_id", *tests],
                [self.tag, *params],
            )
        else:
            source, tests, params = f"{LISTED} l", [*tests, BEARS], [*params, self.tag]
        return f" FROM {source} WHERE {' AND '.join(tests) or '1 = 1'}", params


@dataclass
class _Tests:
    tests: list[str] = field(default_factory=list)
    params: list[Any] = field(default_factory=list)

    def add(self, test: str, *params: Any) -> None:
        self.tests.append(test)
        self.params += params


LISTED = connection.ops.quote_name(Listed._meta.db_table)
TAGS = connection.ops.quote_name(ListedTag._meta.db_table)
BEARS = f"EXISTS (SELECT 1 FROM {TAGS} b WHERE b.tag = %s AND b.listed_id = l.turn)"  # noqa: S608 - names of our own
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
        made.add(BEARS, tag)
    turns = turns_of(asked.words) if asked.words else None
    words_alone = turns is not None and not made.tests and not tags
    if turns is not None:
        made.add(*in_list("l.turn", turns))
    centre, steps = None, 0.0
    if asked.lon is not None and asked.lat is not None:
        centre = step(asked.lon, asked.lat)
        steps = steps_of(min(asked.metres, MOST_METRES), asked.lat) if asked.metres > 0 else 0.0
    told = tuple(turns) if turns is not None and words_alone else None
    found = Narrowed(tags[0] if tags else "", tuple(made.tests), tuple(made.params), centre, steps, turns == [], told)
    return within(found, steps) if centre and steps else found


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


def fetch(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a question."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return list(cursor.fetchall())


def fitting(found: Narrowed, most: int) -> int:
    """How many fit, at most `most`: never counts further."""
    if found.nothing or found.turns is not None:
        return min(len(found.turns or ()), most)
    rows, params = found.rows()
    return int(fetch(f"SELECT COUNT(*) FROM (SELECT 1{rows} LIMIT %s) AS f", [*params, most])[0][0])  # noqa: S608
