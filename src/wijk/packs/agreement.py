"""Do the parts of a pack agree with each other? Codes that are named must exist, and each stands once."""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace

from django.utils.translation import gettext as _

from wijk.packs.reading import Reading
from wijk.territory.actions import AreasSpec, Category, PerimeterSpec, PlacesSpec, StreetsSpec

Tell = Callable[[str], None]


def agree(reading: Reading) -> None:
    """Add what does not fit together to the problems of a reading."""
    for table in reading.rows:
        _once(reading, table)
    _catalogue(reading)
    things: list[AreasSpec | PlacesSpec | StreetsSpec | PerimeterSpec] = [
        *reading.areas, *reading.places, *reading.streets, *reading.perimeters,
    ]  # fmt: skip
    for spec in things:
        _source(reading, spec.source, _at(reading, spec.label))
    _observations(reading)
    _whole_city(reading)
    _shared_categories(reading)


def _at(reading: Reading, label: str) -> Tell:
    """Tells a problem at a place that is known already ("city.toml, line 12")."""
    return lambda sentence: reading.problems.append(f"{label}: {sentence}")


def _source(reading: Reading, code: str, tell: Tell) -> None:
    if code and code not in reading.named["source"]:
        tell(_("There is no source “{code}”. Declare it with [[source]].").format(code=code))


def _indicators(reading: Reading, codes: Collection[str], tell: Tell) -> None:
    for code in codes:
        if code not in reading.named["indicator"]:
            tell(_("There is no indicator “{code}”. Declare it with [[indicator]].").format(code=code))


def _catalogue(reading: Reading) -> None:
    for row in reading.rows["indicator"]:
        number = reading.numbers.get(("indicator", row["code"]), 0)

        def tell(sentence: str, key: str = "", number: int = number) -> None:
            reading.problem(sentence, "indicator", number, key)

        if row["theme"] not in reading.named["theme"]:
            tell(_("There is no theme “{code}”. Declare it with [[theme]].").format(code=row["theme"]), "theme")
        _source(reading, row["source"], tell)
        _indicators(reading, [*([row["weight"]] if row.get("weight") else []), *row.get("parts", ())], tell)


def _once(reading: Reading, table: str) -> None:
    for code, times in Counter(row["code"] for row in reading.rows[table]).items():
        if times > 1:
            sentence = _("The code “{code}” stands {times} times in [[{table}]]. Each has its own code.")
            reading.problem(
                sentence.format(code=code, times=times, table=table),
                table,
                reading.numbers.get((table, code), 0),
                "code",
            )


def _observations(reading: Reading) -> None:
    newest = {spec.key: spec.version for spec in sorted(reading.areas, key=lambda s: s.valid_from)}
    for _file, mapping, label in reading.observations:
        tell = _at(reading, label)
        if mapping["areas"] in newest:
            mapping["areas"] = f"{mapping['areas']}/{newest[mapping['areas']]}"
        if mapping["areas"] not in reading.named["areas"]:
            tell(
                _("There is no area set “{code}”. Write key/version of one in [[areas]].").format(code=mapping["areas"])
            )
        _source(reading, mapping.get("source", ""), tell)
        named = [mapping["indicator"]] if mapping.get("indicator") else []
        named += list(mapping.get("headings", {}).values())
        named += list(mapping["values"]) if isinstance(mapping.get("values"), dict) else []
        _indicators(reading, named, tell)


def _whole_city(reading: Reading) -> None:
    levels = {spec.level for spec in reading.areas}
    if "areas" not in reading.named and reading.city is not None:
        reading.problem(_("The pack has no [[areas]]. Declare at least the neighbourhoods and the region."))
    for level in ("neighbourhood", "region"):
        if levels and level not in levels:
            sentence = _(
                "There is no area set of the level {level}. A city has neighbourhoods, and one region that contains all (see “derive”)."
            )
            reading.problem(sentence.format(level=level), "areas")


def _shared_categories(reading: Reading) -> None:
    """Categories from a table serve all places; those of the places themselves go before them."""
    shared = {value: Category(**row) for value, row in reading.categories.items()}
    if shared:
        reading.places = [replace(spec, categories={**shared, **spec.categories}) for spec in reading.places]
