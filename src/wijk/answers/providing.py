"""What does this room answer when others ask? Who answers a contribution, what was answered, what is owed, what there is to do."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from wijk.answers import access, actions, queries
from wijk.answers.block import block_of
from wijk.answers.models import Again, Reason, Request, Service
from wijk.answers.wording import OUTCOME_WORDS, in_all
from wijk.contributions.access import is_author, open_contribution
from wijk.core.errors import Absent
from wijk.core.providers import Card, Dataset, Debt, Done, Happening, News
from wijk.core.standing import Standing
from wijk.core.subject import Subject
from wijk.core.text import LANGUAGES, Text
from wijk.core.viewer import Viewer
from wijk.ui.beside import Beside

VOICE, REQUEST, SERVICE, REASON = "contributions.contribution", "answers.request", "answers.service", "answers.reason"
_TOLD: dict[str, Any] = {
    access.FORWARD: _("passed on to another service"),
    access.MERGE: _("taken together with another that says the same"),
    access.UNMERGE: _("it stands by itself again"),
    access.REOPEN: _("its author asked again"),
    access.ESCALATE: _("the promised answer is late"),
    access.BECAME: _("something came of it"),
}


class Receives:
    """A contribution comes in, moves or goes: its promise follows."""

    def received(self, subject: Subject, news: Literal["came", "moved", "gone"]) -> None:
        """Inside the verb that did it."""
        actions.receive(subject, news)

    def received_many(self, subjects: Sequence[Subject]) -> None:
        """A list from elsewhere came in."""
        actions.receive_many(subjects)


_OF_CONTRIBUTION = Standing(
    lambda *, key: Request.objects.select_related("service", "contribution").filter(contribution__key=key)
)


class StandsBeside:
    """The answer with its clock, on the page of a contribution."""

    def beside(self, subject: Subject, viewer: Viewer, request: HttpRequest) -> Sequence[Beside]:
        """One block; three queries at most, and one for each subject that follows."""
        if subject.kind != VOICE:
            return ()
        found: list[Request] = _OF_CONTRIBUTION.find(key=subject.id)
        if not found or found[0].contribution.merged_into_id:
            return ()
        row = found[0]
        mine = bool(viewer.key) and is_author(viewer, row.contribution)
        return [Beside("answers/answer_block.html", block_of(row, viewer, mine=mine), 10)]


class Describes:
    """Requests (by their contribution), services and reasons."""

    kinds: Sequence[str] = (REQUEST, SERVICE, REASON)

    def card(self, subject: Subject, viewer: Viewer) -> Card | None:
        """How it looks; None where this viewer may not know of it."""
        if subject.kind == SERVICE:
            found = Service.objects.filter(key=subject.id).first()
            return (
                Card(found.title.to(), f"{reverse('answers:clock')}?service={found.key}", gettext("service"))
                if found
                else None
            )
        if subject.kind == REASON:
            why = Reason.objects.filter(code=subject.id).first()
            return Card(why.title.to(), f"{reverse('answers:clock')}#reasons", gettext("reason")) if why else None
        try:
            row = open_contribution(viewer, subject.id)
        except Absent:
            return None
        page = reverse("contributions:voice", args=[row.key])
        return Card(row.title, page, gettext("question and answer")) if row.is_shown else None


class Tells:
    """What followers hear: it was answered, passed on, taken together, asked again, late."""

    kinds: Sequence[str] = (REQUEST,)

    def news(self, done: Sequence[Done]) -> Sequence[News | None]:
        """The news of these lines; four queries for all of them together."""
        rows = queries.by_key(list({one.subject.id for one in done}))
        return [_news(one, rows) for one in done]


def _news(done: Done, rows: Mapping[str, Request]) -> News | None:
    row = rows.get(done.subject.id)
    if row is None or not row.contribution.is_shown:
        return None
    words = _TOLD.get(done.verb)
    if done.verb == access.ANSWER:
        words = OUTCOME_WORDS.get(str(done.data.get("outcome", "")))
    if words is None:
        return None
    voice = row.contribution
    about = [Subject(VOICE, voice.key), *(Subject(VOICE, other.key) for other in voice.merged.all())]
    if done.verb == access.MERGE and isinstance(done.data.get("into"), str):
        about.append(Subject(VOICE, str(done.data["into"])))
    if voice.process:
        about.append(Subject("processes.process", voice.process))
    title = Text({voice.language: voice.title}) if voice.language in LANGUAGES else Text.of(voice.title)
    areas = frozenset(area.area for area in voice.areas.all())
    return News(title, f"voices/{voice.key}/", "answer", in_all(words), areas, tuple(about))


class GoesOn:
    """What was answered last in an area."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]:
        """The newest few; one query."""
        return [_happening(row) for row in queries.answered_in(area, min(limit, 3)) if row.answered_at]


def _happening(row: Request) -> Happening:
    voice = row.contribution
    card = Card(voice.title, reverse("contributions:voice", args=[voice.key]), gettext("answer"))
    said = str(OUTCOME_WORDS.get(row.outcome, "")).capitalize()
    text = f"{said} · {row.service.title.to()}" if row.service else said
    at: datetime = row.answered_at or row.asked_at
    return Happening(at, Subject(REQUEST, voice.key), card, "past", text)


class Owed:
    """Answers that were promised in a phase and not given."""

    def owed(self, process: Subject, phase: Subject, start: date, end: date) -> Sequence[Debt]:
        """One query."""
        found = queries.owing(process.id, phase.id.rpartition("/")[2], start, end)
        if not found.count:
            return []
        text = ngettext("{count} answer to what people said", "{count} answers to what people said", found.count)
        return [
            Debt(text.format(count=found.count), f"{reverse('contributions:voices')}?process={process.id}", found.due)
        ]


class OwnPart:
    """The services somebody answers for, and why they asked again."""

    name = "answers"

    def export(self, person: str) -> dict[str, Any]:
        """For their own copy."""
        services = Service.objects.filter(members__key=person).values_list("key", flat=True)
        again = Again.objects.filter(request__contribution__person__key=person)
        return {
            "services": list(services),
            "asked_again": list(again.values("request__contribution__key", "text", "language", "at")),
        }

    def erase(self, person: str) -> int:
        """They answer for nothing any more; why they asked again is forgotten."""
        return actions.forget_person(person)


class Works:
    """Reminds before a promised day passes, and tells the managers after it."""

    name = "answers"

    def work(self, now: datetime) -> int:
        """As often as one likes."""
        return actions.remind(now)


class Publishes:
    """The clock, and every public answer."""

    def datasets(self) -> Iterator[Dataset]:
        """Three lists."""
        for code, title in _SETS.items():
            forms = [("text/csv", f"api/v1/{code}.csv"), ("application/json", f"api/v1/{code}.json")]
            yield Dataset(
                id=code, title=title, description=title, licence="CC0-1.0", source="", publisher="", issued=None, modified=None,
                keywords=["answers"], distributions=forms,
            )  # fmt: skip


_SETS = {
    "answers": Text(
        {
            "nl": "Antwoorden op wat mensen zeiden",
            "fr": "Réponses à ce que les gens ont dit",
            "en": "Answers to what people said",
        }
    ),
    "answer-clock": Text(
        {
            "nl": "Hoe snel en hoe vaak geantwoord wordt, per dienst en wijk",
            "fr": "Rapidité et fréquence des réponses, par service et quartier",
            "en": "How fast and how often answers are given, per service and neighbourhood",
        }
    ),
    "answer-reasons": Text(
        {
            "nl": "De redenen waarom iets geweigerd wordt",
            "fr": "Les raisons d’un refus",
            "en": "The reasons for which something is refused",
        }
    ),
}


receives, beside, describes, tells, goes_on = Receives(), StandsBeside(), Describes(), Tells(), GoesOn()
owed, own_part, works, publishes = Owed(), OwnPart(), Works(), Publishes()
