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

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from statistics import mean, quantiles
from typing import Any
from unicodedata import combining, normalize

from shapely import affinity, box, to_wkb, unary_union
from shapely.geometry import MultiLineString, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

from wijk.core.models import Setting
from wijk.core.text import Text
from wijk.indicators.models import Coverage, Indicator, Series, Source, Theme
from wijk.territory.models import (
    Area,
    AreaSet,
    Kind,
    Nesting,
    Place,
    PlaceCategory,
    SearchName,
    Shape,
    Street,
    Trigram,
)

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


def build_smalltown(times: int = 1) -> Smalltown:
    """Fill the database with `times` blocks of the town; 10 gives 120 sectors, 40 neighbourhoods, 20 municipalities."""
    town = Smalltown()
    _city(times)
    _areas(town, times)
    _nesting(town)
    _catalogue(town)
    _figures(town)
    _places(town)
    _streets(town)
    _names(town)
    return town


# --- territory ------------------------------------------------------------------------------------------------------


def _city(times: int) -> None:
    frame = {"crs": "EPSG:31370", "width": 400 * times, "height": 300}
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


def _blocks(times: int) -> Iterable[tuple[int, int, int, str, str, str]]:
    """(column, row, block, sector code, neighbourhood code, municipality code) of every sector."""
    for block in range(times):
        for row, line in enumerate(PLAN):
            for column, hood in enumerate(line):
                town = str(21001 + 2 * block + (column > 1))
                code = f"{town}{'AB'[column % 2]}{row:02d}-"
                yield 4 * block + column, row, block, code, _code(hood, block), town


def _code(hood: str, block: int) -> str:
    return str(int(hood) + (3 if int(hood) < 900 else 1) * block)


def _areas(town: Smalltown, times: int) -> None:
    ground: dict[str, Rows] = {"sector": {}, "neighbourhood": {}, "municipality": {}, "region": {}}
    parts: dict[tuple[str, str], list[Polygon]] = {}
    for column, row, _, sector, hood, commune in _blocks(times):
        square = box(column * UNIT, row * UNIT, (column + 1) * UNIT, (row + 1) * UNIT)
        for level, code in (
            ("sector", sector),
            ("neighbourhood", hood),
            ("municipality", commune),
            ("region", "04000"),
        ):
            parts.setdefault((level, code), []).append(square)
    for (level, code), squares in parts.items():
        ground[level][code] = unary_union(squares)
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
    world = _world(shape)
    west, south, east, north = world.bounds
    point = world.representative_point()
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


def _world(shape: BaseGeometry) -> BaseGeometry:
    """Frame units → longitude and latitude: 5 m a unit at 50.85° north."""
    return affinity.affine_transform(shape, [5 / 70300, 0, 0, -5 / 111200, 4.34, 50.86])


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
        wkb=to_wkb(_world(shape)),
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


def _nesting(town: Smalltown) -> None:
    shares: dict[tuple[str, str], dict[tuple[str, str], float]] = {}
    for column, row, _, sector, hood, commune in _blocks(max(len(town.municipalities) // 2, 1)):
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


# --- catalogue ------------------------------------------------------------------------------------------------------


def _catalogue(town: Smalltown) -> None:
    source = Source.objects.create(
        code="town-hall",
        name=said("Stadhuis", "Hôtel de ville", "Town hall"),
        publisher="Kleinstad",
        url="https://example.org/figures",
        licence="CC0-1.0",
        licence_url="https://creativecommons.org/publicdomain/zero/1.0/",
        coverage=Text(
            {
                "en": "Everybody in the register.",
                "nl": "Iedereen in het register.",
                "fr": "Toutes les personnes inscrites.",
            }
        ),
        quality=Text({"en": "Good."}),
        level=Text({"en": "Sector."}),
        lag=Text({"en": "One year."}),
        rights=Text({"en": "Open."}),
    )
    Source.objects.create(
        code="rumour",
        name=said("Van horen zeggen", "On-dit", "Hearsay"),
        verdict=Source.Verdict.REJECTED,
        reason=Text(
            {
                "en": "Nobody knows how it was counted.",
                "nl": "Niemand weet hoe er geteld is.",
                "fr": "Personne ne sait comment on a compté.",
            }
        ),
    )
    people = Theme.objects.create(code="population", name=said("Bevolking", "Population", "Population"), order=1, hue=1)
    money = Theme.objects.create(code="income", name=said("Inkomens", "Revenus", "Income"), order=2, hue=3)
    made = [
        Indicator(
            code="population",
            theme=people,
            measure="count",
            unit="persons",
            key=True,
            order=1,
            source=source,
            name=said("Bevolking", "Population", "Population"),
            sentence=said("Hier wonen {value} mensen", "{value} personnes habitent ici", "{value} people live here"),
            definition=said(
                "Wie er op 1 januari woont.", "Qui y habite le 1er janvier.", "Who lives there on 1 January."
            ),
            unit_name=said("inwoners", "habitants", "residents"),
            lowest=0,
            next_release=date(2026, 6, 1),
        ),
        Indicator(
            code="share-under-18",
            theme=people,
            measure="share",
            unit="%",
            key=True,
            order=2,
            factor=100,
            decimals=1,
            source=source,
            name=said("Aandeel jongeren onder 18", "Part des moins de 18 ans", "Share under 18"),
            sentence=said(
                "{value} van de inwoners is jonger dan 18",
                "{value} des habitants ont moins de 18 ans",
                "{value} of residents are younger than 18",
            ),
            definition=said(
                "Minderjarigen per honderd inwoners.", "Mineurs pour cent habitants.", "Minors per hundred residents."
            ),
            numerator=said("inwoners jonger dan 18", "habitants de moins de 18 ans", "residents under 18"),
            denominator=said("alle inwoners", "tous les habitants", "all residents"),
            lowest=0,
            highest=100,
            jump=0.5,
        ),
        Indicator(
            code="density",
            theme=people,
            measure="ratio",
            unit="per km²",
            order=3,
            factor=1,
            source=source,
            name=said("Bevolkingsdichtheid", "Densité de population", "Population density"),
            definition=said(
                "Inwoners per vierkante kilometer.", "Habitants par kilomètre carré.", "Residents per square kilometre."
            ),
            numerator=said("inwoners", "habitants", "residents"),
            denominator=said("vierkante kilometer", "kilomètres carrés", "square kilometres"),
            lowest=0,
        ),
        Indicator(
            code="median-income",
            theme=money,
            measure="delivered",
            unit="€",
            key=True,
            order=1,
            direction=1,
            source=source,
            name=said("Mediaan inkomen", "Revenu médian", "Median income"),
            sentence=said(
                "De helft van de aangiften ligt onder {value}",
                "La moitié des déclarations est inférieure à {value}",
                "Half of the tax returns are below {value}",
            ),
            definition=said(
                "Het midden van alle aangiften.",
                "Le milieu de toutes les déclarations.",
                "The middle of all tax returns.",
            ),
            lowest=0,
        ),
    ]
    for indicator in made:
        indicator.save()
        town.indicators[indicator.code] = indicator
    made[1].weight = made[0]
    made[1].save()


# --- figures --------------------------------------------------------------------------------------------------------

Cell = tuple[float | None, str, float | None, float | None]  # value, mark, numerator, denominator


def _figures(town: Smalltown) -> None:
    people, young = _counts(town)
    for level in ("sector", "neighbourhood", "municipality", "region"):
        areas = town.at(level)
        last = town.periods[-1]
        cells: dict[str, dict[str, list[Cell]]] = {code: {} for code in town.indicators}
        for code, area in areas.items():
            empty = not any(people[level][code])
            rows = list(zip(town.periods, people[level][code], young[level][code], strict=True))
            made = "d" if level == "sector" else "c"
            cells["population"][code] = [(n, made, n, None) for _, n, _ in rows]
            cells["share-under-18"][code] = [_share(level, code, p, n, y, last, made) for p, n, y in rows]
            km2 = area.surface / 1e6
            cells["density"][code] = [(n / km2, made, n, km2) if km2 else (None, "-", None, None) for _, n, _ in rows]
            if level in ("sector", "neighbourhood"):
                cells["median-income"][code] = [_income(level, code, p, empty) for p in town.periods]
        for name, by_area in cells.items():
            _publish(town, town.indicators[name], level, by_area)


def _counts(town: Smalltown) -> tuple[dict[str, dict[str, list[int]]], dict[str, dict[str, list[int]]]]:
    """Residents and minors per level, area and period; every level is the sum of its sectors."""
    people: dict[str, dict[str, list[int]]] = {x: {} for x in ("sector", "neighbourhood", "municipality", "region")}
    young: dict[str, dict[str, list[int]]] = {x: {} for x in people}
    rows: list[tuple[tuple[tuple[str, str], ...], int]] = []
    for place, (_, _, _, sector, hood, commune) in enumerate(_blocks(len(town.municipalities) // 2)):
        green = town.sectors[sector].kind == Kind.GREEN
        rows.append(
            (
                (("sector", sector), ("neighbourhood", hood), ("municipality", commune), ("region", "04000")),
                0 if green else 400 + 90 * (place % 12),
            )
        )
    rows.append(((("sector", "21001ZZZZ"), ("municipality", "21001"), ("region", "04000")), 17))
    for homes, base in rows:
        for step in range(len(town.periods)):
            n = base + (base * step) // 60
            for level, code in homes:
                people[level].setdefault(code, [0] * len(town.periods))[step] += n
                young[level].setdefault(code, [0] * len(town.periods))[step] += n * (15 + base // 90 + step % 3) // 100
    return people, young


def _share(level: str, code: str, period: str, n: int, y: int, last: str, made: str) -> Cell:
    if not n:
        return None, "r", None, None
    if level == "sector" and code == "21001A02-" and period == last:
        return None, "s", None, None
    if level == "municipality" and period == "2015":
        return 100 * y / n, "e", None, None
    return 100 * y / n, made, y, n


def _income(level: str, code: str, period: str, empty: bool) -> Cell:
    if empty:
        return None, "r", None, None
    if (level, code, period) == ("neighbourhood", "3", "2015"):
        return None, "n", None, None
    if (level, code, period) == ("neighbourhood", "2", "2023"):
        return None, "a", None, None
    return 18000 + 400 * (sum(map(ord, code)) % 23) + 350 * (int(period) - 2015), "d", None, None


def _publish(town: Smalltown, indicator: Indicator, level: str, by_area: dict[str, list[Cell]]) -> None:
    periods = list(town.periods)
    if not by_area:
        Coverage.objects.create(
            indicator=indicator,
            area_set=town.sets[level],
            periods=[],
            reasons=dict.fromkeys(periods, "no-counts"),
            changed_at=datetime(2025, 3, 1, tzinfo=UTC),
        )
        return
    columns = {p: [cells[i][0] for cells in by_area.values()] for i, p in enumerate(periods)}
    Coverage.objects.create(
        indicator=indicator,
        area_set=town.sets[level],
        periods=periods,
        deliveries=["first"],
        changed_at=datetime(2025, 3, 1, tzinfo=UTC),
        summaries={
            p: _summary(values, [c[i][1] for c in by_area.values()]) for i, (p, values) in enumerate(columns.items())
        },
    )
    ranked = {p: sorted((v for v in values if v is not None), reverse=True) for p, values in columns.items()}
    Series.objects.bulk_create(
        Series(
            indicator=indicator,
            area_set=town.sets[level],
            area=town.at(level)[code],
            values=[c[0] for c in cells],
            marks="".join(c[1] for c in cells),
            numerators=[c[2] for c in cells],
            denominators=[c[3] for c in cells],
            ranks=[None if c[0] is None else ranked[p].index(c[0]) + 1 for p, c in zip(periods, cells, strict=True)],
        )
        for code, cells in by_area.items()
    )


def _summary(values: Sequence[float | None], marks: Sequence[str]) -> dict[str, Any]:
    known = sorted(v for v in values if v is not None)
    absent = {m: marks.count(m) for m in "snra-" if m in marks}
    if not known:
        return {"n": 0, "edges": [], "counts": [], "absent": absent}
    q1, median, q3 = quantiles(known, n=4, method="inclusive") if len(known) > 1 else known * 3
    lowest, highest = known[0], known[-1]
    steps = 8 if highest > lowest else 1
    edges = [lowest + (highest - lowest) * i / steps for i in range(steps + 1)]
    counts = [0] * steps
    for v in known:
        counts[min(int((v - lowest) / (highest - lowest) * steps), steps - 1) if highest > lowest else 0] += 1
    return {
        "n": len(known),
        "min": lowest,
        "q1": q1,
        "median": median,
        "q3": q3,
        "max": highest,
        "mean": mean(known),
        "edges": edges,
        "counts": counts,
        "absent": absent,
    }


# --- places, streets, names -----------------------------------------------------------------------------------------


def _places(town: Smalltown) -> None:
    school = PlaceCategory.objects.create(code="school", name=said("School", "École", "School"), theme="education")
    stop = PlaceCategory.objects.create(code="stop", name=said("Halte", "Arrêt", "Stop"), theme="mobility")
    rows = []
    for number, (column, row, block, sector, hood, _) in enumerate(_blocks(len(town.municipalities) // 2)):
        for kind, shift, (nl, fr) in (
            (school, 30, ("Basisschool", "École fondamentale")),
            (stop, 70, ("Halte", "Arrêt")),
        ):
            point = _world(Point(column * UNIT + shift, row * UNIT + shift))
            rows.append(
                Place(
                    key=f"{kind.code}-{number}",
                    name=Text({"nl": f"{nl} {number}", "fr": f"{fr} {number}"}),
                    category=kind,
                    lon=point.x,
                    lat=point.y,
                    sector=town.sectors[sector],
                    neighbourhood=town.neighbourhoods[hood],
                    source="town-hall",
                )
            )
        del block
    Place.objects.bulk_create(rows)


def _streets(town: Smalltown) -> None:
    blocks = list(_blocks(len(town.municipalities) // 2))
    for block in range(len(town.municipalities) // 2):
        for row, (nl, fr) in enumerate(
            (("Lange Straat", "Rue Longue"), ("Kerkstraat", "Rue de l’Église"), ("Parklaan", "Avenue du Parc"))
        ):
            y, x = row * UNIT + 50, 4 * block * UNIT
            line = _world(MultiLineString([[(x + 10, y), (x + 4 * UNIT - 10, y)]]))
            middle = _world(Point(x + 2 * UNIT, y))
            tail = f" {block + 1}" if block else ""
            street = Street.objects.create(
                key=f"street-{block}-{row}",
                name=Text({"nl": nl + tail, "fr": fr + tail}),
                wkb=to_wkb(line),
                lon=middle.x,
                lat=middle.y,
                source="town-hall",
            )
            hoods = {hood for _, r, b, _, hood, _ in blocks if r == row and b == block}
            street.areas.set([town.neighbourhoods[h] for h in hoods])


def _names(town: Smalltown) -> None:
    rows: list[SearchName] = []
    for level in ("sector", "neighbourhood", "municipality", "region"):
        for code, area in town.at(level).items():
            rows += _named(level, code, area.name, area if area.kind != Kind.NOWHERE else None)
    for place in Place.objects.select_related("neighbourhood"):
        rows += _named("place", place.key, place.name, place.neighbourhood)
    for street in Street.objects.prefetch_related("areas"):
        rows += _named("street", street.key, street.name, street.areas.first())
    SearchName.objects.bulk_create(rows)
    Trigram.objects.bulk_create(Trigram(gram=gram, name=row) for row in rows for gram in trigrams(row.folded))


def _named(kind: str, target: str, name: Text, area: Area | None) -> list[SearchName]:
    return [
        SearchName(
            kind=kind,
            target=target,
            label=words,
            language=language,
            folded=fold(words),
            length=len(trigrams(fold(words))),
            area=area,
        )
        for language, words in name.items()
    ]


def fold(words: str) -> str:
    """Plain lower-case letters and digits, one space between words."""
    plain = "".join(c for c in normalize("NFKD", words.casefold()) if not combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())


def trigrams(folded: str) -> set[str]:
    """The runs of three letters of a folded name, with two spaces before and one behind each word."""
    return {padded[i : i + 3] for word in folded.split() for padded in [f"  {word} "] for i in range(len(padded) - 2)}
