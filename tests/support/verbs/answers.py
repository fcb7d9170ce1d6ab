"""Each verb of answers, done once for real."""

from datetime import timedelta
from pathlib import Path

from tests.support.doing import Act, into
from tests.support.stage import Stage
from wijk.accounts.access import PersonViewer
from wijk.answers import actions, importers
from wijk.answers.models import Request
from wijk.core import clock
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.core.viewer import Passerby

DONE: dict[str, Act] = {}
does = into(DONE)
SAID = Text({"nl": "Het kan niet", "fr": "Ce n’est pas possible", "en": "It cannot be"})


def _service(stage: Stage) -> PersonViewer:
    return stage.everywhere["service"].viewer


def _clerk(stage: Stage) -> PersonViewer:
    return stage.everywhere["clerk"].viewer


def _row(stage: Stage, which: str) -> Request:
    held: Request = getattr(stage.scenes["answers"], which)
    return Request.objects.select_related("contribution", "service").get(pk=held.pk)


@does("answers.answer")
def _answer(stage: Stage, folder: Path) -> object:
    text = "Dat kost voor deze ene put veel meer dan het opbrengt."
    return actions.answer(_service(stage), request=_row(stage, "waiting"), outcome="refused", reason="cost", text=text)


@does("answers.forward")
def _forward(stage: Stage, folder: Path) -> object:
    parks = stage.scenes["answers"].parks
    return actions.forward(_service(stage), request=_row(stage, "waiting"), to=parks, text="Dit ligt in het park.")


@does("answers.merge")
def _merge(stage: Stage, folder: Path) -> object:
    return actions.merge(_service(stage), request=_row(stage, "twin"), into=_row(stage, "waiting"))


@does("answers.unmerge")
def _unmerge(stage: Stage, folder: Path) -> object:
    merged = actions.merge(_service(stage), request=_row(stage, "twin"), into=_row(stage, "waiting"))
    return actions.unmerge(_service(stage), merge=merged)


@does("answers.became")
def _became(stage: Stage, folder: Path) -> object:
    voice = _row(stage, "answered").contribution
    return actions.became(_service(stage), voice, Subject("answers.service", "roads"))


@does("answers.reopen")
def _reopen(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["answers"]
    return actions.reopen(Passerby(), request=_row(stage, "answered"), text="En de andere kant?", token=scene.token)


@does("answers.escalate")
def _escalate(stage: Stage, folder: Path) -> object:
    row = _row(stage, "waiting")
    Request.objects.exclude(pk=row.pk).update(next_on=None)
    Request.objects.filter(pk=row.pk).update(due=row.asked_on, next_on=row.asked_on)
    return actions.remind(clock.now() + timedelta(days=2))


@does("answers.keep_service")
def _keep_service(stage: Stage, folder: Path) -> object:
    return actions.keep_service(_clerk(stage), key="water", title=SAID, days=15, working=False)


@does("answers.end_service")
def _end_service(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["answers"]
    return actions.end_service(_clerk(stage), service=scene.roads, to=scene.parks)


@does("answers.keep_route")
def _keep_route(stage: Stage, folder: Path) -> object:
    return actions.keep_route(_clerk(stage), service=stage.scenes["answers"].parks, category="environment", days=3)


@does("answers.end_route")
def _end_route(stage: Stage, folder: Path) -> object:
    return actions.end_route(_clerk(stage), route=stage.scenes["answers"].route)


@does("answers.import_routes")
def _import(stage: Stage, folder: Path) -> object:
    told = importers.read(b"service;kind;category;area;opening;days\nparks;idea;leisure;;;7\n")
    return actions.import_routes(_clerk(stage), told=told)


@does("answers.keep_reason")
def _keep_reason(stage: Stage, folder: Path) -> object:
    return actions.keep_reason(_clerk(stage), code="noise", title=SAID, words=SAID)


@does("answers.keep_phrase")
def _keep_phrase(stage: Stage, folder: Path) -> object:
    return actions.keep_phrase(_service(stage), code="thanks", title=SAID, words=SAID)
