"""A file arrives: it is kept, read, judged, and waits for a second person."""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.db import transaction

from wijk.core import clock
from wijk.core.errors import Faulty
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.indicators import compute, importers, kept
from wijk.indicators.access import require
from wijk.indicators.findings import Finding, grouped, of_severity
from wijk.indicators.models import Delivery, DeliveryPart, SetAside
from wijk.territory.models import Area
from wijk.trail.actions import record

#: Endings under which an original is kept; anything else is kept as ".bin".
ENDINGS = frozenset({"csv", "tsv", "txt", "xlsx", "xlsm", "parquet", "gpkg", "geojson", "json", "zip", "fgb"})


@dataclass(frozen=True, slots=True)
class Arrived:
    """A delivery that was kept and read."""

    delivery: Delivery
    taken: importers.Taken


def stage_delivery(viewer: Viewer, *, path: Path, name: str, mapping: Mapping[str, Any]) -> Delivery:
    """Take in a file as `mapping` describes it (keys of `[[observations]]`); it waits until a second person publishes it.

    Raises Faulty when nothing of the file can be read; a file with errors in it is kept with its findings.
    """
    require(viewer, "stage_delivery")
    if not path.is_file():
        raise Faulty([told(Finding("file_missing", "error", file=name))], code="delivery-unreadable")
    if not transaction.get_connection().in_atomic_block:
        sweep()
    with transaction.atomic():
        arrived = arrive(viewer, path, name, mapping, importers.Known(), compute.Grounds(), origin="upload")
        if not arrived.taken.parts and not arrived.taken.conflicts:
            kept.drop(arrived.delivery.key)
            raise Faulty([told(f) for f in of_severity(arrived.taken.findings, "error")], code="delivery-unreadable")
        record(
            viewer, verb="indicators.stage_delivery", subject=subject(arrived.delivery),
            data={"delivery": arrived.delivery.key, "sha256": arrived.delivery.sha256, "cells": cells_of(arrived.delivery)},
        )  # fmt: skip
    return arrived.delivery


def told(finding: Finding) -> str:
    """A finding with its place, in one line."""
    place = importers.place(finding)
    return f"{place}: {importers.sentence(finding)}" if place else importers.sentence(finding)


def subject(delivery: Delivery) -> Subject:
    """How the trail names a delivery."""
    return Subject("indicators.delivery", delivery.key)


def cells_of(delivery: Delivery) -> int:
    """How many figures a delivery tells of."""
    return sum(part.rows for part in delivery.parts.all())


def fingerprint(mapping: Mapping[str, Any]) -> dict[str, Any]:
    """The description as it is kept and compared: plain JSON without the path of the file."""
    plain: dict[str, Any] = json.loads(
        json.dumps({k: v for k, v in mapping.items() if k != "file"}, default=str, sort_keys=True)
    )
    return plain


def arrive(
    viewer: Viewer, path: Path, name: str, mapping: Mapping[str, Any], known: importers.Known, grounds: compute.Grounds,
    *, origin: str,
) -> Arrived:  # fmt: skip
    """Keep and read one file inside the caller's transaction; its folder comes to its place when that commits."""
    key = f"{clock.now():%Y%m%d}-{uuid4().hex[:10]}"
    place = kept.open_incoming(key)
    try:
        ending = path.suffix.lower().lstrip(".") or Path(name).suffix.lower().lstrip(".")
        original = place / f"original.{ending if ending in ENDINGS else 'bin'}"
        shutil.copyfile(path, original)
        taken = importers.take(original, mapping, known, place / "parts", name=name)
        delivery = _keep_rows(viewer, key, original, taken, mapping, known, grounds, origin)
        kept.flush(place)
    except BaseException:
        kept.drop(key)
        raise
    transaction.on_commit(lambda: kept.settle(key))
    return Arrived(delivery, taken)


def _keep_rows(
    viewer: Viewer, key: str, original: Path, taken: importers.Taken, mapping: Mapping[str, Any],
    known: importers.Known, grounds: compute.Grounds, origin: str,
) -> Delivery:  # fmt: skip
    areas = taken.mapping.areas if taken.mapping else ""
    home = known.area_sets.get(areas)
    parts = []
    for part in taken.parts:
        path = kept.part_path(key, part.indicator, areas)
        part.path.rename(path)
        parts.append((known.indicators[part.indicator], path, home.id if home else 0))
    found, differences = compute.check(parts, grounds)
    found = [f.at(file=taken.name) for f in found]
    taken.findings = grouped([*taken.findings, *found])
    delivery = Delivery.objects.create(
        key=key, name=taken.name[:200], origin=origin, sha256=kept.sha256(original), size=original.stat().st_size,
        source=known.sources.get(str(mapping.get("source") or "")), mapping=fingerprint(mapping),
        findings=[f.as_json() for f in taken.findings], delivered_by=viewer.key, delivered_at=clock.now(),
    )  # fmt: skip
    DeliveryPart.objects.bulk_create(
        DeliveryPart(
            delivery=delivery, indicator=known.indicators[part.indicator], area_set=home, rows=part.rows,
            periods=list(part.periods), difference=differences[part.indicator].totals(),
        )
        for part in taken.parts
    )  # fmt: skip
    _keep_aside(delivery, taken, known, areas)
    return delivery


def _keep_aside(delivery: Delivery, taken: importers.Taken, known: importers.Known, areas: str) -> None:
    if not taken.conflicts or taken.faulty:
        return
    keys = dict(Area.objects.filter(area_set=known.area_sets[areas]).values_list("code", "id"))
    SetAside.objects.bulk_create(
        (
            SetAside(
                delivery=delivery, indicator=known.indicators[c.indicator], area_id=keys[c.area], period=c.period,
                candidates=list(c.candidates),
            )
            for c in taken.conflicts
        ),
        batch_size=1000,
    )  # fmt: skip


def sweep(older_than: float = kept.LEFT_BEHIND) -> int:
    """Put right what an interrupted process left among the files of deliveries; how many folders."""
    return kept.sweep(lambda key: Delivery.objects.filter(key=key).exists(), older_than)


def problems_of(arrived: Sequence[Arrived], *, translate: Callable[[Finding], str] = told) -> list[str]:
    """The errors of several files as sentences."""
    return [translate(f) for one in arrived for f in of_severity(one.taken.findings, "error")]
