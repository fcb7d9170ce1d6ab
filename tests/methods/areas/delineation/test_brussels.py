"""The 724 statistical sectors of Brussels beside their official 145 neighbourhoods."""

import csv
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from tests.support.smallmap import in_one_piece
from wijk.methods.areas.delineation.agreement import agreement
from wijk.methods.areas.delineation.delineate import Delineation, delineate
from wijk.methods.areas.delineation.scores import scores
from wijk.methods.areas.delineation.shapes import units_of
from wijk.methods.areas.delineation.units import Pins, Rules, Units, Weights
from wijk.methods.formats.geodata import read_projected

pytestmark = pytest.mark.real_data
FIRST_WITHOUT_PEOPLE = 700
"""Official codes from here on are industry and stations, green areas, and cemeteries."""


@dataclass(frozen=True)
class City:
    """Its sectors, the official neighbourhood of each, and the parts of those where nobody is meant to live."""

    units: Units
    official: list[str]
    alone: tuple[tuple[str, ...], ...]


@pytest.fixture(scope="module")
def city(real_data: Path) -> City:
    folder = real_data / "territory" / "brussels-sectors"
    layer = read_projected(folder / "sectors_724.geojson", to="EPSG:31370")
    with (folder / "sector_to_district_lookup.csv").open(encoding="utf-8-sig", newline="") as file:
        known = {row["cd_sector"]: row for row in csv.DictReader(file)}
    ids = [str(one) for one in layer.columns["cd_sector"]]
    people = np.array([float(known[one]["population_2020"] or 0) for one in ids])
    units = units_of(ids, layer.geometries, people, crs="EPSG:31370")
    assert units.area is not None
    units = replace(units, attributes={"density": np.log1p(people / units.area * 1e4)})
    official = [known[one]["md_code"] for one in ids]
    return City(units, official, _parts(units, official))


def _parts(units: Units, official: list[str]) -> tuple[tuple[str, ...], ...]:
    around: dict[int, set[int]] = defaultdict(set)
    for i, j in zip(units.borders.one.tolist(), units.borders.other.tolist(), strict=True):
        if official[i] == official[j]:
            around[i].add(j)
            around[j].add(i)
    left = {i for i, code in enumerate(official) if int(code) >= FIRST_WITHOUT_PEOPLE}
    parts = []
    while left:
        part, queue = [], [min(left)]
        left.discard(queue[0])
        while queue:
            i = queue.pop()
            part.append(units.ids[i])
            near = around[i] & left
            left -= near
            queue += sorted(near)
        parts.append(tuple(sorted(part)))
    return tuple(parts)


@pytest.fixture(scope="module")
def anew(city: City) -> Delineation:
    """The city divided without knowing the official neighbourhoods of those who live there."""
    rules = Rules(118 + len(city.alone), floor=1_400, pins=Pins(alone=city.alone))
    return delineate(city.units, rules, Weights(compactness=0.7), effort=0.3)


def test_it_scores_better_than_the_official_division_on_every_criterion(city: City, anew: Delineation) -> None:
    assert anew.contiguous
    assert in_one_piece(city.units, anew.labels)
    assert anew.below_floor == 0
    assert anew.certificate.holds
    theirs = scores(city.units, np.unique(city.official, return_inverse=True)[1], Weights())
    for name in ("homogeneity", "compactness", "balance"):
        assert getattr(anew.scores, name) > getattr(theirs, name)


def test_it_agrees_with_the_official_division_more_than_chance(city: City, anew: Delineation) -> None:
    found = agreement(anew.labels, city.official)
    mixed = np.random.default_rng(1).permutation(city.official).tolist()
    assert abs(agreement(mixed, city.official).rand) < 0.02
    assert found.rand > 0.08
    assert found.information < agreement(mixed, city.official).information - 0.5


def test_from_the_official_division_few_people_change(city: City) -> None:
    units = replace(city.units, start=city.official)
    rules = Rules(118 + len(city.alone), floor=300, pins=Pins(alone=city.alone))
    found = delineate(units, rules)
    assert found.stayed is not None
    assert found.stayed > 0.8
    assert agreement(found.labels, city.official).rand > 0.8
    assert found.below_floor == 0
    assert found.certificate.holds
