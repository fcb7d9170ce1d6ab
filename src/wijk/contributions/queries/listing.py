"""Which contributions does a page of the list show? The next twenty from where the last page ended, however many there are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wijk.contributions.models import Contribution
from wijk.contributions.queries.asked import Filter, Order
from wijk.contributions.queries.narrowing import FAR, TURNS, Narrowed, fetch, fitting, leading, narrowed, within
from wijk.core.standing import Standing

#: On a page, and what is counted before it is said that there are more.
PAGE, MOST_COUNTED = 20, 1_000
#: How far "near" looks, in steps of about six metres, one after the other until a page is full.
RINGS = (25, 100, 400, 1_600, 25_600)
_BY_TURN = Standing(
    lambda *, turns: Contribution.objects.filter(listed__turn__in=turns).select_related("listed", "kind", "category")
)
Mark = tuple[int, ...]
Row = tuple[int, Mark]  #: a turn, and where it stands in the order


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a list: its contributions, and the marks from which the pages beside it begin ("" where there is none)."""

    rows: Sequence[Contribution]
    after: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many fit; `more`: there are more than `n`, and nobody counted how many."""

    n: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class _Way:
    """An order in SQL: the columns by which it goes, and their directions."""

    columns: tuple[str, ...]
    down: tuple[bool, ...]


_WAYS: dict[Order, _Way] = {
    "newest": _Way(("l.turn",), (True,)),
    "oldest": _Way(("l.turn",), (False,)),
    "supported": _Way(("l.supports", "l.turn"), (True, True)),
    "discussed": _Way(("l.comments", "l.turn"), (True, True)),
    "near": _Way(("d", "l.turn"), (False, True)),
}


def listed(asked: Filter, *, after: str = "", before: str = "", limit: int = PAGE) -> Part:
    """The contributions that fit, from the mark `after` (or up to the mark `before`) on; a mark that means nothing is passed over.

    At most five queries, and as many on the first page as on the thousandth.
    """
    return _part(narrowed(asked), asked, after, before, limit)


def overview(asked: Filter, *, after: str = "", before: str = "", limit: int = PAGE) -> tuple[Part, Counted, Narrowed]:
    """A page of the list and how many fit, found together: on the first page one look does for both. And the filter in SQL, for
    who asks more about it."""
    found = narrowed(asked)
    if found.nothing:
        return Part([]), Counted(0), found
    order, most = _order(found, asked), MOST_COUNTED
    if after or before or order == "near":
        n = fitting(found, most + 1, leading(found))
        return _part(found, asked, after, before, limit), Counted(min(n, most), n > most), found
    rows = _rows(found, order, None, False, max(most, limit) + 1)
    shown, onward = in_turn([turn for turn, _mark in rows[:limit]]), len(rows) > limit
    return (
        Part(shown, _written(rows[limit - 1][1]) if onward else ""),
        Counted(min(len(rows), most), len(rows) > most),
        found,
    )


def _order(found: Narrowed, asked: Filter) -> Order:
    return "newest" if asked.order == "near" and found.centre is None else asked.order


def _part(found: Narrowed, asked: Filter, after: str, before: str, limit: int) -> Part:
    if found.nothing:
        return Part([])
    order = _order(found, asked)
    back = bool(before and not after)
    mark = _read(before if back else after, len(_WAYS[order].columns))
    back = back and mark is not None
    rows = _rows(found, order, mark, back, limit + 1)
    more, rows = len(rows) > limit, rows[:limit]
    if back:
        rows.reverse()
    if not rows:
        return Part([])
    onward = more if not back else True
    backward = mark is not None if not back else more
    shown = in_turn([turn for turn, _mark in rows])
    return Part(shown, _written(rows[-1][1]) if onward else "", _written(rows[0][1]) if backward else "")


def counted(asked: Filter, most: int = MOST_COUNTED) -> Counted:
    """How many fit, counted up to `most`. One query, and those for the words."""
    found = narrowed(asked)
    n = fitting(found, most + 1, leading(found))
    return Counted(min(n, most), n > most)


def in_batches(asked: Filter, size: int = 500) -> Iterator[list[Contribution]]:
    """Everything that fits, newest first, in batches: for files that are written while they are read."""
    found, mark = narrowed(replace(asked, order="newest")), None
    while not found.nothing:
        rows = _rows(found, "newest", mark, False, size)
        if not rows:
            return
        yield in_turn([turn for turn, _mark in rows])
        mark = rows[-1][1]


def in_turn(turns: Sequence[int]) -> list[Contribution]:
    """The contributions with these turns, in this order; one query."""
    there = {row.listed.turn: row for row in _BY_TURN.find(turns=turns)}
    return [there[turn] for turn in turns if turn in there]


def by_hood(asked: Filter, found: Narrowed | None = None) -> dict[str, int]:
    """How many fit in each neighbourhood ("neighbourhood/58"), wherever the filter itself looks; one query, and those for the words.

    `found` is the same filter in SQL already, where it looks nowhere in particular."""
    free = replace(asked, area="", lon=None, lat=None, metres=0)
    found = found if found is not None and not asked.area and found.centre is None else narrowed(free)
    if found.nothing:
        return {}
    rows, params = found.rows(leading(found))
    counts = fetch(f"SELECT l.hood, COUNT(*){rows} GROUP BY l.hood", params)
    return {hood: n for hood, n in counts if hood}


def _rows(found: Narrowed, order: Order, mark: Mark | None, back: bool, limit: int) -> list[Row]:
    if order != "near":
        return _ordered(found, order, mark, back, limit)
    assert found.centre is not None
    if found.steps:
        return _ordered(found, order, mark, back, limit)
    rows: list[Row] = []
    beyond = [ring for ring in RINGS if mark is None or ring * ring >= mark[0]] or RINGS[-1:]
    for ring in beyond:
        rows = _ordered(within(found, ring), order, mark, back, limit)
        if back or len(rows) >= limit:
            break
    return rows


def _ordered(found: Narrowed, order: Order, mark: Mark | None, back: bool, limit: int) -> list[Row]:
    way = _WAYS[order]
    lead = leading(found, in_turn=order in ("newest", "oldest"))
    columns, given = _columns(found, way, TURNS[lead])
    tests, params = [], list[Any]()
    if mark is not None:
        beyond, params = _beyond(columns, way.down, mark, back, given)
        tests = [beyond]
    source, asked = found.rows(lead, alone=len(columns) == 1)
    sorts = [f"{c} {'DESC' if down != back else 'ASC'}" for c, down in zip(columns, way.down, strict=True)]
    sql = f"SELECT {', '.join(columns)}{' AND '.join([source, *tests])} ORDER BY {', '.join(sorts)} LIMIT %s"
    rows = fetch(sql, [*given, *asked, *params, *given, limit])
    return [(int(row[-1]), tuple(int(v) for v in row)) for row in rows]


def _columns(found: Narrowed, way: _Way, turn: str) -> tuple[list[str], list[Any]]:
    """The columns of an order, that of the turn where its rows lead, and what they need to be reckoned."""
    named = [turn if column == "l.turn" else column for column in way.columns]
    if named[0] != "d":
        return named, []
    assert found.centre is not None
    x, y = found.centre
    return [FAR, *named[1:]], [x, x, y, y]


def _beyond(
    columns: Sequence[str], down: Sequence[bool], mark: Mark, back: bool, given: Sequence[Any]
) -> tuple[str, list[Any]]:
    """What stands behind a mark in this order (before it, where one goes back)."""
    signs = ["<" if d != back else ">" for d in down]
    if len(columns) == 1:
        return f"{columns[0]} {signs[0]} %s", [mark[0]]
    first, second = columns
    test = f"({first} {signs[0]} %s OR ({first} = %s AND {second} {signs[1]} %s))"
    if signs[0] == signs[1]:  # an index follows a pair that goes one way
        return f"({first}, {second}) {signs[0]} (%s, %s)", [*given, *mark]
    return test, [*given, mark[0], *given, mark[0], mark[1]]


def _written(mark: Mark) -> str:
    return ".".join(str(value) for value in mark)


def _read(words: str, parts: int) -> Mark | None:
    values = words.split(".") if words else []
    if len(values) != parts or not all(v.isascii() and v.isdigit() and len(v) < 19 for v in values):
        return None
    return tuple(int(v) for v in values)
