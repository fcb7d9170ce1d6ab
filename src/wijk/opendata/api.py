"""The API: every figure, map and table of the pages as JSON, CSV, GeoJSON and Parquet. OpenAPI at /api/openapi.json."""

from collections.abc import Mapping
from typing import Literal

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError

from wijk import __version__
from wijk.core.errors import Absent, Refused
from wijk.indicators import queries
from wijk.opendata import (
    answering,
    charters,
    contributions,
    conversations,
    exporters,
    figures,
    inquiries,
    meetings,
    moderation,
    ogc,
    open311,
    organisations,
    organs,
    processes,
    toolbox,
)
from wijk.opendata.answers import as_csv, as_file, as_geojson, as_json, said
from wijk.opendata.described import described
from wijk.opendata.features import areas_columns, feature
from wijk.territory import queries as territory
from wijk.territory.models import Area, AreaSet

api = NinjaAPI(
    title="wijk",
    version=__version__,
    description="Figures and maps of the neighbourhoods. Open data: each answer names its source and licence.",
    openapi_url="",  # `description` answers it, to GET alone
    docs_url=None,
    urls_namespace="api",
)
figures_api = Router(tags=["Figures"])
areas_api = Router(tags=["Areas"])
Level = Literal["sector", "neighbourhood", "municipality", "region"]
PARQUET = "application/vnd.apache.parquet"
MOST = 20
#: No list is longer; what is asked beyond it is empty.
FAR = 2**31


@api.exception_handler(Absent)
def absent(request: HttpRequest, fault: Absent) -> HttpResponseBase:
    """Nothing there."""
    return as_json({"code": "absent", "detail": str(fault), "what": str(fault.params.get("what", ""))}, status=404)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, fault: Http404) -> HttpResponseBase:
    """Nothing there either."""
    return as_json({"code": "absent", "detail": "There is nothing at this address."}, status=404)


@api.exception_handler(Refused)
def refused(request: HttpRequest, fault: Refused) -> HttpResponseBase:
    """A question that cannot be answered."""
    return as_json({"code": fault.code, "detail": str(fault)}, status=400)


@api.exception_handler(ValidationError)
def unread(request: HttpRequest, fault: ValidationError) -> HttpResponseBase:
    """A question whose parts could not be read: in the form of Open311 to who asks by it."""
    if request.path.startswith("/open311/"):
        return open311.unread(request, fault)
    return api.create_response(request, {"detail": fault.errors}, status=422)


@figures_api.get("/indicators", summary="The catalogue")
def indicators(request: HttpRequest, q: str = "") -> HttpResponseBase:
    """Every indicator with definition, unit, source and licence; `q` searches in them."""
    shelves = queries.catalogue(q)
    return as_json(
        {
            "themes": [
                {"code": s.theme.code, "name": s.theme.name, "indicators": [figures.about(c) for c in s.indicators]}
                for s in shelves
            ]
        }
    )


@figures_api.get("/indicators/{code}", summary="One indicator")
def indicator(request: HttpRequest, code: str) -> HttpResponseBase:
    """Everything that the catalogue tells of one indicator, and on which levels and in which periods it is published."""
    told = queries.sheet(_clean(code))
    covered = queries.coverages(told.id)
    more = {
        name: getattr(told, name)
        for name in (
            "relevance",
            "method",
            "note",
            "numerator",
            "denominator",
            "factor",
            "update_procedure",
            "next_release",
        )
    }
    published = [
        {
            "level": c.level,
            "area_set": f"{c.key}/{c.version}",
            "current": c.current,
            "periods": c.periods,
            "reasons": c.reasons,
            "changed_at": c.changed_at,
        }
        for c in covered.all
    ]
    return as_json({**figures.about(queries.card_of(told)), **more, "published": published})


@figures_api.get("/indicators/{code}/figures.{form}", summary="One indicator, one level, one period")
def figures_of(
    request: HttpRequest,
    code: str,
    form: Literal["json", "csv", "geojson", "parquet"],
    level: Level = "neighbourhood",
    period: str = "",
    within: str = "",
) -> HttpResponseBase:
    """The table or map of an indicator page; `within=municipality/21001` keeps what lies in one area."""
    inside = _area(within).id if within else None
    picked = figures.pick(_clean(code), level, _clean(period), inside)
    name = f"{picked.card.code}-{level}-{picked.choice.period}".replace("/", "-")
    if form == "csv":
        return as_csv(figures.COLUMNS, exporters.safe(picked.flat()), f"{name}.csv")
    if form == "json":
        return as_json({**picked.head(), "figures": picked.listed()})
    shapes = picked.shapes()
    if form == "geojson":
        told = ((row, listed) for row, listed in zip(picked.rows, picked.listed(), strict=True) if row.area in shapes)
        return as_geojson((feature(row.code, shapes[row.area], _flat(listed)) for row, listed in told), picked.head())
    with_shape = [(row, flat) for row, flat in zip(picked.rows, picked.flat(), strict=True) if row.area in shapes]
    columns = {column: [flat[i] for _, flat in with_shape] for i, column in enumerate(figures.COLUMNS)}
    licence = {"source": str(picked.card.source.name), "licence": picked.card.source.licence}
    return as_file(
        exporters.geoparquet(columns, [shapes[r.area] for r, _ in with_shape], licence), PARQUET, f"{name}.parquet"
    )


@figures_api.get("/indicators/{code}/trend.{form}", summary="One indicator in some areas, all periods")
def trend(request: HttpRequest, code: str, form: Literal["json", "csv"], area: str) -> HttpResponseBase:
    """The trend of an indicator in up to 20 areas (`area=neighbourhood/58,region/04000`)."""
    areas = _areas(area)
    profile = queries.profile([a.id for a in areas], only=[queries.indicator(_clean(code)).code], counts=True)
    if form == "csv":
        return as_csv(
            figures.PROFILE_COLUMNS, exporters.safe(figures.profile_rows(profile, areas, "en")), f"{code}-trend.csv"
        )
    return as_json(figures.profile_told(profile, areas))


@figures_api.get("/indicators/{code}/all.parquet", summary="One indicator in bulk")
def bulk(request: HttpRequest, code: str, level: Level = "sector") -> HttpResponseBase:
    """Every period of one indicator on one level, one row an area and period, as Parquet."""
    card = queries.indicator(_clean(code))
    columns = figures.bulk(card, level)
    about = {"indicator": card.code, "source": str(card.source.name), "licence": card.source.licence}
    return as_file(exporters.parquet(columns, about), PARQUET, f"{card.code}-{level}.parquet")


@areas_api.get("/areas", summary="The area sets")
def area_sets(request: HttpRequest) -> HttpResponseBase:
    """Every version of every division of the territory."""
    rows = AreaSet.objects.order_by("level", "-valid_from")
    return as_json(
        {
            "area_sets": [
                {
                    "key": s.key,
                    "version": s.version,
                    "level": s.level,
                    "name": s.name,
                    "valid_from": s.valid_from,
                    "valid_to": s.valid_to,
                    "current": s.current,
                }
                for s in rows
            ]
        }
    )


@areas_api.get("/area-sets/{key}.parquet", summary="One version of an area set with its geometry")
def area_set(request: HttpRequest, key: str) -> HttpResponseBase:
    """Codes, names, kinds, surfaces and parents of all areas as GeoParquet."""
    found = next((s for s in AreaSet.objects.all() if f"{s.key}-{s.version}".lower() == key), None)
    if found is None:
        raise Absent(key)
    columns, wkb = areas_columns(found)
    return as_file(
        exporters.geoparquet(columns, wkb, {"area_set": f"{found.key}/{found.version}"}), PARQUET, f"{key}.parquet"
    )


@areas_api.get("/areas/{level}", summary="The areas of one level")
def areas_of(request: HttpRequest, level: Level, limit: int = 1000, offset: int = 0) -> HttpResponseBase:
    """Codes, names and kinds of the areas in force, page by page."""
    limit, offset = min(max(limit, 1), 1000), min(max(offset, 0), FAR)
    rows = Area.objects.current().at(level).order_by("code")
    listed = [
        {"area": f"{level}/{a.code}", "name": a.name, "kind": a.kind, "surface_m2": round(a.surface)}
        for a in rows[offset : offset + limit]
    ]
    return as_json({"total": rows.count(), "offset": offset, "areas": listed})


@areas_api.get("/areas/{level}/{code}/profile.{form}", summary="What is known of one area")
def profile(request: HttpRequest, level: Level, code: str, form: Literal["json", "csv"]) -> HttpResponseBase:
    """Every indicator of an area in all periods, beside its municipality and region."""
    area = _area(f"{level}/{code}")
    beside = [link.parent for link in territory.parents(area) if link.lead]
    return _profile([area, *beside], form, f"{level}-{area.code}")


@areas_api.get("/compare.{form}", summary="Some areas side by side")
def compare(request: HttpRequest, form: Literal["json", "csv"], area: str) -> HttpResponseBase:
    """Every indicator of up to 20 areas (`area=neighbourhood/58,neighbourhood/59`)."""
    return _profile(_areas(area), form, "compare")


def _profile(areas: list[Area], form: str, name: str) -> HttpResponseBase:
    found = queries.profile([a.id for a in areas], counts=True)
    if form == "csv":
        return as_csv(figures.PROFILE_COLUMNS, exporters.safe(figures.profile_rows(found, areas, "en")), f"{name}.csv")
    return as_json(figures.profile_told(found, areas))


@areas_api.get("/sources", summary="Sources and their appraisal")
def sources(request: HttpRequest) -> HttpResponseBase:
    """Where figures come from, also those that were rejected, with the reason."""
    names = (
        "code",
        "name",
        "publisher",
        "url",
        "licence",
        "licence_url",
        "coverage",
        "quality",
        "level",
        "lag",
        "rights",
        "verdict",
        "reason",
    )
    return as_json({"sources": [{n: getattr(s, n) for n in names} for s in queries.sources()]})


def _flat(listed: dict[str, object]) -> dict[str, object]:
    """GeoJSON properties without nesting, so that any map program reads them."""
    name = listed.pop("name")
    words = name if isinstance(name, Mapping) else {}
    return {**listed, **{f"name_{k}": v for k, v in words.items()}}


def _clean(text: str) -> str:
    """No database takes a NUL."""
    if "\0" in text:
        raise Absent(said(text))
    return text


def _area(ref: str) -> Area:
    level, _, code = _clean(ref).partition("/")
    return territory.area(level, code)


def _areas(refs: str) -> list[Area]:
    wanted = [r for r in dict.fromkeys(refs.split(",")) if r]
    if not 1 <= len(wanted) <= MOST:
        raise Refused("how-many", "Name one to {most} areas: area=neighbourhood/58,neighbourhood/59.", most=MOST)
    return [_area(ref) for ref in wanted]


api.add_router("/api/v1", figures_api)
api.add_router("/api/v1", areas_api)
api.add_router("/api/v1", organisations.router)
api.add_router("/api/v1", organs.router)
api.add_router("/api/v1", meetings.router)
api.add_router("/api/v1", toolbox.router)
api.add_router("/api/v1", charters.router)
api.add_router("/api/v1", processes.router)
api.add_router("/api/v1", contributions.router)
api.add_router("/api/v1", conversations.router)
api.add_router("/api/v1", inquiries.router)
api.add_router("/open311", open311.router)
api.add_router("/api/v1", moderation.router)
api.add_router("/api/v1", answering.router)
api.add_router("/ogc", ogc.router)


@require_safe
def description(request: HttpRequest) -> HttpResponseBase:
    """What can be asked of the API, as OpenAPI."""
    return as_json(described(api.get_openapi_schema(path_prefix="")))
