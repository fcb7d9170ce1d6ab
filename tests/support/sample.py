"""How to ask a route for something that is there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from tests.support.stage import Stage

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sample:
    """How to ask a route for something that is there: arguments, query, and what a person would send.

    `answers` are the statuses of a GET by who may come in, where they are not 200 alone.
    """

    arguments: Callable[[Stage], Facts] = field(default=lambda _stage: {})
    query: str = ""
    sends: Callable[[Stage], Facts] = field(default=lambda _stage: {})
    answers: tuple[int, ...] = (200,)

    def address(self, name: str, stage: Stage) -> str:
        """The address of the sample."""
        return reverse(name, kwargs=dict(self.arguments(stage))) + self.query


def given(**facts: Any) -> Callable[[Stage], Facts]:
    """These very arguments."""
    return lambda _stage: facts
