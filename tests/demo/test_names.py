"""Are names and codes unique, bilingual and nobody else's?"""

import numpy as np
import pytest

from wijk.demo.generate import codes, names
from wijk.demo.generate.city import City
from wijk.demo.generate.words import REAL


@pytest.mark.parametrize("level", ["sector", "neighbourhood", "municipality"])
@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_no_name_is_given_twice(town: City, level: str, language: str) -> None:
    told = [name[language] for name in town.names[level]]
    assert all(told)
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("level", ["sector", "neighbourhood", "municipality", "earlier"])
def test_no_code_is_given_twice(town: City, level: str) -> None:
    assert len(set(town.codes[level])) == len(town.codes[level])


def test_no_municipality_of_brussels_is_named(town: City) -> None:
    told = {name[k].lower() for level in town.names.values() for name in level for k in ("nl", "fr")}
    assert not told & REAL


def test_nearly_every_neighbourhood_has_a_name_of_its_own_in_french(town: City) -> None:
    differ = [name["nl"] != name["fr"] for name in town.names["neighbourhood"]]
    assert all(differ)


def test_codes_tell_the_kind(town: City) -> None:
    bases = codes.kind_bases(145)
    for sector, hood in enumerate(town.ground.neighbourhood.tolist()):
        kind, number = town.ground.kind[sector], int(town.codes["neighbourhood"][hood])
        assert number // 100 * 100 == bases[kind] or (kind == "inhabited" and number < 700)


def test_french_elides() -> None:
    assert names.de("Aspelghem") == "d'Aspelghem"
    assert names.de("Ravezeele") == "de Ravezeele"


def test_there_are_enough_names_for_a_country() -> None:
    stock = names.places(np.random.default_rng(1))
    told = [next(stock)["nl"] for _ in range(5_000)]
    assert len(set(told)) == len(told)


def test_streets_carry_two_names(town: City) -> None:
    assert all(name["nl"] and name["fr"] and name["nl"] != name["fr"] for name in town.streets.name)
