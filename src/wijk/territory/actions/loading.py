"""Taking in what a pack says of the territory: all or nothing, and a second time nothing at all."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import city as known_city
from wijk.core.errors import Faulty, NotAllowed
from wijk.core.models import Setting
from wijk.core.subject import CITY
from wijk.core.viewer import Viewer
from wijk.territory import compute, importers
from wijk.territory.actions.areas import write_sets
from wijk.territory.actions.perimeters import write_perimeters
from wijk.territory.actions.places import write_places
from wijk.territory.actions.search import renew_search
from wijk.territory.actions.streets import write_streets
from wijk.territory.actions.tally import Tally
from wijk.territory.compute import Sheet
from wijk.territory.importers import Report
from wijk.territory.models import AreaSet
from wijk.territory.plan import Planned, by_code, in_force, link
from wijk.territory.specs import AreasSpec, CitySpec, Territory
from wijk.trail.actions import record

CITY_SETTING = "city"
TERRITORY_SETTING = "territory"


@dataclass(frozen=True, slots=True)
class Changes:
    """What loading changed; `areas` by set ("sectors/2022"), `notes` are worth knowing and stop nothing."""

    city: bool = False
    areas: Mapping[str, Tally] = field(default_factory=dict)
    places: Tally = field(default_factory=Tally)
    streets: Tally = field(default_factory=Tally)
    perimeters: Tally = field(default_factory=Tally)
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Did anything change?"""
        return self.city or any(self.areas.values()) or bool(self.places or self.streets or self.perimeters)

    def told(self) -> dict[str, int]:
        """The counts that the trail keeps."""
        tallies = {**{f"areas {title}": tally for title, tally in self.areas.items()}}
        tallies |= {"places": self.places, "streets": self.streets, "perimeters": self.perimeters}
        return {f"{what} {how}": n for what, tally in tallies.items() for how, n in tally.told().items() if n}

    def touched(self) -> dict[str, int]:
        """How many areas, places and streets were added, changed or removed: what the sentence of the trail says."""
        kinds = {"areas": list(self.areas.values()), "places": [self.places], "streets": [self.streets]}
        return {kind: sum(sum(tally.told().values()) for tally in tallies) for kind, tallies in kinds.items()}


def load_territory(viewer: Viewer, *, territory: Territory) -> Changes:
    """Take in areas, places, streets and perimeters as a pack describes them. Raises `Faulty` with all problems; nothing is changed then.

    A second time it changes nothing and leaves no entry in the trail. An area set that the pack does not name stays as it
    is; places and streets that the pack no longer has are removed where it has any.
    """
    if not viewer.may("territory.load_territory"):
        raise NotAllowed("territory.load_territory")
    report = Report()
    with transaction.atomic():
        planned = _read(territory, report)
        _stop(report)
        grounded = compute.ground(planned, territory.city.crs, report)
        _stop(report)
        frame = compute.frame_of(grounded, territory.city.crs)
        links = compute.nest(grounded, territory.city.crs)
        areas = write_sets(grounded, links, frame, report, redraw=_before().get("frame") != frame.as_json())
        places = write_places(territory.places, report)
        streets = write_streets(territory.streets, territory.city.crs, report)
        perimeters = write_perimeters(territory.perimeters, frame, report)
        _stop(report)
        city = _write_city(territory, frame)
        changes = Changes(city, areas, places, streets, perimeters, tuple(dict.fromkeys(report.notes)))
        if any(areas.values()) or places or streets:
            renew_search()
        if changes:
            _stamp()
            transaction.on_commit(known_city.forget)
        if changes:
            record(
                viewer,
                verb="territory.load_territory",
                subject=CITY,
                data={**changes.touched(), "counts": changes.told()},
            )
    return changes


def _stop(report: Report) -> None:
    if report.problems:
        raise Faulty(report.problems, code="territory-faulty")


def _read(territory: Territory, report: Report) -> list[Planned]:
    """All area sets with their rows, linked to the sets that they lie in."""
    if fault := compute.faulty_crs(territory.city.crs):
        report.at("city.toml", fault)
        return []
    current = in_force(territory.areas, AreaSet.objects.all(), report)
    planned: list[Planned] = []
    near = None
    for spec in territory.areas:
        rows = [] if spec.derive else importers.area_rows(spec, near, report)
        near = near or compute.around(rows)
        planned.append(Planned(spec, by_code(spec, rows, report), current[spec.key, spec.version]))
    if len({p.title for p in planned}) < len(planned):
        report.at("city.toml", _("Two area sets have the same key and version. Give each its own."))
    if report.problems:
        return []
    _add_nowhere(territory, planned, report)
    compute.name_derived(planned)
    link(planned, report)
    if not report.problems:
        compute.derive(planned, report)
    return planned


def _add_nowhere(territory: Territory, planned: list[Planned], report: Report) -> None:
    for spec in territory.nowhere:
        homes = sorted((p for p in planned if spec.areas in (p.spec.key, p.title)), key=lambda p: p.spec.valid_from)
        if not homes:
            report.at(
                spec.label, _("There is no area set “{key}” in this pack. Name the key of one.").format(key=spec.areas)
            )
        for home in homes[-1:]:  # a key alone means its newest version
            for row in importers.nowhere_rows(spec, report):
                if row.code in home.rows:
                    report.at(
                        spec.label,
                        _("The unit without ground “{code}” is also an area with ground. Remove one.").format(
                            code=row.code
                        ),
                    )
                home.rows[row.code] = row


def _before() -> dict[str, Any]:
    """What was known of the city until now."""
    return Setting.objects.filter(name=CITY_SETTING).values_list("value", flat=True).first() or {}


def _write_city(territory: Territory, frame: Sheet) -> bool:
    """The facts about the city that every page needs."""
    value, before = _city(territory.city, frame), _before()
    complete = (
        all(s.complete for s in territory.streets) if territory.streets else before.get("streets_complete", False)
    )
    value["streets_complete"] = complete
    if before == value:
        return False
    Setting.objects.update_or_create(name=CITY_SETTING, defaults={"value": value})
    return True


def _stamp() -> None:
    """Tell every process that what it keeps of outlines is out of date."""
    row, _made = Setting.objects.get_or_create(name=TERRITORY_SETTING, defaults={"value": {"changes": 0}})
    Setting.objects.filter(pk=row.pk).update(value={"changes": row.value.get("changes", 0) + 1})


def _city(city: CitySpec, frame: Sheet) -> dict[str, object]:
    return {
        "code": city.code,
        "name": dict(city.name),
        "crs": city.crs,
        "time_zone": city.time_zone,
        "languages": list(city.languages),
        "version": city.version,
        "licence": city.licence,
        "about": dict(city.about),
        "frame": frame.as_json(),
    }


__all__ = ["AreasSpec", "Changes", "Tally", "load_territory"]
