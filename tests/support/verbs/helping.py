"""Each verb of helping, done once for real."""

from datetime import timedelta
from pathlib import Path

from tests.support.doing import Act, into
from tests.support.scenes.caseload import account_of, begun
from tests.support.scenes.helping import line, said, terms
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.helping import actions
from wijk.helping.models import Membership

DONE: dict[str, Act] = {}
does = into(DONE)


@does("helping.give_receipt")
def _give(stage: Stage, folder: Path) -> object:
    return actions.write_down(stage.everywhere["facilitator"].viewer, said=said("Een bank"))


@does("helping.claim_receipt")
def _claim(stage: Stage, folder: Path) -> object:
    return actions.claim(stage.stranger.viewer, receipt=stage.scenes["helping"].receipt)


@does("helping.take_back")
def _take_back(stage: Stage, folder: Path) -> object:
    of = stage.scenes["helping"].said
    reaction = actions.Reaction(of, "comment", "nl", "spoken", channel="counter", section="for", body="Doe dit.")
    given = actions.react_for(stage.everywhere["facilitator"].viewer, reaction=reaction, once="one")
    return actions.take_back(Passerby(), slip=given.slip)


@does("helping.keep_tour")
def _tour(stage: Stage, folder: Path) -> object:
    return actions.keep_tour(stage.everywhere["clerk"].viewer, title=Text.of("Rond"), intro=Text())


@does("helping.set_stop")
def _stop(stage: Stage, folder: Path) -> object:
    return actions.set_stop(stage.everywhere["clerk"].viewer, tour=stage.scenes["helping"].tour, terms=terms(2))


@does("helping.cancel_stop")
def _cancel(stage: Stage, folder: Path) -> object:
    return actions.cancel_stop(stage.everywhere["clerk"].viewer, stop=stage.scenes["helping"].stop)


@does("helping.count_stop")
def _count(stage: Stage, folder: Path) -> object:
    with clock.at(clock.now() + timedelta(days=2)):
        stop = stage.scenes["helping"].stop
        return actions.count_stop(stage.everywhere["clerk"].viewer, stop=stop, talked=12, sheets=3, newcomers=4)


@does("helping.open_counter")
def _screen(stage: Stage, folder: Path) -> object:
    return actions.open_counter(stage.everywhere["facilitator"].viewer, area="neighbourhood/1")


@does("helping.list_action")
def _list(stage: Stage, folder: Path) -> object:
    return actions.list_action(stage.stranger.viewer, line=line("Straatfeest"))


@does("helping.confirm_action")
def _confirm(stage: Stage, folder: Path) -> object:
    row = actions.list_action(Passerby(), line=line("Straatfeest"), email="an@voorbeeld.be")
    return actions.confirm_action(Passerby(), action=row)


@does("helping.take_off_action")
def _take_off(stage: Stage, folder: Path) -> object:
    return actions.take_off_action(stage.stranger.viewer, action=stage.scenes["helping"].action)


@does("helping.keep_team")
def _team(stage: Stage, folder: Path) -> object:
    return actions.keep_team(stage.everywhere["manager"].viewer, title="Team Noord", area="neighbourhood/1")


@does("helping.add_member")
def _member(stage: Stage, folder: Path) -> object:
    team = stage.scenes["helping"].team.team
    return actions.add_member(stage.everywhere["manager"].viewer, team=team, person=stage.stranger.person)


@does("helping.end_membership")
def _leave(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["helping"].team
    own = Membership.objects.get(team=scene.team, person=scene.mate.person)
    return actions.end_membership(scene.mate.viewer, membership=own)


@does("helping.begin_case")
def _begin(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["helping"].team
    return begun(scene.mate, scene.team)


@does("helping.work_on_case")
def _work(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["helping"].team
    return actions.write_log(scene.mate.viewer, case=scene.case, text="Samen gebeld, 20 min")


@does("helping.forget_cases")
def _forget(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["helping"].team
    return actions.forget_case(scene.mate.viewer, case=scene.case)


@does("helping.hand_over_cases")
def _hand_over(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["helping"].team
    return actions.hand_over(
        scene.mate.viewer, team=scene.team, giver=scene.keeper.person, taker=scene.mate.person
    )  # fmt: skip


@does("helping.answer_team")
def _answer_team(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["helping"].team
    case = account_of(scene.case, scene.mate, stage.stranger.person)
    return actions.answer_team(stage.stranger.viewer, case=case, yes=True)
