"""What the office counts: slips that came back, copies that went out, letterboxes there are."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.accounts.queries import area_known
from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.viewer import Viewer
from wijk.outreach import access
from wijk.outreach.models import Call, Channel, Distribution, Homes, Position, Tally, Way
from wijk.trail.actions import record

MOST = 1_000_000


@transaction.atomic
def count_slips(viewer: Viewer, *, key: str, counts: Mapping[str, int]) -> int:
    """Add positions that came on paper, at the counter or by telephone; how many. A negative number takes back a wrong count."""
    call = Call.objects.select_for_update().filter(key=key).first()
    if call is None:
        raise Absent("call")
    if not viewer.may(access.SLIPS, call.place):
        raise NotAllowed(access.SLIPS)
    if not call.asks or call.ended_at is not None:
        raise Refused("call-ended", _("This call has ended or asks nothing, so nothing can be counted."))
    if set(counts) - set(Position.values) or not any(counts.values()):
        raise Refused("no-slips", _("Say how many of each answer came in."))
    for position, more in counts.items():
        row, _made = Tally.objects.get_or_create(call=call, channel=Channel.SLIP, position=position)
        if not 0 <= row.count + more <= MOST:
            raise Refused(
                "slips-negative", _("That would count fewer than none. {count} were counted so far."), count=row.count
            )
        row.count += more
        row.save(update_fields=["count"])
    record(
        viewer, verb=access.SLIPS, subject=Subject("outreach.call", call.key), area=_area(call.place),
        data={"slips": sum(counts.values()), "counts": dict(counts)},
    )  # fmt: skip
    return sum(counts.values())


@transaction.atomic
def note_distribution(viewer: Viewer, *, about: Subject, area: str, way: str, copies: int, on: date) -> Distribution:
    """Note that so many copies went out in an area on a day."""
    if not viewer.may(access.PAPER, area):
        raise NotAllowed(access.PAPER)
    if not area_known(area):
        raise Absent("area")
    if way not in Way.values or not 1 <= copies <= MOST:
        raise Refused("copies", _("Say how many copies went out: a number from 1 to {most}."), most=MOST)
    if on > clock.today():
        raise Refused("paper-later", _("This day has not come yet. Note what was handed out, afterwards."))
    row = Distribution.objects.create(about=str(about), area=area, way=way, copies=copies, on=on)
    record(
        viewer, verb=access.PAPER, subject=about, area=area,
        data={"way": way, "copies": copies, "on": on.isoformat()},
    )  # fmt: skip
    return row


@transaction.atomic
def note_homes(viewer: Viewer, *, area: str, count: int) -> Homes:
    """Note how many letterboxes an area has."""
    if not viewer.may(access.HOMES, area):
        raise NotAllowed(access.HOMES)
    if not area or not area_known(area):
        raise Absent("area")
    if not 1 <= count <= MOST:
        raise Refused("homes", _("Say how many letterboxes there are: a number from 1 to {most}."), most=MOST)
    row, _made = Homes.objects.update_or_create(area=area, defaults={"count": count, "on": clock.today()})
    record(viewer, verb=access.HOMES, subject=Subject("territory.area", area), area=area, data={"count": count})
    return row


def _area(place: str) -> str:
    return "" if place.startswith("perimeter/") else place
