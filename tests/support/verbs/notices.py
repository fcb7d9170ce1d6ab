"""Each verb of notices, done once for real."""

from pathlib import Path

from tests.support.browsers import Browser
from tests.support.doing import Act, into
from tests.support.stage import Stage
from wijk.core.viewer import Operator
from wijk.notices import actions
from wijk.notices.access import Holder
from wijk.notices.models import Reader

DONE: dict[str, Act] = {}
does = into(DONE)
TAG = "theme:mobility"


def _reader(stage: Stage) -> tuple[Holder, Reader]:
    reader = Reader.objects.get(pk=stage.scenes["notices"].reader.pk)
    return Holder(reader.key), reader


@does("notices.ask_to_follow")
def _ask(stage: Stage, folder: Path) -> object:
    return actions.ask_to_follow(stage.cast.nobody, email="gust@voorbeeld.be", tag=TAG, language="nl")


@does("notices.follow")
def _follow(stage: Stage, folder: Path) -> object:
    charlie = stage.cast.charlie
    return actions.follow(charlie.viewer, person=charlie.person, tag=TAG)


@does("notices.confirm")
def _confirm(stage: Stage, folder: Path) -> object:
    return actions.confirm(stage.cast.nobody, pending=stage.scenes["notices"].pending)


@does("notices.stop_following")
def _stop_following(stage: Stage, folder: Path) -> object:
    viewer, reader = _reader(stage)
    return actions.stop_following(viewer, reader=reader, tag="area:neighbourhood/1")


@does("notices.stop")
def _stop(stage: Stage, folder: Path) -> object:
    viewer, reader = _reader(stage)
    return actions.stop(viewer, reader=reader)


@does("notices.change_rhythm")
def _rhythm(stage: Stage, folder: Path) -> object:
    viewer, reader = _reader(stage)
    return actions.change_rhythm(viewer, reader=reader, rhythm="weekly", weekday=1)


@does("notices.agree_to_large")
def _agree(stage: Stage, folder: Path) -> object:
    viewer, reader = _reader(stage)
    return actions.agree_to_large(viewer, reader=reader)


@does("notices.withdraw_from_large")
def _withdraw(stage: Stage, folder: Path) -> object:
    _agree(stage, folder)
    viewer, reader = _reader(stage)
    return actions.withdraw_from_large(viewer, reader=reader)


@does("notices.turn_on_push")
def _push(stage: Stage, folder: Path) -> object:
    viewer, reader = _reader(stage)
    return actions.turn_on_push(viewer, reader=reader, **Browser().told())


@does("notices.turn_off_push")
def _push_off(stage: Stage, folder: Path) -> object:
    _push(stage, folder)
    viewer, reader = _reader(stage)
    return actions.turn_off_push(viewer, reader=reader)


@does("notices.enrol_readers")
def _enrol(stage: Stage, folder: Path) -> object:
    return actions.enrol_readers(Operator(), addresses=[("an@voorbeeld.be", "nl")], tags=[TAG])


@does("notices.try_again")
def _again(stage: Stage, folder: Path) -> object:
    return actions.try_again(stage.cast.dora.viewer)
