"""What does a method card say? One frozen card, read from a TOML document that holds its three languages."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from wijk.core.text import LANGUAGES, Text
from wijk.toolbox.words import CHANNELS, LEVEL_ORDER, LEVELS, MOMENTS, PHASES, PLACES, PURPOSES, SCALES

HOME = Path(__file__).resolve().parent / "cards"
WORDS = ("title", "about", "yields", "missing", "reach", "paper", "consulted")
LISTS = ("steps", "pitfalls")
#: Lists of codes on a card, with the codes that exist.
CODES: dict[str, Mapping[str, Any]] = {
    "purposes": PURPOSES,
    "levels": LEVELS,
    "phases": PHASES,
    "places": PLACES,
    "channels": CHANNELS,
    "moments": MOMENTS,
}
#: Numbers on a card: what is plausible, from and to.
TIMES = {
    "preparation": (0, 250), "lead": (0, 120), "session": (0, 960), "sessions": (0, 40), "spacing": (0, 120), "runs": (0, 1500),
    "follow_up": (0, 120),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Time:
    """Working days of preparation, calendar days to let people know, minutes of a meeting, how many, calendar days between them,
    calendar days that it stays open, working days to work it out."""

    preparation: int
    lead: int
    session: int
    sessions: int
    spacing: int
    runs: int
    follow_up: int


@dataclass(frozen=True, slots=True)
class Cost:
    """Hours of people's work and money, as a city's own experience corrects them."""

    hours: int
    cents: int


@dataclass(frozen=True, slots=True)
class Card:
    """One way of working. `consulted` is the question that whoever picks the card answers first."""

    code: str
    title: Text
    about: Text
    purposes: tuple[str, ...]
    levels: tuple[str, ...]
    phases: tuple[str, ...]
    places: tuple[str, ...]
    channels: tuple[str, ...]
    moments: tuple[str, ...]
    group: tuple[int, int]
    time: Time
    means: Mapping[str, Cost]
    yields: Text
    steps: tuple[Text, ...]
    pitfalls: tuple[Text, ...]
    missing: Text
    reach: Text
    paper: Text
    consulted: Text
    returns: bool = False  #: people hear within the card itself what was done with their words
    order: int = 500
    own: bool = False  #: the city's own, or its own version of one of ours
    retired: bool = False

    @property
    def highest(self) -> str:
        """The heaviest promise that it can carry."""
        return max(self.levels, key=LEVEL_ORDER.index)

    def missing_words(self) -> tuple[str, ...]:
        """Languages in which something is not said."""
        texts = [*(getattr(self, name) for name in WORDS), *self.steps, *self.pitfalls]
        return tuple(k for k in LANGUAGES if any(k not in text for text in texts))


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a card's document: where, which, and what is allowed."""

    code: str  #: "code" "codes" "number" "range" "words" "list" "group" "unknown"
    where: str
    told: str = ""


def faults(facts: Mapping[str, Any]) -> list[Fault]:
    """What is wrong in the document of a card; nothing when `read` can read it."""
    found = [Fault("code", "code", str(facts.get("code", ""))[:60])] if not _code(facts.get("code")) else []
    found += list(_wrong_codes(facts))
    found += list(_wrong_numbers(facts))
    if not isinstance(facts.get("returns", False), bool):
        found.append(Fault("unknown", "returns"))
    if not any(isinstance(facts.get(k), Mapping) for k in LANGUAGES):
        return [*found, Fault("words", "title")]
    spoken = {k: facts[k] for k in LANGUAGES if isinstance(facts.get(k), Mapping)}
    for language, words in spoken.items():
        found += [Fault("words", f"{language}.{n}") for n in WORDS if not _says(words.get(n))]
        found += [Fault("list", f"{language}.{n}") for n in LISTS if not _lists(words.get(n))]
    if not found:
        found += [Fault("list", n) for n in LISTS if len({len(words[n]) for words in spoken.values()}) > 1]
    return found


def read(facts: Mapping[str, Any], *, own: bool = False, retired: bool = False) -> Card:
    """The card of a document without faults."""
    spoken = {k: facts[k] for k in LANGUAGES if k in facts}
    first = next(iter(spoken.values()))

    def text(name: str) -> Text:
        return Text({k: words[name] for k, words in spoken.items()})

    def texts(name: str) -> tuple[Text, ...]:
        return tuple(Text({k: words[name][i] for k, words in spoken.items()}) for i in range(len(first[name])))

    return Card(
        code=facts["code"], order=facts.get("order", 500), returns=facts.get("returns", False), own=own, retired=retired,
        purposes=tuple(facts["purposes"]), levels=tuple(sorted(facts["levels"], key=LEVEL_ORDER.index)),
        phases=tuple(facts["phases"]), places=tuple(facts["places"]), channels=tuple(facts["channels"]),
        moments=tuple(facts["moments"]), group=(facts["group"][0], facts["group"][1]),
        time=Time(**{name: facts["time"][name] for name in TIMES}),
        means={s: Cost(facts["means"][s]["hours"], facts["means"][s]["cents"]) for s in SCALES},
        title=text("title"), about=text("about"), yields=text("yields"), steps=texts("steps"), pitfalls=texts("pitfalls"),
        missing=text("missing"), reach=text("reach"), paper=text("paper"), consulted=text("consulted"),
    )  # fmt: skip


def document(card: Card) -> dict[str, Any]:
    """The document of a card."""
    facts: dict[str, Any] = {"code": card.code, "order": card.order, "returns": card.returns, "group": list(card.group)}
    facts |= {name: list(getattr(card, name)) for name in CODES}
    facts["time"] = {name: getattr(card.time, name) for name in TIMES}
    facts["means"] = {s: {"hours": card.means[s].hours, "cents": card.means[s].cents} for s in SCALES}
    for language in LANGUAGES:
        words: dict[str, Any] = {name: getattr(card, name).said(language) for name in WORDS}
        words |= {name: [one.said(language) for one in getattr(card, name)] for name in LISTS}
        if words["title"]:
            facts[language] = words
    return facts


@cache
def built_in() -> dict[str, dict[str, Any]]:
    """The documents of the cards that come with the house, by code; read once per process."""
    told = [tomllib.loads(path.read_text("utf-8")) for path in sorted(HOME.glob("*.toml"))]
    return {facts["code"]: facts for facts in told}


def _code(value: Any) -> bool:
    return isinstance(value, str) and 2 <= len(value) <= 60 and value.replace("-", "").isalnum() and value.isascii() \
        and value == value.lower() and not value.startswith("-")  # fmt: skip


def _says(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip()) and len(value) <= 4000 and "\0" not in value


def _lists(value: Any) -> bool:
    return isinstance(value, list) and 1 <= len(value) <= 30 and all(_says(one) for one in value)


def _whole(value: Any, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _wrong_codes(facts: Mapping[str, Any]) -> Iterator[Fault]:
    for name, known in CODES.items():
        told = facts.get(name)
        listed = [one for one in told if isinstance(one, str)] if isinstance(told, list) else []
        whole = isinstance(told, list) and len(set(listed)) == len(told)
        if not whole or not set(listed) <= set(known) or not (listed or name == "moments"):
            yield Fault("codes", name, ", ".join(known))


def _wrong_numbers(facts: Mapping[str, Any]) -> Iterator[Fault]:
    group = facts.get("group")
    if not (
        isinstance(group, list) and len(group) == 2 and all(_whole(n, 1, 10**6) for n in group) and group[0] <= group[1]
    ):
        yield Fault("group", "group")
    if not _whole(facts.get("order", 500), 0, 10_000):
        yield Fault("number", "order", "0-10000")
    time, means = facts.get("time"), facts.get("means")
    for name, (low, high) in TIMES.items():
        if not isinstance(time, Mapping) or not _whole(time.get(name), low, high):
            yield Fault("number", f"time.{name}", f"{low}-{high}")
    for scale in SCALES:
        cost = means.get(scale) if isinstance(means, Mapping) else None
        for name, most in (("hours", 100_000), ("cents", 10**10)):
            if not isinstance(cost, Mapping) or not _whole(cost.get(name), 0, most):
                yield Fault("number", f"means.{scale}.{name}", f"0-{most}")
    if isinstance(time, Mapping) and time.get("sessions") and not facts.get("moments"):
        yield Fault("codes", "moments", ", ".join(MOMENTS))
