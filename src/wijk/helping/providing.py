"""What does the room of helping tell others? Its cards, what goes on, what followers hear, what a moderator sees, what is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from wijk.accounts.models import Person
from wijk.contributions.models import Contribution
from wijk.core.providers import Card, Done, Happening, Look, News, Visibility
from wijk.core.standing import Standing
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.helping import access, actions, queries
from wijk.helping.models import CitizensAction, Stop, Tour
from wijk.helping.words import AGREED
from wijk.moderation.access import author_mark
from wijk.notices.actions import write_to
from wijk.ui.beside import Beside

TOUR, STOP, ACTION = "helping.tour", "helping.stop", "helping.action"
VOICE = "contributions.contribution"


class Describing:
    """How a tour, a stop or an action of citizens looks where another room points at it."""

    kinds: Sequence[str] = (TOUR, STOP, ACTION)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """Its title and page; None where it is not shown."""
        if subject.kind == ACTION:
            row = CitizensAction.objects.shown().filter(key=subject.id).first()
            return _card_of_action(row) if row else None
        if subject.kind == STOP:
            stop = Stop.objects.select_related("tour").filter(key=subject.id, tour__active=True).first()
            return _card(stop.tour) if stop else None
        tour = Tour.objects.filter(key=subject.id, active=True).first()
        return _card(tour) if tour else None


class GoingOn:
    """The next stops, and what people do, on the timeline of an area; two queries."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """The next first."""
        stops = [
            Happening(row.starts_at, Subject(STOP, row.key), _card(row.tour), "next", row.spot)
            for row in queries.coming(area)[:limit]
        ]
        done = [
            Happening(_moment(row), actions.subject_of(row), _card_of_action(row), "next", row.spot)
            for row in queries.actions_coming(area)[:limit]
        ]
        return sorted([*stops, *done], key=lambda one: one.at)[:limit]


class Telling:
    """What followers of a place hear: the stand comes, or does not."""

    kinds: Sequence[str] = (STOP,)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """The news of these lines; two queries, however many they are."""
        keys = {one.subject.id for one in done if one.verb in (access.SET_STOP, access.CANCEL)}
        rows = Stop.objects.filter(key__in=keys, tour__active=True).select_related("tour").prefetch_related("areas")
        found = {row.key: row for row in rows} if keys else {}
        return [self._one(one, found) for one in done]

    def _one(self, one: Done, found: Mapping[str, Stop]) -> News | None:
        row = found.get(one.subject.id)
        if row is None or one.verb not in (access.SET_STOP, access.CANCEL):
            return None
        said = {}
        for language in LANGUAGES:
            with override(language):
                words = (
                    _("The stand does not come: {day}, {place}")
                    if one.verb == access.CANCEL
                    else _("The stand comes: {day}, {place}")
                )
                said[language] = words.format(
                    day=date_format(timezone.localtime(row.starts_at), "j F, H:i"), place=row.spot
                )
        about = (one.subject, *([Subject("processes.process", row.tour.process)] if row.tour.process else []))
        points = ((row.lon, row.lat),) if row.lon is not None and row.lat is not None else ()
        areas = frozenset(area.area for area in row.areas.all())
        return News(row.tour.title, f"stands/{row.tour.key}/", "stand", Text(said), areas, about=about, points=points)


class Finding:
    """What people do, by the words of its title."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """At most so many; one query."""
        rows = CitizensAction.objects.shown().filter(title__icontains=words[:80]).order_by("-day")
        return [_card_of_action(row) for row in rows[:limit]]


class Moderating:
    """Actions of citizens as a moderator sees them: afterwards, never before."""

    kinds: Sequence[str] = (ACTION,)
    names: Mapping[str, Any] = {ACTION: gettext_lazy("actions of citizens")}

    def look(self, subject: Subject) -> Look | None:
        """The line, as long as it is there."""
        return self.looks([subject]).get(subject)

    def looks(self, subjects: Sequence[Subject]) -> Mapping[Subject, Look]:
        """Many at once; one query."""
        rows = CitizensAction.objects.filter(key__in=[one.id for one in subjects]).select_related("person")
        return {
            actions.subject_of(row): _look(row) for row in rows.exclude(visibility__in=("unconfirmed", "withdrawn"))
        }

    def apply(self, subject: Subject, visibility: Visibility, reason: str) -> None:
        """Show it, or no longer. What was taken off in the meantime stays away."""
        row = CitizensAction.objects.select_for_update().filter(key=subject.id).first()
        if row is not None and row.visibility not in ("unconfirmed", "withdrawn"):
            actions.show_action(row, visibility=visibility, reason=reason)

    def write(self, subject: Subject, *, key: str, title: Text, body: Text, path: str) -> int:
        """To the account that listed it; of anybody else no address is kept."""
        row = CitizensAction.objects.select_related("person").filter(key=subject.id).first()
        people = [row.person] if row is not None and row.person is not None else []
        return write_to(people=people, key=key, title=title, body=body, path=path)


_VOICE = Standing(
    lambda *, key: Contribution.objects.filter(key=key).values_list("visibility", "merged_into", "receipt__consent")
)


class StandingBeside:
    """On the page of a voice: that one of us wrote it down and how its author agreed; for who helps, where to react for somebody. One query."""

    def beside(self, subject: Subject, viewer: Viewer, request: HttpRequest) -> Sequence[Beside]:
        """Two lines at most."""
        if subject.kind != VOICE:
            return []
        told = _VOICE.ask(key=subject.id)
        if not told:
            return []
        visibility, merged, agreed = told[0]
        found = [Beside("helping/_beside.html", {"agreed": AGREED[agreed]}, 20)] if agreed else []
        if visibility == "shown" and merged is None and access.writes_for_others(viewer):
            found.append(Beside("helping/_for_somebody.html", {"url": reverse("helping:react", args=[subject.id])}, 30))
        return found


class OwnPart:
    """What this room holds of somebody with an account: at which stops they stood, what they listed."""

    name = "helping"

    def export(self, person: str) -> dict[str, Any]:
        """A copy for themselves."""
        stops = Stop.objects.filter(hosts__key=person).order_by("pk")
        listed = CitizensAction.objects.filter(person__key=person).order_by("pk")
        return {
            "stops": list(stops.values("key", "spot", "starts_at", "ends_at")),
            "actions": list(listed.values("key", "title", "spot", "day", "link", "visibility")),
        }

    def erase(self, person: str) -> int:
        """What was done stays; that it was them is forgotten."""
        found = Person.objects.filter(key=person).first()
        return actions.forget_host(found) + actions.forget_actions(found) if found is not None else 0


class Forgetting:
    """Forgets what nobody confirmed."""

    name = "helping.forgetting"

    def work(self, now: datetime) -> int:
        """How many rows went."""
        return actions.forget_unconfirmed()


def _card(tour: Tour) -> Card:
    return Card(tour.title.to(), reverse("helping:tour", args=[tour.key]), _("stand"))


def _card_of_action(row: CitizensAction) -> Card:
    return Card(row.title, reverse("helping:action", args=[row.key]), _("done by people themselves"))


def _moment(row: CitizensAction) -> datetime:
    return timezone.make_aware(datetime.combine(row.day, row.time or time(12)))


def _look(row: CitizensAction) -> Look:
    text = "\n".join(part for part in (row.spot, row.link) if part)
    author = author_mark(row.person.key) if row.person else ""
    url = reverse("helping:action", args=[row.key])
    return Look(row.title, text, row.language, url, row.made_at, row.area, "", author)


describes = Describing()
goes_on = GoingOn()
tells = Telling()
finds = Finding()
moderates = Moderating()
beside = StandingBeside()
own_part = OwnPart()
forgetting = Forgetting()
