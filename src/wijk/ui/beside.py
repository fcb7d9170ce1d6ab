"""What do the rooms above put on the page of a thing below? Blocks: an answer beside an idea, a receipt, a reply.

A room lists its instance in `config.rooms` under "beside"; the page of the thing asks all of them and includes their templates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.http import HttpRequest

from wijk.core.providers import providers
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Beside:
    """One block on the page: its template, what the template needs, and its place among the others (the smallest first)."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


class StandsBeside(Protocol):
    """Has blocks for the page of a subject; nothing where the subject is not its business. Few queries: three at most."""

    def beside(self, subject: Subject, viewer: Viewer, request: HttpRequest) -> Sequence[Beside]: ...


def blocks(subject: Subject, viewer: Viewer, request: HttpRequest) -> list[Beside]:
    """All blocks for the page of this subject, in their order."""
    found = [block for room in providers("beside") for block in room.beside(subject, viewer, request)]
    return sorted(found, key=lambda block: block.order)
