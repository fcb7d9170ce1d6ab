"""Entries of the directory: added, changed, confirmed, closed; and a word to the keeper when something is wrong."""

from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.actors import access, letters, queries
from wijk.actors.actions.writing import facts_of, fill, free_key, save
from wijk.actors.facts import Facts, checked, fit_code
from wijk.actors.locating import Ground
from wijk.actors.models import Organisation, Sector
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Passerby, Viewer
from wijk.trail import actions as trail

#: Words about one entry, within an hour, before we ask to wait.
MOST_WORDS = 5


def told(viewer: Viewer, verb: str, row: Organisation, **data: Any) -> None:
    """The line of the trail about an organisation."""
    area = next((place for place in row.places if place), "")
    trail.record(viewer, verb=verb, subject=Subject("actors.organisation", row.key), area=area,
                 data={"title": dict(row.title), **data})  # fmt: skip


def locked(row: Organisation) -> Organisation:
    """The organisation as it is now, locked until the end of the transaction."""
    found: Organisation = Organisation.objects.select_for_update().get(pk=row.pk)
    return found


@transaction.atomic
def add_organisation(viewer: Viewer, *, facts: Facts) -> Organisation:
    """Add an organisation; what is said of it counts as confirmed today.

    Raises NotAllowed where the viewer has no right in each of its places, Refused for what is not in order.
    """
    verb, ground, kinds = "actors.add_organisation", Ground(), queries.kinds()
    if not access.keeps_anywhere(viewer, verb):
        raise NotAllowed(verb)
    row = fill(Organisation(), checked(facts, kinds), ground, kinds)
    ground.touched(row.places)
    if not viewer.may(verb) and not (row.places and all(viewer.may(verb, place) for place in row.places)):
        raise Refused(
            "places-elsewhere",
            _("You can add organisations in your own neighbourhood. Choose a place there."),
            field="areas",
        )
    row.key, row.confirmed_on = free_key(row.title), clock.today()
    save([row], ground)
    told(viewer, verb, row)
    return row


@transaction.atomic
def change_organisation(viewer: Viewer, *, organisation: Organisation, facts: Facts) -> Organisation:
    """Change what is said of an organisation: by itself, or by the office where it is active. It counts as confirmed today."""
    if not access.may_change(viewer, organisation):
        raise NotAllowed("actors.change_organisation")
    row, ground, kinds = locked(organisation), Ground(), queries.kinds()
    before = facts_of(row)
    fill(row, checked(facts, {*kinds, row.kind}), ground, kinds)
    ground.touched(row.places)
    after = facts_of(row)
    row.confirmed_on = clock.today()
    save([row], ground)
    changed = [name for name in Facts.__dataclass_fields__ if getattr(before, name) != getattr(after, name)]
    told(
        viewer,
        "actors.change_organisation",
        row,
        facts=[{"email": "contact", "phone": "contact"}.get(n, n) for n in changed],
    )
    return row


@transaction.atomic
def confirm_facts(viewer: Viewer, *, organisation: Organisation) -> Organisation:
    """Say that everything in an entry is still right."""
    if not access.may_on(viewer, "actors.confirm_facts", organisation) and not access.speaks_for(viewer, organisation):
        raise NotAllowed("actors.confirm_facts")
    row = locked(organisation)
    row.confirmed_on, row.reminded_on = clock.today(), None
    row.save(update_fields=["confirmed_on", "reminded_on"])
    told(viewer, "actors.confirm_facts", row)
    return row


@transaction.atomic
def close_organisation(viewer: Viewer, *, organisation: Organisation) -> Organisation:
    """Note that an organisation has closed: it leaves the lists, and its page says so."""
    if not access.may_on(viewer, "actors.close_organisation", organisation) and not access.speaks_for(
        viewer, organisation
    ):
        raise NotAllowed("actors.close_organisation")
    row = locked(organisation)
    if row.closed_on:
        raise Refused("closed-already", _("This organisation is noted as closed already."))
    row.closed_on, row.changed_at = clock.today(), clock.now()
    row.save(update_fields=["closed_on", "changed_at"])
    told(viewer, "actors.close_organisation", row)
    return row


@transaction.atomic
def reopen_organisation(viewer: Viewer, *, organisation: Organisation) -> Organisation:
    """Take back that an organisation has closed."""
    if not access.may_on(viewer, "actors.reopen_organisation", organisation):
        raise NotAllowed("actors.reopen_organisation")
    row = locked(organisation)
    if not row.closed_on:
        raise Refused("not-closed", _("This organisation is not noted as closed."))
    row.closed_on, row.changed_at = None, clock.now()
    row.save(update_fields=["closed_on", "changed_at"])
    told(viewer, "actors.reopen_organisation", row)
    return row


@transaction.atomic
def keep_kind(viewer: Viewer, *, code: str, title: Text, order: int = 500) -> Sector:
    """Add a kind of organisation, or call one otherwise than the standing list does."""
    if not viewer.may("actors.keep_kind"):
        raise NotAllowed("actors.keep_kind")
    if not fit_code(code):
        raise Refused("code-strange", _("A code has small letters, digits and hyphens, and begins with a letter."))
    if not any(title.values()):
        raise Refused("title-missing", _("Say this in at least one language."))
    row, _made = Sector.objects.update_or_create(code=code, defaults={"title": title, "order": order})
    trail.record(viewer, verb="actors.keep_kind", subject=Subject("actors.kind", code), data={"title": dict(title)})
    return row


@transaction.atomic
def report_fault(viewer: Viewer, *, organisation: Organisation, words: str) -> int:
    """Tell the keeper of an entry, or the office, that something is wrong in it; how many people hear of it.

    Who says so is not kept, nor the words once the letter has left.
    """
    text = " ".join(words.split())[:1000]
    if len(text) < 5:
        raise Refused("words-missing", _("Say in a few words what is wrong."))
    counter = f"actors-fault-{organisation.pk}"
    cache.add(counter, 0, 3600)
    number = cache.incr(counter)
    if number > MOST_WORDS:
        raise Refused(
            "words-many", _("Several people have just written about this entry. Please try again in an hour.")
        )
    told(Passerby(), "actors.report_fault", organisation)
    return letters.fault(organisation, text, once=f"{clock.now():%Y%m%dT%H%M%S%f}")
