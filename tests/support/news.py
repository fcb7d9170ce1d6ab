"""A room that tells news: whatever `happens` says becomes a line of the trail and a piece of news."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from wijk.core import clock
from wijk.core.providers import Card, Done, News
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Operator, Viewer
from wijk.trail.actions import record
from wijk.trail.models import Entry

KIND = "territory.perimeter"


class Teller:
    """News of perimeters, as the data of the line says; `broken` lines cannot be told."""

    kinds = (KIND,)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        return [self._one(line) for line in done]

    def _one(self, line: Done) -> News | None:
        told: Any = line.data.get("news")
        if told == "broken":
            raise RuntimeError("this line cannot be told")
        if not isinstance(told, dict):
            return None
        return News(
            title=Text(told["title"]), path=f"perimeters/{line.subject.id}/", kind="process", text=Text(told.get("text", {})),
            areas=frozenset(told.get("areas", [])), about=(line.subject,), themes=tuple(told.get("themes", [])),
            points=tuple((lon, lat) for lon, lat in told.get("points", [])), large=bool(told.get("large")),
        )  # fmt: skip

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        return None if subject.id == "hidden" else Card(f"Perimeter {subject.id}", f"/nl/perimeters/{subject.id}/")


teller = Teller()


def happens(
    title: str = "Nieuw plein",
    *,
    at: datetime | None = None,
    key: str = "plein",
    telling: object = None,
    **told: object,
) -> Entry:
    """Let something happen: by default it is told of `neighbourhood/1`."""
    news = telling or {"title": {"nl": title, "fr": f"{title} (fr)"}, "areas": ["neighbourhood/1"]} | told
    with clock.at(at or clock.now()), transaction.atomic():
        return record(
            Operator(),
            verb="territory.change_perimeter",
            subject=Subject(KIND, key),
            data={"redrawn": False, "news": news},  # type: ignore[dict-item]
        )
