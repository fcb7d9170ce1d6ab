"""Who keeps an entry? Only "itself", "the city" or "elsewhere" is ever told in public; who the person is stays in the house."""

from collections.abc import Iterable
from typing import Literal

from django.db.models import Q, QuerySet

from wijk.accounts.models import Person
from wijk.actors.models import FRESH_FOR, Keeping, Organisation
from wijk.core import clock

Kept = Literal["itself", "elsewhere", "city"]


def kept_by(rows: Iterable[Organisation]) -> dict[int, Kept]:
    """Who keeps each of these entries, by primary key; one query."""
    listed = list(rows)
    live = Keeping.objects.filter(organisation__in=[o.pk for o in listed], ended_at=None).exclude(confirmed_at=None)
    own = set(live.values_list("organisation_id", flat=True)) if listed else set()
    return {
        o.pk: "itself" if o.pk in own else "elsewhere" if o.listing and o.listing.elsewhere else "city" for o in listed
    }


def keepers(organisation: Organisation) -> "QuerySet[Person]":
    """The people who were confirmed to keep an entry. For letters to them, never for a page that others see."""
    live = Keeping.objects.filter(organisation=organisation, ended_at=None).exclude(confirmed_at=None)
    return Person.objects.filter(pk__in=live.values("person"), is_active=True, erased_at=None).order_by("pk")


def keeping_of(organisation: Organisation, person: str) -> Keeping | None:
    """What somebody (by key) asked or was given with this entry, and did not leave; None for nothing."""
    if not person:
        return None
    found = Keeping.objects.filter(organisation=organisation, person__key=person, ended_at=None)
    return found.select_related("person").first()


def awaiting() -> "QuerySet[Keeping]":
    """Who asked to keep an entry and waits for an answer, the longest first; for the office."""
    return (
        Keeping.objects.filter(confirmed_at=None, ended_at=None)
        .select_related("organisation", "person")
        .order_by("asked_at")
    )


def attention() -> "QuerySet[Organisation]":
    """Entries that somebody should look at: nobody ever confirmed them, or not for a year; the oldest first."""
    old = Q(confirmed_on=None) | Q(confirmed_on__lt=clock.today() - FRESH_FOR)
    return (
        Organisation.objects.standing().filter(old).select_related("listing").order_by("confirmed_on", "folded", "key")
    )
