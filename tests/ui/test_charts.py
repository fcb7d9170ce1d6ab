"""Charts: gaps stay gaps, nothing runs outside its frame, names are escaped."""

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from wijk.ui.charts import (
    Bar,
    LineChart,
    ProfileRow,
    Series,
    Spread,
    bar_chart,
    line_chart,
    nice_ticks,
    profile_chart,
    sparkline,
    spread_chart,
)
from wijk.ui.figures import Reading, Status

figures = st.one_of(st.none(), st.floats(-1e9, 1e9, allow_nan=False))


@pytest.fixture(autouse=True)
def in_english() -> object:
    with translation.override("en"):
        yield


def points(values: list[float | None]) -> list[tuple[float, float | None]]:
    return [(2000.0 + n, value) for n, value in enumerate(values)]


@given(st.floats(-1e12, 1e12), st.floats(-1e12, 1e12))
def test_ticks_enclose_what_they_measure(a: float, b: float) -> None:
    low, high = min(a, b), max(a, b)
    ticks = nice_ticks(low, high)
    slack = 1e-9 * max(1.0, abs(low), abs(high))
    assert 2 <= len(ticks) <= 5
    assert ticks == sorted(set(ticks))
    if high > low:
        assert ticks[0] <= low + slack
        assert ticks[-1] >= high - slack


def test_a_missing_year_breaks_the_line() -> None:
    svg = line_chart(LineChart("x", [Series("a", points([1, 2, None, 3, 4]))]))
    path = re.search(r'class="ln s1" d="([^"]+)"', svg)
    assert path
    assert path.group(1).count("M") == 2


def test_a_lonely_year_has_a_mark() -> None:
    svg = line_chart(LineChart("x", [Series("a", points([*range(9), None, 3, None]))]))
    assert svg.count('class="mk s1"') == 1


@given(st.lists(st.lists(figures, min_size=1, max_size=12), min_size=1, max_size=6))
def test_every_chart_is_well_formed_and_stays_in_its_frame(rows: list[list[float | None]]) -> None:
    svg = line_chart(LineChart("a & b", [Series(f"<{n}>", points(row)) for n, row in enumerate(rows)]))
    if not svg:
        assert all(value is None for row in rows for value in row)
        return
    ElementTree.fromstring(svg)
    for path in re.findall(r'class="ln[^"]*" d="([^"]*)"', svg):
        for x, y in re.findall(r"(-?[\d.]+) (-?[\d.]+)", path):
            assert 0 <= float(x) <= 100
            assert 0 <= float(y) <= 240


def test_seven_lines_are_too_many() -> None:
    with pytest.raises(ValueError, match="6 series"):
        line_chart(LineChart("x", [Series("a", points([1]))] * 7))
    with pytest.raises(ValueError, match="6 areas"):
        profile_chart(["a"] * 7, [])


def test_names_at_the_ends_do_not_cover_each_other() -> None:
    svg = line_chart(LineChart("x", [Series(n, points([5, 5])) for n in "abcdef"]))
    heights = sorted(float(y) for y in re.findall(r'class="end" y="([^"]+)"', svg))
    assert len(heights) == 6
    assert all(b - a >= 16 for a, b in pairwise(heights))
    assert heights[-1] <= 240


def test_a_trend_needs_two_years() -> None:
    assert sparkline(points([1])) == ""
    assert "<path" in sparkline(points([1, None, 2, 3]))
    assert "<path" in sparkline(points([4, 4]))


@given(st.lists(figures, max_size=30))
def test_a_trend_stays_in_its_frame(values: list[float | None]) -> None:
    svg = sparkline(points(values))
    for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", svg):
        assert 0 <= float(x) <= 96
        assert 0 <= float(y) <= 32


def test_a_bar_below_zero_runs_the_other_way() -> None:
    html = bar_chart([Bar("up", Reading(10)), Bar("down", Reading(-10))])
    assert 'x="50%" width="50%"' in html
    assert 'x="0%" width="50%"' in html


def test_a_hidden_value_has_no_bar() -> None:
    html = bar_chart([Bar("a", Reading(None, Status.SUPPRESSED)), Bar("b", Reading(4))])
    assert html.count('class="bar') == 2  # the list itself and one bar
    assert "suppressed" in html


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=300))
def test_every_area_is_one_dot(values: list[float]) -> None:
    html = spread_chart(Spread("x", [(v, "c1") for v in values]))
    ElementTree.fromstring(html)
    drawn = re.search(r'class="dots c1"[^>]* d="([^"]+)"', html)
    assert drawn
    assert drawn.group(1).count("M") == len(values)


def test_without_values_there_is_no_chart() -> None:
    assert spread_chart(Spread("x", [])) == ""
    assert line_chart(LineChart("x", [Series("a", points([None]))])) == ""


def test_a_profile_says_each_reading_also_in_words() -> None:
    row = ProfileRow("Green <b>", 0, 10, 20, 30, 40, [Reading(35, unit="%"), Reading(None, Status.SUPPRESSED)])
    html = profile_chart(["Here", "There"], [row])
    ElementTree.fromstring(html)
    assert "Here: 35%; There: suppressed" in html
    assert "<b>" not in html
