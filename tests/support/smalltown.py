"""Kleinstad / Petiteville: a whole city small enough to know by heart, straight from the models.

A block of twelve square sectors (500 m), four columns by three rows; `times` puts more blocks beside it:

    column   0    1 | 2    3          | is the border between the two municipalities
    row 0    1    2 | 2    3          1 Oude Markt · 2 Kanaal (crosses the border)
    row 1    1    2 | 2    3          3 Nieuwbouw · 901 Stadspark (green, nobody lives there)
    row 2    1  901 | 3    3          and 21001ZZZZ: people of 21001 who are in no sector

Ten periods, four indicators, all four levels. What is not simply there:
- the park has no residents (r) for everything but density and population, which are 0 there;
- median income was not available (n) in neighbourhood 3 in 2015, and is set aside (a) in neighbourhood 2 in 2023;
- sector 21001A02- is suppressed (s) for the share of young people in 2024;
- the municipalities' share of young people in 2015 is estimated (e); median income is never reckoned upwards
  (reason "no-counts").
"""

from tests.support.smallfigures import catalogue, figures
from tests.support.smallground import Smalltown, areas, city, nesting
from tests.support.smallplaces import names, places, streets

__all__ = ["Smalltown", "build_smalltown"]


def build_smalltown(times: int = 1) -> Smalltown:
    """Fill the database with `times` blocks of the town; 10 gives 120 sectors, 40 neighbourhoods, 20 municipalities."""
    town = Smalltown()
    city(times)
    areas(town, times)
    nesting(town)
    catalogue(town)
    figures(town)
    places(town)
    streets(town)
    names(town)
    return town
