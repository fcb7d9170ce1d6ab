"""What does the worker reckon for conversations? It alone opens this module, because that loads the methods over votes."""

from datetime import datetime
from itertools import islice

from wijk.conversations.actions.gatherings import forget_cards
from wijk.conversations.actions.reckoning import due, reckon_coverage, reckon_report, waiting

#: Conversations in one round.
AT_ONCE = 5


class Reckoning:
    """Keeps the reports behind the votes by a few minutes at most; a report is one row, written when it is complete."""

    name = "conversations.reckoning"

    def work(self, now: datetime) -> int:
        """How many reports were made, meetings looked at, and cards thrown away."""
        done = sum(reckon_report(row) is not None for row in list(islice(due(now), AT_ONCE)))
        done += sum(reckon_coverage(row) for row in list(islice(waiting(), AT_ONCE)))
        return done + forget_cards(now)


reckoning = Reckoning()
