"""What can be had? The room's list of datasets, for the page and for the catalogue."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from wijk.core.providers import Dataset
from wijk.core.text import Text
from wijk.indicators.models import Coverage, Indicator, Source, Theme
from wijk.territory.models import AreaSet

CSV, JSON, GEOJSON = "text/csv", "application/json", "application/geo+json"
PARQUET = "application/vnd.apache.parquet"


@dataclass(frozen=True, slots=True)
class Held:
    """On which level and since when figures of an indicator are published."""

    level: str
    current: bool
    changed_at: datetime


class Published:
    """Every indicator and every version of an area set is a dataset; four queries."""

    def datasets(self) -> Iterator[Dataset]:
        held: dict[int, list[Held]] = {}
        covered = Coverage.objects.exclude(periods=[]).order_by("area_set__level")
        columns = ("indicator_id", "area_set__level", "area_set__current", "changed_at")
        for key, level, current, changed_at in covered.values_list(*columns):
            held.setdefault(key, []).append(Held(level, current, changed_at))
        themes = dict(Theme.objects.values_list("id", "code"))
        sources = {key: rest for key, *rest in Source.objects.values_list("id", "licence", "url", "publisher")}
        known = Indicator.objects.filter(retired=False).order_by("theme__order", "order", "code")
        for key, code, name, definition, theme, source in known.values_list(
            "id", "code", "name", "definition", "theme_id", "source_id"
        ):
            if key in held:
                yield _of_indicator(code, name, definition, themes[theme], sources[source], held[key])
        for area_set in AreaSet.objects.order_by("level", "-valid_from"):
            yield _of_areas(area_set)


def _of_indicator(code: str, name: Text, definition: Text, theme: str, source: list[str], held: list[Held]) -> Dataset:
    home = f"api/v1/indicators/{code}"
    levels = list(dict.fromkeys(h.level for h in held if h.current)) or [held[0].level]
    forms = ((CSV, "csv"), (JSON, "json"), (GEOJSON, "geojson"), (PARQUET, "parquet"))
    licence, url, publisher = source
    return Dataset(
        id=f"indicator-{code}",
        title=name,
        description=definition,
        licence=licence,
        source=url,
        publisher=publisher,
        issued=None,
        modified=max(h.changed_at for h in held),
        keywords=[theme, *levels],
        distributions=[(media, f"{home}/figures.{form}?level={level}") for level in levels for media, form in forms],
    )


def _of_areas(area_set: AreaSet) -> Dataset:
    key = f"{area_set.key}-{area_set.version}".lower()
    return Dataset(
        id=f"areas-{key}",
        title=area_set.name,
        description=Text(
            {
                "nl": f"Grenzen van de gebieden, versie {area_set.version}",
                "fr": f"Limites des zones, version {area_set.version}",
                "en": f"Boundaries of the areas, version {area_set.version}",
            }
        ),
        licence="",
        source="",
        publisher="",
        issued=None,
        modified=None,
        keywords=["areas", area_set.level],
        distributions=[
            (GEOJSON, f"ogc/collections/{key}/items?limit=1000"),
            (PARQUET, f"api/v1/area-sets/{key}.parquet"),
        ],
    )


published = Published()
