"""The stand travels: its tour, its stops, and how many people were met at each."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.contributions.queries import Where
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.helping import access
from wijk.helping.models import Stop, StopArea, Tour
from wijk.helping.placing import placed
from wijk.territory.queries import touched
from wijk.trail.actions import record
from wijk.ui import plain

#: Addresses of pages that are no tours.
RESERVED = ("new", "stops")
LONGEST_TITLE, LONGEST_INTRO, LONGEST_NOTES, MOST_KIT = 140, 2000, 3000, 40
LONGEST_KIT = 80
UTMOST = 100_000


@dataclass(frozen=True, slots=True)
class StopTerms:
    """Where and when the stand stands, who is there, and what goes along."""

    words: str
    starts_at: datetime
    ends_at: datetime
    where: Where | None = None
    languages: Sequence[str] = ()
    offer: Text = field(default_factory=Text)
    kit: Sequence[str] = ()
    ready: Collection[str] = ()
    hosts: Sequence[Person] = ()


@transaction.atomic
def keep_tour(
    viewer: Viewer, *, tour: Tour | None = None, title: Text, intro: Text, place: str = "", process: str = "",
    active: bool = True, revision: int = 0,
) -> Tour:  # fmt: skip
    """Set a tour, or change one. NotAllowed outside one's own places; Refused without a title, and where another changed it."""
    for ground in {access.ground(place), *((access.ground(tour.place),) if tour else ())}:
        if not viewer.may(access.TOUR, ground):
            raise NotAllowed(access.TOUR)
    touched(place)
    said = _text(title, LONGEST_TITLE)
    if not any(said.to(language) for language in LANGUAGES):
        raise Refused("no-title", _("Give it a title in at least one language."))
    row = Tour.objects.select_for_update().get(pk=tour.pk) if tour else Tour(key=_fresh_key(said), revision=0)
    if tour is not None and row.revision != revision:
        raise _changed()
    row.title, row.intro, row.place, row.process, row.active = said, _text(intro, LONGEST_INTRO), place, process, active
    row.revision += 1
    row.save()
    record(
        viewer, verb=access.TOUR, subject=Subject("helping.tour", row.key), area=place, data={"title": dict(said)}
    )  # fmt: skip
    return row


@transaction.atomic
def set_stop(viewer: Viewer, *, tour: Tour, terms: StopTerms, stop: Stop | None = None, revision: int = 0) -> Stop:
    """Set a stop, or change one. NotAllowed outside one's own places; Refused for a place or a time that cannot be."""
    _check(viewer, access.SET_STOP, tour)
    row = _locked(stop) if stop else Stop(key=secrets.token_hex(5), tour=tour, revision=0)
    if stop is not None and row.revision != revision:
        raise _changed()
    if terms.ends_at <= terms.starts_at:
        raise Refused("backwards", _("It ends before it begins. Look at both times again."))
    place = placed(terms.where or Where(area=tour.place), terms.words)
    row.spot, row.area, row.lon, row.lat = place.spot, place.area, place.lon, place.lat
    row.starts_at, row.ends_at, row.offer = terms.starts_at, terms.ends_at, _text(terms.offer, LONGEST_INTRO)
    row.languages = [code for code in terms.languages if code.isascii() and code.isalpha() and len(code) <= 3]
    row.kit = _kit(terms)
    row.revision += 1
    row.save()
    row.hosts.set(terms.hosts)
    row.areas.all().delete()
    StopArea.objects.bulk_create(StopArea(stop=row, area=area) for area in sorted(place.areas))
    _note(viewer, access.SET_STOP, row)
    return row


@transaction.atomic
def cancel_stop(viewer: Viewer, *, stop: Stop) -> Stop:
    """It does not take place. A second time changes nothing; Refused once it began."""
    _check(viewer, access.CANCEL, stop.tour)
    row = _locked(stop)
    if row.cancelled:
        return row
    if row.starts_at <= clock.now():
        raise Refused("began", _("It has begun already, so it cannot be called off. Count it with nobody instead."))
    row.cancelled = True
    row.revision += 1
    row.save()
    _note(viewer, access.CANCEL, row)
    return row


@transaction.atomic
def count_stop(
    viewer: Viewer, *, stop: Stop, talked: int, sheets: int = 0, newcomers: int = 0, notes: str = ""
) -> Stop:
    """Note afterwards how many people were met; the ideas are counted by their receipts. Refused before it begins."""
    if not access.is_host(viewer, stop):
        _check(viewer, access.COUNT, stop.tour)
    row = _locked(stop)
    if row.cancelled or row.starts_at > clock.now():
        raise Refused("not-yet", _("One counts a stop after it took place."))
    if not all(0 <= number <= UTMOST for number in (talked, sheets, newcomers)):
        raise Refused("no-number", _("Count with numbers from nought to a hundred thousand."))
    if newcomers > talked:
        raise Refused("more-newcomers", _("There cannot be more newcomers than people you talked with."))
    row.talked, row.sheets, row.newcomers, row.counted_at = talked, sheets, newcomers, clock.now()
    row.notes = plain.clean(notes, longest=LONGEST_NOTES)
    row.revision += 1
    row.save()
    _note(viewer, access.COUNT, row, talked=talked, sheets=sheets, newcomers=newcomers)
    return row


def forget_host(person: Person) -> int:
    """Forget at which stops somebody was. Part of an erasure."""
    rows = Stop.objects.filter(hosts=person)
    count = len(rows)
    for row in rows:
        row.hosts.remove(person)
    return count


def _check(viewer: Viewer, verb: str, tour: Tour) -> None:
    if not viewer.may(verb, access.ground(tour.place)):
        raise NotAllowed(verb)


def _locked(stop: Stop) -> Stop:
    return Stop.objects.select_for_update(of=("self",)).select_related("tour").get(pk=stop.pk)


def _changed() -> Refused:
    return Refused("changed", _("This was changed in the meantime. Look at how it stands now, and change that."))


def _text(words: Text, longest: int) -> Text:
    return Text({language: plain.clean(words.said(language), longest=longest) for language in LANGUAGES})


def _kit(terms: StopTerms) -> list[dict[str, Any]]:
    things = [plain.line(line, longest=LONGEST_KIT) for line in terms.kit if line.strip()][:MOST_KIT]
    return [{"what": what, "ready": what in terms.ready} for what in dict.fromkeys(things)]


def _fresh_key(title: Text) -> str:
    begin = slugify(title.to("en"))[:60] or "tour"
    taken = {*RESERVED, *Tour.objects.filter(key__startswith=begin).values_list("key", flat=True)}
    return next(key for n in range(1, 10_000) if (key := begin if n == 1 else f"{begin}-{n}") not in taken)


def _note(viewer: Viewer, verb: str, row: Stop, **numbers: int) -> None:
    day = timezone.localtime(row.starts_at).date().isoformat()
    data: dict[str, Any] = {"title": dict(row.tour.title), "day": day, **numbers}
    record(viewer, verb=verb, subject=Subject("helping.stop", row.key), area=row.area or row.tour.place, data=data)
