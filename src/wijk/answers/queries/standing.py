"""How does it stand with the answer to many contributions at once: who owes it, by which day, and what was said last?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from wijk.answers.models import OPEN, Answer, Request, Service
from wijk.answers.queries.desk import is_late
from wijk.contributions.models import Contribution
from wijk.core.standing import Standing as Question

_ASKED = Question(
    lambda *, contributions: Request.objects.select_related("service").filter(contribution__in=contributions)
)
_SAID = Question(
    lambda *, requests: (
        Answer.objects.filter(request__in=requests)
        .exclude(outcome="forwarded")
        .select_related("reason")
        .order_by("number")
    )
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The promise and the last answer. `service` None: the desk of the facilitators. `due`: the day that somebody still holds to:
    of the answer while it is owed, otherwise of what an answer said would follow."""

    service: Service | None
    due: date | None
    waits: bool
    late: bool
    answer: Answer | None


def standings(rows: Sequence[Contribution]) -> Mapping[int, Standing]:
    """By the number of each contribution; one that was taken together with another stands as that one does. Two queries."""
    stands_for = {row.pk: row.merged_into_id or row.pk for row in rows}
    asked = _ASKED.find(contributions=sorted(set(stands_for.values())))
    found = {request.contribution_id: request for request in asked}
    last = _last(found.values())
    told = {number: _standing(request, last.get(request.pk)) for number, request in found.items()}
    return {number: told[other] for number, other in stands_for.items() if other in told}


def _last(requests: Collection[Request]) -> dict[int, Answer]:
    """The last answer to each that is more than passing it on. One query."""
    answers = _SAID.find(requests=[request.pk for request in requests])
    return {answer.request_id: answer for answer in answers}


def _standing(request: Request, answer: Answer | None) -> Standing:
    waits = request.state == OPEN
    due = request.due if waits else answer.by_when if answer is not None else None
    return Standing(request.service, due, waits, is_late(request), answer)
