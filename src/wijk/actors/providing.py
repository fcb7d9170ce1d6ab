"""What other rooms learn of organisations: cards, news, finds, own data, the dataset, and what the worker does."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from wijk.actors import queries
from wijk.actors.actions import remind
from wijk.actors.models import Draft, Keeping, Organisation, PlaceOf
from wijk.core.providers import Card, Dataset, Done, News
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer

KIND = "actors.organisation"
_OPENED = Text(
    {
        "nl": "Nieuw in de wegwijzer: {title}",
        "fr": "Nouveau dans l’annuaire : {title}",
        "en": "New in the directory: {title}",
    }
)
_CLOSED = Text({"nl": "{title} is gestopt", "fr": "{title} a cessé ses activités", "en": "{title} has closed"})


class Organisations:
    """Cards of organisations, news of them, and organisations by words."""

    kinds = (KIND,)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """How an organisation looks where another room points at it."""
        row = Organisation.objects.filter(key=subject.id).only("key", "title").first()
        return _card(row) if row else None

    def found(self, words: str, limit: int) -> list[Card]:
        """Organisations by words."""
        return [_card(row) for row in queries.directory(queries.Asked(words=words))[:limit]] if words.strip() else []

    def news(self, done: Sequence[Done]) -> list[News | None]:
        """An organisation was added or has closed; two queries for all lines together."""
        told = {"actors.add_organisation": _OPENED, "actors.close_organisation": _CLOSED}
        keys = {d.subject.id for d in done if d.verb in told}
        rows = {o.key: o for o in Organisation.objects.filter(key__in=keys)} if keys else {}
        areas: dict[int, set[str]] = {}
        for pk, area in PlaceOf.objects.filter(organisation__in=[o.pk for o in rows.values()]).values_list(
            "organisation", "area"
        ):
            areas.setdefault(pk, set()).add(area)
        return [_news(rows.get(d.subject.id), told[d.verb], areas) if d.verb in told else None for d in done]


def _card(row: Organisation) -> Card:
    return Card(row.title.to(), reverse("actors:organisation", args=[row.key]), _("organisation"))


def _news(row: Organisation | None, template: Text, areas: dict[int, set[str]]) -> News | None:
    if row is None:
        return None
    return News(
        title=Text({language: words.format(title=row.title.to(language)) for language, words in template.items()}),
        path=f"organisations/{row.key}/", kind="organisation", text=row.does, areas=frozenset(areas.get(row.pk, ())),
        about=(Subject(KIND, row.key),), themes=tuple(row.themes),
        points=((row.lon, row.lat),) if row.lon is not None and row.lat is not None else (),
    )  # fmt: skip


class OwnKeeping:
    """Which entries somebody keeps or asked to keep, and lists on their desk."""

    name = "actors"

    def export(self, person: str) -> dict[str, Any]:
        """Everything that this room holds of a person."""
        rows = Keeping.objects.filter(person__key=person).select_related("organisation").order_by("pk")
        return {
            "keeps": [
                {
                    "organisation": k.organisation.key, "asked": k.asked_at.isoformat(),
                    "confirmed": k.confirmed_at and k.confirmed_at.isoformat(), "ended": k.ended_at and k.ended_at.isoformat(),
                }
                for k in rows
            ],
            "lists": list(Draft.objects.filter(owner=person).values_list("file", flat=True)),
        }  # fmt: skip

    def erase(self, person: str) -> int:
        """Forget who it was; the entries stay."""
        kept, _each = Keeping.objects.filter(person__key=person).delete()
        drafts, _each = Draft.objects.filter(owner=person).delete()
        return kept + drafts


class Directory:
    """The directory as open data; one query."""

    def datasets(self) -> Iterator[Dataset]:
        """The directory, once anybody stands in it."""
        last = Organisation.objects.order_by("-changed_at").values_list("changed_at", flat=True).first()
        if last is None:
            return
        yield Dataset(
            id="organisations",
            title=Text({"nl": "Wegwijzer van organisaties", "fr": "Annuaire des organisations", "en": "Directory of organisations"}),
            description=Text({
                "nl": "Wie actief is in welke wijk: wat ze doen, in welke talen, hoe men hen bereikt, en wanneer dit laatst bevestigd werd.",
                "fr": "Qui est actif dans quel quartier : activités, langues, contact, et date de la dernière confirmation.",
                "en": "Who is active in which neighbourhood: what they do, in which languages, how to reach them, and when this was last confirmed.",
            }),
            licence="", source="", publisher="", issued=None, modified=last, keywords=["organisations", "participation"],
            distributions=[
                ("text/csv", "api/v1/organisations.csv"), ("application/json", "api/v1/organisations"),
                ("application/geo+json", "api/v1/organisations.geojson")
            ],
        )  # fmt: skip


class Reminders:
    """Asks keepers once a year whether everything is still right."""

    name = "actors"

    def work(self, now: datetime) -> int:
        """One round; how many letters were written."""
        return remind(now)


organisations, own_keeping, directory, reminders = Organisations(), OwnKeeping(), Directory(), Reminders()
