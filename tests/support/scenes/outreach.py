"""What of outreach stands on the stage of every test."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from wijk.core import clock
from wijk.core.text import Text
from wijk.outreach import actions
from wijk.outreach.models import Channel, Code

if TYPE_CHECKING:
    from tests.support.stage import Stage

HERE = "neighbourhood/1"


@dataclass(frozen=True, slots=True)
class Scene:
    """A newsletter that was sent, a draft, and a call that asks something: keys, and the code of the posters."""

    sent: str
    draft: str
    call: str
    code: str


def build(stage: "Stage") -> Scene:
    """Put it there; what comes back is `stage.scenes["outreach"]`."""
    fay, today = stage.cast.fay.viewer, clock.today()
    hello = Text({"nl": "Dag buren", "fr": "Bonjour voisins", "en": "Dear neighbours"})
    month = {"place": HERE, "since": date(today.year - 1, 1, 1), "until": today, "introduction": hello}
    sent = actions.compose_newsletter(fay, **month)  # type: ignore[arg-type]
    actions.send_newsletter(fay, key=sent.key)
    draft = actions.compose_newsletter(fay, **month)  # type: ignore[arg-type]
    call = actions.open_call(
        fay,
        place=HERE,
        title=Text({"nl": "Het plein", "fr": "La place", "en": "The square"}),
        words=Text(
            {
                "nl": "Het plein wordt heraangelegd. De bomen blijven. De werken beginnen in mei.",
                "fr": "La place sera réaménagée. Les arbres restent. Les travaux commencent en mai.",
                "en": "The square is laid out anew. The trees stay. Work begins in May.",
            }
        ),
        fixed=Text({"nl": "Het budget ligt vast: dat besliste de gemeenteraad.", "fr": "Le budget est fixé.", "en": "The budget is fixed."}),
        question=Text({"nl": "Wat vindt u?", "fr": "Qu’en pensez-vous ?", "en": "What do you think?"}),
    )  # fmt: skip
    code = Code.objects.get(call=call, channel=Channel.POSTER)
    return Scene(sent.key, draft.key, call.key, code.code)
