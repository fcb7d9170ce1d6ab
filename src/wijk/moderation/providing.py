"""What does this room answer when others ask? Its open figures, what it holds of a person, its work, a card for its reasons."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from wijk.core.providers import Card, Dataset
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.moderation import access, actions, queries
from wijk.moderation.models import Reason


class Describes:
    """The reasons of the public list."""

    kinds = ("moderation.reason",)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """A reason, on the page that everybody reads."""
        found = Reason.objects.filter(code=subject.id).first()
        return Card(found.title.to(), reverse("moderation:rules"), "rule") if found else None


class OwnWords:
    """What moderation holds of a person: which of their words were looked at, their appeals and their reports."""

    name = "moderation"

    def export(self, person: str) -> dict[str, Any]:
        """For their own copy."""
        said = queries.said_by(access.author_mark(person))
        reported = queries.reported_by(access.reader_mark(person))
        return {
            "said": [
                {
                    "about": row.subject, "at": row.entered_at.isoformat(), "visibility": row.visibility,
                    "reason": row.reason.code if row.reason else "",
                    "appeals": [{"at": one.at.isoformat(), "text": one.words} for one in row.appeals.all()],
                }
                for row in said
            ],
            "reported": [
                {"about": row.item.subject, "at": row.at.isoformat(), "reason": row.reason.code, "text": row.words} for row in reported
            ],
        }  # fmt: skip

    def erase(self, person: str) -> int:
        """Take the person away."""
        return actions.erase_person(person)


class Works:
    """Forgets what is no longer needed, lets go of what is no longer there, and writes to moderators once a day."""

    name = "moderation"

    def work(self, now: datetime) -> int:
        """As often as one likes."""
        return actions.tidy(now) + actions.settle_gone() + actions.remind(now)


class Publishes:
    """How much was hidden, removed and appealed against, and the reasons."""

    def datasets(self) -> Iterator[Dataset]:
        """Two lists."""
        for code, title in _SETS.items():
            forms = [("text/csv", f"api/v1/{code}.csv"), ("application/json", f"api/v1/{code}.json")]
            yield Dataset(
                id=code, title=title, description=title, licence="CC0-1.0", source="", publisher="", issued=None, modified=None,
                keywords=["moderation"], distributions=forms,
            )  # fmt: skip


_SETS = {
    "moderation": Text(
        {
            "nl": "Wat verborgen of verwijderd werd, per maand en reden",
            "fr": "Ce qui a été caché ou retiré, par mois et par raison",
            "en": "What was hidden or removed, by month and reason",
        }
    ),
    "moderation-reasons": Text(
        {
            "nl": "De redenen waarom iets niet getoond wordt",
            "fr": "Les raisons pour lesquelles une chose n’est pas montrée",
            "en": "The reasons for which something is not shown",
        }
    ),
}

describes, own_words, works, publishes = Describes(), OwnWords(), Works(), Publishes()
