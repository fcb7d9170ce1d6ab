"""What the toolbox answers to rooms that it does not know: its cards by name, and what it holds of a person."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.core import city
from wijk.core.errors import Absent
from wijk.core.providers import Card, Dataset
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.toolbox import queries
from wijk.toolbox.models import KeptCard, SavedPlan
from wijk.toolbox.plans import plan_of, told

JSON, CSV = "application/json", "text/csv"


class Cards:
    """Method cards, for everybody."""

    kinds = ("toolbox.card",)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """How a method card looks elsewhere."""
        try:
            return _shown(queries.card(subject.id))
        except Absent:
            return None

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """Cards by their words; one query."""
        return [_shown(one) for one in queries.found(words, limit)]

    def datasets(self) -> Iterator[Dataset]:
        """The toolbox as a dataset."""
        modified = KeptCard.objects.order_by("-changed_at").values_list("changed_at", flat=True).first()
        yield _dataset(modified)


class OwnPlans:
    """The plans that somebody keeps: their own, and gone with them."""

    name = "toolbox"

    def export(self, person: str) -> dict[str, Any]:
        """Every plan with what was asked and what came of it."""
        rows = SavedPlan.objects.filter(person__key=person).order_by("made_at")
        return {
            "plans": [
                {"key": r.key, "title": dict(r.title), "place": r.place, "wish": r.wish, "plan": told(plan_of(r.made))}
                for r in rows
            ]
        }

    def erase(self, person: str) -> int:
        """Throw them away; how many there were."""
        return SavedPlan.objects.filter(person__key=person).delete()[0]


def _shown(one: queries.Card) -> Card:
    return Card(str(one.title), reverse("toolbox:card", args=[one.code]), _("Method card"))


def _dataset(modified: datetime | None) -> Dataset:
    return Dataset(
        id="toolbox-cards",
        title=Text({"nl": "Methodekaarten", "fr": "Fiches de méthode", "en": "Method cards"}),
        description=Text({
            "nl": "Werkvormen voor participatie met doel, niveau, groep, tijd, middelen en valkuilen.",
            "fr": "Méthodes de participation avec but, niveau, groupe, temps, moyens et pièges.",
            "en": "Ways of taking part, with purpose, level, group, time, means and pitfalls.",
        }),
        licence="CC0-1.0", source="", publisher=city.name(), issued=None, modified=modified, keywords=["participation", "method"],
        distributions=[(JSON, "api/v1/toolbox/cards"), (CSV, "api/v1/toolbox/cards.csv")],
    )  # fmt: skip


cards = Cards()
own_plans = OwnPlans()
