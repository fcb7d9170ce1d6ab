"""What of notices stands on the stage of every test."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijk.core.viewer import Operator, Passerby
from wijk.notices import actions
from wijk.notices.models import Follow, Reader

if TYPE_CHECKING:
    from tests.support.stage import Stage

TAG = "area:neighbourhood/1"
ADDRESS = "lezer@voorbeeld.be"


@dataclass(frozen=True, slots=True)
class Scene:
    """A reader with a confirmed address and no account, and one who was asked and has not answered."""

    reader: Reader
    pending: Follow


def build(stage: "Stage") -> Scene:
    """Put it there; what comes back is `stage.scenes["notices"]`."""
    reader = [(ADDRESS, "fr")]
    actions.enrol_readers(Operator(), addresses=reader, tags=[TAG], rhythm="daily", home="neighbourhood/1", sure=True)
    actions.ask_to_follow(Passerby(), email="twijfel@voorbeeld.be", tag=TAG, language="nl")
    pending = Follow.objects.get(reader__email="twijfel@voorbeeld.be")
    return Scene(Reader.objects.get(email=ADDRESS), pending)
