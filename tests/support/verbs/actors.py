"""Each verb of actors, done once for real."""

from pathlib import Path
from typing import Any

from tests.support.doing import Act, into
from tests.support.stage import HERE, Stage
from wijk.actors import actions
from wijk.actors.models import Keeping
from wijk.core.text import Text

DONE: dict[str, Act] = {}
does = into(DONE)


def _scene(stage: Stage) -> Any:
    return stage.scenes["actors"]


def _facts(**more: Any) -> actions.Facts:
    return actions.Facts(**{"title": Text.of("Toneelclub", "nl"), "kind": "culture", "places": (HERE,), **more})


@does("actors.add_organisation")
def _add(stage: Stage, folder: Path) -> object:
    return actions.add_organisation(stage.cast.fay.viewer, facts=_facts())


@does("actors.change_organisation")
def _change(stage: Stage, folder: Path) -> object:
    return actions.change_organisation(
        stage.cast.charlie.viewer, organisation=_scene(stage).house, facts=_facts(email="hallo@toneel.example")
    )


@does("actors.confirm_facts")
def _confirm(stage: Stage, folder: Path) -> object:
    return actions.confirm_facts(stage.cast.charlie.viewer, organisation=_scene(stage).house)


@does("actors.close_organisation")
def _close(stage: Stage, folder: Path) -> object:
    return actions.close_organisation(stage.cast.fay.viewer, organisation=_scene(stage).house)


@does("actors.reopen_organisation")
def _reopen(stage: Stage, folder: Path) -> object:
    _close(stage, folder)
    return actions.reopen_organisation(stage.cast.fay.viewer, organisation=_scene(stage).house)


@does("actors.import_organisations")
def _import(stage: Stage, folder: Path) -> object:
    manager, draft = stage.everywhere["manager"].viewer, _scene(stage).draft
    mapped = actions.Mapped(actions.guess(actions.columns_of_draft(draft).columns))
    return actions.import_draft(manager, draft=draft, mapped=mapped, choices={})


@does("actors.keep_kind")
def _kind(stage: Stage, folder: Path) -> object:
    return actions.keep_kind(stage.everywhere["manager"].viewer, code="games", title=Text.of("Spelclub", "nl"))


@does("actors.ask_to_keep")
def _ask(stage: Stage, folder: Path) -> Keeping:
    return actions.ask_to_keep(stage.cast.bob.viewer, organisation=_scene(stage).house)


@does("actors.confirm_keeper")
def _yes(stage: Stage, folder: Path) -> object:
    return actions.confirm_keeper(stage.everywhere["facilitator"].viewer, keeping=_scene(stage).asking)


@does("actors.refuse_keeper")
def _no(stage: Stage, folder: Path) -> object:
    return actions.refuse_keeper(stage.everywhere["facilitator"].viewer, keeping=_scene(stage).asking)


@does("actors.end_keeping")
def _leave(stage: Stage, folder: Path) -> object:
    return actions.end_keeping(stage.cast.charlie.viewer, keeping=_scene(stage).keeping)


@does("actors.offer_handover")
def _offer(stage: Stage, folder: Path) -> object:
    return actions.offer_handover(stage.cast.charlie.viewer, organisation=_scene(stage).house)


@does("actors.take_over")
def _take(stage: Stage, folder: Path) -> object:
    return actions.take_over(stage.cast.bob.viewer, keeping=_scene(stage).keeping)


@does("actors.report_fault")
def _fault(stage: Stage, folder: Path) -> object:
    words = "The number has changed; ask Jan Peeters, jan@peeters.example."
    return actions.report_fault(stage.cast.bob.viewer, organisation=_scene(stage).house, words=words)
