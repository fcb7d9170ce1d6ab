"""Who accompanies people where? A team is set by who answers for the area; whoever comes or goes is named to all who were and are in it."""

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from wijk.accounts.models import Person
from wijk.core import clock
from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import Viewer
from wijk.helping import teamwork
from wijk.helping.case_letters import tell_team
from wijk.helping.models import Membership, Team
from wijk.territory.queries import touched
from wijk.trail.actions import record
from wijk.ui import plain

LONGEST_TITLE, MOST_MEMBERS = 120, 30
#: Addresses of pages that are no teams.
RESERVED = ("new",)


@transaction.atomic
def keep_team(viewer: Viewer, *, team: Team | None = None, title: str, area: str = "", revision: int = 0) -> Team:
    """Set a team, or change its name. Its area stays: what was noted there was agreed to with these people.

    NotAllowed outside one's own places; Refused without a title, and where another changed it.
    """
    place = team.area if team else area
    if not viewer.may(teamwork.KEEP, place):
        raise NotAllowed(teamwork.KEEP)
    touched(place)
    said = plain.line(title, longest=LONGEST_TITLE)
    if len(said) < 2:
        raise Refused("no-title", _("Give the team a name."))
    row = (
        Team.objects.select_for_update().get(pk=team.pk) if team else Team(key=_fresh_key(said), area=place, revision=0)
    )
    if team is not None and row.revision != revision:
        raise Refused("changed", _("This was changed in the meantime. Look at how it stands now, and change that."))
    row.title = said
    row.revision += 1
    row.save()
    record(viewer, verb=teamwork.KEEP, subject=teamwork.subject_of(row), area=row.area)
    return row


@transaction.atomic
def add_member(viewer: Viewer, *, team: Team, person: Person) -> Membership:
    """Put somebody into a team; a second time changes nothing. Everybody in it hears by letter who came, and who put them there.

    NotAllowed for who sets no teams there; Refused for oneself: nobody lets themselves in.
    """
    if not viewer.may(teamwork.KEEP, team.area):
        raise NotAllowed(teamwork.ADD)
    if viewer.key == person.key:
        raise Refused("oneself", _("Nobody puts themselves into a team. Ask a colleague who sets teams."))
    if not person.is_active or person.erased_at is not None or not person.email:
        raise Refused("no-account", _("There is no such account."))
    held = Team.objects.select_for_update().get(pk=team.pk)
    there = Membership.objects.filter(team=held, person=person, ended_at=None).first()
    if there is not None:
        return there
    if held.memberships.filter(ended_at=None).count() >= MOST_MEMBERS:
        raise Refused(
            "too-many", _("A team has thirty members at most, so that everybody knows who reads. Make another team.")
        )
    by = Person.objects.filter(key=viewer.key).first()
    made = Membership.objects.create(team=held, person=person, added_by=by)
    tell_team(held, made, came=True)
    record(viewer, verb=teamwork.ADD, subject=teamwork.subject_of(held), area=held.area, data={"members": _count(held)})
    return made


@transaction.atomic
def end_membership(viewer: Viewer, *, membership: Membership) -> Membership:
    """Somebody leaves a team: by themselves, or taken out of it. From that moment they open no case; theirs wait for a colleague.

    A second time changes nothing. NotAllowed for anybody else than the person and who sets teams there.
    """
    team = Team.objects.select_for_update().get(pk=membership.team_id)
    row = Membership.objects.select_related("person", "team").get(pk=membership.pk)
    if viewer.key != row.person.key and not viewer.may(teamwork.KEEP, team.area):
        raise NotAllowed(teamwork.LEAVE)
    if row.ended_at is not None:
        return row
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    tell_team(team, row, came=False)
    record(
        viewer, verb=teamwork.LEAVE, subject=teamwork.subject_of(team), area=team.area, data={"members": _count(team)}
    )
    return row


def _count(team: Team) -> int:
    return team.memberships.filter(ended_at=None).count()


def _fresh_key(title: str) -> str:
    begin = slugify(title)[:50] or "team"
    taken = {*RESERVED, *Team.objects.filter(key__startswith=begin).values_list("key", flat=True)}
    return next(key for n in range(1, 10_000) if (key := begin if n == 1 else f"{begin}-{n}") not in taken)
