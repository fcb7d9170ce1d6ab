"""What is forgotten when it is no longer needed: what nobody confirmed, and how to reach authors whose matter has ended."""

from datetime import datetime, timedelta

from django.db import transaction

from wijk.accounts.models import Person
from wijk.contributions import moderating
from wijk.contributions.models import Author, Comment, Contribution

#: What was not confirmed by then is gone.
UNCONFIRMED = timedelta(days=7)
#: So long after the matter ended one may still write to its author: to ask whether it holds.
REACHABLE = timedelta(days=180)
ENDED = ("refused", "answered", "done", "needs_nothing")
BATCH = 500


def forget_unconfirmed(now: datetime) -> int:
    """Throw away what nobody confirmed within a week. How many."""
    before = now - UNCONFIRMED
    gone = 0
    for model in (Contribution, Comment):
        old = list(
            model.objects.filter(visibility="unconfirmed", made_at__lt=before).values_list("pk", flat=True)[:BATCH]
        )
        if old:
            # asked again inside the deletion: somebody may confirm at this very moment
            with transaction.atomic():
                rows = model.objects.select_for_update().filter(pk__in=old, visibility="unconfirmed")
                found = list(rows.values_list("pk", flat=True))
                model.objects.filter(pk__in=found).delete()
                gone += len(found)
    return gone


def forget_authors(now: datetime) -> int:
    """Forget the addresses of authors whose matter ended half a year ago, or whose words are gone. How many."""
    ended = Author.objects.exclude(contact="").filter(contribution__changed_at__lt=now - REACHABLE)
    over = ended.filter(contribution__state__in=ENDED) | ended.filter(
        contribution__visibility__in=("withdrawn", "removed")
    )
    found = list(over.values_list("pk", flat=True)[:BATCH])
    return Author.objects.filter(pk__in=found).update(contact="") if found else 0


@transaction.atomic
def forget_person(person: Person) -> int:
    """Forget that this person said anything: their words stay, as nobody's. Part of an erasure. How many rows."""
    rows = Contribution.objects.filter(person=person)
    count = Author.objects.filter(contribution__person=person).exclude(contact="").update(contact="")
    if person.email:
        mine = Author.objects.filter(contact=person.email)
        count += mine.update(contact="")
        count += moderating.forget(person.email)
    count += moderating.forget(person.key)
    count += Comment.objects.filter(person=person).update(person=None, shown_as="", mark="")
    return count + rows.update(person=None, shown_as="")
