"""Who may add, change and keep what is said of an organisation? The office where it is active, and the organisation itself."""

from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.actors import queries
from wijk.actors.models import Draft, Keeping, Organisation
from wijk.core.errors import Absent
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Operator, Viewer

_OFFICE: list[Role] = ["facilitator", "manager"]
#: So many who keep an entry are looked through for an office that is not of the whole city.
MOST_NEAR = 1_000

VERBS = [
    Verb.by("actors.add_organisation", _OFFICE, _("Added the organisation “{title}” to the directory.")),
    Verb.by("actors.change_organisation", _OFFICE, _("Changed what the directory says of “{title}”.")),
    Verb.by("actors.close_organisation", _OFFICE, _("Noted that “{title}” has closed.")),
    Verb.by("actors.reopen_organisation", _OFFICE, _("Noted that “{title}” is open after all.")),
    Verb.by("actors.import_organisations", ["manager", "analyst"],
            _("Took in a list of organisations: {added} new, {changed} changed, {same} the same.")),
    Verb.by("actors.keep_kind", ["manager"], _("Named a kind of organisation: “{title}”.")),
    Verb.by("actors.ask_to_keep", [], _("Asked to keep the entry of “{title}”.")),
    Verb.by("actors.confirm_keeper", _OFFICE, _("The entry of “{title}” is kept by the organisation itself from now on.")),
    Verb.by("actors.refuse_keeper", _OFFICE, _("Did not agree that somebody keeps the entry of “{title}”.")),
    Verb.by("actors.end_keeping", _OFFICE, _("Somebody no longer keeps the entry of “{title}”.")),
    Verb.by("actors.offer_handover", [], _("Prepared to hand over the entry of “{title}”.")),
    Verb.by("actors.take_over", [], _("Took over the entry of “{title}” for the organisation.")),
    Verb.by("actors.confirm_facts", _OFFICE, _("Confirmed that everything said of “{title}” is still right.")),
    Verb.by("actors.report_fault", [], _("Told the keeper that something is wrong in the entry of “{title}”."), "none"),
]  # fmt: skip


def may_on(viewer: Viewer, verb: str, organisation: Organisation) -> bool:
    """May this viewer do an office verb with this organisation: in one of the areas where it is active?"""
    if viewer.may(verb):
        return True
    areas = {place for place in organisation.places if place and not place.startswith("perimeter/")}
    return any(viewer.may(verb, area) for area in sorted(areas))


def speaks_for(viewer: Viewer, organisation: Organisation) -> bool:
    """Did this person ask to keep the entry, and were they confirmed? One query; none for a passer-by."""
    if not isinstance(viewer, PersonViewer) or not viewer.person.is_active:
        return False
    found = queries.keeping_of(organisation, viewer.key)
    return found is not None and found.confirmed_at is not None


def may_change(viewer: Viewer, organisation: Organisation) -> bool:
    """May this viewer change the entry: for the organisation itself, or for the office where it is active?"""
    return may_on(viewer, "actors.change_organisation", organisation) or speaks_for(viewer, organisation)


def keeps_anywhere(viewer: Viewer, verb: str = "actors.change_organisation") -> bool:
    """Has this viewer the right of an office verb in any place at all?"""
    return viewer.may(verb) or (isinstance(viewer, PersonViewer) and bool(viewer.places(verb)))


def open_office(viewer: Viewer) -> None:
    """The office page of organisations, for who may change some of them; absent for everybody else."""
    if not keeps_anywhere(viewer):
        raise Absent


def keepers_of_office(viewer: Viewer, words: str = "") -> "Sequence[Keeping] | QuerySet[Keeping]":
    """Who keeps an entry, where this viewer of the office may end it; by name of the organisation."""
    open_office(viewer)
    if viewer.may("actors.end_keeping"):
        return queries.keeping_now({""}, words)
    areas = viewer.places("actors.end_keeping") if isinstance(viewer, PersonViewer) else frozenset()
    near = queries.keeping_now(areas, words)[:MOST_NEAR]
    return [k for k in near if may_on(viewer, "actors.end_keeping", k.organisation)]


def open_to_change(viewer: Viewer, key: str) -> Organisation:
    """An organisation for who may change its entry; absent for everybody else."""
    found = queries.organisation(key)
    if not may_change(viewer, found):
        raise Absent
    return found


def open_import(viewer: Viewer) -> None:
    """The pages where lists are taken in; absent for who may not."""
    if not viewer.may("actors.import_organisations"):
        raise Absent


def open_draft(viewer: Viewer, token: str) -> Draft:
    """A list on the desk of who uploaded it; absent for anybody else."""
    open_import(viewer)
    found = Draft.objects.filter(token=token, owner=viewer.key).first()
    if found is None:
        raise Absent("list")
    return found


def person_of(viewer: Viewer) -> PersonViewer:
    """The person who is looking; absent for a passer-by and for the operator."""
    if not isinstance(viewer, PersonViewer):
        raise Absent
    return viewer


def is_operator(viewer: Viewer) -> bool:
    """Is this somebody at a terminal?"""
    return isinstance(viewer, Operator)
