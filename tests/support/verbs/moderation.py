"""Each verb of moderation, done once for real."""

from pathlib import Path

from tests.support.doing import Act, into
from tests.support.stage import Stage
from wijk.accounts.access import PersonViewer
from wijk.core.text import Text
from wijk.core.viewer import Passerby
from wijk.moderation import actions, queries
from wijk.moderation.models import Item

DONE: dict[str, Act] = {}
does = into(DONE)


def _one(stage: Stage) -> PersonViewer:
    return stage.everywhere["facilitator"].viewer


def _other(stage: Stage) -> PersonViewer:
    return stage.everywhere["clerk"].viewer


def _waiting(stage: Stage) -> Item:
    return Item.objects.get(pk=stage.scenes["moderation"].waiting.pk)


def _hidden(stage: Stage) -> Item:
    return Item.objects.get(pk=stage.scenes["moderation"].hidden.pk)


@does("moderation.show")
def _show(stage: Stage, folder: Path) -> object:
    return actions.show(_one(stage), item=_waiting(stage))


@does("moderation.hide")
def _hide(stage: Stage, folder: Path) -> object:
    return actions.hide(_one(stage), item=_waiting(stage), reason="advertising")


@does("moderation.propose_removal")
def _propose(stage: Stage, folder: Path) -> object:
    return actions.propose_removal(_one(stage), item=_waiting(stage), reason="advertising")


@does("moderation.remove")
def _remove(stage: Stage, folder: Path) -> object:
    _propose(stage, folder)
    return actions.remove(_other(stage), item=_waiting(stage))


@does("moderation.refuse_removal")
def _keep(stage: Stage, folder: Path) -> object:
    _propose(stage, folder)
    return actions.refuse_removal(_other(stage), item=_waiting(stage))


@does("moderation.appeal")
def _appeal(stage: Stage, folder: Path) -> object:
    verdict = queries.against(_hidden(stage))
    assert verdict is not None
    return actions.appeal(Passerby(), item=_hidden(stage), verdict=verdict, words="It is satire.", language="en")


@does("moderation.grant_appeal")
def _grant(stage: Stage, folder: Path) -> object:
    _appeal(stage, folder)
    return actions.grant_appeal(_other(stage), item=_hidden(stage))


@does("moderation.dismiss_appeal")
def _dismiss(stage: Stage, folder: Path) -> object:
    _appeal(stage, folder)
    return actions.dismiss_appeal(_other(stage), item=_hidden(stage), words="Satire names no one.")


@does("moderation.report")
def _report(stage: Stage, folder: Path) -> object:
    subject = stage.scenes["moderation"].shown
    return actions.report(Passerby(), subject=subject, reason="elsewhere", text="Not here.", once="x")


@does("moderation.keep_reason")
def _reason(stage: Stage, folder: Path) -> object:
    said = Text({"nl": "Het is lawaai", "fr": "C’est du bruit", "en": "It is noise"})
    return actions.keep_reason(_other(stage), code="noise", title=said, words=said, removes=False, reported=True)


@does("moderation.keep_words")
def _words(stage: Stage, folder: Path) -> object:
    return actions.keep_words(_other(stage), words=["casino", "viagra"])
