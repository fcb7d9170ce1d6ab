"""Deliveries for tests: a town with ground and catalogue and no figures yet, files in any shape, and what came of them."""

import csv
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.support.smallfigures import catalogue
from tests.support.smallground import Smalltown, areas, city, nesting
from wijk.core.viewer import Operator
from wijk.indicators import actions
from wijk.indicators.models import Coverage, Delivery, Series

LONG = {role: role for role in ("area", "indicator", "period", "value", "numerator", "denominator", "status")}


def quiet_town() -> Smalltown:
    """Ground and catalogue of Kleinstad; nobody has delivered anything."""
    town = Smalltown()
    city(1)
    areas(town, 1)
    nesting(town)
    catalogue(town)
    return town


@pytest.fixture
def data_folder(tmp_path: Path, settings: Any) -> Path:
    """A folder of data of its own for each test."""
    settings.WIJK_FOLDER = tmp_path / "data"
    return tmp_path / "data"


@pytest.fixture
def town(db: None, data_folder: Path) -> Smalltown:
    """Kleinstad without figures."""
    return quiet_town()


def write_csv(path: Path, rows: Iterable[Mapping[str, Any]], columns: Sequence[str] = tuple(LONG)) -> Path:
    """A file with these rows."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def long(areas_: str = "sectors/2022", **more: Any) -> dict[str, Any]:
    """The description of a file in the long shape."""
    return {"areas": areas_, "source": "town-hall", "shape": "long", "columns": LONG, **more}


def take(path: Path, mapping: Mapping[str, Any], name: str = "") -> actions.TakenIn:
    """Take a file in as a pack does."""
    return actions.take_in(Operator(), files=[actions.PackFile(path, name or path.name, mapping)])


def delivered(
    tmp_path: Path,
    rows: Iterable[Mapping[str, Any]],
    areas_: str = "sectors/2022",
    name: str = "figures.csv",
    **more: Any,
) -> Delivery:
    """Take rows in and return the delivery."""
    done = take(write_csv(tmp_path / name, rows), long(areas_, **more))
    return Delivery.objects.get(key=done.published[0])


def cell(indicator: str, level: str, code: str, period: str) -> tuple[float | None, str]:
    """The published value of one area in one period and its mark; (None, "-") where there is nothing."""
    told = Coverage.objects.filter(indicator__code=indicator, area_set__level=level).first()
    found = Series.objects.filter(indicator__code=indicator, area__code=code, area_set__level=level).first()
    if told is None or found is None or period not in told.periods:
        return None, "-"
    at = told.periods.index(period)
    return found.values[at], found.marks[at]


def coverage(indicator: str, level: str) -> Coverage:
    """What is published of an indicator at one level."""
    return Coverage.objects.get(indicator__code=indicator, area_set__level=level)


def state() -> str:
    """A digest of everything that is published."""
    columns = (
        "indicator__code",
        "area_set__key",
        "area__code",
        "values",
        "marks",
        "numerators",
        "denominators",
        "ranks",
        "shares",
    )
    series = list(Series.objects.order_by("indicator__code", "area_set_id", "area_id").values_list(*columns))
    told = ("indicator__code", "area_set__key", "periods", "summaries", "reasons", "notes")
    coverages = list(Coverage.objects.order_by("indicator__code", "area_set_id").values_list(*told))
    return hashlib.sha256(json.dumps([series, coverages], sort_keys=True).encode()).hexdigest()


def people(town: Smalltown, period: str = "2020", each: int = 100, **other: int) -> list[dict[str, Any]]:
    """A row of population for each sector: `each`, but nobody in the park, 7 in no sector, and `other` by code."""
    rows = []
    for code in town.sectors:
        count = other.get(code.rstrip("-"), 0 if code == "21001B02-" else 7 if code.endswith("ZZZZ") else each)
        rows.append({"area": code, "indicator": "population", "period": period, "value": count})
    return rows
