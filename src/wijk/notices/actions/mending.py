"""The office has a hand in the outbox: what failed is tried again at once."""

from django.db import transaction

from wijk.core import clock, outbox
from wijk.core.errors import NotAllowed
from wijk.core.subject import CITY
from wijk.core.viewer import Viewer
from wijk.trail import actions as trail


@transaction.atomic
def try_again(viewer: Viewer) -> int:
    """Make the letters that failed and still wait due now, where the fault was mended. How many."""
    if not viewer.may("notices.try_again"):
        raise NotAllowed("notices.try_again")
    count = outbox.waiting().filter(tries__gt=0).exclude(fault="").update(try_after=clock.now())
    trail.record(viewer, verb="notices.try_again", subject=CITY, data={"count": count})
    return count
