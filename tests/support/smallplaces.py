"""Where things are in Kleinstad: places, streets, and the names by which people look for all of it."""

from collections import Counter

from shapely import to_wkb
from shapely.geometry import MultiLineString, Point

from tests.support.smallground import UNIT, Smalltown, blocks, said, world
from wijk.core.text import Text
from wijk.territory.models import Area, GramCount, Kind, Place, PlaceCategory, SearchName, Street, Trigram
from wijk.territory.naming import fold, grams

#: As `territory.queries.RANKS` has them.
RANKS = {"neighbourhood": 0, "municipality": 1, "region": 2, "sector": 3, "street": 4, "place": 5}


def places(town: Smalltown) -> None:
    """Put a school and a stop in every sector."""
    school = PlaceCategory.objects.create(code="school", name=said("School", "École", "School"), theme="education")
    stop = PlaceCategory.objects.create(code="stop", name=said("Halte", "Arrêt", "Stop"), theme="mobility")
    rows = []
    for number, (column, row, _, sector, hood, _) in enumerate(blocks(len(town.municipalities) // 2)):
        for kind, shift, (nl, fr) in (
            (school, 30, ("Basisschool", "École fondamentale")),
            (stop, 70, ("Halte", "Arrêt")),
        ):
            point = world(Point(column * UNIT + shift, row * UNIT + shift))
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
    Place.objects.bulk_create(rows)


def streets(town: Smalltown) -> None:
    """Lay three streets through each block."""
    every = list(blocks(len(town.municipalities) // 2))
    for block in range(len(town.municipalities) // 2):
        for row, (nl, fr) in enumerate(
            (("Lange Straat", "Rue Longue"), ("Kerkstraat", "Rue de l’Église"), ("Parklaan", "Avenue du Parc"))
        ):
            y, x = row * UNIT + 50, 4 * block * UNIT
            line = world(MultiLineString([[(x + 10, y), (x + 4 * UNIT - 10, y)]]))
            middle = world(Point(x + 2 * UNIT, y))
            tail = f" {block + 1}" if block else ""
            street = Street.objects.create(
                key=f"street-{block}-{row}",
                name=Text({"nl": nl + tail, "fr": fr + tail}),
                wkb=to_wkb(line),
                lon=middle.x,
                lat=middle.y,
                source="town-hall",
            )
            hoods = {hood for _, r, b, _, hood, _ in every if r == row and b == block}
            street.areas.set([town.neighbourhoods[h] for h in hoods])


def names(town: Smalltown) -> None:
    """Let everything be found by name."""
    rows: list[SearchName] = []
    for level in ("sector", "neighbourhood", "municipality", "region"):
        for code, area in town.at(level).items():
            rows += _named(level, code, area.name, area if area.kind != Kind.NOWHERE else None)
    for place in Place.objects.select_related("neighbourhood"):
        rows += _named("place", place.key, place.name, place.neighbourhood)
    for street in Street.objects.prefetch_related("areas"):
        rows += _named("street", street.key, street.name, street.areas.first())
    SearchName.objects.bulk_create(rows)
    pairs = [(gram, row) for row in rows for gram in sorted(grams(row.folded))]
    Trigram.objects.bulk_create(Trigram(gram=gram, name=row) for gram, row in pairs)
    GramCount.objects.bulk_create(GramCount(gram=g, names=n) for g, n in Counter(gram for gram, _ in pairs).items())


def _named(kind: str, target: str, name: Text, area: Area | None) -> list[SearchName]:
    return [
        SearchName(
            kind=kind,
            rank=RANKS[kind],
            name=name,
            target=target,
            label=words,
            language=language,
            folded=fold(words),
            length=len(grams(fold(words))),
            area=area,
        )
        for language, words in name.items()
    ]
