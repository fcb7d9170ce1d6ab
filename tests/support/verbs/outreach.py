"""Each verb of outreach, done once for real."""

from datetime import date
from pathlib import Path

from tests.support.doing import Act, into
from tests.support.stage import HERE, Stage
from wijk.core.subject import Subject
from wijk.core.text import Text
from wijk.outreach import actions

DONE: dict[str, Act] = {}
does = into(DONE)


@does("outreach.compose_newsletter")
def _compose(stage: Stage, folder: Path) -> object:
    return actions.compose_newsletter(stage.cast.fay.viewer, place=HERE, since=date(2026, 1, 1), until=date(2026, 2, 1))


@does("outreach.edit_newsletter")
def _edit(stage: Stage, folder: Path) -> object:
    told = {"title": Text.of("Dag buren"), "introduction": Text.of("Dit gebeurde.")}
    return actions.edit_newsletter(stage.cast.fay.viewer, key=stage.scenes["outreach"].draft, chosen=(), **told)


@does("outreach.drop_newsletter")
def _drop(stage: Stage, folder: Path) -> object:
    return actions.drop_newsletter(stage.cast.fay.viewer, key=stage.scenes["outreach"].draft)


@does("outreach.send_newsletter")
def _send(stage: Stage, folder: Path) -> object:
    return actions.send_newsletter(stage.cast.fay.viewer, key=stage.scenes["outreach"].draft)


@does("outreach.open_call")
def _open(stage: Stage, folder: Path) -> object:
    title, words = Text.of("Het park"), Text.of("Het park gaat open.")
    return actions.open_call(stage.cast.fay.viewer, place=HERE, title=title, words=words)


@does("outreach.change_call")
def _change(stage: Stage, folder: Path) -> object:
    told = {"title": Text.of("Het plein"), "words": Text.of("Het plein."), "question": Text(), "fixed": Text()}
    return actions.change_call(stage.cast.fay.viewer, key=stage.scenes["outreach"].call, **told)  # type: ignore[arg-type]


@does("outreach.end_call")
def _end(stage: Stage, folder: Path) -> object:
    return actions.end_call(stage.cast.fay.viewer, key=stage.scenes["outreach"].call)


@does("outreach.mail_call")
def _mail(stage: Stage, folder: Path) -> object:
    return actions.mail_call(stage.cast.fay.viewer, key=stage.scenes["outreach"].call)


@does("outreach.count_slips")
def _slips(stage: Stage, folder: Path) -> object:
    return actions.count_slips(stage.cast.fay.viewer, key=stage.scenes["outreach"].call, counts={"agree": 3})


@does("outreach.note_distribution")
def _paper(stage: Stage, folder: Path) -> object:
    about = Subject("outreach.call", stage.scenes["outreach"].call)
    told = {"area": HERE, "way": "letter", "copies": 200, "on": date(2026, 1, 2)}
    return actions.note_distribution(stage.cast.fay.viewer, about=about, **told)  # type: ignore[arg-type]


@does("outreach.note_homes")
def _homes(stage: Stage, folder: Path) -> object:
    return actions.note_homes(stage.cast.fay.viewer, area=HERE, count=1200)
