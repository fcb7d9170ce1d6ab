"""What this room does by itself: it asks keepers once a year whether all is still right, and forgets what nobody needs."""

from datetime import datetime, timedelta

from django.db import transaction

from wijk.actors import letters
from wijk.actors.actions.keeping import link_token
from wijk.actors.models import FRESH_FOR, Draft, Keeping, Organisation

#: Entries asked about in one round, so that no round lasts long.
AT_ONCE = 200
#: Who does not answer is asked again after this.
AGAIN = timedelta(days=60)
DRAFTS_KEPT, QUESTIONS_KEPT = timedelta(days=1), timedelta(days=90)


def remind(now: datetime) -> int:
    """Write to keepers of entries that nobody confirmed for a year, and forget drafts and questions that nobody answered.

    Done twice is as if done once: the entry remembers the day, and the letter its key.
    """
    today = now.date()
    Draft.objects.filter(made_at__lt=now - DRAFTS_KEPT).delete()
    Keeping.objects.filter(confirmed_at=None, ended_at=None, asked_at__lt=now - QUESTIONS_KEPT).update(
        ended_at=now, code_hash=""
    )
    kept = Keeping.objects.filter(ended_at=None, confirmed_at__lt=now - QUESTIONS_KEPT)
    due = Organisation.objects.standing().filter(pk__in=kept.values("organisation"))
    old = due.filter(confirmed_on=None) | due.filter(confirmed_on__lt=today - FRESH_FOR)
    asked = old.exclude(reminded_on__gt=today - AGAIN).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]
    return sum(_ask(pk, now) for pk in list(asked))


def _ask(pk: int, now: datetime) -> int:
    """Write to everybody who keeps one entry."""
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=pk)
        if row.reminded_on and row.reminded_on > now.date() - AGAIN:
            return 0
        row.reminded_on = now.date()
        row.save(update_fields=["reminded_on"])
        live = Keeping.objects.filter(organisation=row, ended_at=None, person__is_active=True).exclude(
            confirmed_at=None
        )
        return sum(
            letters.still_right(
                keeping.person, row, token=link_token(keeping), once=f"{keeping.pk}:{now.date().isoformat()}"
            )
            for keeping in live.select_related("person")
        )
