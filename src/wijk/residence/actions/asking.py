"""The office says what is asked of who takes part, and by which ways it can be shown."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Absent, NotAllowed, Refused
from wijk.core.subject import CITY, Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.residence import access, queries
from wijk.residence.models import LEVELS, WAYS, Offer, Requirement
from wijk.residence.queries.asking import ways_of
from wijk.territory.queries import touched
from wijk.trail.actions import record


@transaction.atomic
def require(
    viewer: Viewer, *, scope: Subject, level: str, why: Text, ways: Sequence[str] = (), place: str = ""
) -> Requirement:  # fmt: skip
    """Set what is asked of who takes part in `scope`, and why. `ways`: those that count here; none means all that the city offers.

    NotAllowed for who does not keep the place where `scope` is. Refused for an unknown level, without a why, and for ways that show too little.
    """
    if not access.keeps(viewer, str(scope)):
        raise NotAllowed(access.REQUIRE)
    if level not in LEVELS:
        raise Refused("residence-level", _("Choose how much is asked."))
    if level != "none" and not why:
        raise Refused("residence-why", _("Say why it is asked: people read that before they begin."))
    try:
        touched(place)
    except Absent as absent:
        raise Refused("residence-place", _("Choose the place from the list.")) from absent
    fitting = [way for way in ways_of(level) if way in ways] if ways else []
    if level != "none" and (not ways_of(level) or (ways and not fitting)):
        raise Refused(
            "residence-no-way", _("None of these ways shows as much as you ask. Choose another way, or ask less.")
        )
    facts = {"level": level, "why": why, "ways": fitting, "place": place, "since": clock.now()}
    row, _made = Requirement.objects.update_or_create(scope=str(scope), defaults=facts)
    record(
        viewer, verb=access.REQUIRE, subject=scope, area=access.spot(place),
        data={"level": level, "ways": fitting},
    )  # fmt: skip
    return row


@transaction.atomic
def offer_ways(viewer: Viewer, *, ways: Mapping[str, Text]) -> None:
    """Set which ways the city offers, with what it says of each. To say it without showing it is always possible."""
    if not viewer.may(access.OFFER):
        raise NotAllowed(access.OFFER)
    if strange := set(ways) - set(WAYS):
        raise Refused("residence-way", _("“{way}” is no way that we know."), way=sorted(strange)[0][:20])
    if "register" in ways and queries.current_edition() is None:
        raise Refused(
            "residence-no-register", _("Put a register in force first; then people can find their line in it.")
        )
    told = dict(ways) | ({"declare": Text()} if "declare" not in ways else {})
    for way in WAYS:
        Offer.objects.update_or_create(way=way, defaults={"active": way in told, "words": told.get(way, Text())})
    record(viewer, verb=access.OFFER, subject=CITY, data={"count": len(told)})
