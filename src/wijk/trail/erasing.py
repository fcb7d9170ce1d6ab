"""What the trail holds of a person: entries under a key that leads nowhere once they are erased."""

from typing import Any

from wijk.trail.compute import content
from wijk.trail.models import Entry


class OwnEntries:
    """A person's own entries. They are opaque and stay, so that the trail still verifies."""

    name = "trail"

    def export(self, person: str) -> dict[str, Any]:
        """Everything that this person did, as the trail tells it."""
        return {"entries": [content(entry) for entry in Entry.objects.filter(actor=person).order_by("index")]}

    def erase(self, person: str) -> int:
        """Nothing: there is nothing personal in an entry."""
        return 0


own_entries = OwnEntries()
