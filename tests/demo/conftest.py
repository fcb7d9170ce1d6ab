"""What the tests of the demo share: two generated cities, drawn once."""

from pathlib import Path

import pytest

from wijk.demo.generate import PLANS, Pack, city, generate
from wijk.demo.generate.city import City


@pytest.fixture(scope="session")
def village() -> City:
    return city.build(PLANS["village"], 2026)


@pytest.fixture(scope="session")
def town() -> City:
    return city.build(PLANS["city"], 2026)


@pytest.fixture(scope="session")
def village_pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return generate("village", tmp_path_factory.mktemp("village"))


@pytest.fixture(scope="session")
def folder(village_pack: Pack) -> Path:
    return village_pack.folder
