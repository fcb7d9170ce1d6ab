"""The page about the format is right: its example loads, and its keys are the keys."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from wijk.indicators.models import Series
from wijk.packs.actions import Loaded
from wijk.packs.schema import ALL, CATEGORY, DERIVE, KIND_BY_CODE
from wijk.territory.models import Area

PAGE = Path(__file__).resolve().parents[2] / "docs/reference/pack-format.md"
#: A file of the example: its name in backquotes, a colon, and a block.
FILE = re.compile(r"`example/([\w.]+)`:\n\n```\w+\n(.*?)```", re.DOTALL)


def example(folder: Path) -> Path:
    folder.mkdir()
    for name, content in FILE.findall(PAGE.read_text("utf-8")):
        (folder / name).write_text(content, "utf-8")
    return folder


@pytest.mark.django_db
def test_the_example_loads_as_it_is_written(tmp_path: Path, load: Callable[..., Loaded]) -> None:
    folder = example(tmp_path / "example")
    assert sorted(p.name for p in folder.iterdir()) == ["city.toml", "neighbourhoods.geojson", "population.csv"]
    load(folder)
    assert Area.objects.current().at("neighbourhood").get(code="2").name.to("fr") == "Bas"
    assert Series.objects.get(area__area_set__level="region", indicator__code="population").values == [2000, 2040]
    assert not load(folder).changed


@pytest.mark.parametrize("table", sorted(ALL))
def test_every_key_is_documented(table: str) -> None:
    text = PAGE.read_text("utf-8")
    missing = [
        key
        for key in ALL[table][0]
        if not re.search(rf"(^|[{{ `]){re.escape(key)} = |`{re.escape(key)}`", text, re.MULTILINE)
    ]
    assert missing == []


def test_every_inner_key_is_documented() -> None:
    text = PAGE.read_text("utf-8")
    for schema in (CATEGORY, DERIVE, KIND_BY_CODE):
        assert [key for key in schema if f"{key} = " not in text] == []


def test_every_documented_key_is_known() -> None:
    """Keys at the beginning of a line in a block of TOML belong to some table."""
    blocks = re.findall(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    keys = {m[1] for block in blocks for m in re.finditer(r"^(\w+) = ", block, re.MULTILINE)}
    known = {key for schema, _several in ALL.values() for key in schema}
    assert keys - known == set()
