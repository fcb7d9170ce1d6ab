"""What stands in the test town for accompaniment: a team of two with a case of each, and a hand-over that was."""

from dataclasses import dataclass
from typing import Any

from tests.support.cast import Member, enrol
from wijk.accounts.models import Person
from wijk.core import clock
from wijk.helping import actions
from wijk.helping.actions import Agreed, CaseTerms
from wijk.helping.models import Case, HandOver, Team

HERE = "neighbourhood/1"


@dataclass(frozen=True, slots=True)
class Scene:
    """`keeper` facilitates here and keeps `case`; `mate` has no role and is in the team, too."""

    team: Team
    case: Case
    handover: HandOver
    keeper: Member
    mate: Member


def build(stage: Any) -> Scene:
    """Put it there."""
    sets = stage.everywhere["manager"].viewer
    keeper, mate = stage.cast.fay, enrol("mate")
    team = actions.keep_team(sets, title="Team Oude Markt", area=HERE)
    for member in (keeper, mate):
        actions.add_member(sets, team=team, person=member.person)
    case = begun(mate, team)
    handover = actions.hand_over(mate.viewer, team=team, giver=mate.person, taker=keeper.person)
    case = Case.objects.select_related("team").get(pk=case.pk)
    actions.write_log(keeper.viewer, case=case, text="Samen naar het buurthuis gegaan, 45 min")
    return Scene(team, case, handover, keeper, mate)


def begun(member: Member, team: Team, about: str = "Een tuin op het braakland", **more: Any) -> Case:
    """A case that somebody of the team begins, with a step for today."""
    told: dict[str, Any] = {
        "who": "dinsdag aan de tafel",
        "languages": ["fr"],
        "next_on": clock.today(),
        "next_what": "Bellen",
        **more,
    }
    agreed = Agreed("spoken", needs=["Een schets", "Twee buren"])
    return actions.begin_case(member.viewer, team=team, terms=CaseTerms(about, **told), agreed=agreed)


def account_of(case: Case, team_member: Member, person: Person) -> Case:
    """The case, after its team asked whether it is about this account."""
    return actions.ask_account(team_member.viewer, case=case, email=person.email or "")
