"""Each verb of charters, done once for real."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.support.doing import Act, into
from tests.support.stage import HERE, Stage
from wijk.charters import actions, queries
from wijk.charters.actions import ArticleDraft, Verdict, Vote
from wijk.charters.models import Document, Round
from wijk.core import clock
from wijk.core.text import Text
from wijk.core.viewer import Viewer

DONE: dict[str, Act] = {}
does = into(DONE)


def _office(stage: Stage) -> Viewer:
    return stage.everywhere["facilitator"].viewer


def _round(stage: Stage) -> Round:
    found: Round = stage.scenes["charters"].round
    return found


def _garden(stage: Stage) -> Document:
    found: Document = stage.scenes["charters"].garden
    return found


@does("charters.keep_kind")
def _kind(stage: Stage, folder: Path) -> object:
    return actions.keep_kind(stage.everywhere["manager"].viewer, code="school-street", title=Text.of("schoolstraat"))


@does("charters.keep_document")
def _keep(stage: Stage, folder: Path) -> object:
    owner = stage.scenes["organs"].committee
    return actions.keep_document(
        _office(stage), title=Text.of("Milieuhandvest"), kind="environmental", owner=owner, place=HERE, rhythm=12
    )


@does("charters.adopt_edition")
def _adopt(stage: Stage, folder: Path) -> object:
    drafts = [ArticleDraft("gate", Text.of("De poort"), Text.of("De poort blijft open."))]
    decision = stage.scenes["organs"].decision
    return actions.adopt_edition(
        _office(stage),
        document=_garden(stage),
        articles=drafts,
        on=queries.today(),
        why=Text.of("Zo is het beter."),
        decision=decision,
    )


@does("charters.open_round")
def _open(stage: Stage, folder: Path) -> object:
    day = queries.today()
    return actions.open_round(
        _office(stage),
        document=_garden(stage),
        opens_on=day,
        closes_on=day + timedelta(days=30),
        fixed=Text.of("Niets ligt vast."),
    )


@does("charters.change_round")
def _change(stage: Stage, folder: Path) -> object:
    return actions.change_round(_office(stage), round=_round(stage), closes_on=queries.today() + timedelta(days=40))


@does("charters.announce_closing")
def _announce(stage: Stage, folder: Path) -> object:
    with clock.at(clock.now() + timedelta(days=16)):
        assert actions.announce_closing(round=_round(stage))
    return None


@does("charters.evaluate_article")
def _evaluate(stage: Stage, folder: Path) -> object:
    return actions.evaluate_article(
        _office(stage), round=_round(stage), slug="everybody", words=Text.of("Het ging goed.")
    )


@does("charters.say")
def _say(stage: Stage, folder: Path) -> object:
    viewer = stage.everywhere["resident"].viewer
    return actions.say(viewer, round=_round(stage), slug="space", wish="keep", body="Dit is goed zo.")


@does("charters.ask_to_say")
def _ask(stage: Stage, folder: Path) -> object:
    return actions.ask_to_say(round=_round(stage), email="an@voorbeeld.be", slug="space", wish="keep", body="Goed zo.")


@does("charters.propose")
def _propose(stage: Stage, folder: Path) -> object:
    viewer = stage.everywhere["resident"].viewer
    return actions.propose(viewer, round=_round(stage), slug="space", body="Buren spreken dit samen af.", language="nl")


@does("charters.withdraw")
def _withdraw(stage: Stage, folder: Path) -> object:
    return actions.withdraw(stage.helper.viewer, said=stage.scenes["charters"].remark)


@does("charters.hide")
def _hide(stage: Stage, folder: Path) -> object:
    return actions.hide(_office(stage), said=stage.scenes["charters"].remark, reason="elsewhere")


@does("charters.show_again")
def _show(stage: Stage, folder: Path) -> object:
    said = actions.hide(_office(stage), said=stage.scenes["charters"].remark, reason="elsewhere")
    return actions.show_again(_office(stage), said=said)


@does("charters.answer")
def _answer(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["charters"]
    return actions.answer(_office(stage), said=scene.remark, outcome="not", reason=Text.of("Het huis is dan dicht."))


def _answered(stage: Stage) -> Round:
    """The review of the stage, after its last day, with all its answers."""
    scene: Any = stage.scenes["charters"]
    for said in (scene.remark, scene.proposal):
        actions.answer(_office(stage), said=said, outcome="taken", reason=Text())
    return _round(stage)


@does("charters.close_round")
def _close(stage: Stage, folder: Path) -> object:
    with clock.at(clock.now() + timedelta(days=21)):
        return actions.close_round(_office(stage), round=_answered(stage))


@does("charters.conclude_round")
def _conclude(stage: Stage, folder: Path) -> object:
    organs = stage.scenes["organs"]
    with clock.at(clock.now() + timedelta(days=22)):
        round = actions.close_round(_office(stage), round=_answered(stage))
        verdicts = [Verdict("everybody"), Verdict("meetings", "drop"), Verdict("space")]
        votes = {organs.chair.pk: "for", **{seat.pk: "for" for seat in organs.members}}
        return actions.conclude_round(
            _office(stage),
            round=round,
            verdicts=verdicts,
            on=queries.today(),
            why=Text.of("Iedereen is het eens."),
            vote=Vote(votes=votes),
        )
