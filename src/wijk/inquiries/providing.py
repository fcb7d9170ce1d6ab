"""What does the room of inquiries do when others ask: number what was said in one, say what is still owed, open and close by the days, give and
forget what is of a person? What everybody reads stands in `providing_public`."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.accounts.models import Person
from wijk.contributions.models import Contribution
from wijk.core.providers import Debt
from wijk.core.subject import Subject
from wijk.inquiries import actions, queries
from wijk.inquiries.models import Inquiry, Redaction


class Receives:
    """What was said in an inquiry gets its number when it comes to be shown."""

    def received(self, subject: Subject, news: Literal["came", "moved", "gone"]) -> None:
        """Told the same twice is as told once; what goes keeps its number, and what its author takes back is not kept sealed either."""
        row = Contribution.objects.filter(key=subject.id).first() if news != "moved" else None
        if row is not None and news == "came":
            actions.receive(row)
        elif row is not None and row.visibility == "withdrawn":
            actions.forget_words(row)

    def received_many(self, subjects: Sequence[Subject]) -> None:
        """A list from elsewhere came in: one query for each five hundred, unless some of it was said in an inquiry."""
        keys = [subject.id for subject in subjects]
        for first in range(0, len(keys), 500):
            rows = Contribution.objects.filter(key__in=keys[first : first + 500])
            for row in rows.filter(opening__in=Inquiry.objects.values("opening")).order_by("pk"):
                actions.receive(row)


class Owed:
    """What a phase still owes: the replies to the remarks of its inquiries, and the decision."""

    def owed(self, process: Subject, phase: Subject, start: date, end: date) -> Sequence[Debt]:
        """One line for each inquiry that ended in it; one query, and one more where there are any."""
        return [
            Debt(
                _("Public inquiry “{title}”: remarks without a reply: {count}").format(
                    title=row.title.to(), count=queries.owed(row).count()
                ),
                reverse("inquiries:inquiry", args=[row.key]), row.last,
            )
            for row in queries.owing(process.id, start, end)
        ]  # fmt: skip


class Works:
    """Opens and closes by the days, and tells authors of replies."""

    name = "inquiries"

    def work(self, now: datetime) -> int:
        """How many inquiries moved and how many authors were told."""
        return actions.move_on(now) + actions.tell_authors(now)


class OwnPart:
    """What this room holds of somebody with an account: what they asked or confirmed to blacken. Remarks belong to contributions."""

    name = "inquiries"

    def export(self, person: str) -> dict[str, Any]:
        """A copy for themselves."""
        asked = Redaction.objects.filter(asked_by__key=person).order_by("pk")
        judged = Redaction.objects.filter(judged_by__key=person).order_by("pk")
        return {
            "asked_to_blacken": list(asked.values("remark__inquiry__key", "remark__number", "asked_at", "state")),
            "judged": list(judged.values("remark__inquiry__key", "remark__number", "judged_at", "state")),
        }

    def erase(self, person: str) -> int:
        """What was done stays; that it was them is forgotten."""
        found = Person.objects.filter(key=person).first()
        return actions.forget_person(found.pk) if found is not None else 0


receives, owed, works, own_part = Receives(), Owed(), Works(), OwnPart()
