"""What can be had? The room's list of datasets, for the page and for the catalogue."""

from collections.abc import Iterator

from wijk.core.providers import Dataset
from wijk.core.text import Text
from wijk.indicators.models import Coverage, Indicator
from wijk.territory.models import AreaSet

CSV, JSON, GEOJSON = "text/csv", "application/json", "application/geo+json"
PARQUET = "application/vnd.apache.parquet"


class Published:
    """Every indicator and every version of an area set is a dataset; three queries."""

    def datasets(self) -> Iterator[Dataset]:
        changed: dict[int, list[Coverage]] = {}
        for covered in Coverage.objects.select_related("area_set").defer("summaries", "reasons"):
            if covered.periods:
                changed.setdefault(covered.indicator_id, []).append(covered)
        for one in Indicator.objects.filter(retired=False, id__in=changed).select_related("theme", "source"):
            yield _of_indicator(one, changed[one.id])
        for area_set in AreaSet.objects.order_by("level", "-valid_from"):
            yield _of_areas(area_set)


def _of_indicator(one: Indicator, covered: list[Coverage]) -> Dataset:
    home = f"api/v1/indicators/{one.code}"
    levels = list(dict.fromkeys(c.area_set.level for c in covered if c.area_set.current)) or [covered[0].area_set.level]
    forms = ((CSV, "csv"), (JSON, "json"), (GEOJSON, "geojson"), (PARQUET, "parquet"))
    return Dataset(
        id=f"indicator-{one.code}",
        title=one.name,
        description=one.definition,
        licence=one.source.licence,
        source=one.source.url,
        publisher=one.source.publisher,
        issued=None,
        modified=max(c.changed_at for c in covered),
        keywords=[one.theme.code, *levels],
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
