"""Something was said, moved, or is no longer there: it gets its service and its promised day. Parts of the verb that did it."""

from typing import Literal

from wijk.answers import compute, letters, queries
from wijk.answers.models import ANSWERED, GONE, MERGED, OPEN, Request
from wijk.contributions.actions import set_state
from wijk.contributions.models import Contribution
from wijk.core import clock
from wijk.core.subject import Subject


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


def _promise(row: Contribution) -> Request:
    goes = queries.goes_of(row)
    now = clock.now()
    day = compute.local_day(now)
    due = compute.due_on(day, goes.days, working=goes.working)
    told = {
        "service": goes.service, "area": row.area, "process": row.process, "phase": row.phase, "asked_at": now, "asked_on": day,
        "due": due, "first_due": due, "next_on": compute.remind_on(day, due, 0),
    }  # fmt: skip
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
