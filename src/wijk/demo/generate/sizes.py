"""How large is the invented city? Four sizes; only `village` is meant for quick tests, the last two for measurements."""

from dataclasses import dataclass
from typing import Literal

Size = Literal["village", "city", "metropolis", "country"]
Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Plan:
    """What one size asks for. Lengths in metres."""

    sectors: int
    neighbourhoods: int
    municipalities: int
    radius: float  #: of the whole territory
    core: float  #: of the main town with its rings and radials
    towns: int  #: former villages or other towns around it
    streets: int  #: inner streets a sector, on average
    places: float  #: places a thousand residents
    people: float  #: residents a sector, on average
    name: Words
    files: str  #: ending of the files with geometry
    coarse: bool = False  #: half of the indicators are not known in sectors


PLANS: dict[Size, Plan] = {
    "village": Plan(
        40, 8, 2, 1_900, 1_500, 1, 6, 6.0, 420,
        {"nl": "Rietmonde", "fr": "Roselmonde", "en": "Reedmouth"}, "geojson",
    ),
    "city": Plan(
        700, 145, 20, 7_200, 6_800, 8, 9, 7.0, 1_150,
        {"nl": "Elzemonde", "fr": "Aulnemonde", "en": "Aldermouth"}, "geojson",
    ),
    "metropolis": Plan(
        7_000, 1_450, 120, 22_000, 12_000, 40, 6, 5.0, 1_150,
        {"nl": "Groot-Elzemonde", "fr": "Grand-Aulnemonde", "en": "Greater Aldermouth"}, "parquet",
    ),
    "country": Plan(
        20_000, 4_000, 580, 95_000, 13_000, 110, 3, 3.0, 560,
        {"nl": "Elzeland", "fr": "Aulnelande", "en": "Alderland"}, "parquet", True,
    ),
}  # fmt: skip

#: Where the territory lies in EPSG:31370: on the open sea, where nobody lives.
ORIGIN = (40_000.0, 420_000.0)
CRS = "EPSG:31370"
LANGUAGES = ("nl", "fr", "en")
YEARS = tuple(range(2016, 2026))
#: Years that were counted on the older sectors.
EARLIER = tuple(range(2011, 2016))
