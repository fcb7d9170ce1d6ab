"""What must a lower room ask of all rooms above it? A few small protocols; `config` lists who answers.

Each setting `WIJK_PROVIDERS[protocol]` is a list of dotted paths to instances.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from wijk.core.subject import Subject
from wijk.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Card:
    """How a subject looks where another room points at it."""

    title: str
    url: str
    kind: str = ""


class Describes(Protocol):
    """Knows subjects of some kinds: what they look like, and who may see them."""

    kinds: Sequence[str]

    def card(self, subject: Subject, viewer: Viewer) -> Card | None: ...


class Erases(Protocol):
    """Holds something of a person: gives it to them, and forgets it."""

    name: str

    def export(self, person: str) -> dict[str, Any]: ...

    def erase(self, person: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that goes on, was decided or comes in an area, for the neighbourhood page and the feeds."""

    at: datetime
    subject: Subject
    card: Card


class GoesOn(Protocol):
    """Tells what goes on in an area."""

    def happenings(self, area: str, viewer: Viewer, limit: int) -> Sequence[Happening]: ...


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
    """The instances listed in `config` for one of: describes, erases, goes_on, publishes."""
    return [import_string(path) for path in settings.WIJK_PROVIDERS.get(protocol, [])]
