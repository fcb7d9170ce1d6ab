"""The verbs of the territory, the only writers of its rows."""

from wijk.territory.actions.loading import Changes, load_territory
from wijk.territory.actions.perimeters import change_perimeter, end_perimeter, register_perimeter
from wijk.territory.actions.search import renew_search
from wijk.territory.specs import (
    AreasSpec,
    Category,
    CitySpec,
    DataFile,
    Derive,
    KindRange,
    NowhereSpec,
    PerimeterSpec,
    PlacesSpec,
    StreetsSpec,
    Territory,
)

__all__ = [
    "AreasSpec",
    "Category",
    "Changes",
    "CitySpec",
    "DataFile",
    "Derive",
    "KindRange",
    "NowhereSpec",
    "PerimeterSpec",
    "PlacesSpec",
    "StreetsSpec",
    "Territory",
    "change_perimeter",
    "end_perimeter",
    "load_territory",
    "register_perimeter",
    "renew_search",
]
