"""What does a framework say? Frozen facts that become JSON and come back checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from types import GenericAlias
from typing import Any, TypeVar, get_args, get_type_hints

from django.utils.translation import gettext as _

from wijk.core.errors import Faulty
from wijk.core.text import LANGUAGES, Text

T = TypeVar("T")
#: What nobody said anything about.
NOTHING = Text()
LONGEST = 20_000
MOST_ROWS = 400


@dataclass(frozen=True, slots=True)
class PhaseSaid:
    """A phase as it stood when the version was published."""

    code: str
    title: Text = NOTHING
    start: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class ActorSaid:
    """Somebody who takes part, as they were called when the version was published."""

    code: str
    title: Text = NOTHING
    about: str = ""


@dataclass(frozen=True, slots=True)
class OrganSaid:
    """An organ that decides, as it was called when the version was published."""

    key: str
    title: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Share:
    """At which level somebody takes part in a phase, in words of what is promised to them."""

    phase: str
    actor: str
    level: str
    promise: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that can or cannot change: why, and by whom that was decided."""

    what: Text = NOTHING
    negotiable: bool = False
    why: Text = NOTHING
    by: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Decider:
    """Which organ decides about what, in which phase ("" is all of them), by which rule."""

    topic: Text = NOTHING
    phase: str = ""
    organ: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """People and money for a phase ("" is all of them)."""

    phase: str = ""
    hours: int = 0
    cents: int = 0
    rooms: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody by function, and how to reach them; a name stands only where a public mandate gives it."""

    function: Text = NOTHING
    reach: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Expert:
    """Who guards the frame from outside, what they do, and who pays them."""

    who: Text = NOTHING
    task: Text = NOTHING
    payer: Text = NOTHING


@dataclass(frozen=True, slots=True)
class Training:
    """What participants or field staff learn, and how many hours that is."""

    whom: str = "participants"
    subject: Text = NOTHING
    hours: int = 0


NOBODY, NO_EXPERT = Contact(), Expert()


@dataclass(frozen=True, slots=True)
class Content:
    """All that a framework says. The last three are written when a version is published."""

    shares: tuple[Share, ...] = ()
    topics: tuple[Topic, ...] = ()
    deciders: tuple[Decider, ...] = ()
    elected: Text = NOTHING
    rights: Text = NOTHING
    duties: Text = NOTHING
    means: tuple[Means, ...] = ()
    coordinator: Contact = NOBODY
    follow_up: Contact = NOBODY
    expert: Expert = NO_EXPERT
    training: tuple[Training, ...] = ()
    living: str = ""
    future: Text = NOTHING
    expectations: Text = NOTHING
    information: Text = NOTHING
    change: Text = NOTHING
    phases: tuple[PhaseSaid, ...] = ()
    actors: tuple[ActorSaid, ...] = ()
    organs: tuple[OrganSaid, ...] = ()

    def share(self, phase: str, actor: str) -> Share | None:
        """What is promised to an actor in a phase."""
        return next((s for s in self.shares if s.phase == phase and s.actor == actor), None)

    def fixed(self) -> list[Topic]:
        """What cannot change."""
        return [topic for topic in self.topics if not topic.negotiable]

    def open(self) -> list[Topic]:
        """What can still change."""
        return [topic for topic in self.topics if topic.negotiable]


def written(value: Any) -> Any:
    """The JSON of a content or a part of it."""
    if isinstance(value, Text):
        return dict(value)
    if is_dataclass(value):
        return {f.name: written(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [written(inner) for inner in value]
    return value


def read(told: Any) -> Content:
    """The content behind its JSON. Raises Faulty with each place that does not fit; what is missing is empty."""
    problems: list[str] = []
    content = _read(Content, told, "framework", problems)
    if problems:
        raise Faulty(problems, code="framework-faulty")
    return content  # type: ignore[no-any-return]


def with_parts(content: Content, parts: Mapping[str, Any]) -> Content:
    """The content with some of its parts in place of the old ones; only parts that a framework has."""
    known = {f.name for f in fields(Content)}
    strange = sorted(set(parts) - known)
    if strange:
        raise Faulty([_("A framework has no part “{part}”.").format(part=part) for part in strange])
    return read(written(replace(content, **parts)))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, told: Any, where: str, problems: list[str]) -> Any:
    if isinstance(kind, GenericAlias) or get_args(kind):
        return _rows(get_args(kind)[0], told, where, problems)
    if kind is Text:
        return _text(told, where, problems)
    if is_dataclass(kind):
        return _whole(kind, told, where, problems)
    fits = isinstance(told, kind) and not (kind is int and isinstance(told, bool))
    if not fits or (kind is int and not 0 <= told < 2**50) or (kind is str and len(told) > LONGEST):
        problems.append(_("{where}: what stands there does not fit.").format(where=where))
        return kind()
    return told


def _rows(kind: Any, told: Any, where: str, problems: list[str]) -> tuple[Any, ...]:
    if not isinstance(told, Sequence) or isinstance(told, str) or len(told) > MOST_ROWS:
        problems.append(_("{where}: a list is expected here.").format(where=where))
        return ()
    return tuple(_read(kind, row, f"{where}.{i + 1}", problems) for i, row in enumerate(told))


def _text(told: Any, where: str, problems: list[str]) -> Text:
    words = isinstance(told, Mapping) and all(isinstance(v, str) and len(v) <= LONGEST for v in told.values())
    if not words or set(told) - set(LANGUAGES):
        problems.append(_("{where}: a text in Dutch, French or English is expected here.").format(where=where))
        return Text()
    return Text(told)


def _whole(kind: Any, told: Any, where: str, problems: list[str]) -> Any:
    if not isinstance(told, Mapping):
        problems.append(_("{where}: what stands there does not fit.").format(where=where))
        return kind() if kind is Content else None
    hints = _hints(kind)
    unknown = _("{where}: nothing is known of “{part}”.")
    problems += [unknown.format(where=where, part=part[:60]) for part in sorted(set(map(str, told)) - set(hints))]
    given = {n: _read(h, told[n], f"{where}.{n}", problems) for n, h in hints.items() if n in told}
    missing = [f.name for f in fields(kind) if f.name not in given and kind in (Share, PhaseSaid, ActorSaid, OrganSaid)]
    needed = [name for name in missing if name in ("phase", "actor", "level", "code", "key")]
    problems += [_("{where}: “{part}” is missing.").format(where=where, part=part) for part in needed]
    return None if needed else kind(**given)
