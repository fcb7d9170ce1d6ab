"""How do meetings leave the house as a table, and what does each column mean?"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from wijk.core.text import LANGUAGES
from wijk.meetings.models import Meeting

#: The columns of the public table: (column, type, meaning). The first ones are those that an import takes.
DICTIONARY: tuple[tuple[str, str, Any], ...] = (
    ("key", "text", _("Key of the meeting, as in the address of its page; never changes")),
    ("organ", "text", _("Key of the organ, as in the address of its page")),
    *((f"title_{code}", "text", _("What the meeting is called")) for code in LANGUAGES),
    ("starts_at", "date-time", _("Begins, in UTC; empty where it was cancelled before a moment was chosen")),
    ("ends_at", "date-time", _("Ends, in UTC")),
    ("all_day", "boolean", _("Of whole days: from midnight to midnight in the city")),
    (
        "state",
        "text",
        _(
            "planned, moved (planned at another moment), held, drafted (minutes wait for approval), approved (minutes approved), cancelled"
        ),
    ),
    *((f"where_{code}", "text", _("Where it is")) for code in LANGUAGES),
    ("place", "text", _("What area or perimeter it is about; empty for the whole city")),
    ("process", "text", _("Key of the process that it belongs to")),
    ("longitude", "number", _("Of the place where it is")),
    ("latitude", "number", _("Of the place where it is")),
    ("access", "text", _("Facilities of the place, with spaces between them")),
    ("interpretation", "text", _("Languages with interpretation, with spaces between them")),
    ("child_care", "boolean", _("Whether there is child care")),
    ("moved_from", "date-time", _("The moment that it last had before it was moved")),
    ("approved_on", "date", _("When the minutes were approved")),
    ("changed_at", "date-time", _("When anything of it last changed")),
)


def fields(row: Meeting) -> dict[str, Any]:
    """One meeting in the order of the dictionary. `old_moments` should be prefetched."""
    old = list(row.old_moments.all())
    return {
        "key": row.key,
        "organ": row.organ.key,
        **{f"title_{code}": row.title.said(code) for code in LANGUAGES},
        "starts_at": row.starts_at.isoformat() if row.starts_at else None,
        "ends_at": row.ends_at.isoformat() if row.ends_at else None,
        "all_day": row.all_day,
        "state": row.state,
        **{f"where_{code}": row.where.said(code) for code in LANGUAGES},
        "place": row.place,
        "process": row.process,
        "longitude": row.lon,
        "latitude": row.lat,
        "access": " ".join(row.access),
        "interpretation": " ".join(row.interpretation),
        "child_care": row.child_care,
        "moved_from": old[-1].starts_at.isoformat() if old else None,
        "approved_on": row.approved_on.isoformat() if row.approved_on else None,
        "changed_at": row.changed_at.isoformat(),
    }


def table(rows: Iterable[Meeting]) -> list[dict[str, Any]]:
    """Many meetings."""
    return [fields(row) for row in rows]
