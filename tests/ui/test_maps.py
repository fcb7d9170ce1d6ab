"""Maps: every area a link with its name and value, every state its own pattern, nothing unescaped."""

import re

import pytest
from django.utils import translation

from wijk.ui.figures import Status
from wijk.ui.maps import MOST_AREAS, LegendClass, MapArea, MapSpec, choropleth, class_words, legend, outline

BOX = "0 0 100 100"
SQUARE = "M0 0h10v10H0z"


def area(code: str = "1", **given: object) -> MapArea:
    facts = {"path": SQUARE, "href": f"/nl/wijk/{code}/", "title": f"Area {code}: 12%", "klass": "c1"} | given
    return MapArea(code, **facts)  # type: ignore[arg-type]


def test_every_area_is_a_link_with_a_name() -> None:
    svg = choropleth(MapSpec([area("1"), area("2")], BOX, "The city"))
    assert svg.count("<a href=") == 2
    assert "<title>Area 1: 12%</title>" in svg
    assert 'aria-label="The city"' in svg


def test_names_addresses_and_paths_are_escaped() -> None:
    bad = '"><script>alert(1)</script>'
    svg = choropleth(MapSpec([area(bad, path=bad, href=bad, title=bad)], BOX, bad, bad, [bad]))
    assert "<script>" not in svg
    assert '"><' not in svg.replace('"><title>', "").replace('"><path', "").replace('"><desc>', "").replace('"></', "")


def test_what_is_not_known_has_a_pattern_that_is_defined_once() -> None:
    statuses = [Status.SUPPRESSED, Status.SUPPRESSED, Status.NOT_AVAILABLE, Status.NO_RESIDENTS, Status.SET_ASIDE]
    svg = choropleth(MapSpec([area(str(n), status=s) for n, s in enumerate(statuses)], BOX, "x", id="m"))
    ids = re.findall(r'<pattern id="([^"]+)"', svg)
    assert sorted(ids) == sorted(set(ids))
    assert set(re.findall(r"url\(#([^)]+)\)", svg)) == set(ids)
    assert len(set(re.findall(r'<g stroke-width="1.2">(.*?)</g></pattern>', svg))) == 4
    assert 'class="c1"' not in svg


def test_an_estimate_keeps_the_colour_of_its_class_under_its_pattern() -> None:
    svg = choropleth(
        MapSpec([area("1", status=Status.ESTIMATED), area("2", status=Status.ESTIMATED, klass="c3")], BOX, "x")
    )
    assert svg.count("<pattern") == 2
    assert '<path class="c3" stroke="none"' in svg


def test_the_selected_area_is_drawn_last_and_only_it_is_marked() -> None:
    svg = choropleth(MapSpec([area("1", selected=True), area("2")], BOX, "x"))
    assert svg.index("Area 2") < svg.index("Area 1")
    assert svg.count("pick") == 1
    assert svg.count('aria-current="true"') == 1


def test_addresses_can_be_cut_short() -> None:
    svg = choropleth(MapSpec([area("7"), area("x", href="/nl/")], BOX, "x", base="/nl/"))
    assert 'href="wijk/7/"' in svg
    assert 'href="./"' in svg


def test_it_refuses_a_class_that_does_not_exist() -> None:
    with pytest.raises(ValueError, match="no class of a map"):
        choropleth(MapSpec([area(klass="c9")], BOX, "x"))


def test_it_refuses_more_areas_than_a_page_draws() -> None:
    with pytest.raises(ValueError, match="coarser level"):
        choropleth(MapSpec([area()] * (MOST_AREAS + 1), BOX, "x"))


@pytest.mark.parametrize("box", ["", "0 0 10", "0 0 0 10", "a b c d"])
def test_it_refuses_a_view_box_without_size(box: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        choropleth(MapSpec([area(status=Status.SUPPRESSED)], box, "x"))


def test_classes_are_said_in_words() -> None:
    with translation.override("en"):
        assert class_words([0, 10, 20, 55], "%", 0) == ["less than 10%", "10% to 20%", "20% or more"]
        assert class_words([3, 9]) == ["3 to 9"]
        assert class_words([]) == class_words([1]) == []


def test_the_legend_names_every_class_and_state_once() -> None:
    with translation.override("en"):
        html = legend([LegendClass("c0", "few", 1), LegendClass("c1", "many", 1200)], [Status.SUPPRESSED] * 2, "Share")
    assert "1 area<" in html
    assert "1,200 areas" in html
    assert html.count("suppressed") == 1


def test_an_outline_is_silent() -> None:
    assert 'aria-hidden="true"' in outline(SQUARE, BOX)
