"""What goes by itself: standings that ended, addresses, codes, tries; and a line in the trail of how many showed where they live."""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, F

from wijk.core.subject import CITY
from wijk.core.viewer import Passerby
from wijk.residence import access, terms
from wijk.residence.models import ONCE, Edition, Letter, Pace, Resident, Tally, Ticket
from wijk.trail.actions import record


@transaction.atomic
def forget_old(now: datetime) -> int:
    """Forget what is no longer needed; how many rows. Twice is as once."""
    today = now.date()
    ended = Resident.objects.filter(until__lt=today).annotate(n=Count("handles"))
    gone = Resident.objects.filter(pk__in=list(ended.filter(n__lte=1).values_list("pk", flat=True))).delete()[0]
    gone += Resident.objects.filter(until__lt=today - terms.LINKED).delete()[0]
    gone += Letter.objects.filter(until__lt=today).delete()[0]
    gone += Letter.objects.filter(printed_on__lt=today - terms.PRINTED).exclude(lines="").update(lines="")
    gone += Ticket.objects.filter(until__lt=now).delete()[0]
    gone += Edition.objects.filter(state="draft", made_at__lt=now - terms.DRAFT).delete()[0]
    gone += Pace.objects.filter(what=ONCE, hour__lt=now - terms.FORM).delete()[0]
    tries = Pace.objects.exclude(what=ONCE)
    return gone + tries.filter(hour__lt=now.replace(minute=0, second=0, microsecond=0)).delete()[0]


@transaction.atomic
def tally(now: datetime) -> int:
    """Once a day: put into the trail how many people said or showed where they live, by each way of which there are five new ones or more.

    Held against the numbers of the office it shows that nobody was added by hand. How many there were; 0 where all are too few.
    """
    rows = list(Tally.objects.select_for_update().filter(fresh__gte=terms.LEAST).order_by("way"))
    people, today = sum(row.fresh for row in rows), now.date()
    if not rows or any(row.told_on == today for row in rows):
        return 0
    for row in rows:
        Tally.objects.filter(pk=row.pk).update(fresh=F("fresh") - row.fresh, told_on=today)
    record(
        Passerby(),
        verb=access.TALLY,
        subject=CITY,
        data={"people": people, "ways": {row.way: row.fresh for row in rows}},
    )
    return people
