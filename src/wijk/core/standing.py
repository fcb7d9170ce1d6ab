"""How is a question asked that every page asks? Django writes its SQL once; after that only the values change.

Building a queryset and its SQL takes longer than the database takes to answer, and a page asks ten of them. A standing question
is written as any other, in Django's own words, and its SQL is kept per process and database.
"""

from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Value = int | str
#: Stand-ins while the SQL is written: a number that no key reaches, words that no reader can send.
_NUMBER: Final = 8_000_000_000_000_000_000
_WORDS: Final = "\0stands in "


@dataclass(frozen=True, slots=True)
class _Written:
    """SQL with its values; `holes` says which of those are given when it is asked."""

    sql: str
    params: tuple[Any, ...]
    holes: tuple[tuple[int, int], ...]  #: (place among the params, which of the given values)
    converters: tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]


class Standing:
    """A question whose answer is rows, asked again and again with other values.

    `make` gives a queryset with `values_list`. Its keyword arguments are the values that change: a number, words, or a list of
    these (for `__in`). What changes the SQL itself (the place in a list, a limit) is given by position and must be hashable.

        names = Standing(lambda *, areas: Area.objects.filter(id__in=areas).values_list("id", "name"))
        names.ask(areas=[1, 2])
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self.make = make

    def ask(self, *shape: Hashable, **given: Value | Collection[Value]) -> list[Any]:
        """The rows as tuples; one query, and none where a list is empty."""
        flat: list[Value] = []
        outline = []
        for name, value in given.items():
            many = [value] if isinstance(value, int | str) else list(value)
            if not many:
                return []
            flat += many
            outline.append((name, 0 if isinstance(value, int | str) else len(many), isinstance(many[0], str)))
        written = _written(self, connection.alias, shape, tuple(outline))
        if written is None:
            return list(self.make(*shape, **given))
        params = list(written.params)
        for place, which in written.holes:
            params[place] = flat[which]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, params)
            rows = cursor.fetchall()
        return list(_converted(rows, written)) if written.converters else rows


def _converted(rows: Sequence[tuple[Any, ...]], written: _Written) -> Iterator[tuple[Any, ...]]:
    """The rows as Python holds them: JSON read, dates made."""
    for row in rows:
        held = list(row)
        for i, converters, expression in written.converters:
            for convert in converters:
                held[i] = convert(held[i], expression, connection)
        yield tuple(held)


@lru_cache(maxsize=512)
def _written(
    question: Standing, alias: str, shape: tuple[Hashable, ...], outline: tuple[tuple[str, int, bool], ...]
) -> _Written | None:
    """The SQL of a question; None where the values cannot be found again in it, so that it must be written each time."""
    stand_ins: list[Value] = []
    given: dict[str, Value | list[Value]] = {}
    for name, many, words in outline:
        made: list[Value] = []
        for _ in range(many or 1):
            n = len(stand_ins) + len(made)
            made.append(f"{_WORDS}{n}" if words else _NUMBER + n)
        stand_ins += made
        given[name] = made if many else made[0]
    compiler = question.make(*shape, **given).query.get_compiler(alias)
    try:
        sql, params = compiler.as_sql()
    except EmptyResultSet:
        return None
    known = {value: n for n, value in enumerate(stand_ins)}
    holes = tuple((place, known[p]) for place, p in enumerate(params) if isinstance(p, int | str) and p in known)
    if {which for _place, which in holes} != set(range(len(stand_ins))):
        return None
    found = compiler.get_converters([column[0] for column in compiler.select])
    converters = tuple((i, tuple(convert), expression) for i, (convert, expression) in found.items())
    return _Written(sql, tuple(params), holes, converters)
