"""What do sheets tell the house? How printings and piles look to who works with them, what a person typed, what is forgotten when."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wijk.core.errors import Absent
from wijk.core.providers import Card
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.sheets import access, actions, codes, queries


class Describing:
    """Printings and piles, for who works with them; nothing for anybody else."""

    kinds: Sequence[str] = ("sheets.printing", "sheets.batch")

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """Its title and page."""
        try:
            if subject.kind == "sheets.printing":
                printing = access.open_printing(viewer, subject.id)
                return Card(printing.title, reverse("sheets:printing", args=[printing.key]), _("Printed sheets"))
            batch = access.open_batch(viewer, subject.id)
        except Absent:
            return None
        day = date_format(batch.on, "DATE_FORMAT")
        return Card(_("Pile of {day}").format(day=day), reverse("sheets:batch", args=[batch.key]), _("Pile of sheets"))


class Erasing:
    """Who typed is kept by a keyed print, and only until a sheet is done with. What stands on paper belongs to no account."""

    name = "sheets"

    def export(self, person: str) -> dict[str, Any]:
        """How many sheets this person typed that are not done with."""
        count = queries.typed_by(codes.hand_of(person)).count()
        return {"sheets_typed_and_not_done_with": count} if count else {}

    def erase(self, person: str) -> int:
        """Nobody can tell any more who typed these; how many there were."""
        return actions.forget_hand(codes.hand_of(person))


class Forgetting:
    """Throws pictures of pages away, a term after their sheet was done with."""

    name = "sheets.forgetting"

    def work(self, now: datetime) -> int:
        """How many pictures went."""
        return actions.forget_scans(now)


describes = Describing()
own_typings = Erasing()
forgetting = Forgetting()
