"""Loading a pack: all or nothing, repeatable, and it says what changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from tests.support.smallpack import POPULATION, SECTORS
from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.models import Setting
from wijk.core.viewer import Operator, Passerby
from wijk.indicators.models import Delivery, Indicator, Series, Source
from wijk.packs import actions
from wijk.packs.actions import Loaded
from wijk.territory.models import Area, AreaSet, Kind, Nesting, Perimeter, Place, SearchName, Shape, Street
from wijk.trail.models import Entry

pytestmark = pytest.mark.django_db

Load = Callable[..., Loaded]


def change(pack: Path, old: str, new: str) -> None:
    toml = pack / "city.toml"
    text = toml.read_text("utf-8")
    assert old in text
    toml.write_text(text.replace(old, new), "utf-8")


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of the rooms that a pack writes, for comparing."""
    tables = [
        t
        for t in connection.introspection.table_names()
        if t.split("_")[0] in ("territory", "indicators", "core", "trail")
    ]
    with connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


def parents(code: str, level: str) -> list[tuple[str, float, bool]]:
    links = Nesting.objects.filter(child__code=code, child__area_set__current=True, parent__area_set__level=level)
    return [(n.parent.code, round(n.share, 3), n.lead) for n in links.select_related("parent").order_by("parent__code")]


def test_it_takes_in_everything_that_a_pack_declares(pack: Path, load: Load) -> None:
    loaded = load(pack)
    assert loaded.changed
    assert Area.objects.current().at("sector").on_the_ground().count() == len(SECTORS)
    assert set(AreaSet.objects.filter(current=True).values_list("key", "version")) == {
        ("sectors", "2022"), ("neighbourhoods", "2022"), ("municipalities", "2022"), ("region", "2022"),
    }  # fmt: skip
    assert Place.objects.count() == 4
    assert Street.objects.count() == 3
    assert Perimeter.objects.get().owner == "Police zone 5339"
    assert Indicator.objects.count() == 3
    assert Source.objects.get(code="rumour").verdict == "rejected"
    assert Setting.objects.get(name="city").value["name"]["fr"] == "Petitbourg"


def test_a_second_load_says_so_and_changes_nothing(pack: Path, load: Load) -> None:
    load(pack)
    before = everything()
    again = load(pack)
    assert not again.changed
    assert again.counts() == {}
    assert everything() == before


def test_one_entry_in_the_trail_tells_what_was_loaded(pack: Path, load: Load) -> None:
    loaded = load(pack)
    entry = Entry.objects.get(verb="packs.load")
    assert entry.data["sha256"] == loaded.hash
    assert entry.data["counts"]["places added"] == 4


def test_checking_a_pack_changes_nothing_and_leaves_no_file(pack: Path, data_folder: Path) -> None:
    before = everything()
    checked = actions.check(Operator(), folder=pack)
    assert checked.changed
    assert everything() == before
    assert not [p for p in data_folder.rglob("*") if p.is_file()]


def test_a_passer_by_may_not_load(pack: Path) -> None:
    with pytest.raises(NotAllowed):
        actions.load(Passerby(), folder=pack)


def test_when_one_thing_is_wrong_nothing_is_taken_in(pack: Path, load: Load, data_folder: Path) -> None:
    figures = pack / "figures/population.csv"
    figures.write_text(figures.read_text() + "no-such-area,population,2022,5\n")
    before = everything()
    with pytest.raises(Faulty, match="no-such-area"):
        load(pack)
    assert everything() == before
    assert not [p for p in data_folder.rglob("*") if p.is_file()]


def test_when_one_thing_is_wrong_later_what_was_there_stays(pack: Path, load: Load) -> None:
    load(pack)
    before = everything()
    change(pack, 'owner = "Police zone 5339"', "owner = 5339")
    with pytest.raises(Faulty):
        load(pack)
    assert everything() == before


def test_sectors_lie_where_the_pack_says(pack: Path, load: Load) -> None:
    load(pack)
    assert parents("01001A0-", "neighbourhood") == [("1", 1.0, True)]
    assert parents("01001A0-", "municipality") == [("01001", 1.0, True)]
    assert parents("01001A0-", "region") == [("04000", 1.0, True)]


def test_a_neighbourhood_across_the_border_has_shares_and_a_lead(pack: Path, load: Load) -> None:
    load(pack)
    assert parents("2", "municipality") == [("01001", 0.667, True), ("01002", 0.333, False)]


def test_a_lead_can_be_named(pack: Path, load: Load) -> None:
    change(
        pack, 'file = "areas/neighbourhoods.geojson"', 'lead = { "2" = "01002" }\nfile = "areas/neighbourhoods.geojson"'
    )
    load(pack)
    assert [up for up, _share, lead in parents("2", "municipality") if lead] == ["01002"]


def test_people_in_no_sector_lie_in_their_municipality_and_on_no_map(pack: Path, load: Load) -> None:
    load(pack)
    unit = Area.objects.get(code="01001ZZZZ")
    assert unit.kind == Kind.NOWHERE
    assert not Shape.objects.filter(area=unit).exists()
    assert parents("01001ZZZZ", "municipality") == [("01001", 1.0, True)]
    assert parents("01001ZZZZ", "region") == [("04000", 1.0, True)]
    assert parents("01001ZZZZ", "neighbourhood") == []


def test_nobody_is_lost_in_the_totals(pack: Path, load: Load) -> None:
    load(pack)
    region = Series.objects.get(indicator__code="population", area__area_set__level="region")
    assert region.values[-1] == sum(POPULATION.values()) + 7


def test_kinds_follow_from_codes(pack: Path, load: Load) -> None:
    load(pack)
    kinds = dict(Area.objects.current().at("neighbourhood").values_list("code", "kind"))
    assert kinds == {"1": "inhabited", "2": "inhabited", "3": "inhabited", "900": "green"}


def test_capitals_become_names_as_people_write_them(pack: Path, load: Load) -> None:
    load(pack)
    assert Area.objects.get(code="01001A0-").name.to("nl") == "Sector van 01001a0-"


def test_municipalities_are_made_of_their_sectors(pack: Path, load: Load) -> None:
    load(pack)
    surfaces = Area.objects.current().at("municipality").values_list("surface", flat=True)
    assert [round(s / 1000) for s in surfaces] == [1000, 1000]


def test_old_versions_stay_and_carry_their_figures(pack: Path, load: Load) -> None:
    load(pack)
    old = Area.objects.get(code="K0")
    assert str(old.area_set) == "sectors/2011"
    assert not old.area_set.current
    assert Series.objects.get(indicator__code="population", area=old).values == [50]


def test_places_lie_in_their_neighbourhood_or_in_none(pack: Path, load: Load) -> None:
    load(pack)
    found = {
        p.key: p.neighbourhood.code if p.neighbourhood else None for p in Place.objects.select_related("neighbourhood")
    }
    assert found == {"osm-1": "1", "osm-2": "2", "osm-3": "3", "osm-4": None}
    assert Place.objects.get(key="osm-2").category_id == "amenity"


def test_lines_of_one_name_become_one_street_where_they_share_a_neighbourhood(pack: Path, load: Load) -> None:
    load(pack)
    streets = {s.key: sorted(a.code for a in s.areas.all()) for s in Street.objects.prefetch_related("areas")}
    assert streets == {
        "rue-haute_hoogstraat": ["1", "2", "3"],
        "rue-haute_hoogstraat-2": ["900"],
        "impasse-du-coeur": ["1"],
    }
    assert Street.objects.get(key="rue-haute_hoogstraat").name == {"fr": "Rue Haute", "nl": "Hoogstraat"}
    assert Setting.objects.get(name="city").value["streets_complete"] is False


def test_areas_without_a_name_are_called_by_their_code(pack: Path, load: Load) -> None:
    change(pack, 'name_columns = { nl = "naam", fr = "nom" }\nname_case = "title"\n', "")
    load(pack)
    assert Area.objects.get(code="01001A0-").name.to("fr") == "01001A0-"


def test_it_says_what_changed(pack: Path, load: Load) -> None:
    load(pack)
    change(pack, 'nl = "Kleindorp", fr = "Petitbourg", en = "Smalltown"', 'nl = "Kleinstad", fr = "Petiteville"')
    change(pack, 'owner = "Police zone 5339"', 'owner = "Police zone 5340"')
    places = pack / "places.geojson"
    places.write_text(places.read_text().replace("Apotheek Zwaan", "Apotheek Arend"))
    again = load(pack)
    assert again.counts() == {"places changed": 1, "perimeters changed": 1}
    assert again.territory.city
    assert Place.objects.get(key="osm-2").name.to("nl") == "Apotheek Arend"
    assert SearchName.objects.filter(folded="apotheek arend").exists()
    assert not SearchName.objects.filter(folded="apotheek zwaan").exists()


def test_places_that_a_pack_no_longer_has_are_removed(pack: Path, load: Load) -> None:
    load(pack)
    change(pack, 'prefix = "osm-"', 'prefix = "osm-"\nwhere = { kind = "amenity=*" }')
    assert load(pack).counts() == {"places removed": 2}


def test_borders_under_figures_are_never_taken_away(pack: Path, load: Load) -> None:
    load(pack)
    change(
        pack, "valid_to = 2021-12-31\n", 'valid_to = 2021-12-31\nwhere = { name = ["Kolom 0", "Kolom 1", "Kolom 2"] }\n'
    )
    with pytest.raises(Faulty, match="version of their own"):
        load(pack)


def test_a_changed_file_of_figures_replaces_the_one_before(pack: Path, load: Load) -> None:
    load(pack)
    figures = pack / "figures/population.csv"
    figures.write_text(figures.read_text().replace("01001A0-,population,2022,100", "01001A0-,population,2022,111"))
    load(pack)
    assert Series.objects.get(indicator__code="population", area__code="01001A0-").values[-1] == 111
    assert Delivery.objects.filter(status="withdrawn").count() == 1


def test_the_current_version_can_be_named(pack: Path, load: Load) -> None:
    change(pack, "valid_to = 2021-12-31\n", "valid_to = 2021-12-31\ncurrent = false\n")
    load(pack)
    assert AreaSet.objects.get(level="sector", current=True).version == "2022"


def test_a_folder_that_is_no_pack_gets_a_sentence(tmp_path: Path, load: Load) -> None:
    with pytest.raises(Faulty, match=r"no file city\.toml"):
        load(tmp_path)


def test_a_source_folder_that_is_not_there_gets_a_sentence(pack: Path, load: Load, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no folder"):
        load(pack, tmp_path / "nowhere")


def test_official_files_come_from_the_source_folder(pack: Path, load: Load, tmp_path: Path) -> None:
    (tmp_path / "official").mkdir()
    (pack / "places.geojson").rename(tmp_path / "official/places.geojson")
    change(pack, 'file = "places.geojson"', 'file = "source:places.geojson"')
    with pytest.raises(Faulty, match="--source DIR"):
        load(pack)
    assert load(pack, tmp_path / "official").changed


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_tables_in_other_encodings_are_read(pack: Path, load: Load, encoding: str) -> None:
    (pack / "names.csv").write_bytes("code,name.nl,name.fr\n1,Hóógveld,Champ-Élevé\n".encode(encoding))
    change(pack, 'code = "nr"\n', 'code = "nr"\nnames_file = "names.csv"\n')
    load(pack)
    assert Area.objects.current().at("neighbourhood").get(code="1").name.to("fr") == "Champ-Élevé"
