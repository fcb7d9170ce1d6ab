"""Do the parts of a pack agree with each other? Codes that are named must exist, and each stands once."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from wijk.packs.reading import Reading
from wijk.territory.actions import Category


def agree(reading: Reading) -> None:
    """Add what does not fit together to the problems of a reading."""
    for table in reading.rows:
        _once(reading, table)
    sources = {row["code"] for row in reading.rows["source"]}
    themes = {row["code"] for row in reading.rows["theme"]}
    indicators = {row["code"]: row for row in reading.rows["indicator"]}
    for code, row in indicators.items():
        place = ("indicator", _number(reading, "indicator", code))
        _known(
            reading, row["theme"], themes, _("There is no theme “{code}”. Declare it with [[theme]]."), *place, "theme"
        )
        _known(reading, row["source"], sources, _NO_SOURCE, *place, "source")
        for other in [row["weight"]] if row.get("weight") else []:
            _known(reading, other, indicators, _NO_INDICATOR, *place, "weight")
        for other in row.get("parts", ()):
            _known(reading, other, indicators, _NO_INDICATOR, *place, "parts")
    for kind, rows in (
        ("areas", reading.areas),
        ("places", reading.places),
        ("streets", reading.streets),
        ("perimeters", reading.perimeters),
    ):
        for number, spec in enumerate(rows):
            if spec.source:
                _known(reading, spec.source, sources, _NO_SOURCE, kind, number, "source")
    _observations(reading, indicators, sources)
    _whole_city(reading)
    _shared_categories(reading)


class _Later:
    """A sentence that is translated when it is used."""

    def __init__(self, sentence: Callable[[], str]) -> None:
        self.sentence = sentence

    def format(self, **params: str) -> str:
        return self.sentence().format(**params)


_NO_SOURCE = _Later(lambda: _("There is no source “{code}”. Declare it with [[source]]."))
_NO_INDICATOR = _Later(lambda: _("There is no indicator “{code}”. Declare it with [[indicator]]."))


def _known(reading: Reading, code: str, among: Iterable[str], sentence: Any, table: str, number: int, key: str) -> None:
    if code not in among:
        reading.problem(sentence.format(code=code), table, number, key)


def _number(reading: Reading, table: str, code: str) -> int:
    return next((i for i, row in enumerate(reading.rows[table]) if row["code"] == code), 0)


def _once(reading: Reading, table: str) -> None:
    for code, times in Counter(row["code"] for row in reading.rows[table]).items():
        if times > 1:
            second = [i for i, row in enumerate(reading.rows[table]) if row["code"] == code][1]
            reading.problem(
                _("The code “{code}” stands {times} times in [[{table}]]. Each has its own code.").format(
                    code=code, times=times, table=table
                ),
                table,
                second,
                "code",
            )


def _observations(reading: Reading, indicators: Mapping[str, Any], sources: Iterable[str]) -> None:
    sets = {spec.key for spec in reading.areas} | {f"{spec.key}/{spec.version}" for spec in reading.areas}
    newest = {spec.key: spec.version for spec in sorted(reading.areas, key=lambda s: s.valid_from)}
    for number, (_file, mapping, _label) in enumerate(reading.observations):
        place = ("observations", number)
        if mapping["areas"] in newest:
            mapping["areas"] = f"{mapping['areas']}/{newest[mapping['areas']]}"
        _known(
            reading,
            mapping["areas"],
            sets,
            _("There is no area set “{code}”. Write key/version of one in [[areas]]."),
            *place,
            "areas",
        )
        if mapping.get("source"):
            _known(reading, mapping["source"], sources, _NO_SOURCE, *place, "source")
        named = [mapping["indicator"]] if mapping.get("indicator") else []
        named += list(mapping.get("headings", {}).values())
        named += list(mapping["values"]) if isinstance(mapping.get("values"), dict) else []
        for code in named:
            _known(reading, code, indicators, _NO_INDICATOR, *place, "indicator")


def _whole_city(reading: Reading) -> None:
    levels = {spec.level for spec in reading.areas}
    for level in ("neighbourhood", "region"):
        if reading.areas and level not in levels:
            sentence = _(
                "There is no area set of the level {level}. A city has neighbourhoods, and one region that contains all (see “derive”)."
            )
            reading.problem(sentence.format(level=level), "areas")
    if not reading.areas and reading.city is not None:
        reading.problem(_("The pack has no [[areas]]. Declare at least the neighbourhoods and the region."))


def _shared_categories(reading: Reading) -> None:
    """Categories from a table serve all places that have none of their own."""
    if not reading.categories:
        return
    shared = {value: Category(**row) for value, row in reading.categories.items()}
    reading.places = [replace(spec, categories={**shared, **spec.categories}) for spec in reading.places]
