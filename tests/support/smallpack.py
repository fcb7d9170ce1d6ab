"""A small pack, written by code: everything that a pack may hold, in eight sectors.

The ground is a grid of two rows and four columns of 500 m in Belgian Lambert 72. Columns 1 and 2 are municipality 01001,
columns 3 and 4 are 01002; neighbourhood 1 is the upper left, 2 the middle of both rows (so it crosses the border), 900 a park.
"""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from openpyxl import Workbook
from pyproj import Transformer

CRS = "EPSG:31370"
LEFT, BOTTOM, SIDE = 149_000.0, 170_000.0, 500.0
SECTORS = {  # code: (column, row, neighbourhood, municipality)
    "01001A0-": (0, 1, "1", "01001"),
    "01001A1-": (0, 0, "1", "01001"),
    "01001B0-": (1, 1, "2", "01001"),
    "01001B1-": (1, 0, "2", "01001"),
    "01002A0-": (2, 1, "2", "01002"),
    "01002A1-": (2, 0, "3", "01002"),
    "01002B0-": (3, 1, "3", "01002"),
    "01002B1-": (3, 0, "900", "01002"),
}
POPULATION = {code: 100 * (i + 1) for i, code in enumerate(SECTORS)} | {"01002B1-": 0}
_LONLAT = Transformer.from_crs(CRS, "EPSG:4326", always_xy=True)


def square(column: int, row: int) -> shapely.Polygon:
    """One cell of the grid, in metres."""
    x, y = LEFT + SIDE * column, BOTTOM + SIDE * row
    return shapely.box(x, y, x + SIDE, y + SIDE)


def lonlat(shape: Any) -> Any:
    """The same shape in longitude and latitude."""
    return shapely.transform(shape, lambda p: np.column_stack(_LONLAT.transform(p[:, 0], p[:, 1])))


def write_gpkg(
    path: Path, shapes: list[Any], columns: dict[str, list[str]], kind: str = "Polygon", crs: str | None = CRS
) -> None:
    """A GeoPackage with text columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fields = [np.array(values, dtype=object) for values in columns.values()]
    pyogrio.raw.write(
        path,
        shapely.to_wkb(np.array(shapes, dtype=object)),
        fields,
        list(columns),
        crs=crs,
        geometry_type=kind,
        driver="GPKG",
    )


def write_geojson(path: Path, features: list[tuple[Any, dict[str, Any]]]) -> None:
    """GeoJSON in longitude and latitude, out of metres."""
    path.parent.mkdir(parents=True, exist_ok=True)
    told = [{"type": "Feature", "properties": p, "geometry": shapely.geometry.mapping(lonlat(g))} for g, p in features]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": told}), encoding="utf-8")


def write_csv(path: Path, rows: list[dict[str, Any]], delimiter: str = ",", encoding: str = "utf-8") -> None:
    """A table; the first row names the columns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding=encoding) as out:
        writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)


def write_smallpack(folder: Path) -> Path:
    """Write the whole pack into `folder` and give it back."""
    folder.mkdir(parents=True, exist_ok=True)
    _areas(folder)
    _figures(folder)
    _things(folder)
    (folder / "city.toml").write_text(CITY, encoding="utf-8")
    return folder


def _areas(folder: Path) -> None:
    cells = [square(c, r) for c, r, _n, _m in SECTORS.values()]
    columns = {
        "code": list(SECTORS),
        "naam": [f"SECTOR VAN {code}" for code in SECTORS],
        "nom": [f"SECTEUR DE {code}" for code in SECTORS],
        "wijk": [n for _c, _r, n, _m in SECTORS.values()],
        "gemeente": [m for _c, _r, _n, m in SECTORS.values()],
    }
    write_gpkg(folder / "areas/sectors.gpkg", cells, columns)
    old = [shapely.union(square(c, 0), square(c, 1)) for c in range(4)]
    write_geojson(
        folder / "areas/sectors-2011.geojson", [(g, {"code": f"K{i}", "name": f"Kolom {i}"}) for i, g in enumerate(old)]
    )
    members: dict[str, list[Any]] = {}
    for c, r, n, _m in SECTORS.values():
        members.setdefault(n, []).append(square(c, r))
    names = {
        "1": ("Hoogveld", "Champ Haut"),
        "2": ("Kanaal", "Canal"),
        "3": ("Sint-Job", "Saint-Job"),
        "900": ("Park", "Parc"),
    }
    write_geojson(
        folder / "areas/neighbourhoods.geojson",
        [(shapely.union_all(g), {"nr": int(n), "nl": names[n][0], "fr": names[n][1]}) for n, g in members.items()],
    )
    write_csv(
        folder / "areas/municipalities.csv",
        [
            {"code": "01001", "nl": "Overbeek", "fr": "Outrebeek"},
            {"code": "01002", "nl": "Ten Élsken", "fr": "Les Aulnes"},
        ],
    )


def _figures(folder: Path) -> None:
    rows = [{"area": code, "indicator": "population", "period": "2022", "value": n} for code, n in POPULATION.items()]
    rows.append({"area": "01001ZZZZ", "indicator": "population", "period": "2022", "value": 7})
    write_csv(folder / "figures/population.csv", rows)
    old = [{"area": f"K{i}", "period": "2011", "value": 50 * (i + 1)} for i in range(4)]
    write_csv(folder / "figures/population-2011.csv", old, delimiter=";")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Gegevens"
    sheet.append(["", "Werkloosheid", "Werkloosheid", "Samengesteld"])
    sheet.append(["nr", 2021, 2022, 2022])
    for row in ([1, 12.5, 11.5, 3], [2, "VS", 9.0, 4], [3, 8.25, "ND", 5], [3, 8.25, 7.0, 5]):
        sheet.append(row)
    book.save(folder / "figures/unemployment.xlsx")
    young = [
        {"wijk": n, "jaar": 2022, "jong": j, "alle": a}
        for n, j, a in (("1", 90, 300), ("2", 240, 1200), ("3", 130, 1300))
    ]
    write_csv(folder / "figures/young.csv", young, delimiter=";", encoding="cp1252")


def _things(folder: Path) -> None:
    points = list(_points())
    write_geojson(folder / "places.geojson", points)
    x, y = LEFT, BOTTOM + 480
    lines = [
        (shapely.LineString([(x + 20, y), (x + 900, y)]), {"name": "Rue Haute - Hoogstraat"}),
        (shapely.LineString([(x + 900, y), (x + 1400, y)]), {"name": "Rue Haute - Hoogstraat"}),
        (shapely.LineString([(x + 1900, y), (x + 1980, y)]), {"name": "Rue Haute - Hoogstraat"}),
        (shapely.LineString([(x + 40, y - 60), (x + 40, y - 400)]), {"name": "Impasse du Cœur"}),
    ]
    write_geojson(folder / "streets.geojson", lines)
    write_geojson(folder / "perimeters.geojson", [(shapely.box(x, BOTTOM, x + 700, BOTTOM + 300), {"id": 5339})])


def _points() -> Iterator[tuple[Any, dict[str, Any]]]:
    for i, (name, kind, dx, dy) in enumerate(
        [("École du Parc", "amenity=school", 100, 100), ("Apotheek Zwaan", "amenity=pharmacy", 700, 700), ("", "shop=bakery", 1200, 100),
         ("Buiten", "shop=books", -900, 0)], 1
    ):  # fmt: skip
        yield shapely.Point(LEFT + dx, BOTTOM + dy), {"id": i, "name": name, "kind": kind}


CITY = """\
[city]
code = "smalltown"
name = { nl = "Kleindorp", fr = "Petitbourg", en = "Smalltown" }
crs = "EPSG:31370"
time_zone = "Europe/Brussels"
version = "1"
licence = "CC0-1.0"

[[areas]]
key = "sectors"
version = "2022"
level = "sector"
name = { nl = "Sectoren", fr = "Secteurs", en = "Sectors" }
valid_from = 2022-01-01
source = "office"
file = "areas/sectors.gpkg"
name_columns = { nl = "naam", fr = "nom" }
name_case = "title"
parents = { neighbourhood = "wijk", municipality = "gemeente" }

[[areas]]
key = "sectors"
version = "2011"
level = "sector"
name = "Sectors of 2011"
valid_from = 2011-01-01
valid_to = 2021-12-31
file = "areas/sectors-2011.geojson"
name_columns = { nl = "name" }

[[nowhere]]
areas = "sectors"
codes = ["01001ZZZZ"]
name = { nl = "Overbeek, niet te lokaliseren" }
parents = { municipality = "01001" }

[[areas]]
key = "neighbourhoods"
version = "2022"
level = "neighbourhood"
name = { nl = "Wijken", fr = "Quartiers", en = "Neighbourhoods" }
valid_from = 2022-01-01
file = "areas/neighbourhoods.geojson"
code = "nr"
name_columns = { nl = "nl", fr = "fr" }
kind_by_code = [{ from = 1, to = 118, kind = "inhabited" }, { from = 900, to = 999, kind = "green" }]

[[areas]]
key = "municipalities"
version = "2022"
level = "municipality"
name = { nl = "Gemeenten", fr = "Communes", en = "Municipalities" }
valid_from = 2022-01-01
file = "areas/municipalities.csv"
name_columns = { nl = "nl", fr = "fr" }
dissolve = true

[[areas]]
key = "region"
version = "2022"
level = "region"
name = { nl = "Gewest", fr = "Région", en = "Region" }
valid_from = 2022-01-01
derive = { from = "municipality", code = "04000", name = { nl = "Kleindorp", fr = "Petitbourg" } }

[[source]]
code = "office"
name = "Statistics office"
publisher = "Statistics office"
licence = "CC0-1.0"

[[source]]
code = "rumour"
name = "A list from somewhere"
verdict = "rejected"
reason = { en = "Nobody knows how it was made." }

[[theme]]
code = "population"
name = { nl = "Bevolking", fr = "Population", en = "Population" }

[[indicator]]
code = "population"
theme = "population"
name = { nl = "Bevolking", fr = "Population", en = "Population" }
definition = { nl = "Aantal inwoners.", fr = "Nombre d’habitants.", en = "Number of residents." }
unit = "persons"
measure = "count"
source = "office"
lowest = 0
key = true

[[indicator]]
code = "share-young"
theme = "population"
name = { nl = "Jongeren", fr = "Jeunes", en = "Young people" }
definition = { nl = "Jonger dan 18.", fr = "Moins de 18 ans.", en = "Younger than 18." }
unit = "%"
measure = "share"
factor = 100
decimals = 1
source = "office"

[[indicator]]
code = "unemployment"
theme = "population"
name = { nl = "Werkloosheid", fr = "Chômage", en = "Unemployment" }
definition = { nl = "Wie werk zoekt.", fr = "Qui cherche un emploi.", en = "Who looks for work." }
unit = "%"
measure = "delivered"
decimals = 1
source = "office"

[[observations]]
file = "figures/population.csv"
areas = "sectors"
source = "office"
columns = { area = "area", indicator = "indicator", period = "period", value = "value" }

[[observations]]
file = "figures/population-2011.csv"
areas = "sectors/2011"
source = "office"
columns = { area = "area", period = "period", value = "value" }
indicator = "population"

[[observations]]
file = "figures/young.csv"
areas = "neighbourhoods/2022"
source = "office"
shape = "wide"
columns = { area = "wijk", period = "jaar" }
values = { share-young = { numerator = "jong", denominator = "alle" } }

[[observations]]
file = "figures/unemployment.xlsx"
areas = "neighbourhoods/2022"
source = "office"
shape = "crossed"
sheet = "Gegevens"
heading_rows = [1, 2]
first_row = 3
area_column = "nr"
headings = { "Werkloosheid" = "unemployment" }
ignore_headings = { "Samengesteld" = "a composite of the file's author" }
marks = { VS = "suppressed", ND = "not-available" }
surplus_rows = [{ row = 6, why = "repeats code 3" }]

[[places]]
file = "places.geojson"
key = "id"
prefix = "osm-"
name_column = "name"
category_column = "kind"
source = "office"

[places.categories]
"amenity=school" = { code = "school", name = { nl = "School", fr = "École" } }
"amenity=*" = { code = "amenity", name = "Amenity" }
"shop=*" = { code = "shop", name = { nl = "Winkel" } }

[[streets]]
file = "streets.geojson"
name_column = "name"
name_split = " - "
name_order = ["fr", "nl"]
complete = false
source = "office"

[[perimeters]]
key = "police-5339"
name = { nl = "Politiezone", fr = "Zone de police" }
owner = "Police zone 5339"
purpose = { en = "Patrols" }
valid_from = 2020-01-01
file = "perimeters.geojson"
where = { id = "5339" }
"""
