"""Who finds the desk of answers in their bar without any role? The members of a service that is in use."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet, Value

from wijk.answers.models import Service


class OfMembers:
    """For the bar of the office: one query, asked together with those of other rooms."""

    def desks(self, person: int) -> Sequence["QuerySet[Any, Any]"]:
        """The desk, for who is in a service."""
        return [Service.objects.filter(members=person, active=True).annotate(desk=Value("answers:desk"))]


desks = OfMembers()
