"""How is each verb of the house done once, for `tests/house/test_verbs.py`?"""

from collections.abc import Callable
from pathlib import Path

from tests.support.stage import Stage

Act = Callable[[Stage, Path], object]


def into(table: dict[str, Act]) -> Callable[..., Callable[[Act], Act]]:
    """A decorator that enters a function into the table: `@does("room.verb")` does these verbs, each once."""

    def does(*verbs: str) -> Callable[[Act], Act]:
        def entered(act: Act) -> Act:
            table.update(dict.fromkeys(verbs, act))
            return act

        return entered

    return does
