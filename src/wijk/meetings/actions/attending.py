"""Invite the members, and note who was there."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.core.viewer import Viewer
from wijk.meetings import letters, queries, times
from wijk.meetings.actions.ground import begun, held, still_coming, tell, touch
from wijk.meetings.models import ATTENDANCE, Attendance, Meeting
from wijk.organs.models import Mandate
from wijk.organs.queries import mandates_on


@transaction.atomic
def invite(viewer: Viewer, *, meeting: Meeting) -> int:
    """Write to every member with an account: the invitation, or the poll with a link of their own. Gives how many.

    Done again, only those hear of it whom nothing was written to since the meeting last changed its moment.
    """
    row = held(viewer, meeting, "meetings.invite")
    if row.state != "polling":
        still_coming(row)
    people = [mandate for mandate in queries.members(row) if mandate.person_id is not None]
    if not people:
        raise Refused(
            "invite-nobody",
            _(
                "No member has an account to write to. Print the invitations, or give mandates to people with an account."
            ),
        )
    written = letters.invitations(row, people)
    row.invited_at = clock.now()
    touch(row)
    tell(viewer, "meetings.invite", row, invited=written)
    return written


@transaction.atomic
def note_attendance(
    viewer: Viewer,
    *,
    meeting: Meeting,
    seats: Mapping[int, str],
    substitutes: Mapping[int, int] | None = None,
    guests: int | None = None,
) -> int:
    """Note for mandates (by their number in the database) "present", "excused", "absent" or "represented"; gives how many were there.

    `substitutes` says which mandate sat in the place of a represented one. Refused where a mandate was not valid on that day.
    """
    row = held(viewer, meeting, "meetings.note_attendance")
    if row.state == "approved":
        raise Refused(
            "minutes-approved", _("The minutes are approved. What is wrong in them is corrected at a next meeting.")
        )
    begun(row)
    assert row.starts_at is not None
    valid = {m.pk: m for m in mandates_on(row.organ, times.local(row.starts_at).date())}
    stood_in = dict(substitutes or {})
    _check_seats(valid, seats, stood_in)
    told = [
        Attendance(
            meeting=row, mandate_id=pk, state=state, substitute_id=stood_in.get(pk) if state == "represented" else None
        )
        for pk, state in seats.items()
    ]
    Attendance.objects.bulk_create(
        told, update_conflicts=True, unique_fields=["meeting", "mandate"], update_fields=["state", "substitute"]
    )
    row.guests = row.guests if guests is None else guests
    touch(row)
    present = queries.quorum(row).present
    tell(viewer, "meetings.note_attendance", row, present=present, guests=row.guests)
    return present


def _check_seats(valid: Mapping[int, Mandate], seats: Mapping[int, str], stood_in: Mapping[int, int]) -> None:
    for pk in _each(seats, stood_in):
        if pk not in valid:
            raise Refused(
                "attendance-mandate",
                _("Somebody here had no valid mandate on the day of the meeting. Note them among the guests."),
            )
    if wrong := sorted(set(seats.values()) - set(ATTENDANCE)):
        raise Refused(
            "attendance-state",
            _("“{state}” says nothing of who was there. Choose present, excused, absent or represented."),
            state=wrong[0],
        )
    used: set[int] = set()
    for pk, state in seats.items():
        if state != "represented":
            continue
        other = stood_in.get(pk)
        if other is None or other == pk or valid[other].role != "substitute":
            raise Refused(
                "attendance-substitute", _("Say which substitute sat in the place of each represented member.")
            )
        if valid[other].substitute_for_id not in (None, pk):
            raise Refused(
                "attendance-wrong-substitute",
                _("That substitute replaces somebody else. Choose the one of this member."),
            )
        if other in used:
            raise Refused("attendance-twice", _("One substitute cannot sit in two places. Choose another one."))
        used.add(other)


def _each(seats: Mapping[int, str], stood_in: Mapping[int, int]) -> Iterable[int]:
    yield from seats
    yield from stood_in.values()
