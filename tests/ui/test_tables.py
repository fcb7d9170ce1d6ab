"""Tables sort and page by their address, and bear whatever stands in it."""

import pytest
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wijk.ui.figures import Reading, Status
from wijk.ui.tables import Cell, Column, Order, Page, Table, TableRow, paginate, query_with, read_order, sort_rows

COLUMNS = (Column("Name", sort="name"), Column("Value", "number", "value"), Column("Free"))
web = RequestFactory()


@pytest.fixture(autouse=True)
def in_english() -> object:
    with translation.override("en"):
        yield


def test_the_address_says_the_order() -> None:
    assert read_order(web.get("/?sort=-value"), COLUMNS, "name") == Order("value", True)
    assert read_order(web.get("/"), COLUMNS, "-name") == Order("name", True)


@given(st.text(max_size=30))
def test_nonsense_in_the_address_gives_what_exists(words: str) -> None:
    request = web.get("/", {"sort": words, "page": words, "size": words})
    assert read_order(request, COLUMNS, "name").key in {"name", "value"}
    page = paginate(range(120), request)
    assert 1 <= page.number <= page.pages
    assert page.items


def test_what_is_not_known_comes_last_in_both_directions() -> None:
    rows = [("a", 2), ("b", None), ("c", 1)]
    keys = {"value": lambda row: row[1]}
    assert [r[0] for r in sort_rows(rows, Order("value"), keys)] == ["c", "a", "b"]
    assert [r[0] for r in sort_rows(rows, Order("value", True), keys)] == ["a", "c", "b"]


@given(total=st.integers(0, 400), wanted=st.integers(-5, 50), size=st.sampled_from([50, 100]))
def test_pages_cover_the_whole_without_overlap(total: int, wanted: int, size: int) -> None:
    everything = list(range(total))
    page = paginate(everything, web.get("/", {"page": str(wanted), "size": str(size)}))
    seen = [
        x
        for n in range(1, page.pages + 1)
        for x in paginate(everything, web.get("/", {"page": str(n), "size": str(size)})).items
    ]
    assert seen == everything
    assert list(page.items) == everything[max(0, page.first - 1) : page.last]


def test_links_keep_the_rest_of_the_address() -> None:
    page: Page[int] = paginate(list(range(200)), web.get("/?theme=a&page=2&level=b"))
    assert page.next_href == "?theme=a&level=b&page=3"
    assert page.previous_href == "?theme=a&level=b"
    assert query_with(web.get("/?a=1&b=2"), b=None, c="3") == "?a=1&c=3"


def test_the_window_shows_gaps() -> None:
    page: Page[int] = Page([], 10, 50, 1000)
    assert [n for n, _href in page.window()] == [1, 0, 9, 10, 11, 0, 20]


def table(**given: object) -> Table:
    rows = [
        TableRow([Cell("<i>", "/x?a=1&b=2"), Reading(12.5, unit="%"), "free"]),
        TableRow(["b", Reading(None, Status.SUPPRESSED), ""]),
    ]
    facts: dict[str, object] = {"order": Order("value", True), "query": "page=3&theme=a"} | given
    return Table("Figures & more", COLUMNS, rows, **facts)  # type: ignore[arg-type]


def test_a_table_says_how_it_is_sorted() -> None:
    html = table().html()
    assert html.count("aria-sort") == 1
    assert 'aria-sort="descending"' in html
    assert 'href="?theme=a&amp;sort=value#table"' in html
    assert 'href="?theme=a&amp;sort=name#table"' in html


def test_a_table_escapes_and_names_its_rows() -> None:
    html = table().html()
    assert "<i>" not in html
    assert "Figures &amp; more" in html
    assert html.count('<th scope="row">') == 2
    assert "suppressed" in html


def test_as_cards_each_cell_carries_its_label() -> None:
    assert 'data-label="Value"' in table(phone="stack").html()
    assert "data-label" not in table().html()
