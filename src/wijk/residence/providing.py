"""What does residence tell the rooms below and beside it? What it holds of a person, what it forgets, what a page above asks."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.residence import access, actions, keys, queries
from wijk.residence.models import Handle, Letter
from wijk.residence.words import LEVEL_WORDS
from wijk.ui.beside import Beside

#: Things of other rooms on whose pages stands what they ask.
ASKING = frozenset({"conversations.conversation", "processes.process"})


class OwnResidence:
    """Where somebody with an account lives, and the letters that they asked for."""

    name = "residence"

    def export(self, person: str) -> dict[str, Any]:
        """The standing, by what it is known, and letters under way; no print and no code."""
        own = keys.handle("account", person)
        handles = Handle.objects.filter(resident__handles__hash=own).select_related("resident")
        rows = list(handles.order_by("pk"))
        letters = Letter.objects.filter(account=own).order_by("asked_on", "pk")
        told: dict[str, Any] = {
            "letters": [
                {"asked_on": row.asked_on.isoformat(), "area": row.area, "sent": not row.lines, "to": _lines(row.lines)}
                for row in letters
            ]
        }
        if rows:
            of = rows[0].resident
            told |= {
                "level": of.level, "way": of.way, "area": of.area, "since": of.since.isoformat(), "until": of.until.isoformat(),
                "known_by": [row.kind for row in rows],
            }  # fmt: skip
        return told

    def erase(self, person: str) -> int:
        """All of it; how many rows."""
        return actions.forget(keys.handle("account", person))


class Forgetting:
    """Forgets what has ended."""

    name = "residence.forgetting"

    def work(self, now: datetime) -> int:
        """How many rows went."""
        return actions.forget_old(now)


class Tallying:
    """Tells once a day how many showed where they live."""

    name = "residence.tallying"

    def work(self, now: datetime) -> int:
        """How many people were told of."""
        return actions.tally(now)


class StandsBeside:
    """On the page of what asks it: what is asked, and for who keeps it the way to change that."""

    def beside(self, subject: Subject, viewer: Viewer, request: HttpRequest) -> Sequence[Beside]:
        """One block, where something is asked or the viewer may ask it; two queries, three for who works somewhere."""
        if subject.kind not in ASKING:
            return ()
        told = queries.asked(str(subject))
        keeps = bool(viewer.key) and access.keeps(viewer, str(subject))
        if told.level == "none" and not keeps:
            return ()
        words = {"scope": str(subject), "asks": told, "level": LEVEL_WORDS[told.level], "keeps": keeps}
        return (Beside("residence/_asked.html", words, 15),)


def _lines(sealed: str) -> list[str]:
    told = keys.unseal(sealed)
    return [told[at] for at in sorted(told)]


own_residence = OwnResidence()
forgetting = Forgetting()
tallying = Tallying()
beside = StandsBeside()
