"""Each verb of conversations, done once for real."""

from pathlib import Path
from typing import Any

from tests.support.doing import Act, into
from tests.support.scenes.conversations import a_plan
from tests.support.stage import HERE, Stage
from wijk.conversations import actions, importers
from wijk.conversations.models import Conversation
from wijk.core.text import Text

DONE: dict[str, Act] = {}
does = into(DONE)


@does("conversations.start_conversation")
def _start(stage: Stage, folder: Path) -> object:
    return actions.start_conversation(stage.cast.fay.viewer, plan=a_plan(), place=HERE)


@does("conversations.change_conversation")
def _change(stage: Stage, folder: Path) -> object:
    return actions.change_conversation(stage.cast.fay.viewer, key=stage.scenes["conversations"].draft, plan=a_plan())


@does("conversations.seed_statements")
def _seed(stage: Stage, folder: Path) -> object:
    lines = ["Het plein heeft schaduw nodig.", "", "Honden horen aan de lijn."]
    return actions.seed_statements(
        stage.cast.fay.viewer, key=stage.scenes["conversations"].draft, lines=lines, language="nl"
    )


@does("conversations.open_conversation")
def _open(stage: Stage, folder: Path) -> object:
    _seed(stage, folder)
    return actions.open_conversation(stage.cast.fay.viewer, key=stage.scenes["conversations"].draft)


@does("conversations.close_conversation")
def _close(stage: Stage, folder: Path) -> object:
    return actions.close_conversation(stage.cast.fay.viewer, key=stage.scenes["conversations"].open)


@does("conversations.drop_conversation")
def _drop(stage: Stage, folder: Path) -> object:
    return actions.drop_conversation(stage.cast.fay.viewer, key=stage.scenes["conversations"].draft)


@does("conversations.translate_statement")
def _translate(stage: Stage, folder: Path) -> object:
    told: dict[str, Any] = {"number": 1, "language": "fr", "text": "Il faut plus de bancs sur la place."}
    return actions.translate_statement(stage.cast.fay.viewer, key=stage.scenes["conversations"].open, **told)


@does("conversations.add_statement")
def _add(stage: Stage, folder: Path) -> object:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    told: dict[str, Any] = {"text": "Het plein mag groener worden.", "language": "nl"}
    return actions.add_statement(conversation=talk, voice=stage.scenes["conversations"].voice, **told)


@does("conversations.commit_votes")
def _commit(stage: Stage, folder: Path) -> object:
    talk = Conversation.objects.get(key=stage.scenes["conversations"].open)
    return actions.commit_votes(stage.cast.fay.viewer, conversation=talk)


@does("conversations.place_points")
def _place(stage: Stage, folder: Path) -> object:
    word = actions.Word(statement=2, basin=3, reason=Text({"nl": "Hier liggen we ver uiteen."}))
    told = stage.scenes["conversations"].told
    return actions.place_points(stage.cast.fay.viewer, key=told, who="group:", label="Tafel 2", words=[word])


@does("conversations.start_gathering")
def _gather(stage: Stage, folder: Path) -> object:
    told = stage.scenes["conversations"].told
    return actions.start_gathering(stage.cast.fay.viewer, key=told, title=Text({"nl": "Wijkoverleg van mei"}), asked=20)


@does("conversations.end_gathering")
def _end(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["conversations"]
    return actions.end_gathering(stage.cast.fay.viewer, key=scene.told, gathering=scene.gathering)


@does("conversations.import_conversation")
def _import(stage: Stage, folder: Path) -> object:
    (folder / "votes.csv").write_text("comment-id,voter-id,vote\n0,0,1\n0,1,-1\n")
    held = importers.read_folder(folder / "votes.csv")
    origin = actions.Origin(title=Text({"nl": "Elders gehouden"}), place=HERE)
    return actions.import_conversation(stage.cast.fay.viewer, held=held, origin=origin)
