"""Something was said, moved, or is no longer there: it gets its service and its promised day. Parts of the verb that did it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from wijk.answers import compute, letters, queries
from wijk.answers.models import ANSWERED, GONE, MERGED, OPEN, Request
from wijk.contributions.actions import set_state, set_state_of_many
from wijk.contributions.models import Contribution, ContributionArea
from wijk.core import clock
from wijk.core.subject import Subject

#: So many are looked at together.
BATCH = 500


def receive(subject: Subject, news: Literal["came", "moved", "gone"]) -> Request | None:
    """Keep the request about a contribution as it now stands; told the same twice is as told once. No line in the trail."""
    rows = Contribution.objects.select_related("kind", "category", "opening", "author", "person")
    row = rows.filter(key=subject.id).first()
    if row is None:
        return None
    known = Request.objects.select_for_update(of=("self",)).filter(contribution=row).first()
    if news == "gone":
        return _gone(row, known)
    if known is None:
        return _promise(row) if row.kind.answered and row.is_shown and row.merged_into_id is None else None
    known.contribution = row
    if news == "moved":
        return _moved(row, known)
    return _back(row, known)


def receive_many(subjects: Sequence[Subject]) -> None:
    """Promise an answer to each of these that came in at once, as `receive` does to one, in few queries."""
    for first in range(0, len(subjects), BATCH):
        _receive_some([subject.id for subject in subjects[first : first + BATCH]])


def _receive_some(keys: Sequence[str]) -> None:
    found = Contribution.objects.filter(key__in=keys).select_related("kind", "category", "opening", "author", "person")
    rows = list(found.order_by("pk"))
    known = {
        one.contribution_id: one
        for one in Request.objects.select_for_update(of=("self",)).filter(contribution__in=rows)
    }
    areas: dict[int, set[str]] = {}
    for pk, area in ContributionArea.objects.filter(contribution__in=rows).values_list("contribution", "area"):
        areas.setdefault(pk, set()).add(area)
    promises, fresh = _Promises(), list[Request]()
    for row in rows:
        if row.pk in known:
            known[row.pk].contribution = row
            _back(row, known[row.pk])
        elif row.kind.answered and row.is_shown and row.merged_into_id is None:
            fresh.append(promises.request(row, frozenset(areas.get(row.pk, ()))))
    made = Request.objects.bulk_create(fresh, BATCH)
    set_state_of_many(
        [one.contribution for one in made if one.service and one.contribution.state == "open"], state="assigned"
    )
    for one in made:
        if one.contribution.channel != "import":
            letters.came(one)


class _Promises:
    """The promises of one moment; what is asked for twice is looked up once."""

    def __init__(self) -> None:
        self.now = clock.now()
        self.day = compute.local_day(self.now)
        self.ways: dict[tuple[str, str, str, frozenset[str]], queries.Goes] = {}
        self.days: dict[tuple[int, bool], date] = {}

    def request(self, row: Contribution, areas: frozenset[str]) -> Request:
        """The request about it, not yet written."""
        asked = (row.kind_id, row.category_id or "", row.opening.key, areas | {row.area})
        if asked not in self.ways:
            kind, category, opening, places = asked
            self.ways[asked] = queries.goes(kind=kind, category=category, opening=opening, areas=places)
        return Request(contribution=row, **self.told(row, self.ways[asked]))

    def told(self, row: Contribution, goes: queries.Goes) -> dict[str, Any]:
        """What is kept of the promise."""
        terms = (goes.days, goes.working)
        if terms not in self.days:
            self.days[terms] = compute.due_on(self.day, goes.days, working=goes.working)
        due = self.days[terms]
        return {
            "service": goes.service, "area": row.area, "process": row.process, "phase": row.phase, "asked_at": self.now,
            "asked_on": self.day, "due": due, "first_due": due, "next_on": compute.remind_on(self.day, due, 0),
        }  # fmt: skip


def _promise(row: Contribution) -> Request:
    told = _Promises().told(row, queries.goes_of(row))
    made, new = Request.objects.get_or_create(contribution=row, defaults=told)
    if not new:
        return made
    if made.service is not None and row.state == "open":
        set_state(row, state="assigned")
    if row.channel != "import":
        letters.came(made)
    return made


def _moved(row: Contribution, known: Request) -> Request:
    """Elsewhere, or about something else: another service may have to answer, as long as nobody did. The clock began before."""
    known.area, known.process, known.phase = row.area, row.process, row.phase
    if known.state == OPEN and not known.answers.exists():
        goes = queries.goes_of(row)
        due = compute.due_on(known.asked_on, goes.days, working=goes.working)
        known.service, known.due, known.first_due, known.stage = goes.service, due, due, 0
        known.next_on = compute.remind_on(known.asked_on, due, 0)
        wanted = "assigned" if goes.service else "open"
        if row.state in ("open", "assigned") and row.state != wanted:
            set_state(row, state=wanted)
    known.version += 1
    known.save()
    return known


def _back(row: Contribution, known: Request) -> Request:
    """It is shown again, or stands by itself again."""
    if known.state in (GONE, MERGED) and row.is_shown and row.merged_into_id is None:
        again = getattr(known, "again", None)
        waits = known.answered_at is None or (again is not None and again.at > known.answered_at)
        known.state, known.version = OPEN if waits else ANSWERED, known.version + 1
        known.save(update_fields=["state", "version"])
    return known


def _gone(row: Contribution, known: Request | None) -> Request | None:
    if known is None or known.state in (GONE, MERGED):
        return known
    known.state, known.version = MERGED if row.merged_into_id else GONE, known.version + 1
    known.save(update_fields=["state", "version"])
    return known
