"""Each verb of inquiries, done once for real."""

from datetime import timedelta
from pathlib import Path

from tests.support.doing import Act, into
from tests.support.scenes import inquiries
from tests.support.scenes.inquiries import Scene, today
from tests.support.stage import Stage
from wijk.core import clock
from wijk.core.text import Text
from wijk.inquiries import actions

DONE: dict[str, Act] = {}
does = into(DONE)
WHY = Text({"nl": "De plannen lagen er een dag niet.", "fr": "Les plans manquaient un jour."})
SAID = Text({"nl": "Wij nemen dit mee in het plan.", "fr": "Nous en tenons compte dans le projet."})


def _scene(stage: Stage) -> Scene:
    scene: Scene = stage.scenes["inquiries"]
    return scene


@does("inquiries.draft")
def _draft(stage: Stage, folder: Path) -> object:
    return actions.draft(_scene(stage).clerk, told=_scene(stage).told, key="other")


@does("inquiries.change")
def _change(stage: Stage, folder: Path) -> object:
    row = _scene(stage).prepared
    return actions.change(_scene(stage).clerk, inquiry=row, told=_scene(stage).told, revision=row.revision)


@does("inquiries.add_document")
def _add(stage: Stage, folder: Path) -> object:
    row = actions.draft(_scene(stage).clerk, told=_scene(stage).told, key="empty")
    return actions.add_document(_scene(stage).clerk, inquiry=row, upload=inquiries.paper(), title=SAID)


@does("inquiries.keep_rule")
def _rule(stage: Stage, folder: Path) -> object:
    return actions.keep_rule(_scene(stage).clerk, code="ours", title=SAID, basis=SAID, days=20, working=True)


@does("inquiries.announce")
def _announce(stage: Stage, folder: Path) -> object:
    return actions.announce(_scene(stage).clerk, inquiry=_scene(stage).prepared)


@does("inquiries.extend")
def _extend(stage: Stage, folder: Path) -> object:
    return actions.extend(_scene(stage).clerk, inquiry=_scene(stage).inquiry, days=10, why=WHY)


@does("inquiries.open")
def _open(stage: Stage, folder: Path) -> object:
    _announce(stage, folder)
    return actions.move_on(clock.now() + timedelta(days=2))


@does("inquiries.close")
def _close(stage: Stage, folder: Path) -> object:
    row = actions.announce(_scene(stage).clerk, inquiry=_scene(stage).prepared, on=today() - timedelta(days=99))
    assert row.stands() == "closed"
    return actions.move_on(clock.now())


@does("inquiries.note_remark")
def _note(stage: Stage, folder: Path) -> object:
    row = actions.announce(_scene(stage).clerk, inquiry=_scene(stage).prepared, on=today() - timedelta(days=9))
    return inquiries.letter(stage, row)


@does("inquiries.keep_theme")
def _theme(stage: Stage, folder: Path) -> object:
    return actions.keep_theme(_scene(stage).clerk, inquiry=_scene(stage).inquiry, title=SAID)


@does("inquiries.group_remark")
def _group(stage: Stage, folder: Path) -> object:
    scene = _scene(stage)
    return actions.group_remark(scene.clerk, remark=scene.remark, themes=[scene.theme])


@does("inquiries.reply_theme")
def _reply_theme(stage: Stage, folder: Path) -> object:
    return actions.reply_theme(_scene(stage).clerk, theme=_scene(stage).theme, reply=SAID, version=0)


@does("inquiries.reply_remark")
def _reply(stage: Stage, folder: Path) -> object:
    return actions.reply_remark(_scene(stage).clerk, remark=_scene(stage).remark, reply=SAID, version=0)


@does("inquiries.redact")
def _redact(stage: Stage, folder: Path) -> object:
    return _scene(stage).redaction


@does("inquiries.confirm_redaction")
def _confirm(stage: Stage, folder: Path) -> object:
    return actions.confirm_redaction(_scene(stage).manager, redaction=_scene(stage).redaction)


@does("inquiries.refuse_redaction")
def _refuse(stage: Stage, folder: Path) -> object:
    return actions.refuse_redaction(_scene(stage).manager, redaction=_scene(stage).redaction)


@does("inquiries.set_hearing")
def _hearing(stage: Stage, folder: Path) -> object:
    meeting = stage.scenes["meetings"].coming
    return actions.set_hearing(_scene(stage).clerk, inquiry=_scene(stage).inquiry, meeting=meeting, notes=SAID)


@does("inquiries.note_opinion")
def _opinion(stage: Stage, folder: Path) -> object:
    opinion = stage.scenes["organs"].opinion
    return actions.note_opinion(_scene(stage).clerk, inquiry=_scene(stage).inquiry, opinion=opinion)


@does("inquiries.close_replies")
def _replied(stage: Stage, folder: Path) -> object:
    return actions.close_replies(_scene(stage).clerk, inquiry=_scene(stage).ended)


@does("inquiries.record_decision")
def _decide(stage: Stage, folder: Path) -> object:
    _replied(stage, folder)
    return actions.record_decision(_scene(stage).clerk, inquiry=_scene(stage).ended, decision=_scene(stage).decision)
