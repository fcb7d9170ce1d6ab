"""What was agreed about how? The versions of a framework, the draft, what is still wrong in it, and who stands behind which."""

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from django.db.models import F, Prefetch, QuerySet

from wijk.core.errors import Absent
from wijk.core.text import Text
from wijk.organs.models import Organ
from wijk.organs.queries import kinds
from wijk.processes.checking import Finding, Ground, OrganFacts, PhaseFacts
from wijk.processes.checking import findings as checked
from wijk.processes.framing import Content, read
from wijk.processes.models import Endorsement, Framework, Process

#: With these alone an organ speaks, and others decide.
ONLY_SPEAKS = frozenset({"advise", "prepare"})


def in_force(process: Process) -> Framework | None:
    """The latest published version; None where nothing was published yet."""
    return process.frameworks.exclude(number=None).order_by("-number").first()


def version(process: Process, number: int) -> Framework:
    """One published version with its endorsements; raises Absent."""
    found = process.frameworks.filter(number=number).prefetch_related("endorsements").first()
    if found is None:
        raise Absent("framework")
    return found


def versions(process: Process) -> "QuerySet[Framework]":
    """All published versions, newest first, without their content; endorsements at hand."""
    rows = process.frameworks.exclude(number=None).order_by("-number").defer("content")
    return rows.prefetch_related(Prefetch("endorsements", Endorsement.objects.order_by("on", "pk")))


def endorsed_older(listed: Sequence[Framework]) -> list[Endorsement]:
    """Endorsements of older versions, by those who did not endorse the one in force; newest first. `listed` are `versions`: no query."""
    again = {e.about for e in listed[0].endorsements.all()} if listed else set()
    found: dict[str, Endorsement] = {}
    for version in listed[1:]:
        for endorsement in version.endorsements.all():
            if endorsement.about not in again:
                found.setdefault(endorsement.about, endorsement)
    return list(found.values())


@lru_cache(maxsize=64)
def _read(written: str) -> Content:
    return read(json.loads(written))


def content_of(version: Framework) -> Content:
    """What a version says. The same version is read on every page, and never changes: so it is kept."""
    return _read(json.dumps(version.content)) if version.number else read(version.content)


def draft_of(process: Process) -> Framework | None:
    """The draft, where somebody has begun one."""
    return process.frameworks.filter(number=None).first()


def latest(process: Process) -> Framework | None:
    """The draft, else the version in force, else None; one query."""
    return process.frameworks.order_by(F("number").desc(nulls_first=True)).first()


def draft_content(process: Process, row: Framework | None = None) -> Content:
    """What the next version says so far: the draft, else the version in force, else nothing. `row` is `latest`, where it is known."""
    row = row or latest(process)
    content = content_of(row) if row is not None else Content()
    return replace(content, phases=(), actors=(), organs=())


def organs_known(process: Process, content: Content) -> dict[str, OrganFacts]:
    """The organs of a process and those that its framework names, and whether each may decide at all; two queries."""
    named = {decider.organ for decider in content.deciders if decider.organ}
    rows = list(Organ.objects.filter(process=process.key) | Organ.objects.filter(key__in=named))
    known = kinds() if rows else {}
    able = {code: bool(set(kind.competences) - ONLY_SPEAKS) for code, kind in known.items()}
    return {row.key: OrganFacts(row.title, able.get(row.kind, False)) for row in rows}


def ground_of(process: Process, content: Content) -> Ground:
    """What a framework is held against, as it is today."""
    phases = [PhaseFacts(p.code, p.title, p.start, p.end, p.state) for p in process.phases.all()]
    actors: list[tuple[str, Text]] = [(a.code, a.title) for a in process.participants.all()]
    return Ground(phases, actors, organs_known(process, content))


def findings(process: Process, content: Content) -> list[Finding]:
    """What is wrong or thin in a framework of this process, in the language of the page."""
    return checked(content, ground_of(process, content))
