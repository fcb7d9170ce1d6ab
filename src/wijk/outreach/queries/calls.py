"""What is asked here, and what did people answer?"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.notices.models import Reader
from wijk.outreach.models import Call, Channel, Code, Position, Stance, Tally

#: How an answer is said, on the button and in the count.
POSITION_WORDS: Mapping[str, Any] = {
    Position.AGREE: _("I agree"),
    Position.WORRIES: _("I agree, with worries"),
    Position.AGAINST: _("I am against"),
    Position.NONE: _("I have no opinion"),
    Position.TOLD: _("I only want to be told"),
}
#: Fewer answers than this are not shown: one could guess whose they are.
LEAST = 5


@dataclass(frozen=True, slots=True)
class Answers:
    """What people answered so far: by position, in all; not `shown` while there are too few."""

    rows: tuple[tuple[object, int], ...]
    total: int

    @property
    def shown(self) -> bool:
        return self.total >= LEAST


def counts(call: Call) -> dict[tuple[str, str], int]:
    """How many by (channel, position); two queries."""
    found: Counter[tuple[str, str]] = Counter()
    for channel, position, n in Tally.objects.filter(call=call).values_list("channel", "position", "count"):
        found[channel, position] += n
    taken = Stance.objects.filter(call=call).values_list("channel", "position").annotate(n=Count("mark"))
    for channel, position, n in taken.order_by():
        found[channel, position] += n
    return {pair: n for pair, n in found.items() if n}


def by_position(counted: Mapping[tuple[str, str], int]) -> dict[str, int]:
    """The same without the channels, every position named."""
    return {position: sum(n for (_ch, pos), n in counted.items() if pos == position) for position in Position.values}


def answers(call: Call) -> Answers:
    """What everybody may see of the answers."""
    counted = by_position(counts(call))
    rows = tuple((POSITION_WORDS[position], n) for position, n in counted.items())
    return Answers(rows, sum(counted.values()))


def current(call: Call) -> bool:
    """Can one still take a position?"""
    return call.asks and call.ended_at is None and (call.until is None or call.until >= clock.today())


def calls_at(area: str) -> QuerySet[Call]:
    """The calls that are open in an area, the newest first."""
    still = Q(until=None) | Q(until__gte=clock.today())
    here = Call.objects.touching(area).values("pk")
    return Call.objects.filter(still, pk__in=here, ended_at=None).order_by("-opened_at", "-pk")


def short_path(call: Call, channel: str = Channel.SITE) -> str:
    """The short address of a call without its language, with the code of one channel."""
    code = Code.objects.filter(call=call, channel=channel).values_list("code", flat=True).first()
    return f"k/{code}/" if code else ""


def readers_of(areas: Collection[str]) -> QuerySet[Reader]:
    """Who follows one of these areas and is still told things."""
    tags = [f"area:{area}" for area in areas]
    followers = Reader.objects.filter(follows__tag__in=tags).exclude(follows__confirmed_at=None)
    return Reader.objects.live().filter(pk__in=followers.values("pk"), by_mail=True).order_by("pk")
