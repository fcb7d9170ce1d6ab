"""What does the room of contributions tell others? How a voice looks, what followers hear, what goes on, what is found, and what is forgotten."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from wijk.accounts.models import Person
from wijk.contributions import access, actions
from wijk.contributions.actions.parts import page_of, title_in
from wijk.contributions.models import Comment, Contribution, Opening, OpeningArea
from wijk.contributions.queries import Filter, listed, openings
from wijk.core import clock
from wijk.core.errors import Absent
from wijk.core.providers import Card, Done, Happening, News
from wijk.core.subject import Subject
from wijk.core.viewer import Operator, Viewer

VOICE, COMMENT, OPENING = "contributions.contribution", "contributions.comment", "contributions.opening"
#: What somebody gets of their own.
VOICE_COLUMNS = (
    "key", "kind", "category", "title", "body", "language", "area", "spot", "lon", "lat", "shown_as", "given_at", "visibility", "state",
    "author__contact",
)  # fmt: skip
COMMENT_COLUMNS = ("key", "contribution__key", "section", "body", "language", "shown_as", "made_at", "visibility")
#: Themes of the house by category, for who follows a theme.
THEMES = {
    "mobility": "mobility",
    "environment": "environment",
    "economy": "work",
    "leisure": "participation",
    "services": "facilities",
}


class Describing:
    """How a contribution, a comment or an opening looks where another room points at it."""

    kinds: Sequence[str] = (VOICE, COMMENT, OPENING)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """Its title and page; None where this viewer may not know of it."""
        if subject.kind == OPENING:
            row = openings.opening(subject.id)
            return (
                Card(row.title.to(), reverse("contributions:say_at", args=[row.key]), _("place to speak"))
                if row
                else None
            )
        key = subject.id
        if subject.kind == COMMENT:
            said = Comment.objects.select_related("contribution").filter(key=key, visibility="shown").first()
            if said is None or not said.contribution.is_shown:
                return None
            words = Truncator(said.body).chars(80)
            return Card(words, f"{_page(said.contribution)}#comment-{said.key}", _("comment"))
        try:
            found = access.open_contribution(viewer, key)
        except Absent:
            return None
        return _card(found) if access.may_look(viewer, found) else None

    def place(self, subject: Subject) -> str | None:
        """That of a place to speak; what was said is at a point of its own. One query."""
        rows = Opening.objects.filter(key=subject.id) if subject.kind == OPENING else Opening.objects.none()
        return rows.values_list("place", flat=True).first()


class Telling:
    """What followers hear: somebody said something here; one can speak about something new."""

    kinds: Sequence[str] = (VOICE, OPENING)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """The news of these lines; at most four queries, however many they are."""
        said = {one.subject.id for one in done if one.subject.kind == VOICE}
        opened = {one.subject.id for one in done if one.verb == access.OPEN}
        rows = Contribution.objects.shown().filter(key__in=said).select_related("kind").prefetch_related("areas")
        voices = {row.key: row for row in rows} if said else {}
        places = (
            {row.key: row for row in Opening.objects.filter(key__in=opened).prefetch_related("areas")} if opened else {}
        )
        return [self._one(one, voices, places) for one in done]

    def _one(self, one: Done, voices: Mapping[str, Contribution], places: Mapping[str, Opening]) -> News | None:
        row = places.get(one.subject.id)
        if one.verb == access.OPEN and row and not row.takes_late:  # a room that keeps its days tells of it itself
            about = (one.subject, *([Subject("processes.process", row.process)] if row.process else []))
            return News(
                row.title,
                f"say/{row.key}/",
                "opening",
                row.intro,
                frozenset(a.area for a in row.areas.all()),
                about=about,
            )
        voice = voices.get(one.subject.id)
        if voice is None or one.verb not in (access.SUBMIT, access.ENTER, access.CONFIRM):
            return None
        about = (one.subject, *([Subject("processes.process", voice.process)] if voice.process else []))
        point = ((voice.lon, voice.lat),) if voice.lon is not None and voice.lat is not None else ()
        theme = THEMES.get(voice.category_id or "", "")
        return News(
            title_in(voice), page_of(voice), "contribution", voice.kind.title, frozenset(a.area for a in voice.areas.all()),
            about=about, themes=(theme,) if theme else (), points=point,
        )  # fmt: skip


class GoingOn:
    """What stands on the timeline of an area: what one is asked about. What people say stands on the list and the map: it is much."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """Openings, those first that close first; not those whose days another room keeps, which stand there. One query."""
        now = clock.now()
        rows = Opening.objects.filter(active=True, takes_late=False, opens_at__lte=now, closes_at__gt=now)
        rows = rows.exclude(key="city")
        if area:
            rows = rows.filter(pk__in=OpeningArea.objects.filter(area__in=(area, "")).values("opening"))
        return [_opened(row) for row in rows.order_by("closes_at")[:limit]]


class Finding:
    """What everybody may read, by its words."""

    def found(self, words: str, limit: int) -> Sequence[Card]:
        """The newest that hold these words, or words like them."""
        return [_card(row) for row in listed(Filter(words=words[:120]), limit=limit).rows]


class OwnWords:
    """What somebody with an account said: given to them, and no longer theirs when they leave."""

    name = "contributions"

    def export(self, person: str) -> dict[str, Any]:
        """Their contributions and comments, with all that is kept of them."""
        said = Contribution.objects.filter(person__key=person).order_by("pk")
        comments = Comment.objects.filter(person__key=person).order_by("pk")
        return {"contributions": list(said.values(*VOICE_COLUMNS)), "comments": list(comments.values(*COMMENT_COLUMNS))}

    def erase(self, person: str) -> int:
        """Their words stay, as nobody's; names and addresses go."""
        found = Person.objects.filter(key=person).first()
        return actions.forget_person(found) if found is not None else 0


class Forgetting:
    """Forgets what nobody confirmed, and addresses of authors whose matter has ended."""

    name = "contributions.forgetting"

    def work(self, now: datetime) -> int:
        """How many were forgotten."""
        return actions.forget_unconfirmed(now) + actions.forget_authors(now)


class Sealing:
    """Puts the common print of new voices of support into the trail."""

    name = "contributions.sealing"

    def work(self, now: datetime) -> int:
        """How many voices were sealed."""
        batch = actions.seal_supports(Operator())
        return batch.count if batch is not None else 0


def _opened(row: Opening) -> Happening:
    card = Card(row.title.to(), reverse("contributions:say_at", args=[row.key]), _("place to speak"))
    return Happening(row.opens_at, Subject(OPENING, row.key), card, "now")


def _page(row: Contribution) -> str:
    return reverse("contributions:voice", args=[row.key])


def _card(row: Contribution) -> Card:
    return Card(row.title, _page(row), row.kind.title.to())


describes = Describing()
tells = Telling()
goes_on = GoingOn()
finds = Finding()
own_words = OwnWords()
forgetting = Forgetting()
sealing = Sealing()
