"""Who is in a team, and who may open its cases? Its members, and nobody by any role: not a manager, not an administrator, not the terminal."""

from django.utils.translation import gettext_lazy as _

from wijk.accounts.access import PersonViewer
from wijk.accounts.models import Person
from wijk.core.errors import Absent, NotAllowed
from wijk.core.subject import Subject
from wijk.core.verbs import Role, Verb
from wijk.core.viewer import Viewer
from wijk.helping.models import Case, HandOver, Membership, Team

KEEP, ADD, LEAVE = "helping.keep_team", "helping.add_member", "helping.end_membership"
BEGIN, WORK, FORGET = "helping.begin_case", "helping.work_on_case", "helping.forget_cases"
HAND_OVER, SAY = "helping.hand_over_cases", "helping.answer_team"
SETTERS: list[Role] = ["manager", "administrator"]

#: Verbs of cases say in the trail that something was done in an area, never for whom, by whom or to which case.
VERBS = [
    Verb.by(KEEP, SETTERS, _("Set a team that accompanies people.")),
    Verb.by(ADD, SETTERS, _("Put somebody into a team that accompanies people; it has {members} members now.")),
    Verb.by(LEAVE, SETTERS, _("Somebody left a team that accompanies people; it has {members} members now.")),
    Verb.by(BEGIN, [], _("A team began to accompany somebody."), "none"),
    Verb.by(WORK, [], _("A team worked on an accompaniment."), "none"),
    Verb.by(FORGET, [], _("What a team kept of accompaniments was forgotten: {count}."), "none"),
    Verb.by(HAND_OVER, [], _("Accompaniments went from one member of a team to another: {count}."), "none"),
    Verb.by(SAY, [], _("Somebody said whether a team accompanies them."), "none"),
]


def subject_of(team: Team) -> Subject:
    """How the trail calls a team."""
    return Subject("helping.team", team.key)


def caseload() -> Subject:
    """How the trail calls any case: they are not told apart there."""
    return Subject("helping.caseload", "")


def member(viewer: Viewer) -> Person | None:
    """The person who looks, where they can be in a team at all: an account that is alive."""
    if isinstance(viewer, PersonViewer) and viewer.person.is_active and viewer.person.erased_at is None:
        return viewer.person
    return None


def is_member(viewer: Viewer, team: Team) -> bool:
    """Is this person in the team now?"""
    person = member(viewer)
    return person is not None and Membership.objects.filter(team=team, person=person, ended_at=None).exists()


def must_be_member(viewer: Viewer, team: Team, verb: str) -> Person:
    """The member who does something. NotAllowed for anybody else, whatever they may elsewhere."""
    person = member(viewer)
    if person is None or not is_member(viewer, team):
        raise NotAllowed(verb)
    return person


def open_case(viewer: Viewer, number: str) -> Case:
    """A case, for the members of its team. Absent otherwise."""
    row = Case.objects.select_related("team", "keeper").filter(number=number).first()
    if row is None or not is_member(viewer, row.team):
        raise Absent("case")
    return row


def open_team_room(viewer: Viewer, key: str) -> Team:
    """A team, for its members. Absent otherwise."""
    row = Team.objects.filter(key=key).first()
    if row is None or not is_member(viewer, row):
        raise Absent("team")
    return row


def open_hand_over(viewer: Viewer, key: str) -> HandOver:
    """A hand-over, for the members of its team. Absent otherwise."""
    row = HandOver.objects.select_related("team", "giver", "taker").filter(key=key).first()
    if row is None or not is_member(viewer, row.team):
        raise Absent("handover")
    return row


def enter_teams(viewer: Viewer) -> frozenset[str]:
    """The door of the list of teams, for who sets them somewhere: the places where they do. Absent otherwise."""
    mine = frozenset({""}) if viewer.may(KEEP) else viewer.places(KEEP) if isinstance(viewer, PersonViewer) else None
    if not mine:
        raise Absent("teams")
    return mine


def open_team(viewer: Viewer, key: str) -> Team:
    """A team with its members, for who sets teams there; of its cases they see nothing. Absent otherwise."""
    row = Team.objects.filter(key=key).first()
    if row is None or not viewer.may(KEEP, row.area):
        raise Absent("team")
    return row


def open_asked(viewer: Viewer, number: str) -> Case:
    """A case of which a team says that it is about this person: for that person alone. Absent otherwise."""
    person = member(viewer)
    row = Case.objects.select_related("team").filter(number=number, person=person).first() if person else None
    if row is None:
        raise Absent("case")
    return row
