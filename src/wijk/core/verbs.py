"""Which verbs does the house know, who may do them, and how is each told?

A room lists its verbs in its `access.py` as `VERBS`; `config` names the rooms; nothing is found by scanning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Literal

from django.conf import settings

Role = Literal[
    "resident",
    "association",
    "facilitator",
    "expert",
    "manager",
    "analyst",
    "service",
    "clerk",
    "auditor",
    "administrator",
]
ROLES: tuple[Role, ...] = (
    "resident", "association", "facilitator", "expert", "manager", "analyst", "service", "clerk", "auditor", "administrator",
)  # fmt: skip
#: What happens to the entry's personal side when a person is erased. The trail never holds personal data: "opaque" entries keep
#: an id that no longer leads anywhere; "none" entries never had an actor.
Erasure = Literal["opaque", "none"]


@dataclass(frozen=True, slots=True)
class Verb:
    """One thing that can be done. `sentence` is a lazily translated template over the entry's data, for the public trail page."""

    name: str
    roles: frozenset[Role]
    sentence: Any
    erasure: Erasure = "opaque"

    @classmethod
    def by(cls, name: str, roles: Iterable[Role], sentence: Any, erasure: Erasure = "opaque") -> "Verb":
        """A verb that these roles may do."""
        return cls(name, frozenset(roles), sentence, erasure)


@cache
def all_verbs() -> dict[str, Verb]:
    """Every verb of the house by name, from the rooms that `settings.WIJK_VERBS` lists."""
    verbs: dict[str, Verb] = {}
    for path in settings.WIJK_VERBS:
        for verb in import_module(path).VERBS:
            if verb.name in verbs:
                raise ValueError(f"two verbs are called {verb.name}")
            verbs[verb.name] = verb
    return verbs
