"""What may a process keep between two pages? Answers that hold as long as nothing was done: `wijk.trail.queries.mark` tells."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """Answers by key, each made at one mark; another mark, and they are forgotten. Without a mark nothing is kept.

    >>> kept: Kept[int] = Kept()
    >>> kept.get("a", 1, lambda: 10), kept.get("a", 1, lambda: 20), kept.get("b", 1, lambda: 30), kept.get("", 1, lambda: 40)
    (10, 10, 30, 40)
    """

    def __init__(self, most: int = 64) -> None:
        self.most = most
        self.store: tuple[str, dict[Hashable, T]] = ("", {})

    def get(self, mark: str, key: Hashable, make: Callable[[], T]) -> T:
        """The answer to `key`, made now unless it was kept. Whoever gets it only reads it: others hold the same."""
        if not mark:
            return make()
        store = self.store  # threads come here together: a mark and what holds under it are taken and put as one
        if store[0] != mark:
            store = self.store = (mark, {})
        held = store[1]
        try:
            return held[key]
        except KeyError:
            made = held[key] = make()
        for oldest in list(held)[: -self.most]:
            held.pop(oldest, None)
        return made
