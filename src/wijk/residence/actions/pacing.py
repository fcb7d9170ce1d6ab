"""How often may one try? Counted by the hour, for an account or a network, and forgotten after it."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.residence import keys
from wijk.residence.models import Pace


def slowly(what: str, hand: str, *, most: int) -> None:
    """Count a try. Refused when there were too many in this hour; it is counted also when what follows fails."""
    if not hand:
        return
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    with transaction.atomic():
        count = Pace.objects.step(what, hand, hour)
    if count > most:
        raise Refused(
            "residence-pace",
            _("There were many tries in this hour. Wait an hour, or come to the counter: that always works."),
        )


def repeated(what: str, once: str) -> bool:
    """Did this very form come before, within the hour? To be asked inside the transaction of the verb, so that both hold or neither."""
    if not once:
        return False
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    return Pace.objects.step("once", keys.once(f"{what}|{once}"), hour) > 1
