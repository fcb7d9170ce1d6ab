"""Each verb of organs, done once for real."""

from datetime import timedelta
from pathlib import Path

from tests.support.doing import Act, into
from tests.support.scenes.organs import HERE, OrganScene
from tests.support.stage import Stage
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.organs import actions

DONE: dict[str, Act] = {}
does = into(DONE)


def _scene(stage: Stage) -> OrganScene:
    found: OrganScene = stage.scenes["organs"]
    return found


def _clerk(stage: Stage) -> Viewer:
    return stage.everywhere["clerk"].viewer


@does("organs.keep_kind")
def _kind(stage: Stage, folder: Path) -> object:
    dora = stage.cast.dora.viewer
    return actions.keep_kind(dora, code="mixed-commission", title=Text.of("Gemengde commissie"), competences=["advise"])


@does("organs.found_organ")
def _found(stage: Stage, folder: Path) -> object:
    return actions.found_organ(_clerk(stage), title=Text.of("Jury Kanaal"), kind="jury", place="neighbourhood/2")


@does("organs.change_organ")
def _change(stage: Stage, folder: Path) -> object:
    told = {"title": Text.of("Comité"), "purpose": Text.of("Wij kiezen"), "rule": "consent"}
    return actions.change_organ(_clerk(stage), organ=_scene(stage).committee, **told)  # type: ignore[arg-type]


@does("organs.prolong_group")
def _prolong(stage: Stage, folder: Path) -> object:
    scene = _scene(stage)
    until = scene.day + timedelta(days=200)
    return actions.prolong_group(_clerk(stage), organ=scene.group, until=until, decision=scene.decision)


@does("organs.end_organ")
def _end_organ(stage: Stage, folder: Path) -> object:
    return actions.end_organ(_clerk(stage), organ=_scene(stage).group)


@does("organs.give_mandate")
def _give(stage: Stage, folder: Path) -> object:
    scene = _scene(stage)
    return actions.give_mandate(
        _clerk(stage), organ=scene.council, person=stage.helper.person, role="member", since=scene.day
    )


@does("organs.end_mandate")
def _end(stage: Stage, folder: Path) -> object:
    return actions.end_mandate(_clerk(stage), mandate=_scene(stage).members[1])


@does("organs.decide")
def _decide(stage: Stage, folder: Path) -> object:
    scene = _scene(stage)
    votes = {scene.chair.pk: "for", scene.members[0].pk: "for", scene.members[1].pk: "for"}
    return actions.decide(
        _clerk(stage),
        organ=scene.committee,
        on=scene.day,
        title=Text.of("Banken"),
        motion=Text.of("Tien banken."),
        votes=votes,
    )


@does("organs.ask_opinion")
def _ask(stage: Stage, folder: Path) -> object:
    scene = _scene(stage)
    return actions.ask_opinion(
        _clerk(stage), organ=scene.council, by=scene.committee, question=Text.of("Hoe hoog?"), due=scene.day + timedelta(days=9),
        about=Subject("territory.area", HERE),
    )  # fmt: skip


@does("organs.give_opinion")
def _give_opinion(stage: Stage, folder: Path) -> object:
    opinion = _scene(stage).opinion
    return actions.give_opinion(
        _clerk(stage), opinion=opinion, verdict="conditional", majority=Text.of("Met leuningen.")
    )


@does("organs.reply_to_opinion")
def _reply(stage: Stage, folder: Path) -> object:
    _give_opinion(stage, folder)
    return actions.reply_to_opinion(
        _clerk(stage), opinion=_scene(stage).opinion, reply="partly", reasons=Text.of("Niet overal.")
    )


@does("organs.import_organs")
def _import(stage: Stage, folder: Path) -> object:
    organs = b"id,title_nl,kind,place\n1,Jury Haven,jury,neighbourhood/2\n"
    mandates = b"organ,role,name,since\n1,chair,Gerda Gras,2026-01-01\n"
    return actions.import_organs(_clerk(stage), organs=organs, mandates=mandates)
