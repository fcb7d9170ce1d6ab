"""The ground of Kleinstad: its areas on four levels, their shapes and how they nest."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar, cast

from shapely import affinity, box, to_wkb, unary_union
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from wijk.core.models import Setting
from wijk.core.text import Text
from wijk.indicators.models import Indicator
from wijk.territory.models import (
    Area,
    AreaSet,
    Kind,
    Nesting,
    Shape,
)

Shaped = TypeVar("Shaped", bound=BaseGeometry)
UNIT = 100  #: side of a sector in frame units; 500 metres on the ground
PERIODS = [str(year) for year in range(2015, 2025)]
PLAN = (("1", "2", "2", "3"), ("1", "2", "2", "3"), ("1", "901", "3", "3"))
NAMES = {
    "1": ("Oude Markt", "Vieux Marché"),
    "2": ("Kanaal", "Canal"),
    "3": ("Nieuwbouw", "Nouveau Quartier"),
    "901": ("Stadspark", "Parc communal"),
}
CITY = Text({"nl": "Kleinstad", "fr": "Petiteville", "en": "Smalltown"})

Rows = dict[str, Polygon | MultiPolygon]


def said(nl: str, fr: str, en: str) -> Text:
    """A text in the three languages."""
    return Text({"nl": nl, "fr": fr, "en": en})


@dataclass(frozen=True)
class Smalltown:
    """What was built: areas by level and code, indicators by code."""

    sectors: dict[str, Area] = field(default_factory=dict)
    neighbourhoods: dict[str, Area] = field(default_factory=dict)
    municipalities: dict[str, Area] = field(default_factory=dict)
    region: dict[str, Area] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    sets: dict[str, AreaSet] = field(default_factory=dict)
    periods: tuple[str, ...] = tuple(PERIODS)

    def at(self, level: str) -> dict[str, Area]:
        """The areas of one level by code."""
        return {
            "sector": self.sectors,
            "neighbourhood": self.neighbourhoods,
            "municipality": self.municipalities,
            "region": self.region,
        }[level]


# --- territory ------------------------------------------------------------------------------------------------------


def city(times: int) -> None:
    """Say what the city is called and how its map is framed."""
    corner = {"left": 147_975.66, "top": 172_179.44, "metres_per_unit": 5.0}  # of 4.34° east, 50.86° north
    frame = {"crs": "EPSG:31370", "width": 400 * times, "height": 300} | corner
    Setting.objects.create(
        name="city",
        value={
            "code": "smalltown",
            "name": dict(CITY),
            "crs": "EPSG:31370",
            "time_zone": "Europe/Brussels",
            "languages": ["nl", "fr", "en"],
            "about": {
                "nl": "Een kleine stad voor proeven.",
                "fr": "Une petite ville d’essai.",
                "en": "A small town to try things on.",
            },
            "streets_complete": False,
            "frame": frame,
        },
    )


def blocks(times: int) -> Iterable[tuple[int, int, int, str, str, str]]:
    """(column, row, block, sector code, neighbourhood code, municipality code) of every sector."""
    for block in range(times):
        for row, line in enumerate(PLAN):
            for column, hood in enumerate(line):
                town = str(21001 + 2 * block + (column > 1))
                code = f"{town}{'AB'[column % 2]}{row:02d}-"
                yield 4 * block + column, row, block, code, _code(hood, block), town


def _code(hood: str, block: int) -> str:
    return str(int(hood) + (3 if int(hood) < 900 else 1) * block)


def areas(town: Smalltown, times: int) -> None:
    """Make the four area sets with their areas and shapes."""
    ground: dict[str, Rows] = {"sector": {}, "neighbourhood": {}, "municipality": {}, "region": {}}
    parts: dict[tuple[str, str], list[Polygon]] = {}
    for column, row, _, sector, hood, commune in blocks(times):
        square = box(column * UNIT, row * UNIT, (column + 1) * UNIT, (row + 1) * UNIT)
        for level, code in (
            ("sector", sector),
            ("neighbourhood", hood),
            ("municipality", commune),
            ("region", "04000"),
        ):
            parts.setdefault((level, code), []).append(square)
    for (level, code), squares in parts.items():
        ground[level][code] = cast(Polygon | MultiPolygon, unary_union(squares))
    for level, title in (
        ("sector", "sectors"),
        ("neighbourhood", "neighbourhoods"),
        ("municipality", "municipalities"),
        ("region", "region"),
    ):
        town.sets[level] = AreaSet.objects.create(
            key=title,
            version="2022",
            level=level,
            name=Text({"en": title.capitalize(), "nl": title.capitalize(), "fr": title.capitalize()}),
            valid_from=date(2022, 1, 1),
            current=True,
            source="town-hall",
            view_box=f"0 0 {400 * times} 300",
        )
        rows = [_area(town.sets[level], level, code, shape) for code, shape in ground[level].items()]
        if level == "sector":
            rows.append(_nowhere(town.sets[level]))
        Area.objects.bulk_create(rows)
        town.at(level).update({a.code: a for a in rows})
        Shape.objects.bulk_create(_shape(town.at(level)[code], shape) for code, shape in ground[level].items())


def _nowhere(area_set: AreaSet) -> Area:
    name = said("Niet te lokaliseren", "Non localisable", "Could not be located")
    return Area(area_set=area_set, code="21001ZZZZ", name=name, kind=Kind.NOWHERE, pieces=0)


def _area(area_set: AreaSet, level: str, code: str, shape: Polygon | MultiPolygon) -> Area:
    on_earth = world(shape)
    west, south, east, north = on_earth.bounds
    point = on_earth.representative_point()
    kind = Kind.GREEN if level == "neighbourhood" and int(code) > 900 else Kind.INHABITED
    if level == "sector" and code.endswith("B02-") and int(code[:5]) % 2:
        kind = Kind.GREEN
    return Area(
        area_set=area_set,
        code=code,
        name=_name(level, code),
        kind=kind,
        pieces=1,
        surface=shape.area * 25,
        lon=point.x,
        lat=point.y,
        west=west,
        south=south,
        east=east,
        north=north,
    )


def _name(level: str, code: str) -> Text:
    if level == "region":
        return CITY
    if level == "municipality":
        number = int(code) - 21000
        side = ("West", "Ouest") if number % 2 else ("Oost", "Est")
        return Text({"nl": f"{side[0]}gemeente {(number + 1) // 2}", "fr": f"Commune {side[1]} {(number + 1) // 2}"})
    if level == "sector":
        french = {"fr": f"Secteur {code[5:8]}"}
        return Text(french) if code.endswith("02-") else Text({"nl": f"Sector {code[5:8]}"} | french)
    number = int(code)
    kind = "901" if number > 900 else str((number - 1) % 3 + 1)
    tail = "" if code in NAMES else f" {(number - 1) // 3 + 1 if number < 900 else number - 900}"
    return Text({"nl": NAMES[kind][0] + tail, "fr": NAMES[kind][1] + tail})


def world(shape: Shaped) -> Shaped:
    """Frame units → longitude and latitude: 5 m a unit at 50.85° north."""
    moved: Shaped = affinity.affine_transform(shape, [5 / 70300, 0, 0, -5 / 111200, 4.34, 50.86])
    return moved


def _path(shape: Polygon | MultiPolygon, scale: int) -> str:
    pieces = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    rings = [ring for piece in pieces for ring in (piece.exterior, *piece.interiors)]
    return "".join(
        "M" + "L".join(f"{round(x * scale)} {round(y * scale)}" for x, y in ring.coords[:-1]) + "z" for ring in rings
    )


def _shape(area: Area, shape: Polygon | MultiPolygon) -> Shape:
    x, y, x2, y2 = (round(v) for v in shape.bounds)
    return Shape(
        area=area,
        wkb=to_wkb(world(shape)),
        coarse=_path(shape, 1),
        fine=_path(shape, 10),
        box=f"{x} {y} {x2 - x} {y2 - y}",
    )


#: (child level, parent level): what lies in what
LINKS = (
    ("sector", "neighbourhood"),
    ("sector", "municipality"),
    ("sector", "region"),
    ("neighbourhood", "municipality"),
    ("neighbourhood", "region"),
    ("municipality", "region"),
)


def nesting(town: Smalltown) -> None:
    """Lay each area in those above it, with the share of its surface and the lead."""
    shares: dict[tuple[str, str], dict[tuple[str, str], float]] = {}
    for column, row, _, sector, hood, commune in blocks(max(len(town.municipalities) // 2, 1)):
        codes = {"sector": sector, "neighbourhood": hood, "municipality": commune, "region": "04000"}
        for small, large in LINKS:
            pairs = shares.setdefault((small, large), {})
            pairs[codes[small], codes[large]] = pairs.get((codes[small], codes[large]), 0) + 1
        del column, row
    links = []
    for (small, large), pairs in shares.items():
        whole: dict[str, float] = {}
        best: dict[str, str] = {}
        for (child, parent), n in pairs.items():
            whole[child] = whole.get(child, 0) + n
            if child not in best or n > pairs[child, best[child]]:
                best[child] = parent
        for (child, parent), n in pairs.items():
            lead = best[child] == parent
            links.append(
                Nesting(child=town.at(small)[child], parent=town.at(large)[parent], share=n / whole[child], lead=lead)
            )
    nowhere = town.sectors["21001ZZZZ"]
    links += [
        Nesting(child=nowhere, parent=town.municipalities["21001"]),
        Nesting(child=nowhere, parent=town.region["04000"]),
    ]
    Nesting.objects.bulk_create(links)
