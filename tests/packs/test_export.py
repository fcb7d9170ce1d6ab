"""What goes out comes in again unchanged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection

from wijk.core.errors import Refused
from wijk.core.models import Setting
from wijk.indicators.models import Delivery, Indicator, Series, Source, Theme
from wijk.packs import actions
from wijk.packs.actions import Loaded
from wijk.territory.models import AreaSet, Perimeter, Place, PlaceCategory, Shape, Street

pytestmark = pytest.mark.django_db

Load = Callable[..., Loaded]


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def a_fresh_installation() -> None:
    """Empty what a pack fills, as if nothing had ever been loaded."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM indicators_setaside")
    for model in (
        Delivery,
        Series,
        Indicator,
        Theme,
        Source,
        Perimeter,
        Place,
        PlaceCategory,
        Street,
        AreaSet,
        Setting,
    ):
        model.objects.all().delete()


def borders() -> dict[str, bytes]:
    rows = Shape.objects.values_list("area__area_set__key", "area__area_set__version", "area__code", "wkb")
    return {"/".join(row[:3]): bytes(row[3]) for row in rows}


def test_out_and_in_and_out_again_gives_the_same_bytes(pack: Path, load: Load, tmp_path: Path) -> None:
    load(pack)
    before = borders()
    actions.export(folder=tmp_path / "one")
    a_fresh_installation()
    load(tmp_path / "one")
    assert borders() == before
    actions.export(folder=tmp_path / "two")
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_it_holds_everything(pack: Path, load: Load, tmp_path: Path) -> None:
    load(pack)
    written = actions.export(folder=tmp_path / "out")
    assert written == {
        "source": 2, "theme": 1, "indicator": 3, "areas": 5, "nowhere": 1, "observations": 4, "places": 1, "streets": 1, "perimeters": 1,
    }  # fmt: skip
    assert (tmp_path / "out/observations/004-unemployment.xlsx").read_bytes() == (
        pack / "figures/unemployment.xlsx"
    ).read_bytes()


def test_what_went_out_is_already_here(pack: Path, load: Load, tmp_path: Path) -> None:
    load(pack)
    actions.export(folder=tmp_path / "out")
    assert not any(load(tmp_path / "out").territory.areas.values())


def test_it_does_not_write_over_a_folder(pack: Path, load: Load, tmp_path: Path) -> None:
    load(pack)
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.odt").write_text("years of work")
    with pytest.raises(Refused, match="--force"):
        actions.export(folder=full)
    with pytest.raises(Refused, match="no pack"):
        actions.export(folder=full, force=True)
    assert (full / "thesis.odt").exists()


def test_force_replaces_a_pack(pack: Path, load: Load, tmp_path: Path) -> None:
    load(pack)
    actions.export(folder=tmp_path / "out")
    (tmp_path / "out/old.txt").write_text("old")
    actions.export(folder=tmp_path / "out", force=True)
    assert not (tmp_path / "out/old.txt").exists()


def test_without_a_city_there_is_nothing_to_write(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no city"):
        actions.export(folder=tmp_path / "out")
    assert not (tmp_path / "out").exists()
