"""How many rows of one kind were added, changed, removed and left alone?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of rows; true when any was touched.

    >>> bool(Tally(same=5)), bool(Tally(added=1))
    (False, True)
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    same: int = 0

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)

    def told(self) -> dict[str, int]:
        """The counts by name, without those that were left alone."""
        return {"added": self.added, "changed": self.changed, "removed": self.removed}
