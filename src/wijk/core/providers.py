"""What must a lower room ask of all rooms above it? A few small protocols; `config` lists who answers.

Each setting `WIJK_PROVIDERS[protocol]` is a list of dotted paths to instances.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal, Protocol, runtime_checkable

from django.conf import settings
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Card:
    """How a subject looks where another room points at it."""

    title: str
    url: str
    kind: str = ""


class Describes(Protocol):
    """Knows subjects of some kinds: what they look like, and who may see them (None: not this viewer). The card's words are
    in the language of the page."""

    kinds: Sequence[str]

    def card(self, subject: Subject, viewer: Viewer) -> Card | None: ...


@runtime_checkable
class LiesIn(Protocol):
    """May be added to `Describes`: the place at which its subjects are ("" is the whole city), for rights that others hold by place; None
    for what is not there, or is at no place."""

    def place(self, subject: Subject) -> str | None: ...


class Erases(Protocol):
    """Holds something of a person: gives it to them, and forgets it."""

    name: str

    def export(self, person: str) -> dict[str, Any]: ...

    def erase(self, person: str) -> int: ...


Time = Literal["past", "now", "next", "late"]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that goes on, was decided or comes in an area: one moment of its timeline."""

    at: datetime
    subject: Subject
    card: Card
    state: Time = "past"
    text: str = ""  #: one more sentence, in the language of the page


class GoesOn(Protocol):
    """Tells what goes on in an area ("neighbourhood/58"; "" is the whole city): two queries at most."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]: ...


@dataclass(frozen=True, slots=True)
class Done:
    """A line of the trail, as a room that tells news of it gets it."""

    index: int
    at: datetime
    verb: str
    subject: Subject
    area: str
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class News:
    """What followers hear of one line of the trail. `path` is the page without its language ("processes/contract-1/")."""

    title: Text
    path: str
    kind: str  #: "process", "framework", "meeting", "decision", "organ", "review", "organisation", "newsletter"
    text: Text = field(default_factory=Text)  #: a sentence or two
    areas: frozenset[str] = (
        frozenset()
    )  #: every area that it touches, see `territory.queries.touched`; "" is the whole city
    about: tuple[Subject, ...] = ()  #: what one may follow to hear of it: itself, its process, organ, organisation
    themes: tuple[str, ...] = ()
    points: tuple[tuple[float, float], ...] = ()  #: longitude and latitude, for who follows a circle or a street
    large: bool = False  #: everybody in its areas who agreed to it hears of it, also without following anything


class Tells(Protocol):
    """Turns lines of the trail about its kinds of subject into news; None where a line is of no interest to the public."""

    kinds: Sequence[str]

    def news(self, done: Sequence[Done]) -> Sequence[News | None]: ...


@dataclass(frozen=True, slots=True)
class Debt:
    """Something promised that was not yet given: an answer, minutes, an evaluation. `text` is said in the language of the page."""

    text: str
    url: str
    due: date | None = None


class Owes(Protocol):
    """Says what a phase of a process still owes. `start` and `end` are the days of the phase."""

    def owed(self, process: Subject, phase: Subject, start: date, end: date) -> Sequence[Debt]: ...


class Finds(Protocol):
    """Finds its public things by words; two queries at most. As `finds` for the search of the whole site; as `exists` for who is about
    to ask for something that a service, an initiative or a project does already."""

    def found(self, words: str, limit: int) -> Sequence[Card]: ...


class Works(Protocol):
    """Has something to do from time to time, whoever looks: letters of the day, reminders. Runs in the worker.

    May be called by several workers at once and may die at any moment: what was done twice must be as if done once.
    """

    name: str

    def work(self, now: datetime) -> int: ...


Visibility = Literal["waiting", "shown", "hidden", "removed"]


@dataclass(frozen=True, slots=True)
class Look:
    """Something that people wrote, as a moderator sees it. `author` is an opaque mark: the same for the same hand, and no name."""

    title: str
    text: str
    language: str
    url: str
    at: datetime
    area: str = ""
    process: str = ""
    author: str = ""
    pictures: tuple[str, ...] = ()  #: addresses of pictures


class Moderates(Protocol):
    """Holds what people wrote, and shows or hides it when a moderator decides. `apply` writes inside the verb of the moderator:
    no line in the trail of its own."""

    kinds: Sequence[str]

    def look(self, subject: Subject) -> Look | None: ...

    def apply(self, subject: Subject, visibility: Visibility, reason: str) -> None: ...


@runtime_checkable
class LooksAtMany(Protocol):
    """May be added to `Moderates`: looks at many subjects in few queries, for the queue. What is not there any more is left out."""

    def looks(self, subjects: Sequence[Subject]) -> Mapping[Subject, Look]: ...


@runtime_checkable
class NamesWhatItHolds(Protocol):
    """May be added to `Moderates`: what each of its kinds is called, for the filters of the queue."""

    names: Mapping[str, Any]


@runtime_checkable
class WritesBack(Protocol):
    """May be added to `Moderates`: knows the address of who wrote it, and hands a letter about a verdict to
    `notices.actions.write_to` inside the verb of the moderator. `path` is a page without its language; it lets who holds it
    appeal, so it goes to the author alone. How many were written to: 0 where nobody left an address."""

    def write(self, subject: Subject, *, key: str, title: Text, body: Text, path: str) -> int: ...


class Receives(Protocol):
    """Wants to know that a contribution came in and is shown (`news` "came"), moved to another place or category ("moved"), or is
    no longer there ("gone"). Runs inside the verb that did it; may be told the same twice."""

    def received(self, subject: Subject, news: Literal["came", "moved", "gone"]) -> None: ...


@runtime_checkable
class ReceivesMany(Protocol):
    """May be added to `Receives`: hears of many that came in at once, such as a list from elsewhere, in few queries. What comes of
    each is what `received` with "came" makes of it."""

    def received_many(self, subjects: Sequence[Subject]) -> None: ...


@dataclass(frozen=True, slots=True)
class PaperField:
    """One thing to fill in on paper. `kind`: "line", "text", "tick" (one box), "choice" (one of `options`), "vote" (agree,
    disagree, pass). The label is in the language of the sheet; fields beside each other with the same `group` stand below it."""

    code: str
    label: str
    kind: Literal["line", "text", "tick", "choice", "vote"] = "line"
    options: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    required: bool = False
    lines: int = 1
    group: str = ""


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A form that can be printed, filled in by hand and typed over. `double`: two people type it, a third settles differences."""

    code: str
    title: str
    intro: str
    fields: tuple[PaperField, ...]
    double: bool = False


class OnPaper(Protocol):
    """Has forms that also exist on paper, for subjects of some kinds. `take` does the room's own verb for one sheet; `once` is the
    code of the sheet: taken twice with the same is as taken once; `given` is the day on which it was handed in, which decides whether
    it came in time. Refused says what is wrong, and where it knows, with which field: `Refused(code, sentence, field="title")`."""

    kinds: Sequence[str]

    def forms(self, subject: Subject, viewer: Viewer, language: str) -> Sequence[PaperForm]: ...

    def take(
        self, viewer: Viewer, subject: Subject, form: str, values: Mapping[str, str], *, once: str, language: str,
        given: date | None = None,
    ) -> Subject: ...  # fmt: skip


@runtime_checkable
class ListsPaper(Protocol):
    """May be added to `OnPaper`: what this viewer can print now, with how it looks; a hundred at most, by two queries at most."""

    def on_offer(self, viewer: Viewer) -> Sequence[tuple[Subject, Card]]: ...


class Desks(Protocol):
    """Knows where somebody works without any role, because they belong there: a service that answers, a team, a stop of the stand. Each
    query gives rows of one column, the url name of a page that opens for them; all of them are asked together, as one question."""

    def desks(self, person: int) -> Sequence["QuerySet[Any, Any]"]: ...


class Calendars(Protocol):
    """Has calendars of some of the things that one can follow: the address of the one that goes with a tag, "" where none does."""

    def link(self, tag: str) -> str: ...


@dataclass(frozen=True, slots=True)
class Known:
    """How many there are of something in an area: `what` is "households" or "residents", as counted in a period."""

    count: int
    what: str
    period: str


class Counts(Protocol):
    """Knows how many households or residents areas have; those of which it knows nothing are left out."""

    def counted(self, areas: Collection[str]) -> Mapping[str, Known]: ...


@dataclass(frozen=True, slots=True)
class Dataset:
    """A public dataset as the catalogue lists it. `title` and `description` are `Text`; paths are relative to the site."""

    id: str
    title: Any
    description: Any
    licence: str
    source: str
    publisher: str
    issued: datetime | None
    modified: datetime | None
    keywords: Sequence[str]
    distributions: Sequence[tuple[str, str]]  #: (media type, path)


class Publishes(Protocol):
    """Has public datasets."""

    def datasets(self) -> Iterator[Dataset]: ...


def providers(protocol: str) -> list[Any]:
    """The instances listed in `config.rooms.PROVIDERS` for one protocol."""
    return [import_string(path) for path in settings.WIJK_PROVIDERS.get(protocol, [])]
