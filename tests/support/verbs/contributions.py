"""Each verb of contributions, done once for real."""

from pathlib import Path
from typing import Any

from tests.support.doing import Act, into
from tests.support.stage import HERE, Stage
from wijk.contributions import actions
from wijk.contributions.actions import Terms
from wijk.contributions.models import Contribution, Kind, Opening
from wijk.contributions.queries import Where
from wijk.contributions.questions import Question, placed, read
from wijk.core.text import Text
from wijk.core.viewer import Operator, Passerby

DONE: dict[str, Act] = {}
does = into(DONE)
SAID = Text({"nl": "De bomen blijven.", "fr": "Les arbres restent.", "en": "The trees stay."})
TERMS = Terms(title=SAID, fixed=SAID, fixed_by=SAID, fixed_why=SAID, place=HERE)


def _city() -> Opening:
    return Opening.objects.prefetch_related("areas").get(key="city")


def _idea(stage: Stage) -> Contribution:
    found: Contribution = stage.scenes["contributions"].idea
    return Contribution.objects.select_related("opening", "author").get(pk=found.pk)


@does("contributions.submit")
def _submit(stage: Stage, folder: Path) -> object:
    told: dict[str, Any] = {"kind": "idea", "title": "Een fontein", "body": "", "language": "nl"}
    return actions.submit(Passerby(), opening=_city(), email="an@voorbeeld.be", where=Where(area=HERE), **told)


@does("contributions.enter")
def _enter(stage: Stage, folder: Path) -> object:
    told: dict[str, Any] = {"kind": "idea", "title": "Een fontein", "body": "", "language": "fr", "channel": "stand"}
    return actions.submit(stage.everywhere["facilitator"].viewer, opening=_city(), **told)


@does("contributions.confirm")
def _confirm(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["contributions"]
    return actions.confirm(Passerby(), key=scene.pending.key, token=scene.token)


@does("contributions.edit")
def _edit(stage: Stage, folder: Path) -> object:
    row = _idea(stage)
    return actions.edit(
        stage.cast.charlie.viewer, contribution=row, title="Twee banken", body="", revision=row.revision
    )


@does("contributions.withdraw")
def _withdraw(stage: Stage, folder: Path) -> object:
    return actions.withdraw(stage.cast.charlie.viewer, contribution=_idea(stage))


@does("contributions.comment")
def _comment(stage: Stage, folder: Path) -> object:
    told: dict[str, Any] = {"section": "question", "body": "Wanneer?", "language": "nl"}
    return actions.comment(Passerby(), contribution=_idea(stage), email="bo@voorbeeld.be", **told)


@does("contributions.confirm_comment")
def _confirm_comment(stage: Stage, folder: Path) -> object:
    scene = stage.scenes["contributions"]
    scene.comment.visibility = "unconfirmed"
    scene.comment.save()
    return actions.confirm_comment(Passerby(), token=scene.comment_token)


@does("contributions.seal_supports")
def _seal(stage: Stage, folder: Path) -> object:
    for role in ("resident", "association", "expert", "manager", "clerk"):
        actions.support(stage.everywhere[role].viewer, contribution=_idea(stage))
    return actions.seal_supports(Operator())


@does("contributions.open")
def _open(stage: Stage, folder: Path) -> object:
    return actions.open_place(stage.everywhere["facilitator"].viewer, terms=TERMS)


@does("contributions.change_opening")
def _change(stage: Stage, folder: Path) -> object:
    row = stage.scenes["contributions"].opening
    return actions.change_opening(stage.everywhere["clerk"].viewer, opening=row, terms=TERMS, revision=row.revision)


@does("contributions.close_opening")
def _close(stage: Stage, folder: Path) -> object:
    return actions.close_opening(stage.everywhere["clerk"].viewer, opening=stage.scenes["contributions"].opening)


@does("contributions.keep_kind")
def _kind(stage: Stage, folder: Path) -> object:
    return actions.keep_kind(stage.everywhere["clerk"].viewer, code="wish", title=SAID, hint=Text())


@does("contributions.keep_questions")
def _questions(stage: Stage, folder: Path) -> object:
    kind = Kind.objects.get(code="repair")
    asked = placed(read(kind.fields), Question(SAID))
    return actions.keep_questions(stage.everywhere["clerk"].viewer, kind=kind, questions=asked, revision=kind.revision)


@does("contributions.keep_category")
def _category(stage: Stage, folder: Path) -> object:
    return actions.keep_category(stage.everywhere["clerk"].viewer, code="water", title=SAID, hue=3)


@does("contributions.load_voices")
def _load(stage: Stage, folder: Path) -> object:
    content = b"id,title,body\n1,Een fontein,Met drinkwater\n"
    load = actions.Load("Ideeënbus")
    return actions.load_voices(stage.everywhere["clerk"].viewer, content=content, name="ideas.csv", load=load)
