"""Advisory opinions: asked with a term, given with dissent, answered with reasons; the clock is public."""

from datetime import timedelta
from typing import Any

import pytest

from tests.support.scenes.organs import OrganScene
from tests.support.stage import Stage
from wijk.core.errors import NotAllowed, Refused
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby
from wijk.organs import actions
from wijk.organs.models import Opinion
from wijk.organs.words import clock_of


def refusal(act: Any, **told: Any) -> str:
    with pytest.raises(Refused) as fault:
        act(Operator(), **told)
    assert "{" not in str(fault.value)
    return fault.value.code


def given(scene: OrganScene, **more: Any) -> Opinion:
    told: dict[str, Any] = {
        "verdict": "unfavourable",
        "majority": Text.of("Niet doen."),
        "dissent": Text.of("Wel doen."),
    } | more
    return actions.give_opinion(Operator(), opinion=scene.opinion, **told)


def test_an_opinion_has_a_term_and_an_adviser(scene: OrganScene) -> None:
    told: dict[str, Any] = {
        "organ": scene.council,
        "by": scene.committee,
        "question": Text.of("Hoe?"),
        "due": scene.day,
    }
    assert refusal(actions.ask_opinion, **told | {"due": scene.day - timedelta(days=1)}) == "due-backwards"
    assert refusal(actions.ask_opinion, **told | {"question": Text()}) == "no-question"
    assert refusal(actions.ask_opinion, **told | {"by": None}) == "no-asker"
    assert refusal(actions.ask_opinion, **told | {"organ": scene.committee}) == "no-adviser"
    assert actions.ask_opinion(Operator(), **told | {"by": None, "asker": Text.of("Het gewest")}).by is None


def test_a_reply_waits_for_the_opinion_and_a_refusal_for_its_reason(scene: OrganScene) -> None:
    told: dict[str, Any] = {"opinion": scene.opinion, "reply": "refused", "reasons": Text()}
    assert refusal(actions.reply_to_opinion, **told) == "not-given"
    row = given(scene)
    assert (row.verdict, row.dissent.to("nl")) == ("unfavourable", "Wel doen.")
    for reply in ("refused", "partly"):
        assert refusal(actions.reply_to_opinion, **told | {"reply": reply}) == "no-reasons"
        assert refusal(actions.reply_to_opinion, **told | {"reply": reply, "reasons": Text.of(" ")}) == "no-reasons"
    assert refusal(actions.reply_to_opinion, **told | {"reply": "later"}) == "reply"
    assert actions.reply_to_opinion(Operator(), **told | {"reasons": Text.of("Te duur.")}).reply == "refused"
    assert refusal(actions.reply_to_opinion, **told | {"reasons": Text.of("Toch.")}) == "replied"


def test_an_opinion_is_given_once_and_says_something(scene: OrganScene) -> None:
    told: dict[str, Any] = {"opinion": scene.opinion, "verdict": "favourable", "majority": Text.of("Ja.")}
    assert refusal(actions.give_opinion, **told | {"majority": Text()}) == "no-words"
    assert refusal(actions.give_opinion, **told | {"verdict": "maybe"}) == "verdict"
    assert refusal(actions.give_opinion, **told | {"decision": scene.decision}) == "other-organ"
    given(scene)
    assert refusal(actions.give_opinion, **told) == "given"


def test_whoever_keeps_the_organ_that_asked_replies(scene: OrganScene, stage: Stage) -> None:
    given(scene)
    told: dict[str, Any] = {"opinion": scene.opinion, "reply": "followed", "reasons": Text()}
    for viewer in (Passerby(), stage.elsewhere["manager"].viewer):
        with pytest.raises(NotAllowed):
            actions.reply_to_opinion(viewer, **told)
    assert actions.reply_to_opinion(stage.stranger.viewer, **told).replied_on, "the chair of the committee that asked"


def test_the_clock_says_whose_turn_it_is_and_what_is_late(scene: OrganScene) -> None:
    asked = Opinion.objects.get(pk=scene.opinion.pk)
    assert [t.state for t in clock_of(asked, asked.due)] == ["done", "now", "next"]
    assert [t.state for t in clock_of(asked, asked.due + timedelta(days=1))] == ["done", "late", "next"]
    row = given(scene)
    assert [t.text for t in clock_of(row, scene.day)][1] == "In time."
    row.given_on = row.due + timedelta(days=3)
    assert clock_of(row, scene.day)[1].text.startswith("After the term")
    done = actions.reply_to_opinion(Operator(), opinion=scene.opinion, reply="followed", reasons=Text())
    assert [t.state for t in clock_of(done, scene.day)] == ["done", "done", "done"]
