"""What stands in the test town for moderation."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support.leaflets import leaflet, stick
from wijk.core.subject import Subject
from wijk.core.viewer import Operator
from wijk.moderation import actions, queries
from wijk.moderation.models import Item

if TYPE_CHECKING:
    from tests.support.stage import Stage

HERE = "neighbourhood/1"


@dataclass(frozen=True, slots=True)
class ModerationScene:
    """A leaflet that waits for a first look, one that everybody reads, one that was hidden; and the seal of the appeal against that."""

    waiting: Item
    shown: Subject
    hidden: Item
    seal: str


def build(stage: "Stage") -> ModerationScene:
    """Put them there; what comes back is `stage.scenes["moderation"]`."""
    waiting, shown, hidden = (
        entered("waiting", "Buy it at www.x.be www.y.be www.z.be www.w.be"), entered("shown", "More benches, please."),
        entered("hidden", "The mayor is a fool."),
    )  # fmt: skip
    verdict = actions.hide(Operator(), item=hidden, reason="insult")
    hidden.refresh_from_db()
    return ModerationScene(waiting, leaflet(shown.subject.partition(":")[2]), hidden, queries.seal(hidden, verdict))


def entered(
    key: str, text: str, *, before: bool = False, area: str = HERE, author: str = "", contact: str = ""
) -> Item:
    """A leaflet that somebody just stuck on a wall, as its room tells moderation of it."""
    subject = leaflet(key)
    state = actions.enter(subject, area=area, process="", before=before, author=author, text=text, language="en")
    stick(key, text, area=area, visibility=state, contact=contact)
    return Item.objects.get(subject=str(subject))
