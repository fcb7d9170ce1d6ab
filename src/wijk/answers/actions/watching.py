"""Before a promised day passes, those who answer are reminded; after it, the managers are told, and everybody sees that it is late."""

from collections import defaultdict
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.answers import access, compute, letters
from wijk.answers.actions.answering import subject_of
from wijk.answers.models import OPEN, Again, Request, Service
from wijk.answers.wording import in_all
from wijk.core.viewer import Passerby
from wijk.notices.actions import write_to
from wijk.trail.actions import record

#: Requests looked at in one round.
BATCH = 200
LATE = 2
_SOON_TITLE = _("Answers are due soon")
_SOON = _("Questions that wait for an answer from you and are due soon: {count}. The first was promised by {due}.")
_LATE_TITLE = _("Promised answers are late")
_LATE = _(
    "Answers whose promised day passed: {count}. The first was promised by {due}. Everybody can see it on the public clock."
)


def remind(now: datetime) -> int:
    """As often as one likes: each reminder is sent once. How many requests were looked at."""
    day = compute.local_day(now)
    with transaction.atomic():
        found = Request.objects.select_for_update(of=("self",)).filter(state=OPEN, next_on__lte=day)
        rows = list(found.select_related("contribution", "service").order_by("next_on", "pk")[:BATCH])
        soon: dict[Person, list[Request]] = defaultdict(list)
        late: dict[Person, list[Request]] = defaultdict(list)
        for row in rows:
            _step(row, day, now, soon, late)
        for person, mine in soon.items():
            _write(person, mine, f"answers-soon-{day}", _SOON_TITLE, _SOON, "office/answers/")
        for person, mine in late.items():
            _write(person, mine, f"answers-late-{day}", _LATE_TITLE, _LATE, "office/answers/?show=late")
    return len(rows)


def _step(
    row: Request, day: date, now: datetime, soon: dict[Person, list[Request]], late: dict[Person, list[Request]]
) -> None:
    """One step on: a reminder, or, after the day, the word to the managers."""
    if row.due < day:
        for person in letters.holding(("manager",), row.area):
            late[person].append(row)
        row.stage, row.next_on, row.escalated_at = LATE + 1, None, now
        row.save(update_fields=["stage", "next_on", "escalated_at"])
        record(
            Passerby(), verb=access.ESCALATE, subject=subject_of(row), area=row.area, data={"due": row.due.isoformat()}
        )
        return
    for person in letters.answerers(row.service, row.area):
        soon[person].append(row)
    row.stage = min(row.stage + 1, LATE)
    row.next_on = compute.remind_on(row.asked_on, row.due, row.stage)
    row.save(update_fields=["stage", "next_on"])


def _write(person: Person, rows: list[Request], key: str, title: object, body: object, path: str) -> None:
    first = min(row.due for row in rows)
    told = in_all(body, count=len(rows), due=letters.day_in_all(first))
    write_to(people=[person], key=key, title=in_all(title), body=told, path=path)


@transaction.atomic
def forget_person(person: str) -> int:
    """Take somebody out of the services, and forget why they asked again. Part of an erasure. How many rows."""
    found = Person.objects.filter(key=person).first()
    if found is None:
        return 0
    gone = Service.members.through.objects.filter(person=found).delete()[0]
    return gone + Again.objects.filter(request__contribution__person=found).exclude(text="").update(text="")
