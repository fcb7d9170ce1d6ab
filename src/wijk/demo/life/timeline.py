"""In which order did everything happen? Errands with a moment; those whose moment has come are done, each under its own clock."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from django.db import transaction

from wijk.core import clock
from wijk.core.errors import Refused

Errand = Callable[[], object]


@dataclass(slots=True)
class Timeline:
    """Errands by moment. What is planned for later than `until` is left to the future; days count from `until`, so −30 is a month ago."""

    until: datetime
    waiting: list[tuple[datetime, int, Errand]] = field(default_factory=list)
    refused: list[str] = field(
        default_factory=list
    )  #: what a verb refused: the city lives with it, and a test looks at it
    planned: int = 0

    def day(self, days: float, hour: int = 9, minute: int = 0) -> datetime:
        """A moment so many days from now, in UTC."""
        at = (self.until + timedelta(days=days)).astimezone(UTC)
        return at.replace(hour=hour, minute=minute, second=0, microsecond=0)

    def at(self, moment: datetime, errand: Errand) -> None:
        """Do this when that moment comes."""
        heapq.heappush(self.waiting, (moment, self.planned, errand))
        self.planned += 1

    def run(self) -> int:
        """Do everything that lies in the past, in order; how many errands were done. An errand may plan further ones."""
        done = 0
        while self.waiting and self.waiting[0][0] <= self.until:
            moment, _number, errand = heapq.heappop(self.waiting)
            with clock.at(moment):
                try:
                    with transaction.atomic():
                        errand()
                except Refused as refusal:
                    self.refused.append(f"{refusal.code}: {refusal}")
            done += 1
        return done
