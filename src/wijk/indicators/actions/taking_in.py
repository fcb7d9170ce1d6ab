"""The figures of a pack: read, judged and published in one go, because whoever loads a pack answers for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from wijk.core.errors import Faulty
from wijk.core.subject import CITY
from wijk.core.viewer import Viewer
from wijk.indicators import compute, importers, kept
from wijk.indicators.access import require
from wijk.indicators.actions import publishing
from wijk.indicators.actions.deciding import Status, put_in_order
from wijk.indicators.actions.staging import Arrived, arrive, cells_of, fingerprint, problems_of, sweep, told
from wijk.indicators.findings import Finding
from wijk.indicators.models import Delivery
from wijk.trail.actions import record

SUPERSEDED = "superseded by a newer version of the same file in a pack"


@dataclass(frozen=True, slots=True)
class PackFile:
    """One `[[observations]]` of a pack: where the file lies, how it is called there, and its description."""

    path: Path
    name: str
    mapping: Mapping[str, Any]


@dataclass(slots=True)
class TakenIn:
    """What taking in did."""

    published: list[str] = field(default_factory=list)  #: keys of deliveries
    skipped: list[str] = field(default_factory=list)  #: names of files that were published before, unchanged
    withdrawn: list[str] = field(
        default_factory=list
    )  #: keys of deliveries that a newer version of their file replaced
    cells: int = 0
    set_aside: int = 0
    series: int = 0
    findings: list[tuple[str, Finding]] = field(default_factory=list)  #: (file, what is worth knowing)

    def sentences(self, severity: str = "warning") -> list[str]:
        """What was found, in words."""
        return [told(finding) for _, finding in self.findings if finding.severity == severity]

    @property
    def notes(self) -> tuple[str, ...]:
        """The warnings, in words: what a person should know and what stopped nothing."""
        return tuple(self.sentences("warning"))

    def told(self) -> dict[str, int]:
        """What changed, in counts; all 0 when nothing did."""
        numbers = {"deliveries": len(self.published), "figures": self.cells, "set aside": self.set_aside}
        return numbers | {"deliveries replaced": len(self.withdrawn)}

    @property
    def changed(self) -> bool:
        """Did anything change?"""
        return bool(self.published or self.withdrawn)


def take_in(viewer: Viewer, *, files: Sequence[PackFile], again: bool = False) -> TakenIn:
    """Publish the figures of a pack; a file that was taken in before with the same description is skipped.

    A changed file of the same name replaces the one before, which is withdrawn. `again` reckons everything again, for when areas
    changed. Raises Faulty with the errors of all files; then nothing was changed.
    """
    require(viewer, "take_in")
    if not transaction.get_connection().in_atomic_block:
        sweep()
    done = TakenIn()
    arrived: list[Arrived] = []
    try:
        with transaction.atomic():
            _take(viewer, files, done, arrived)
            _publish(viewer, arrived, done, again=again)
            if done.changed:
                told_ = {
                    "published": len(done.published),
                    "skipped": len(done.skipped),
                    "withdrawn": len(done.withdrawn),
                }
                record(viewer, verb="indicators.take_in", subject=CITY, data={**told_, "cells": done.cells})
    except BaseException:
        for one in arrived:
            kept.drop(one.delivery.key)
        raise
    return done


def _take(viewer: Viewer, files: Sequence[PackFile], done: TakenIn, arrived: list[Arrived]) -> None:
    known, grounds = importers.Known(), compute.Grounds()
    before = {
        (d.sha256, _frozen(d.mapping)): d
        for d in Delivery.objects.filter(origin="pack", status=Status.PUBLISHED).order_by("published_order")
    }
    wanted: set[tuple[str, str]] = set()
    problems: list[str] = []
    for file in files:
        mapping = fingerprint(file.mapping)
        mark = (kept.sha256(file.path) if file.path.is_file() else "", _frozen(mapping))
        wanted.add(mark)
        if mark in before:
            done.skipped.append(file.name)
            continue
        one = _one(viewer, file, known, grounds, problems)
        if one is not None:
            arrived.append(one)
            done.findings += [(file.name, f) for f in one.taken.findings]
    problems += problems_of(arrived)
    if problems:
        raise Faulty(problems, code="pack-figures-faulty")
    names = {file.name for file in files}
    for mark, delivery in before.items():
        if mark not in wanted and delivery.name in names:
            delivery.status, delivery.reason = Status.WITHDRAWN, SUPERSEDED
            delivery.save(update_fields=["status", "reason"])
            done.withdrawn.append(delivery.key)


def _one(
    viewer: Viewer, file: PackFile, known: importers.Known, grounds: compute.Grounds, problems: list[str]
) -> Arrived | None:
    if not file.path.is_file():
        problems.append(told(Finding("file_missing", "error", file=file.name)))
        return None
    return arrive(viewer, file.path, file.name, file.mapping, known, grounds, origin="pack")


def _frozen(mapping: Mapping[str, Any]) -> str:
    return repr(sorted(fingerprint(mapping).items(), key=lambda item: item[0]))


def _publish(viewer: Viewer, arrived: Sequence[Arrived], done: TakenIn, *, again: bool) -> None:
    changed: set[int] = set(
        Delivery.objects.filter(key__in=done.withdrawn).values_list("parts__indicator_id", flat=True)
    ) - {None}
    for one in arrived:
        put_in_order(one.delivery, viewer)
        changed |= set(one.delivery.parts.values_list("indicator_id", flat=True))
        done.published.append(one.delivery.key)
        done.cells += cells_of(one.delivery)
        done.set_aside += len(one.taken.conflicts)
    if again:
        changed |= set(publishing.everything())
    done.series = publishing.publish(changed)
