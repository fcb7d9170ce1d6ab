"""A working sample of each address of helping."""

from datetime import timedelta

from tests.support.sample import Facts, Sample, given
from tests.support.scenes.helping import terms
from tests.support.stage import Stage
from wijk.conversations.models import Conversation
from wijk.core import clock
from wijk.helping import actions
from wijk.helping.models import Stop


def _code(stage: Stage) -> Facts:
    return {"code": stage.scenes["helping"].code}


def _receipt(stage: Stage) -> Facts:
    return {"key": stage.scenes["helping"].said.key}


def _stop(stage: Stage) -> Facts:
    return {"key": stage.scenes["helping"].stop.key}


def _met(stage: Stage) -> Facts:
    """A stop that is over."""
    past = Stop.objects.filter(ends_at__lt=clock.now()).first()
    scene = stage.scenes["helping"]
    row = past or actions.set_stop(stage.everywhere["facilitator"].viewer, tour=scene.tour, terms=terms(-1))
    return {"key": row.key}


def _listed(_stage: Stage) -> Facts:
    return {"title": "Feest", "place_words": "Kerkstraat", "day": (clock.today() + timedelta(days=7)).isoformat()}


def _kept_team(stage: Stage) -> Facts:
    """Its name; for who puts somebody in, their address."""
    return {"do": "keep", "title": "Team", "revision": "1", "member-email": stage.stranger.person.email}


def _action(stage: Stage) -> Facts:
    return {"key": stage.scenes["helping"].action.key}


def _talk(stage: Stage) -> Facts:
    return {"key": Conversation.objects.filter(state="open").earliest("pk").key}


def _own(stage: Stage) -> Facts:
    return {"token": stage.scenes["helping"].token}


def _case(stage: Stage) -> Facts:
    return {"number": stage.scenes["helping"].team.case.number}


def _team(stage: Stage) -> Facts:
    return {"key": stage.scenes["helping"].team.team.key}


def _handover(stage: Stage) -> Facts:
    return {"key": stage.scenes["helping"].team.handover.key}


#: In no role does one open a case: who is on the stage in a role is in no team.
NOBODY = (404,)
CASE = given(about="Een tuin", agreed="spoken", once="one")
SAID = given(kind="idea", title="Een bank", language="nl", at="counter", agreed="spoken", once="one")
TOUR = given(title_nl="Op de markt", place="neighbourhood/1", active="on", revision="1")
STOP = given(place_words="Kerkstraat", day="2031-05-01", begins="10:00", ends="12:00", revision="1")

SAMPLES: dict[str, Sample] = {
    "helping:code": Sample(),
    "helping:follow": Sample(_code, sends=given(do="claim")),
    "helping:stands": Sample(),
    "helping:stands_ics": Sample(),
    "helping:tour": Sample(given(key="market")),
    "helping:poster": Sample(given(key="market")),
    "helping:actions": Sample(),
    "helping:new_action": Sample(sends=_listed),
    "helping:own_action": Sample(_own, sends=given(do="take_off")),
    "helping:action": Sample(_action),
    # absent in a browser that is no screen
    "helping:counter": Sample(answers=(404,)),
    "helping:counter_say": Sample(answers=(404,)),
    "helping:counter_say_at": Sample(given(opening="city"), answers=(404,)),
    "helping:counter_done": Sample(answers=(404,)),
    "helping:counter_talks": Sample(answers=(404,)),
    "helping:counter_talk": Sample(given(key="any"), answers=(404,)),
    "helping:counter_news": Sample(answers=(404,)),
    "helping:counter_receipt": Sample(answers=(404,)),
    "helping:open_counter": Sample(sends=given(at="city", language="nl")),
    "helping:votes": Sample(),
    "helping:vote_for": Sample(_talk, sends=given(at="counter", agreed="spoken", once="one", asked="1", s1="agree")),
    "helping:votes_given": Sample(_talk, query="?n=3"),
    "helping:react": Sample(
        _receipt, sends=given(what="support", language="nl", at="counter", agreed="spoken", once="one")
    ),
    "helping:slip": Sample(given(key="0000000000"), answers=(404,)),  # only in the session in which it was written down
    "helping:slip_pdf": Sample(given(key="0000000000"), answers=(404,)),
    "helping:write": Sample(sends=SAID),
    "helping:receipt": Sample(_receipt, answers=(404,)),  # only in the session in which it was written down
    "helping:receipt_pdf": Sample(_receipt, answers=(404,)),
    "helping:office": Sample(),
    "helping:new_tour": Sample(sends=TOUR),
    "helping:edit_tour": Sample(given(key="market"), sends=TOUR),
    "helping:new_stop": Sample(given(key="market"), sends=STOP),
    "helping:stop": Sample(_stop, sends=STOP),
    "helping:cancel": Sample(_stop, answers=(405,)),
    "helping:count": Sample(_met, sends=given(talked="3", newcomers="1", sheets="2")),
    "helping:cases": Sample(),
    "helping:case_list": Sample(answers=NOBODY),
    "helping:new_case": Sample(sends=CASE, answers=NOBODY),
    "helping:hand_over": Sample(answers=NOBODY),
    "helping:handover": Sample(_handover, answers=NOBODY),
    "helping:handover_pdf": Sample(_handover, answers=NOBODY),
    "helping:handover_json": Sample(_handover, answers=NOBODY),
    "helping:case": Sample(_case, sends=given(do="log", text="Samen gebeld"), answers=NOBODY),
    "helping:change_case": Sample(_case, sends=given(about="Een tuin", stage="met", revision="1"), answers=NOBODY),
    "helping:case_paper": Sample(_case, answers=NOBODY),
    "helping:teams": Sample(),
    "helping:new_team": Sample(sends=given(title="Team", area="neighbourhood/1")),
    "helping:team": Sample(_team, sends=_kept_team),
    "helping:accompanied": Sample(),
}
