"""A tile is read back by another's reader of the format as it was written, and holds what everybody may read alone."""

from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.contributions.crowd import crowd
from wijk.contributions import cells
from wijk.contributions.queries import Filter
from wijk.contributions.queries.tiles import drawn, heaps
from wijk.contributions.tiles import EXTENT, Dot, tile
from wijk.core.errors import Absent

facts = st.dictionaries(
    st.sampled_from(("title", "key", "kind")),
    st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20),
)
dots = st.builds(
    lambda x, y, n, told: Dot(x, y, {"n": n, **told}), st.integers(-64, EXTENT), st.integers(-64, EXTENT),
    st.integers(1, 2**31 - 1), facts,
)  # fmt: skip


def read(data: bytes, folder: Path) -> list[tuple[float, float, dict[str, object]]]:
    """What GDAL finds in the file: places in units of the tile from its upper left corner, and the facts that are told."""
    path = folder / "0.mvt"
    path.write_bytes(data)
    meta, _numbers, shapes, columns = pyogrio.raw.read(path, layer="voices", CLIP="NO")
    points: list[Any] = [shapely.from_wkb(bytes(shape)) for shape in shapes]
    rows = [dict(zip((str(name) for name in meta["fields"]), row, strict=True)) for row in zip(*columns, strict=True)]
    told = [{k: v for k, v in row.items() if v is not None and k != "mvt_id"} for row in rows]
    return [(p.x, EXTENT - p.y, row) for p, row in zip(points, told, strict=True)]


@settings(max_examples=40, deadline=None)
@given(st.lists(dots, min_size=1, max_size=8))
def test_another_reader_finds_what_was_written(tmp_path_factory: pytest.TempPathFactory, made: list[Dot]) -> None:
    found = read(tile("voices", made), tmp_path_factory.mktemp("tile"))
    assert [(x, y) for x, y, _told in found] == [(dot.x, dot.y) for dot in made]
    assert [told for _x, _y, told in found] == [dict(dot.facts) for dot in made]


def test_a_tile_without_dots_has_no_bytes() -> None:
    assert tile("voices", []) == b""


@pytest.mark.django_db
def test_a_tile_of_the_city_says_how_many_and_what_stands_alone(tmp_path: Path) -> None:
    people = crowd(40)
    placed = [row for row in people.rows if row.is_shown and row.merged_into_id is None and row.lon is not None]
    x, y = cells.step(4.352, 50.846)
    zoom = 9
    there = (x >> (cells.DEPTH - zoom), y >> (cells.DEPTH - zoom))
    found = read(drawn(Filter(), zoom, *there), tmp_path)
    assert sum(int(str(told["n"])) for _x, _y, told in found) == len(placed)
    close = heaps(Filter(), 17, x >> 5, y >> 5)
    assert all(heap.n >= 1 for heap in close)
    one = placed[0]
    assert one.lon is not None
    assert one.lat is not None
    at = cells.step(one.lon, one.lat)
    alone = read(drawn(Filter(), 17, at[0] >> 5, at[1] >> 5), tmp_path)
    named = {told.get("key"): told for _x, _y, told in alone}
    assert named[one.key]["title"] == one.title
    assert set(named[one.key]) <= {"n", "key", "title", "kind", "category", "state", "language"}


@pytest.mark.django_db
@pytest.mark.parametrize("where", [(18, 0, 0), (-1, 0, 0), (3, 8, 0), (3, 0, 8), (0, -1, 0)])
def test_there_is_no_tile_beyond_the_world(where: tuple[int, int, int]) -> None:
    with pytest.raises(Absent):
        drawn(Filter(), *where)
