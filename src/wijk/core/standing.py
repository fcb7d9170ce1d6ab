"""How is a question asked that every page asks? Django writes its SQL once; after that only the values change.

Building a queryset and its SQL takes longer than the database takes to answer, and a page asks ten of them. A standing question
is written as any other, in Django's own words, and its SQL is kept per process and database.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

Value = int | str
#: Stand-ins while the SQL is written: a number that no key reaches, words that no reader can send.
_NUMBER: Final = 8_000_000_000_000_000_000
_WORDS: Final = "\0stands in "
#: Of things of a model, the SQL of longer lists is not kept.
LONGEST: Final = 64


@dataclass(frozen=True, slots=True)
class _Written:
    """SQL with its values; `holes` says which of those are given when it is asked."""

    sql: str
    params: tuple[Any, ...]
    holes: tuple[tuple[int, int], ...]  #: (place among the params, which of the given values)
    converters: tuple[tuple[int, Sequence[Callable[..., Any]], Any], ...]
    things: Callable[[tuple[Any, ...]], Any] | None = (
        None  #: makes a thing of a model out of a row, where the question is for such
    )


class Standing:
    """A question whose answer is rows, asked again and again with other values.

    `make` gives a queryset, with `values_list` for `ask` and without for `find`. Its keyword arguments are the values that change: a
    number, words, or a list of these (for `__in`). What changes the SQL itself (the place in a list, a limit) is given by position and
    must be hashable.

        names = Standing(lambda *, areas: Area.objects.filter(id__in=areas).values_list("id", "name"))
        names.ask(areas=[1, 2])
    """

    def __init__(self, make: Callable[..., QuerySet[Any, Any]]) -> None:
        self.make = make

    def ask(self, *shape: Hashable, **given: Value | Collection[Value]) -> list[Any]:
        """The rows as tuples; one query, and none where a list is empty."""
        flat, outline = _flat(given)
        if outline is None:
            return []
        written = _written(self, connection.alias, shape, outline)
        return list(self.make(*shape, **given)) if written is None else list(_rows(written, flat))

    def find(self, *shape: Hashable, **given: Value | Collection[Value]) -> list[Any]:
        """The rows as things of a model, with what `select_related` brings along, of a queryset without `values_list`; one query, and
        none where a list is empty. Longer lists are written each time: few ask as long a one again."""
        flat, outline = _flat(given)
        if outline is None:
            return []
        long = any(many > LONGEST for _name, many, _words in outline)
        written = None if long else _written(self, connection.alias, shape, outline)
        if written is None or written.things is None:
            return list(self.make(*shape, **given))
        return [written.things(row) for row in _rows(written, flat)]


_Outline = tuple[tuple[str, int, bool], ...]


def _flat(given: Mapping[str, Value | Collection[Value]]) -> tuple[list[Value], _Outline | None]:
    """The given values one after the other, and of each name how many there are and whether they are words; None where a list is
    empty."""
    flat: list[Value] = []
    outline = []
    for name, value in given.items():
        many = [value] if isinstance(value, int | str) else list(value)
        if not many:
            return [], None
        flat += many
        outline.append((name, 0 if isinstance(value, int | str) else len(many), isinstance(many[0], str)))
    return flat, tuple(outline)


def _rows(written: _Written, flat: Sequence[Value]) -> Iterable[tuple[Any, ...]]:
    """What the database answers."""
    params = list(written.params)
    for place, which in written.holes:
        params[place] = flat[which]
    with connection.cursor() as cursor:
        cursor.execute(written.sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return _converted(rows, written) if written.converters else rows


def _converted(rows: Sequence[tuple[Any, ...]], written: _Written) -> Iterator[tuple[Any, ...]]:
    """The rows as Python holds them: JSON read, dates made."""
    for row in rows:
        held = list(row)
        for i, converters, expression in written.converters:
            for convert in converters:
                held[i] = convert(held[i], expression, connection)
        yield tuple(held)


@lru_cache(maxsize=512)
def _written(question: Standing, alias: str, shape: tuple[Hashable, ...], outline: _Outline) -> _Written | None:
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
    return _Written(sql, tuple(params), holes, converters, _things(compiler, alias))


def _things(compiler: SQLCompiler, alias: str) -> Callable[[tuple[Any, ...]], Any] | None:
    """How a row becomes a thing of a model with all that was selected along with it, as Django's own querysets do it; None where the
    rows are values, or hold more than models."""
    told = compiler.klass_info
    if told is None or compiler.annotation_col_map:
        return None
    model, first, end = told["model"], told["select_fields"][0], told["select_fields"][-1] + 1
    names = [column[0].target.attname for column in compiler.select[first:end]]
    populators: Callable[..., Sequence[Any]] = get_related_populators
    along = populators(told, compiler.select, alias)

    def made(row: tuple[Any, ...]) -> Any:
        thing = model.from_db(alias, names, row[first:end])
        for one in along:
            one.populate(row, thing)
        return thing

    return made
