"""Questions about the territory."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.smallpack import _LONLAT, BOTTOM, LEFT
from wijk.core.errors import Absent
from wijk.territory import drawing as drawing_room
from wijk.territory import queries
from wijk.territory.models import Area, Level

pytestmark = pytest.mark.usefixtures("town")


def at_metres(dx: float, dy: float) -> Area | None:
    return queries.at(*_LONLAT.transform(LEFT + dx, BOTTOM + dy))


def count(ask: Callable[[], Any]) -> int:
    with CaptureQueriesContext(
        connection,
    ) as seen:
        ask()
    return len(seen)


def test_an_area_is_found_by_its_reference() -> None:
    assert queries.area("neighbourhood", "2").name.to("fr") == "Canal"


def test_an_old_version_is_found_when_it_is_named() -> None:
    with pytest.raises(Absent):
        queries.area("sector", "K0")
    assert queries.area("sector", "K0", "2011").name.to("nl") == "Kolom 0"


def test_parents_come_smallest_first_with_the_lead_before_the_others() -> None:
    found = [
        (p.parent.area_set.level, p.parent.code, round(p.share, 2), p.lead)
        for p in queries.parents(queries.area("neighbourhood", "2"))
    ]
    assert found == [
        ("municipality", "01001", 0.67, True),
        ("municipality", "01002", 0.33, False),
        ("region", "04000", 1.0, True),
    ]


def test_children_include_the_units_without_ground() -> None:
    found = queries.children(queries.area("municipality", "01001"), "sector")
    assert [a.code for a in found] == ["01001A0-", "01001A1-", "01001B0-", "01001B1-", "01001ZZZZ"]
    assert queries.counted(queries.area("sector", "01001A0-").area_set) == 8


def test_siblings_lie_in_the_same_municipality() -> None:
    assert [a.code for a in queries.siblings(queries.area("neighbourhood", "1"))] == ["2"]


def test_neighbours_come_nearest_first() -> None:
    assert queries.neighbours(queries.area("neighbourhood", "1"))[0].code == "2"
    assert queries.neighbours(Area.objects.get(code="01001ZZZZ")) == []


@pytest.mark.parametrize(("dx", "dy", "code"), [(100, 100, "1"), (700, 300, "2"), (1900, 100, "900"), (1200, 800, "2")])
def test_a_point_lies_in_its_neighbourhood(dx: float, dy: float, code: str) -> None:
    found = at_metres(dx, dy)
    assert found is not None
    assert found.code == code


def test_a_point_outside_lies_nowhere() -> None:
    assert at_metres(-5000, 0) is None


def test_a_point_takes_one_query() -> None:
    assert count(lambda: at_metres(100, 100)) == 1


def test_what_is_drawn_is_the_level_that_was_asked_for() -> None:
    drawing, why = queries.what_to_draw(Level.NEIGHBOURHOOD)
    assert drawing is not None
    assert ([o.code for o in drawing.outlines], why) == (["1", "2", "3", "900"], "")


def test_more_than_can_be_taken_in_gives_the_coarser_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wijk.territory.drawing.MOST", 5)
    drawing_room.forget()
    drawing, why = queries.what_to_draw(Level.SECTOR)
    assert drawing is not None
    assert (drawing.level, why) == (Level.NEIGHBOURHOOD, "too-many")
    inside, why = queries.what_to_draw(Level.SECTOR, queries.area("neighbourhood", "1"))
    assert inside is not None
    assert ([o.code for o in inside.outlines], why) == (["01001A0-", "01001A1-"], "")


def test_the_map_of_a_city_takes_two_queries() -> None:
    assert count(lambda: queries.what_to_draw(Level.NEIGHBOURHOOD)) <= 2


def test_places_of_an_area_are_counted_by_category() -> None:
    assert [(c.category.code, c.places) for c in queries.categories_in(queries.area("neighbourhood", "1"))] == [
        ("school", 1)
    ]
    assert [p.key for p in queries.places_in(queries.area("municipality", "01001"))] == ["osm-2", "osm-1"]
    assert [p.key for p in queries.places_in(queries.area("municipality", "01001"), "school")] == ["osm-1"]


def test_streets_of_an_area_are_listed() -> None:
    assert [s.key for s in queries.streets_in(queries.area("neighbourhood", "1"))] == [
        "impasse-du-coeur",
        "rue-haute_hoogstraat",
    ]


def test_the_street_map_shows_everything_in_a_neighbourhood() -> None:
    told = queries.streetmap(queries.area("neighbourhood", "1"), "fr")
    roles = [f["properties"]["role"] for f in told["features"]]
    assert roles == ["outline", "sector", "sector", "street", "street", "place"]
    assert told["truncated"] is False
    assert told["features"][-1]["properties"]["category_name"] == "École"


def test_the_street_map_takes_as_many_queries_for_any_number_of_things() -> None:
    assert count(lambda: queries.streetmap(queries.area("neighbourhood", "2"))) <= 8


def test_the_city_is_known(town: Path) -> None:
    assert queries.city()["name"]["en"] == "Smalltown"
