"""What is a plan? The choices that somebody made, and what the planner made of them: frozen, and plain enough to keep as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from wijk.core.text import Text


@dataclass(frozen=True, slots=True)
class Choice:
    """One card that somebody picked, for a phase, with the level promised. `asked`: who was consulted about the tool; "" is unanswered.

    `sessions` None and `moment` "" leave it to the card; `people` 0 says nothing about how many.
    """

    card: str
    level: str
    phase: str = ""
    consulted: str = ""
    nobody_yet: bool = False  #: the honest answer "nobody yet"
    scale: str = "typical"
    sessions: int | None = None
    moment: str = ""
    people: int = 0
    not_before: date | None = None


@dataclass(frozen=True, slots=True)
class Means:
    """What there is: hours of people's work and money; None where nobody said."""

    hours: int | None = None
    cents: int | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Everything that the planner is asked."""

    choices: tuple[Choice, ...]
    start: date
    means: Means = Means()
    title: Text = field(default_factory=Text)
    place: str = ""
    place_kind: str = ""
    until: date | None = None  #: it must be over by then
    feedback: bool = True  #: people hear back after each phase
    evaluation: bool = True  #: the process is looked back on with those who took part
    beyond: bool = False  #: somebody goes to people who do not come to meetings
    answer_days: int = 20  #: working days in which questions and remarks are answered; 0 for no answer
    languages: bool = False  #: interpretation
    child_care: bool = False
    summer: bool = True  #: no meetings in July and August


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase in the calendar, with the heaviest level promised in it."""

    code: str
    title: Text
    level: str
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting as it is proposed. `card` is "" for a meeting in which people hear back."""

    title: Text
    phase: str
    day: date
    start: time
    minutes: int
    card: str


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done, at the latest on `due`, by somebody with the role `owner`."""

    title: Text
    phase: str
    due: date
    owner: str
    card: str = ""


@dataclass(frozen=True, slots=True)
class Opening:
    """Something that stays open for days: an inquiry, a house, a consultation online."""

    title: Text
    phase: str
    start: date
    end: date
    card: str


@dataclass(frozen=True, slots=True)
class Link:
    """One piece of the chain that decides when the plan ends."""

    text: Text
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Warning:
    """A doubt about the plan: why, and what one may do. `look` is "warn" or "bad"."""

    code: str
    why: Text
    do: Text
    look: str = "warn"


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan as it was reckoned: what a process is started from."""

    key: str
    title: Text
    start: date
    end: date
    phases: tuple[Phase, ...]
    meetings: tuple[PlannedMeeting, ...]
    tasks: tuple[Task, ...]
    openings: tuple[Opening, ...]
    critical: tuple[Link, ...]
    warnings: tuple[Warning, ...]
    choices: tuple[Choice, ...]
    hours: int
    cents: int
    means: Means
    place: str = ""
    method: str = ""


#: Which class lies in which list of a plan.
PARTS: Mapping[str, type] = {
    "phases": Phase,
    "meetings": PlannedMeeting,
    "tasks": Task,
    "openings": Opening,
    "critical": Link,
    "warnings": Warning,
    "choices": Choice,
}
DAYS = frozenset({"day", "start", "end", "due", "not_before", "until"})
TEXTS = frozenset({"title", "text", "why", "do"})


def told(thing: Any) -> Any:
    """A plan, a wish or a part of it as plain JSON."""
    if isinstance(thing, Text):
        return dict(thing)
    if isinstance(thing, date):
        return thing.isoformat()
    if isinstance(thing, time):
        return thing.isoformat("minutes")
    if isinstance(thing, tuple):
        return [told(one) for one in thing]
    if hasattr(thing, "__dataclass_fields__"):
        return {name: told(getattr(thing, name)) for name in thing.__dataclass_fields__}
    return thing


def plan_of(facts: Mapping[str, Any]) -> Plan:
    """The plan that `told` wrote."""
    parts = {name: tuple(_part(cls, one) for one in facts[name]) for name, cls in PARTS.items()}
    rest = _part(dict, {k: v for k, v in facts.items() if k not in PARTS})
    return Plan(**(rest | parts | {"means": Means(**facts["means"])}))


def wish_of(facts: Mapping[str, Any]) -> Wish:
    """The wish that `told` wrote."""
    choices = tuple(_part(Choice, one) for one in facts["choices"])
    rest = _part(dict, {k: v for k, v in facts.items() if k != "choices"})
    return Wish(**(rest | {"choices": choices, "means": Means(**facts["means"])}))


def _part(cls: type, facts: Mapping[str, Any]) -> Any:
    return cls(**{name: _value(cls, name, value) for name, value in facts.items()})


def _value(cls: type, name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in TEXTS:
        return Text(value)
    if cls is PlannedMeeting and name == "start":
        return time.fromisoformat(value)
    return date.fromisoformat(value) if name in DAYS else value
