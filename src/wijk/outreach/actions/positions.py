"""Somebody takes a position, in one step. It leaves no line in the trail: the count does, when the call ends."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.outreach import tokens
from wijk.outreach.models import Call, Code, Position, Stance


@dataclass(frozen=True, slots=True)
class Taken:
    """A position was taken: the link that can change it, and whether it did."""

    token: str
    changed: bool


@transaction.atomic
def take_position(*, code: Code, position: str, token: str = "") -> Taken:
    """Count a position that came by this code; with the link of an earlier one, that one changes instead.

    Raises Refused when the call asks nothing or has ended, for a position that is none, and for a link that is not ours.
    """
    call = Call.objects.select_for_update().get(pk=code.call_id)
    if not call.asks:
        raise Refused("call-asks-nothing", _("This call tells you something, and asks nothing."))
    if call.ended_at is not None or (call.until is not None and call.until < clock.today()):
        raise Refused("call-ended", _("This call has ended. Positions are no longer counted."))
    if position not in Position.values:
        raise Refused("position-unknown", _("Choose one of the answers."))
    token = token or tokens.fresh(call.key)
    mark = tokens.mark(call.key, token)
    if mark is None:
        raise Refused("link-broken", _("This link is not whole. Open it again from your letter, or leave it out."))
    _row, made = Stance.objects.update_or_create(
        mark=mark,
        defaults={"position": position},
        create_defaults={"position": position, "call": call, "channel": code.channel},
    )
    return Taken(token, changed=not made)
