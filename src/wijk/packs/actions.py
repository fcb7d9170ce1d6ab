"""A city's folder in and out: loading is all or nothing, repeatable, and says what changed."""

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core.errors import Faulty, NotAllowed, Refused
from wijk.core.subject import CITY
from wijk.core.viewer import Viewer
from wijk.indicators.actions import Changes as CatalogueChanges
from wijk.indicators.actions import (
    IndicatorSpec,
    PackFile,
    SourceSpec,
    TakenIn,
    ThemeSpec,
    forget_arrived,
    keep_catalogue,
    take_in,
)
from wijk.packs.agreement import agree
from wijk.packs.exporters import write_pack
from wijk.packs.files import CITY_FILE, fingerprint
from wijk.packs.importers import name_columns, take_tables
from wijk.packs.reading import Reading, read
from wijk.territory.actions import Changes as TerritoryChanges
from wijk.territory.actions import Territory, load_territory
from wijk.trail.actions import JSON, record

#: So many problems are told at once.
MOST_PROBLEMS = 200


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading a pack changed; `notes` are worth knowing and stopped nothing."""

    city: str
    version: str
    hash: str  #: over `city.toml` and every file that it names
    territory: TerritoryChanges
    catalogue: CatalogueChanges
    figures: TakenIn

    @property
    def changed(self) -> bool:
        """Did anything change?"""
        return bool(self.territory) or bool(self.catalogue) or self.figures.changed

    @property
    def notes(self) -> tuple[str, ...]:
        """What was found and stopped nothing, in words."""
        return (*self.territory.notes, *self.figures.notes)

    def counts(self) -> dict[str, int]:
        """How many of what were added, changed, removed; nothing that is zero."""
        told = {**self.territory.told(), **self.catalogue.told(), **self.figures.told()}
        return {what: n for what, n in told.items() if n}


class _Undo(Exception):
    """Ends a trial: everything is rolled back."""


def load(viewer: Viewer, *, folder: Path, source: Path | None = None) -> Loaded:
    """Take in the pack in `folder`, with official files from `source`. Raises Faulty with all problems; nothing is changed then.

    A second time nothing changes, and nothing is written into the trail.
    """
    return _all_or_nothing(viewer, _read(viewer, folder, source), keep=True)


def check(viewer: Viewer, *, folder: Path, source: Path | None = None) -> Loaded:
    """What would loading this pack change? The same as `load`, undone at the end. Raises Faulty with all problems."""
    return _all_or_nothing(viewer, _read(viewer, folder, source), keep=False)


def _all_or_nothing(viewer: Viewer, reading: Reading, *, keep: bool) -> Loaded:
    arrived: list[str] = []
    loaded: Loaded | None = None
    try:
        with transaction.atomic():
            loaded = _take_in(viewer, reading)
            arrived = list(loaded.figures.published)
            if not (keep and loaded.changed):
                raise _Undo
            data: dict[str, JSON] = {
                "city": loaded.city,
                "version": loaded.version,
                "sha256": loaded.hash,
                "counts": loaded.counts(),
            }
            record(viewer, verb="packs.load", subject=CITY, data=data)
    except _Undo:
        forget_arrived(arrived)
    except BaseException:
        forget_arrived(arrived)
        raise
    assert loaded is not None
    return loaded


def export(*, folder: Path, force: bool = False) -> dict[str, int]:
    """Write what the installation holds as a pack into `folder`; how many of what. `force` replaces a pack that is there."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not force:
            raise Refused(
                "not-empty",
                _("{folder} is not empty. Name another folder, or add --force to replace the pack in it."),
                folder=folder,
            )
        if not (folder / CITY_FILE).is_file():
            raise Refused(
                "no-pack",
                _("{folder} holds something that is no pack, so it is not replaced. Name another folder."),
                folder=folder,
            )
    folder.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        written = write_pack(fresh)
        fresh.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.rename(folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return written


def _read(viewer: Viewer, folder: Path, source: Path | None) -> Reading:
    """The pack, as far as it can be judged without the database; Faulty when anything is wrong."""
    if not viewer.may("packs.load"):
        raise NotAllowed("packs.load")
    if source is not None and not source.is_dir():
        raise Refused(
            "no-source",
            _("There is no folder {folder}. Say where the official files lie with --source DIR."),
            folder=source,
        )
    reading = read(folder, source)
    take_tables(reading)
    name_columns(reading)
    agree(reading)
    _stop(reading.problems)
    return reading


def _stop(problems: Sequence[str]) -> None:
    """Raise Faulty with the problems, at most `MOST_PROBLEMS` of them."""
    if problems:
        shown = list(dict.fromkeys(problems))
        more = len(shown) - MOST_PROBLEMS
        if more > 0:
            shown = [
                *shown[:MOST_PROBLEMS],
                _("And {count} more. Correct those above first and try again.").format(count=more),
            ]
        raise Faulty(shown, code="pack-faulty")


def _take_in(viewer: Viewer, reading: Reading) -> Loaded:
    """Territory, catalogue and figures, in this order; the problems of the first two are told together."""
    assert reading.city is not None
    told = Territory(
        reading.city,
        tuple(reading.areas),
        tuple(reading.nowhere),
        tuple(reading.places),
        tuple(reading.streets),
        tuple(reading.perimeters),
    )
    problems: list[str] = []
    places, catalogue = TerritoryChanges(), CatalogueChanges()
    try:
        places = load_territory(viewer, territory=told)
    except Faulty as faulty:
        problems += map(str, faulty.problems)
    try:
        catalogue = keep_catalogue(
            viewer,
            sources=[SourceSpec.of(row) for row in reading.rows["source"]],
            themes=[ThemeSpec.of(row) for row in reading.rows["theme"]],
            indicators=[IndicatorSpec.of(row) for row in reading.rows["indicator"]],
        )
    except Faulty as faulty:
        problems += map(str, faulty.problems)
    _stop(problems)
    files = [PackFile(file.path, file.name, mapping) for file, mapping, _label in reading.observations]
    try:
        figures = take_in(viewer, files=files, again=any(places.areas.values()))
    except Faulty as faulty:
        _stop([str(problem) for problem in faulty.problems])
        raise
    return Loaded(
        reading.city.code, reading.city.version, fingerprint(reading.files.values()), places, catalogue, figures
    )
