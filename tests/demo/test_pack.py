"""Is what was generated a pack: the same each time, complete, in three languages, and taken in without a word?"""

import re
import tomllib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from wijk.core.viewer import Operator
from wijk.demo.generate import Pack, contents, generate
from wijk.indicators.models import Coverage, Indicator
from wijk.packs import actions
from wijk.territory.models import Area, Place, Street

ROOT = Path(__file__).resolve().parents[2]
#: Over the content (codes, names, coordinates, cells), under the locked versions of the libraries that draw and reckon.
DIGESTS = {
    "village": "af684f8ba1273462b48fb69591dfab220ed47584c631712de2529088bb027878",
    "city": "662a6aee377795c90dc0c14d492c4d5e4911a16309501eb234e33e6cbf3b286f",
}
DRAWN_WITH = ("numpy", "shapely")


def locked(name: str) -> str:
    found = re.search(rf"^{name}==(\S+)", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    return found[1] if found else ""


@pytest.mark.parametrize("size", ["village", "city"])
def test_the_same_seed_gives_the_same_city(size: Any, tmp_path: Path) -> None:
    for name in DRAWN_WITH:
        if version(name) != locked(name):
            pytest.skip(
                f"{name} {version(name)} is here, {locked(name)} is locked: the city may differ in its last digits"
            )
    assert generate(size, tmp_path / "a").digest == DIGESTS[size]


def test_another_seed_gives_another_city(tmp_path: Path, village_pack: Pack) -> None:
    assert generate("village", tmp_path / "b", seed=7).digest != village_pack.digest


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "city.toml").read_text("utf-8"))


def test_everything_is_said_in_three_languages(told: dict[str, Any]) -> None:
    def lacking(value: Any, at: str) -> list[str]:
        if isinstance(value, list):
            return [x for i, v in enumerate(value) for x in lacking(v, f"{at}[{i}]")]
        if isinstance(value, dict):
            if set(value) & {"nl", "fr", "en"} and set(value) != {"nl", "fr", "en"}:
                return [at]
            return [x for k, v in value.items() for x in lacking(v, f"{at}.{k}")]
        return [at] if value == "" and not at.endswith(".unit") else []

    assert not lacking(told, "")


def test_every_indicator_explains_itself(told: dict[str, Any]) -> None:
    for row in told["indicator"]:
        for key in ("name", "definition", "relevance", "method", "sentence", "update_procedure"):
            assert set(row[key]) == {"nl", "fr", "en"}, (row["code"], key)
        assert all(words.count("{value}") == 1 for words in row["sentence"].values()), row["code"]
        assert row["unit"] or row["unit_name"], row["code"]
        if row["measure"] in ("share", "ratio"):
            assert row["numerator"], row["code"]
            assert row["denominator"], row["code"]


def test_there_are_ten_themes_with_their_indicators(told: dict[str, Any]) -> None:
    assert len(told["theme"]) == 10
    assert sorted(t["hue"] for t in told["theme"]) == list(range(1, 11))
    assert {i["theme"] for i in told["indicator"]} == {t["code"] for t in told["theme"]}


def test_every_source_is_appraised_and_one_is_rejected_with_a_reason(told: dict[str, Any]) -> None:
    for source in told["source"]:
        assert all(source[k] for k in ("coverage", "quality", "level", "lag", "rights")), source["code"]
    rejected = [s for s in told["source"] if s["verdict"] == "rejected"]
    assert rejected
    assert all(s["reason"] for s in rejected)


def test_every_indicator_has_figures_and_every_figure_an_indicator(told: dict[str, Any], folder: Path) -> None:
    counted: set[str] = set()
    for block in told["observations"]:
        table = pq.read_table(folder / block["file"], columns=["indicator"])
        counted |= set(table["indicator"].to_pylist())
    assert counted == {i["code"] for i in contents.texts()["indicator"]}


def test_a_hidden_cell_tells_nothing(told: dict[str, Any], folder: Path) -> None:
    hidden = 0
    for block in told["observations"]:
        for row in pq.read_table(folder / block["file"]).to_pylist():
            if row["status"]:
                assert row["value"] is None
                assert row["numerator"] is None
                hidden += row["status"] == "suppressed"
            else:
                assert row["value"] is not None
    assert hidden > 5


def test_a_reader_needs_no_more_memory_than_for_one_indicator(folder: Path) -> None:
    file = pq.ParquetFile(folder / "figures" / "sectors-2020-register.parquet")
    assert file.num_row_groups == 12


@pytest.mark.django_db
def test_the_village_is_taken_in_without_a_word_and_a_second_time_changes_nothing(village_pack: Pack) -> None:
    loaded = actions.load(Operator(), folder=village_pack.folder)
    assert not loaded.notes
    assert Area.objects.current().at("sector").on_the_ground().count() == village_pack.sectors
    assert Place.objects.count() == village_pack.places
    assert Street.objects.exists()
    assert not actions.load(Operator(), folder=village_pack.folder).changed


@pytest.mark.django_db
def test_every_figure_reaches_the_neighbourhood_unless_a_reason_is_given(village_pack: Pack) -> None:
    actions.load(Operator(), folder=village_pack.folder)
    reached = set(Coverage.objects.filter(area_set__level="neighbourhood").values_list("indicator__code", flat=True))
    assert set(Indicator.objects.values_list("code", flat=True)) - reached <= {"household-waste"}
