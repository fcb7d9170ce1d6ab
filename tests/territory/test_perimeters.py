"""Perimeters in the office: registered, changed, ended; by analysts and programme managers alone."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import shapely
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.support.cast import enrol
from tests.support.smallpack import BOTTOM, LEFT, write_geojson, write_gpkg
from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.territory import actions
from wijk.territory.models import Perimeter
from wijk.trail.models import Entry

pytestmark = pytest.mark.usefixtures("town")

BOX = shapely.box(LEFT + 100, BOTTOM + 100, LEFT + 700, BOTTOM + 600)


@pytest.fixture
def border(tmp_path: Path) -> Path:
    write_geojson(tmp_path / "border.geojson", [(BOX, {"id": 1})])
    return tmp_path / "border.geojson"


def register(file: Path, key: str = "contract-1") -> Perimeter:
    return actions.register_perimeter(
        Operator(), key=key, name=Text.of("Contract"), owner="Region", file=file, purpose=Text.of("Renewal")
    )


def test_it_is_measured_drawn_and_told_in_the_trail(border: Path) -> None:
    row = register(border)
    assert round(row.surface / 1000) == 300
    assert row.coarse.startswith("M")
    entry = Entry.objects.get(verb="territory.register_perimeter")
    assert (entry.subject, entry.data) == ("contract-1", {"square_metres": round(row.surface)})


def test_several_features_are_one_perimeter(tmp_path: Path) -> None:
    write_gpkg(tmp_path / "two.gpkg", [BOX, shapely.transform(BOX, lambda p: p + 700)], {"id": ["1", "2"]})
    assert round(register(tmp_path / "two.gpkg").surface / 1000) == 600


def test_a_key_is_given_once(border: Path) -> None:
    register(border)
    with pytest.raises(Refused, match="already"):
        register(border)


def test_a_faulty_file_says_what_is_wrong_and_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "border.geojson").write_text('{"type": "FeatureCollection", "features": [')
    with pytest.raises(Faulty, match="cut off"):
        register(tmp_path / "border.geojson")
    assert Perimeter.objects.count() == 1


def test_a_period_runs_forwards(border: Path) -> None:
    row = register(border)
    with pytest.raises(Refused, match="before it begins"):
        actions.change_perimeter(
            Operator(),
            key=row.key,
            name=row.name,
            owner="x",
            purpose=Text(),
            valid_from=date(2026, 2, 1),
            valid_to=date(2026, 1, 1),
        )


def test_it_can_be_changed_and_ended_and_stays(border: Path, tmp_path: Path) -> None:
    register(border)
    write_geojson(tmp_path / "smaller.geojson", [(BOX.buffer(-100), {"id": 1})])
    changed = actions.change_perimeter(
        Operator(),
        key="contract-1",
        name=Text.of("Contract B"),
        owner="City",
        purpose=Text(),
        file=tmp_path / "smaller.geojson",
    )
    assert changed.surface < 200_000
    actions.end_perimeter(Operator(), key="contract-1", on=date(2027, 1, 1))
    row = Perimeter.objects.get(key="contract-1")
    assert (row.owner, row.valid_to) == ("City", date(2027, 1, 1))
    assert Entry.objects.filter(subject="contract-1").count() == 3


@pytest.mark.parametrize("verb", ["register", "change", "end"])
def test_a_passer_by_may_do_nothing(border: Path, verb: str) -> None:
    acts: dict[str, Callable[[], object]] = {
        "register": lambda: actions.register_perimeter(Passerby(), key="k", name=Text(), owner="", file=border),
        "change": lambda: actions.change_perimeter(Passerby(), key="k", name=Text(), owner="", purpose=Text()),
        "end": lambda: actions.end_perimeter(Passerby(), key="k", on=date(2026, 1, 1)),
    }
    with pytest.raises(NotAllowed):
        acts[verb]()


def test_what_is_not_there_cannot_be_ended() -> None:
    with pytest.raises(Absent):
        actions.end_perimeter(Operator(), key="nowhere", on=date(2026, 1, 1))


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def analyst(client: Client) -> Client:
    client.force_login(enrol("city-analyst", [("analyst", "")]).person)
    return client


def form(border: Path, **more: str) -> dict[str, object]:
    file = SimpleUploadedFile("border.geojson", border.read_bytes())
    return {"key": "contract-1", "name_nl": "Wijkcontract", "owner": "Gewest", "file": file, **more}


def test_the_list_shows_each_with_its_owner(analyst: Client) -> None:
    page = analyst.get(reverse("territory:perimeters")).content.decode()
    assert "Police zone 5339" in page
    assert "<svg" in page


def test_somebody_registers_one_with_a_file(analyst: Client, border: Path) -> None:
    answer = analyst.post(reverse("territory:register"), form(border))
    assert answer.status_code == 302
    assert Perimeter.objects.get(key="contract-1").name.to("nl") == "Wijkcontract"


def test_a_faulty_file_is_told_at_its_field(analyst: Client, tmp_path: Path) -> None:
    (tmp_path / "b.geojson").write_text("<html>")
    answer = analyst.post(reverse("territory:register"), form(tmp_path / "b.geojson"))
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
    assert not Perimeter.objects.filter(key="contract-1").exists()


def test_a_name_in_one_language_is_needed(analyst: Client, border: Path) -> None:
    answer = analyst.post(reverse("territory:register"), form(border, name_nl=""))
    assert answer.context["form"].errors["name_nl"]


def test_it_is_changed_without_a_new_file(analyst: Client, border: Path) -> None:
    register(border)
    told = {"name_en": "Contract A", "owner": "City", "valid_from": "2026-01-01"}
    assert analyst.post(reverse("territory:perimeter", args=["contract-1"]), told).status_code == 302
    assert Perimeter.objects.get(key="contract-1").owner == "City"


def test_it_is_ended_on_a_day(analyst: Client, border: Path) -> None:
    register(border)
    analyst.post(reverse("territory:end", args=["contract-1"]), {"on": "2027-01-01"})
    assert Perimeter.objects.get(key="contract-1").valid_to == date(2027, 1, 1)
    assert analyst.get(reverse("territory:perimeter", args=["contract-1"])).status_code == 200


def test_strangers_find_nothing(client: Client) -> None:
    assert client.get(reverse("territory:perimeters")).status_code in (302, 404)
