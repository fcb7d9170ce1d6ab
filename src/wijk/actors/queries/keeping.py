"""Who keeps an entry? Only "itself", "the city" or "elsewhere" is ever told in public; who the person is stays in the house."""

from collections.abc import Collection, Iterable
from typing import Literal

from django.db.models import Q, QuerySet

from wijk.accounts.models import Person
from wijk.actors.models import FRESH_FOR, Keeping, Organisation, PlaceOf
from wijk.core import clock
from wijk.territory.queries import fold

Kept = Literal["itself", "elsewhere", "city"]
#: So many words are looked for among those who keep entries.
MOST_WORDS = 6


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


def keeping_now(areas: Collection[str], words: str = "") -> "QuerySet[Keeping]":
    """Who keeps an entry that is active in one of these areas ("" among them: in any), by name of the organisation; for the office.

    `words` looks in the name of the organisation, and in the name and address of the person.
    """
    found = Keeping.objects.filter(ended_at=None).exclude(confirmed_at=None)
    if "" not in areas:
        near = PlaceOf.objects.filter(area__in=areas).values("organisation")
        found = found.filter(organisation__in=near)
    for word in words.split()[:MOST_WORDS]:
        person = Q(person__name__icontains=word) | Q(person__email__icontains=word)
        found = found.filter(person | Q(organisation__folded__contains=fold(word)))
    return found.select_related("organisation", "person").order_by("organisation__folded", "organisation__key", "pk")


def attention() -> "QuerySet[Organisation]":
    """Entries that somebody should look at: nobody ever confirmed them, or not for a year; the oldest first."""
    old = Q(confirmed_on=None) | Q(confirmed_on__lt=clock.today() - FRESH_FOR)
    return (
        Organisation.objects.standing().filter(old).select_related("listing").order_by("confirmed_on", "folded", "key")
    )
