"""How often may one try, and did this form come before? Tries are counted by the hour, for an account or a network, and forgotten after it;
a form that was sent is known again for a week."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.core import clock
from wijk.core.errors import Refused
from wijk.residence import keys
from wijk.residence.models import ONCE, Pace


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
    """Did this very form come before, a tab restored after days? To be asked inside the transaction of the verb, so that both hold or
    neither."""
    if not once:
        return False
    form = keys.once(f"{what}|{once}")
    if Pace.objects.filter(what=ONCE, hand=form).exists():
        return True
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    return Pace.objects.step(ONCE, form, hour) > 1  # of two at once the second
