"""How does a machine get its answer? JSON, CSV, GeoJSON and files, each with source and licence, open to any other site."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from wijk.core.text import Text

Value = str | int | float | None


def plain(value: Any) -> Any:
    """What `json` cannot write by itself: texts become objects by language, moments ISO 8601."""
    if isinstance(value, Text):
        return dict(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written as JSON")


def said(value: Any) -> str:
    """`value` as JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)


def open_to_all(answer: HttpResponseBase) -> HttpResponseBase:
    """Let pages of other sites read this answer: it is open data and holds nothing of the reader."""
    answer["Access-Control-Allow-Origin"] = "*"
    answer.setdefault("Cache-Control", "public, max-age=300")
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


def as_json(value: Any, *, media: str = "application/json", status: int = 200) -> HttpResponseBase:
    """A JSON answer."""
    return open_to_all(HttpResponse(said(value), content_type=f"{media}; charset=utf-8", status=status))


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Value]], name: str) -> HttpResponseBase:
    """A CSV (RFC 4180, UTF-8) that is written while it is sent; `rows` must be guarded against formulas already."""
    answer = StreamingHttpResponse(_lines(columns, rows), content_type="text/csv; charset=utf-8; header=present")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return open_to_all(answer)


def as_geojson(features: Iterable[str], about: Mapping[str, Any]) -> HttpResponseBase:
    """A GeoJSON FeatureCollection out of features that are JSON text already; `about` stands beside them."""
    head = said({"type": "FeatureCollection", **about})[:-1]
    body = (piece for piece in (head + ',"features":[', *_joined(features), "]}"))
    return open_to_all(StreamingHttpResponse(body, content_type="application/geo+json; charset=utf-8"))


def as_file(data: bytes, media: str, name: str) -> HttpResponseBase:
    """A file to keep."""
    answer = HttpResponse(data, content_type=media)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return open_to_all(answer)


def site(request: HttpRequest, path: str = "") -> str:
    """The full address of `path` on this site."""
    return request.build_absolute_uri(f"/{path.lstrip('/')}")


def _lines(columns: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    echo = csv.writer(_Echo(), lineterminator="\r\n")
    yield echo.writerow(columns)
    for row in rows:
        yield echo.writerow(row)


def _joined(pieces: Iterable[str]) -> Iterator[str]:
    for count, piece in enumerate(pieces):
        yield f",{piece}" if count else piece


class _Echo:
    """A file that hands back what is written to it, so that rows can be sent one by one."""

    def write(self, text: str) -> str:
        return text
