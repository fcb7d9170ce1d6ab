"""Each verb of processes, done once for real."""

from datetime import date, timedelta
from pathlib import Path

from tests.support.doing import Act, into
from tests.support.scenes.processes import ProcessScene, said
from tests.support.stage import Stage
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Viewer
from wijk.processes import actions
from wijk.processes.framing import Topic
from wijk.toolbox.plans import Means
from wijk.toolbox.queries import Choice, Plan
from wijk.toolbox.queries import Phase as Planned

DONE: dict[str, Act] = {}
does = into(DONE)
WORDS = said("Goed zo", "Très bien", "Very well")


def _scene(stage: Stage) -> tuple[Viewer, ProcessScene]:
    found = stage.scenes["processes"]
    assert isinstance(found, ProcessScene)
    return stage.everywhere["facilitator"].viewer, found


@does("processes.create_process")
def _create(stage: Stage, folder: Path) -> object:
    return actions.create_process(_scene(stage)[0], title=WORDS, place="neighbourhood/2")


@does("processes.start_from_plan")
def _plan(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.start_from_plan(viewer, plan=small_plan(scene.today), title=WORDS, place="neighbourhood/2")


def small_plan(today: date) -> Plan:
    """One phase out of one card."""
    end = today + timedelta(days=30)
    phase = Planned("hear", said("Luisteren", "Écouter", "Listening"), "consult", today, end)
    return Plan(
        key="p", title=WORDS, start=today, end=end, phases=(phase,), meetings=(), tasks=(), openings=(), critical=(), warnings=(),
        choices=(Choice("world-cafe", "consult", "hear"),), hours=40, cents=10_000, means=Means(),
    )  # fmt: skip


@does("processes.change_process")
def _change(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.change_process(viewer, process=scene.square, title=WORDS, summary=WORDS, place=scene.square.place)


@does("processes.announce_process")
def _announce(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    place = scene.draft.place
    actions.change_process(viewer, process=scene.draft, title=WORDS, summary=WORDS, place=place)
    _phase_of(stage, "one")
    return actions.announce_process(viewer, process=scene.draft)


def _phase_of(stage: Stage, code: str) -> object:
    viewer, scene = _scene(stage)
    day = scene.today + timedelta(days=5)
    return actions.keep_phase(viewer, process=scene.draft, code=code, title=WORDS, start=day, end=day)


@does("processes.keep_phase")
def _phase(stage: Stage, folder: Path) -> object:
    return _phase_of(stage, "one")


@does("processes.remove_phase")
def _remove_phase(stage: Stage, folder: Path) -> object:
    _phase_of(stage, "one")
    viewer, scene = _scene(stage)
    return actions.remove_phase(viewer, process=scene.draft, code="one")


@does("processes.keep_participant")
def _participant(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.keep_participant(viewer, process=scene.draft, code="all", title=WORDS)


@does("processes.remove_participant")
def _remove_participant(stage: Stage, folder: Path) -> object:
    _participant(stage, folder)
    viewer, scene = _scene(stage)
    return actions.remove_participant(viewer, process=scene.draft, code="all")


@does("processes.promise")
def _promise(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.promise(viewer, process=scene.square, phase="look", kind="minutes", title=WORDS)


@does("processes.keep_promise")
def _keep_promise(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.keep_promise(viewer, process=scene.square, number=scene.promise, done=WORDS, link="/nl/")


@does("processes.excuse_promise")
def _excuse(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.excuse_promise(viewer, process=scene.square, number=scene.promise, why=WORDS)


@does("processes.remove_promise")
def _remove_promise(stage: Stage, folder: Path) -> object:
    _phase_of(stage, "one")
    viewer, scene = _scene(stage)
    made = actions.promise(viewer, process=scene.draft, phase="one", kind="minutes", title=WORDS)
    return actions.remove_promise(viewer, process=scene.draft, number=made.pk)


@does("processes.keep_task")
def _task(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.keep_task(viewer, process=scene.square, title=WORDS, due=scene.today)


@does("processes.write_framework")
def _write(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    topics = (Topic(WORDS, True, WORDS, WORDS), Topic(WORDS, False, WORDS, WORDS))
    return actions.write_framework(viewer, process=scene.square, section="topics", parts={"topics": topics})


@does("processes.publish_framework")
def _publish(stage: Stage, folder: Path) -> object:
    _write(stage, folder)
    viewer, scene = _scene(stage)
    return actions.publish_framework(viewer, process=scene.square, why=WORDS, warnings_read=True)


@does("processes.endorse")
def _endorse(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    about = Subject("organs.organ", stage.scenes["organs"].committee.key)
    return actions.endorse(viewer, process=scene.square, number=1, about=about, by=WORDS)


@does("processes.put_under_review")
def _review(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    day = scene.today + timedelta(days=200)
    return actions.put_under_review(viewer, process=scene.square, owner=scene.committee, next_review=day)


@does("processes.close_phase")
def _close_phase(stage: Stage, folder: Path) -> object:
    _keep_promise(stage, folder)
    viewer, scene = _scene(stage)
    return actions.close_phase(viewer, process=scene.square, code="look")


@does("processes.open_phase")
def _open_phase(stage: Stage, folder: Path) -> object:
    _close_phase(stage, folder)
    viewer, scene = _scene(stage)
    return actions.open_phase(viewer, process=scene.square, code="choose")


@does("processes.evaluate")
def _evaluate(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.evaluate(viewer, process=scene.square, evaluation=WORDS, learnt=Text(), took_part=40, first_time=3)


@does("processes.close_process")
def _close(stage: Stage, folder: Path) -> object:
    _open_phase(stage, folder)
    viewer, scene = _scene(stage)
    actions.close_phase(viewer, process=scene.square, code="choose")
    _evaluate(stage, folder)
    return actions.close_process(viewer, process=scene.square)


@does("processes.stop_process")
def _stop(stage: Stage, folder: Path) -> object:
    viewer, scene = _scene(stage)
    return actions.stop_process(viewer, process=scene.square, reason=WORDS)
