"""The open pages about figures: catalogue, indicator, comparison, sources; and what they do with nonsense."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client

from tests.support.smalltown import Smalltown, build_smalltown
from wijk.indicators.models import Coverage, Indicator
from wijk.territory.models import AreaSet


@pytest.fixture
def city(db: None) -> Smalltown:
    return build_smalltown()


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"host": "localhost"})


def read(visitor: Client, path: str, status: int = 200) -> str:
    answer = visitor.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_the_catalogue_stands_by_theme(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/")
    assert (
        page.index('id="population"')
        < page.index("Share under 18")
        < page.index('id="income"')
        < page.index("Median income")
    )
    assert "4 figures" in page


def test_the_catalogue_is_searched_in_every_language(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/?q=jongeren")
    assert "Share under 18" in page
    assert "Median income" not in page
    assert "Nothing is called that" in read(visitor, "/en/figures/?q=zzzz")


def test_a_retired_figure_leaves_the_catalogue_and_keeps_its_page(city: Smalltown, visitor: Client) -> None:
    Indicator.objects.filter(code="density").update(retired=True)
    assert "/en/figures/density/" not in read(visitor, "/en/figures/")
    assert "no longer kept up to date" in read(visitor, "/en/figures/density/")


def test_an_indicator_shows_map_legend_table_spread_and_trend(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/share-under-18/?in=1")
    assert page.count('<svg class="map"') == 1
    assert 'class="legend"' in page
    assert "24.0% to 25.0%" in page
    assert '<table id="table">' in page
    assert 'class="chart lines' in page
    assert 'class="chart spread"' in page


def test_the_classes_are_explained_in_words(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/share-under-18/")
    assert "put in order and cut into 3 groups with about as many in each (quantiles)" in page


def test_what_is_not_there_looks_different_from_low(city: Smalltown, visitor: Client) -> None:
    assert 'id="map-no_residents"' in read(visitor, "/en/figures/share-under-18/")
    assert 'id="map-suppressed"' in read(visitor, "/en/figures/share-under-18/?level=sector&period=2024")
    assert 'id="map-not_available"' in read(visitor, "/en/figures/median-income/?period=2015")
    assert 'id="map-set_aside"' in read(visitor, "/en/figures/median-income/?period=2023")
    assert 'id="map-estimated-c' in read(visitor, "/en/figures/share-under-18/?level=municipality&period=2015")


def test_the_selected_area_is_marked_everywhere_and_stays(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/share-under-18/?in=2&period=2020")
    assert page.count('aria-current="true"') >= 1
    assert '<tr class="picked"><th scope="row"><a href="/en/neighbourhood/2/">Kanaal' in page
    assert '<input type="hidden" name="in" value="2">' in page
    assert "number 3 of 3 neighbourhoods, counted from the highest" in page
    svg = page[page.index('<svg class="map"') : page.index("</svg>", page.index('<svg class="map"'))]
    assert all("period=2020" in href for href in re.findall(r'href="([^"]+)"', svg))


def test_another_indicator_keeps_the_place(city: Smalltown, visitor: Client) -> None:
    answer = visitor.get("/en/figures/share-under-18/?show=density&level=sector&period=2019&in=2")
    assert answer.status_code == 302
    assert answer["Location"] == "/en/figures/density/?level=sector&period=2019&in=2"


def test_on_another_level_the_area_above_is_marked(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/share-under-18/?level=municipality&in=2")
    assert "<b>Westgemeente 1</b>" in page
    assert "(where Kanaal lies)" in page


def test_on_a_smaller_level_what_lies_in_the_area_is_marked(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/share-under-18/?level=sector&in=2")
    assert "4 statistical sectors in it are marked." in page
    assert page.count('<tr class="picked">') == 4


def test_another_level_than_wished_is_told(city: Smalltown, visitor: Client) -> None:
    assert "Shown instead: neighbourhoods." in read(visitor, "/en/figures/median-income/?level=region")


def test_within_one_municipality_only_its_areas_are_drawn(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/share-under-18/?within=21002")
    assert "Nieuwbouw</a>" in page
    assert "Oude Markt</a>" not in page


def test_the_counts_behind_a_share_stand_in_the_table(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/share-under-18/?sort=name")
    row = page[page.index(">Oude Markt</a>") :]
    assert ">635</td>" in row[:600]
    assert ">2,622</td>" in row[:600]


def test_people_in_no_sector_stay_in_the_table(city: Smalltown, visitor: Client) -> None:
    assert "Could not be located" in read(visitor, "/en/figures/population/?level=sector")


def test_the_table_is_sorted_and_what_is_unknown_stands_last(city: Smalltown, visitor: Client) -> None:
    def names(query: str) -> list[str]:
        page = read(visitor, f"/en/figures/share-under-18/{query}")
        body = page[page.index('<table id="table">') :]
        return re.findall(r'<th scope="row"><a [^>]+>([^<]+)</a>', body[: body.index("</table>")])

    assert names("") == ["Nieuwbouw", "Oude Markt", "Kanaal", "Stadspark"]
    assert names("?sort=value") == ["Kanaal", "Oude Markt", "Nieuwbouw", "Stadspark"]
    assert names("?sort=name") == ["Kanaal", "Nieuwbouw", "Oude Markt", "Stadspark"]


def test_a_level_without_figures_is_not_offered_and_says_why(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/median-income/?level=region")
    assert 'value="region"' not in page
    assert "Why not for the whole region?" in page
    assert "The source gives no counts from which it could be reckoned" in page


def test_old_figures_stay_on_the_areas_they_were_measured_on(city: Smalltown, visitor: Client) -> None:
    old = AreaSet.objects.create(key="neighbourhoods", version="1999", level="neighbourhood", valid_from="1999-01-01")
    Coverage.objects.create(indicator=city.indicators["density"], area_set=old, periods=["1999"])
    page = read(visitor, "/en/figures/density/?period=1999")
    assert "stand on the areas as they were then" in page


def test_a_figure_without_values_says_so(city: Smalltown, visitor: Client) -> None:
    Coverage.objects.filter(indicator__code="density").delete()
    assert "Nothing is published yet" in read(visitor, "/en/figures/density/")


def test_what_is_shown_can_be_taken_away(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/figures/share-under-18/?level=neighbourhood&within=21001&in=1")
    addresses = re.findall(r'href="(/api/[^"]+)"', page)
    assert len(addresses) >= 4
    for address in addresses:
        assert visitor.get(unquote(address.replace("&amp;", "&"))).status_code == 200, address


def test_areas_are_compared_side_by_side_with_municipalities_and_region(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/compare/?area=1&area=3")
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert [w for w in ("Oude Markt", "Nieuwbouw", "Westgemeente 1", "Oostgemeente 1", "Smalltown") if w in head] == [
        "Oude Markt", "Nieuwbouw", "Westgemeente 1", "Oostgemeente 1", "Smalltown",
    ]  # fmt: skip
    assert 'class="profile"' in page
    assert "2 of 3" in page


def test_an_area_is_left_out_and_added_by_a_plain_link_or_form(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/compare/?area=1&area=3")
    assert 'href="?area=3"' in page
    assert 'href="?area=1"' in page
    answer = visitor.get("/en/compare/?area=1&add=Kanaal")
    assert answer["Location"] == "/en/compare/?area=1&area=2"


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "Choose two or more neighbourhoods to begin."),
        ("?area=1", "Choose at least one more."),
        ("?area=1&area=zz", "There is no area with this code: zz."),
        ("?area=1&area=municipality/21001", "Only areas of the same kind can be compared"),
        ("?area=1&area=2&add=zzzz", "Nothing was found for “zzzz”."),
    ],
)
def test_a_comparison_that_cannot_be_is_told_kindly(city: Smalltown, visitor: Client, query: str, said: str) -> None:
    assert said in read(visitor, f"/en/compare/{query}")


def test_at_most_six_are_compared(db: None, visitor: Client) -> None:
    build_smalltown(3)
    page = read(visitor, "/en/compare/?" + "&".join(f"area={code}" for code in range(1, 9)))
    assert "At most 6 areas fit beside each other" in page
    assert page.count('aria-label="Leave out') == 6


def test_sources_show_what_they_are_worth_and_what_was_rejected(city: Smalltown, visitor: Client) -> None:
    page = read(visitor, "/en/sources/")
    assert page.index("Town hall") < page.index("Not used") < page.index("Hearsay")
    told = read(visitor, "/en/sources/town-hall/")
    assert "Everybody in the register." in told
    assert "Share under 18" in told
    assert "This source is not used" in read(visitor, "/en/sources/rumour/")


@pytest.mark.parametrize("path", ["/en/figures/none/", "/en/sources/none/", f"/en/figures/{'x' * 300}/"])
def test_what_does_not_exist_is_not_found(city: Smalltown, visitor: Client, path: str) -> None:
    read(visitor, path, 404)


@pytest.mark.parametrize(
    "query",
    [
        "?period=abc", "?level=x", "?page=-1", "?page=99999999999999999999", "?within=zz", "?period=" + "9" * 5000, "?sort=-", "?sort=value;drop",
        "?level=sector&level=region", "?in=municipality/21001", "?in=/", "?in=region/", "?page=%F0%9F%92%A5", "?show=", "?size=7",
        "?in=901&level=region",
    ],
)  # fmt: skip
def test_no_parameter_breaks_a_page(city: Smalltown, visitor: Client, query: str) -> None:
    for path in (
        "/nl/figures/share-under-18/",
        "/fr/figures/",
        "/en/compare/",
        "/nl/neighbourhood/2/",
        "/nl/",
        "/nl/sources/",
    ):
        assert visitor.get(path + query).status_code == 200, path + query


def test_a_wrong_other_indicator_is_not_found(city: Smalltown, visitor: Client) -> None:
    read(visitor, "/en/figures/density/?show=none", 404)
