"""OGC API – Features, Part 1 (Core, GeoJSON, OpenAPI 3.0): the areas, perimeters and places for any map program."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from ninja import Router

from wijk.core import clock
from wijk.opendata import features
from wijk.opendata.answers import as_geojson, as_json, open_to_all, site

router = Router(tags=["OGC API – Features"])
MOST = 1000
#: No collection is longer; what is asked beyond it is empty.
FAR = 2**31
CONFORMS = [
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/oas30",
]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


def link(href: str, rel: str, media: str = "application/json", title: str = "") -> dict[str, str]:
    """One link as the standard writes it."""
    return {"href": href, "rel": rel, "type": media} | ({"title": title} if title else {})


def fault(code: str, words: str, status: int) -> HttpResponseBase:
    """An error as the standard writes it."""
    return as_json({"code": code, "description": words}, status=status)


@router.get("", summary="Where everything is")
def landing(request: HttpRequest) -> HttpResponseBase:
    """The landing page."""
    links = [
        link(site(request, "ogc"), "self"),
        link(site(request, "api/openapi.json"), "service-desc", "application/vnd.oai.openapi+json;version=3.0"),
        link(site(request, "en/data/"), "service-doc", "text/html"),
        link(site(request, "ogc/conformance"), "conformance"),
        link(site(request, "ogc/collections"), "data"),
    ]
    return as_json({"title": "wijk: areas, perimeters and places", "links": links})


@router.get("/conformance", summary="Which parts of the standard hold")
def conformance(request: HttpRequest) -> HttpResponseBase:
    """The conformance classes."""
    return as_json({"conformsTo": CONFORMS})


@router.get("/collections", summary="All collections")
def collections(request: HttpRequest) -> HttpResponseBase:
    """Every version of every area set, the perimeters and the places."""
    found = [_told(request, c) for c in features.collections()]
    return as_json({"links": [link(site(request, "ogc/collections"), "self")], "collections": found})


@router.get("/collections/{key}", summary="One collection")
def collection(request: HttpRequest, key: str) -> HttpResponseBase:
    """What a collection holds, where and since when."""
    found = features.collection(key)
    return as_json(_told(request, found)) if found else fault("NotFound", f"There is no collection {key}.", 404)


@router.get("/collections/{key}/items", summary="The features of a collection")
def items(
    request: HttpRequest, key: str, limit: int = 100, offset: int = 0, bbox: str = "", datetime: str = ""
) -> HttpResponseBase:
    """Features page by page, within a box, at a moment, or by property."""
    found = features.collection(key)
    if not found:
        return fault("NotFound", f"There is no collection {key}.", 404)
    if limit < 1 or offset < 0:
        return fault("InvalidParameterValue", "limit is at least 1 and offset at least 0.", 400)
    limit, offset = min(limit, MOST), min(offset, FAR)
    try:
        rows = found.within(_box(bbox)) if bbox else found.rows()
        rows = rows if _meets(found, datetime) else rows.none()
    except ValueError as wrong:
        return fault("InvalidParameterValue", str(wrong), 400)
    asked = {k: v for k, v in request.GET.items() if k not in {"limit", "offset", "bbox", "datetime", "f"}}
    rows = features.narrowed(rows, {k: str(v) for k, v in asked.items()})
    total = rows.count()
    page = rows[offset : offset + limit]
    here = {k: str(v) for k, v in request.GET.items()}
    links = [
        link(request.build_absolute_uri(), "self", "application/geo+json"),
        link(site(request, f"ogc/collections/{key}"), "collection"),
    ]
    for rel, start in (("next", offset + limit), ("prev", max(0, offset - limit))):
        if (rel == "next" and start < total) or (rel == "prev" and offset > 0):
            query = urlencode(here | {"limit": limit, "offset": start})
            links.append(link(site(request, f"ogc/collections/{key}/items?{query}"), rel, "application/geo+json"))
    about = {
        "timeStamp": clock.now(),
        "numberMatched": total,
        "numberReturned": max(0, min(limit, total - offset)),
        "links": links,
    }
    return as_geojson(features.written(page, found), about)


@router.get("/collections/{key}/items/{item}", summary="One feature")
def item(request: HttpRequest, key: str, item: str) -> HttpResponseBase:
    """One feature of a collection by its id."""
    found = features.collection(key)
    row = found.rows().filter(**{found.key: item}).first() if found and "\0" not in item else None
    if not found or row is None:
        return fault("NotFound", f"There is no {item} in {key}.", 404)
    answer = as_json(None, media="application/geo+json")
    answer.content = found.write(row).encode()  # type: ignore[attr-defined]  # as_json answers with a whole body
    return open_to_all(answer)


def _told(request: HttpRequest, one: features.Collection) -> dict[str, Any]:
    home = f"ogc/collections/{one.id}"
    extent = one.extent()
    spatial = {"spatial": {"bbox": [extent], "crs": CRS84}} if extent else {}
    temporal = {"temporal": {"interval": [one.span]}} if one.span else {}
    return {
        "id": one.id,
        "title": one.title.to(),
        "description": one.description,
        "itemType": "feature",
        "crs": [CRS84],
        "extent": spatial | temporal,
        "links": [
            link(site(request, home), "self"),
            link(site(request, f"{home}/items"), "items", "application/geo+json"),
        ],
    }


def _box(text: str) -> features.Box:
    """West, south, east, north out of "w,s,e,n" (or six numbers with heights, which are left out)."""
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) == 6:
        numbers = [*numbers[:2], *numbers[3:5]]
    if len(numbers) != 4 or not all(-180 <= n <= 180 for n in numbers) or numbers[1] > numbers[3]:
        raise ValueError("bbox is four numbers: west,south,east,north in degrees.")
    return (numbers[0], numbers[1], numbers[2], numbers[3])


def _meets(one: features.Collection, text: str) -> bool:
    """Is the collection valid at a moment or in an interval ("2020-01-01", "2019-01-01/..")?"""
    if not text:
        return True
    begin, slash, end = text.partition("/")
    first, last = _day(begin, date.min), _day(end if slash else begin, date.max)
    if first > last:
        raise ValueError("datetime: the interval ends before it begins.")
    if not one.span:
        return True
    valid_to = date.fromisoformat(one.span[1]) if one.span[1] else date.max
    return date.fromisoformat(one.span[0]) <= last and valid_to >= first


def _day(text: str, otherwise: date) -> date:
    if text in ("", ".."):
        return otherwise
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        raise ValueError("datetime is a day, a moment, or an interval with a slash (RFC 3339).") from None
