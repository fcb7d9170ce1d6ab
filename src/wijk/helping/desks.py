"""Who finds a desk of helping in their bar without any role? Who is in a team, and the hosts of a stop while it lasts."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, Value

from wijk.core import clock
from wijk.helping.access import AFTER, BEFORE
from wijk.helping.models import Membership, Stop


class OfMembers:
    """For the bar of the office: two queries, asked together with those of other rooms."""

    def desks(self, person: int) -> Sequence["QuerySet[Any, Any]"]:
        """Their day, and the form in which they write down what people say at the stand."""
        now = clock.now()
        around = Stop.objects.filter(
            hosts=person, cancelled=False, starts_at__lte=now + BEFORE, ends_at__gte=now - AFTER
        )
        return [
            Membership.objects.filter(person=person, ended_at=None).annotate(desk=Value("helping:cases")),
            around.annotate(desk=Value("helping:write")),
        ]


desks = OfMembers()
