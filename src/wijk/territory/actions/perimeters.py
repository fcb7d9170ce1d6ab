"""Perimeters: every operator's own boundary, with owner, purpose and period."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import Absent, Faulty, NotAllowed, Refused
from wijk.core.models import Setting
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.territory import compute, importers
from wijk.territory.actions.tally import Tally
from wijk.territory.compute import Sheet
from wijk.territory.importers import Report
from wijk.territory.models import Perimeter
from wijk.territory.specs import PerimeterSpec
from wijk.trail.actions import record

FACTS = (
    "name", "owner", "purpose", "valid_from", "valid_to", "source", "wkb", "coarse", "fine", "box",
    "west", "south", "east", "north", "surface",
)  # fmt: skip
REGISTER = "territory.register_perimeter"


def write_perimeters(specs: Sequence[PerimeterSpec], sheet: Sheet, report: Report) -> Tally:
    """Bring the perimeters that the pack names to what it says; others, that people registered, stay."""
    added = changed = same = 0
    seen: set[str] = set()
    for spec in specs:
        row = _from_file(spec, sheet, report)
        if spec.key in seen:
            report.at(spec.label, _("Two perimeters have the key “{key}”. Give each its own.").format(key=spec.key))
        seen.add(spec.key)
        if row is None or report.problems:
            continue
        old = Perimeter.objects.filter(key=spec.key).first()
        if old is None:
            row.save(force_insert=True)
            added += 1
        elif _facts(old) != _facts(row):
            row.pk = old.pk
            row.save(force_update=True)
            changed += 1
        else:
            same += 1
    return Tally(added, changed, 0, same)


def register_perimeter(
    viewer: Viewer, *, key: str, name: Text, owner: str, file: Path, purpose: Text | None = None,
    valid_from: date | None = None, valid_to: date | None = None, source: str = "",
) -> Perimeter:  # fmt: skip
    """Register a perimeter from a file with its border (GeoJSON, GeoPackage or zipped Shapefile; everything in it together).

    Raises NotAllowed, Refused when the key is taken or the period runs backwards, Faulty with what is wrong in the file.
    """
    if not viewer.may(REGISTER):
        raise NotAllowed(REGISTER)
    _check_period(valid_from, valid_to)
    with transaction.atomic():
        sheet = _sheet()
        if Perimeter.objects.filter(key=key).exists():
            raise Refused("perimeter-exists", _("There is already a perimeter with the key “{key}”."), key=key)
        row = _grounded(_read(file), sheet)
        row.key, row.name, row.owner, row.purpose = key, name, owner, purpose or Text()
        row.valid_from, row.valid_to, row.source = valid_from, valid_to, source
        row.save(force_insert=True)
        record(
            viewer,
            verb=REGISTER,
            subject=Subject("territory.perimeter", key),
            data={"square_metres": round(row.surface)},
        )
    return row


def change_perimeter(
    viewer: Viewer, *, key: str, name: Text, owner: str, purpose: Text, valid_from: date | None = None,
    valid_to: date | None = None, file: Path | None = None,
) -> Perimeter:  # fmt: skip
    """Change what is said of a perimeter, and its border when a file is given."""
    if not viewer.may("territory.change_perimeter"):
        raise NotAllowed("territory.change_perimeter")
    _check_period(valid_from, valid_to)
    with transaction.atomic():
        row = _loaded(key)
        if file is not None:
            fresh = _grounded(_read(file), _sheet())
            for fact in ("wkb", "coarse", "fine", "box", "west", "south", "east", "north", "surface"):
                setattr(row, fact, getattr(fresh, fact))
        row.name, row.owner, row.purpose, row.valid_from, row.valid_to = name, owner, purpose, valid_from, valid_to
        row.save()
        record(
            viewer,
            verb="territory.change_perimeter",
            subject=Subject("territory.perimeter", key),
            data={"redrawn": file is not None},
        )
    return row


def end_perimeter(viewer: Viewer, *, key: str, on: date) -> Perimeter:
    """Say on which day a perimeter stops to count; it stays in the register."""
    if not viewer.may("territory.end_perimeter"):
        raise NotAllowed("territory.end_perimeter")
    with transaction.atomic():
        row = _loaded(key)
        _check_period(row.valid_from, on)
        row.valid_to = on
        row.save(update_fields=["valid_to"])
        record(
            viewer,
            verb="territory.end_perimeter",
            subject=Subject("territory.perimeter", key),
            data={"on": on.isoformat()},
        )
    return row


def _loaded(key: str) -> Perimeter:
    row = Perimeter.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise Absent("perimeter")
    return row


def _check_period(valid_from: date | None, valid_to: date | None) -> None:
    if valid_from and valid_to and valid_to < valid_from:
        raise Refused("period-backwards", _("The perimeter ends before it begins. Correct one of the two days."))


def _sheet() -> Sheet:
    told = Setting.objects.filter(name="city").values_list("value", flat=True).first()
    if not told or "frame" not in told:
        raise Refused("no-city", _("There is no city yet. Load a pack first: wijk load PACK."))
    return compute.sheet_from(told["frame"])


def _read(file: Path) -> compute.Geometries:
    report = Report()
    found = importers.uploaded_areas(file, report)
    if report.problems:
        raise Faulty(report.problems, code="perimeter-faulty")
    return found


def _from_file(spec: PerimeterSpec, sheet: Sheet, report: Report) -> Perimeter | None:
    before = len(report.problems)
    found = importers.features(spec, "areas", None, report)
    if not len(found.geometries):
        if len(report.problems) == before:
            report.at(spec.file.name, _("No feature fits the perimeter “{key}”. Check “where”.").format(key=spec.key))
        return None
    row = _grounded(found.geometries, sheet)
    row.key, row.name, row.owner, row.purpose = spec.key, spec.name, spec.owner, spec.purpose
    row.valid_from, row.valid_to, row.source = spec.valid_from, spec.valid_to, spec.source
    return row


def _grounded(shapes: compute.Geometries, sheet: Sheet) -> Perimeter:
    """A perimeter with its ground measured and drawn."""
    told = compute.perimeter(shapes, sheet)
    return Perimeter(
        wkb=told.wkb, coarse=told.coarse, fine=told.fine, box=told.box, surface=told.surface,
        west=told.bounds[0], south=told.bounds[1], east=told.bounds[2], north=told.bounds[3],
    )  # fmt: skip


def _facts(row: Perimeter) -> tuple[object, ...]:
    return tuple(bytes(getattr(row, f)) if f == "wkb" else getattr(row, f) for f in FACTS)
