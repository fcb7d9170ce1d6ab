"""What lies in a tile of the map? Heaps of contributions, a few to a tile; one alone is told by its title."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wijk.contributions.cells import DEPTH, span, unwoven, woven
from wijk.contributions.models import Contribution
from wijk.contributions.queries.asked import Filter
from wijk.contributions.queries.narrowing import MANY, Narrowed, fetch, fitting, narrowed
from wijk.contributions.queries.searching import each
from wijk.contributions.tiles import EXTENT, Dot, tile
from wijk.core.errors import Absent
from wijk.core.kept import Kept
from wijk.core.standing import Standing
from wijk.trail.queries import mark

LAYER = "voices"
#: Tiles are there down to this zoom; closer, the map enlarges them. From `APART` on, heaps are only what stands on one step.
DEEPEST, APART = 17, 15
#: Cells on each side of a tile, as a power of two: of heaps, and of the finer grid by which their middle is found.
HEAPS, FINER = 3, 5
#: So many that stand alone are told by their title.
MOST_TOLD = 400

_ALONE = Standing(
    lambda *, turns: Contribution.objects.filter(listed__turn__in=turns).values_list(
        "listed__turn", "key", "title", "kind", "category", "state", "language"
    )
)
_kept: Kept[bytes] = Kept(600)


@dataclass(frozen=True, slots=True)
class Heap:
    """So many contributions around a place in the tile; where it is one alone, `turn` is its turn."""

    x: float
    y: float
    n: int
    turn: int


def drawn(asked: Filter, zoom: int, x: int, y: int) -> bytes:
    """The tile as bytes. Kept by this process as long as nothing was done in the city. Absent where there is no such tile."""
    if not (0 <= zoom <= DEEPEST and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom):
        raise Absent("tile")
    return _kept.get(mark(), (asked, zoom, x, y), lambda: tile(LAYER, _dots(heaps(asked, zoom, x, y))))


def heaps(asked: Filter, zoom: int, x: int, y: int) -> list[Heap]:
    """What lies in a tile, in heaps whose numbers sum up to all that fits in it. Three queries at most, and those for the words."""
    found = narrowed(replace(asked, order="newest"))
    if found.nothing:
        return []
    fine = DEPTH if zoom >= APART else zoom + FINER
    left, top = x << (fine - zoom), y << (fine - zoom)
    shift = 2 * (DEPTH - fine)
    if zoom >= APART or found.tag or found.words:
        cells = _grouped(found, span(zoom, x, y), shift)
    else:
        first = woven(left, top)
        cells = _counted(found, range(first, first + (1 << 2 * FINER)), shift)
    side = EXTENT / (1 << (fine - zoom))
    heaped: dict[int, list[tuple[float, float, int, int]]] = {}
    for cell, n, turn in cells:
        column, row = unwoven(cell)
        heap = cell if zoom >= APART else cell >> 2 * (FINER - HEAPS)
        heaped.setdefault(heap, []).append(((column - left + 0.5) * side, (row - top + 0.5) * side, n, turn))
    return [_middle(parts) for _heap, parts in sorted(heaped.items())]


def _counted(found: Narrowed, cells: Sequence[int], shift: int) -> list[tuple[int, int, int]]:
    """The cells of a finer grid with how many lie in each, each counted along the index; and the turn of what lies alone in one."""
    within = f"l.cell >= v.value << {shift} AND l.cell < (v.value + 1) << {shift}"
    rows, params = found.and_also(within).rows("")
    listed, given = each(cells)
    counts = fetch(f"SELECT v.value, (SELECT COUNT(*){rows}) FROM {listed}", [*params, given])  # noqa: S608 - names of our own
    there = [(int(cell), int(n)) for cell, n in counts if n]
    listed, given = each(cell for cell, n in there if n == 1)
    sql = f"SELECT v.value, l.turn FROM {listed} CROSS JOIN {rows.removeprefix(' FROM ')}"  # noqa: S608
    turns = dict(fetch(sql, [given, *params])) if any(n == 1 for _cell, n in there) else {}
    return [(cell, n, int(turns.get(cell, 0))) for cell, n in there]


def _grouped(found: Narrowed, ends: tuple[int, int], shift: int) -> list[tuple[int, int, int]]:
    """The same, read row by row: where few lie, or the rows of a tag or of words lead."""
    here = found.and_also("l.cell >= %s AND l.cell < %s", *ends)
    # where few lie here, each is asked for its tag; where many do, those of the tag are read
    by_tag = bool(found.tag) and fitting(replace(here, tag="", words=None), MANY, "") >= MANY
    rows, params = here.rows("tag" if by_tag else "words" if found.words and not found.tag else "")
    sql = f"SELECT l.cell >> {shift} AS c, COUNT(*), MAX(l.turn){rows} GROUP BY l.cell >> {shift}"
    return [(int(c), int(n), int(turn)) for c, n, turn in fetch(sql, params)]


def _middle(parts: Sequence[tuple[float, float, int, int]]) -> Heap:
    n = sum(part[2] for part in parts)
    x, y = (sum(part[i] * part[2] for part in parts) / n for i in (0, 1))
    return Heap(x, y, n, max(part[3] for part in parts))


def _dots(found: Sequence[Heap]) -> list[Dot]:
    alone = [heap.turn for heap in found if heap.n == 1][:MOST_TOLD]
    told = {row[0]: row[1:] for row in _ALONE.ask(turns=alone)} if alone else {}
    return [Dot(int(heap.x), int(heap.y), _facts(heap, told)) for heap in found]


def _facts(heap: Heap, told: Mapping[int, tuple[str, ...]]) -> dict[str, str | int]:
    if heap.n > 1 or heap.turn not in told:
        return {"n": heap.n}
    names = ("key", "title", "kind", "category", "state", "language")
    return {"n": 1, **{name: value or "" for name, value in zip(names, told[heap.turn], strict=True)}}
