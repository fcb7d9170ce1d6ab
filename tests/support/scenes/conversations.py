"""What stands in the test town for conversations: one that is open, a draft, and a voice that said something."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wijk.conversations import actions, tokens
from wijk.conversations.models import Conversation
from wijk.core.text import Text

if TYPE_CHECKING:
    from tests.support.stage import Stage

HERE = "neighbourhood/1"
LINES = (
    "Er moeten meer banken op het plein komen.",
    "Auto’s horen niet thuis op het plein.",
    "De bomen mogen nooit gekapt worden.",
    "Er is ’s avonds te veel lawaai.",
    "De markt moet elke week doorgaan.",
)


@dataclass(frozen=True, slots=True)
class Scene:
    """Keys of an open conversation and of a draft; the token of a voice in the open one."""

    open: str
    draft: str
    voice: str


def a_plan() -> actions.Plan:
    """All that is said of a conversation."""
    return actions.Plan(
        title=Text({"nl": "Het plein", "fr": "La place", "en": "The square"}),
        intro=Text({"nl": "Wat moet er met het plein gebeuren?", "fr": "Que faire de la place ?", "en": "What about the square?"}),
        fixed=Text({"nl": "Het budget ligt vast.", "fr": "Le budget est fixé.", "en": "The budget is fixed."}),
        fixed_by=Text({"nl": "De gemeenteraad.", "fr": "Le conseil communal.", "en": "The municipal council."}),
        fixed_why=Text({"nl": "De subsidie is toegekend.", "fr": "Le subside est octroyé.", "en": "The grant was given."}),
    )  # fmt: skip


def build(stage: "Stage") -> Scene:
    """Put it there."""
    fay = stage.cast.fay.viewer
    row = actions.start_conversation(fay, plan=a_plan(), place=HERE)
    actions.seed_statements(fay, key=row.key, lines=LINES, language="nl")
    row = actions.open_conversation(fay, key=row.key)
    draft = actions.start_conversation(fay, plan=a_plan(), place=HERE)
    return Scene(row.key, draft.key, _voice(row))


def _voice(row: Conversation) -> str:
    token = tokens.fresh(row.key)
    first = row.statements.get(number=1)
    actions.vote(conversation=row, voice=token, statement=first, choice="agree")
    return token
