"""What does the caseload give back to people, and when does it forget?"""

from datetime import datetime
from typing import Any

from wijk.accounts.models import Person
from wijk.helping import actions
from wijk.helping.models import Case, Membership

#: What somebody gets of what a team keeps of them: everything but who of the team wrote it.
COLUMNS = (
    "number", "about", "who", "languages", "stage", "next_on", "next_what", "agreed", "words", "agreed_on", "begun_at", "closed_at",
)  # fmt: skip


class OwnCases:
    """What teams keep of somebody who said that it is they, and the teams in which they are."""

    name = "helping.cases"

    def export(self, person: str) -> dict[str, Any]:
        """A copy for themselves. A case that an account did not take for its own is not in it."""
        rows = Case.objects.filter(person__key=person, person_said__isnull=False).select_related("team").order_by("pk")
        teams = Membership.objects.filter(person__key=person).order_by("pk")
        return {
            "accompanied": [self._one(row) for row in rows.prefetch_related("needs", "notes", "links")],
            "teams": list(teams.values("team__title", "since", "ended_at")),
        }

    def _one(self, row: Case) -> dict[str, Any]:
        told: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
        return told | {
            "team": row.team.title,
            "needs": [{"what": need.what, "done_on": need.done_on} for need in row.needs.all()],
            "links": [link.subject for link in row.links.all()],
            "log": [{"on": note.on, "text": note.text, "minutes": note.minutes} for note in row.notes.all()],
        }

    def erase(self, person: str) -> int:
        """What is kept of them goes; where they accompanied others the work stays, and that it was they is forgotten."""
        found = Person.objects.filter(key=person).first()
        return actions.forget_in_cases(found) if found is not None else 0


class Forgetting:
    """Closes what was silent for a year, forgets what was closed half a year ago."""

    name = "helping.cases"

    def work(self, now: datetime) -> int:
        """As often as one likes."""
        return actions.forget_by_term(now)


own_cases = OwnCases()
forgetting = Forgetting()
