"""Somebody votes on statements by the hand of another: ticked while they say it, counted once, and nobody's afterwards.

Like every vote it leaves no line in the trail; all votes enter it together, sealed. No code leads back to it: what is handed over says only
that it was handed in.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from wijk.contributions.access import ENTER
from wijk.conversations import actions as talking
from wijk.conversations.models import Conversation
from wijk.core.errors import NotAllowed, Refused
from wijk.core.viewer import Viewer
from wijk.helping import access
from wijk.helping.models import SPOKEN, WRITTEN, Stop


@dataclass(frozen=True, slots=True)
class Voted:
    """What somebody said of statements (number → choice), how they agreed that it is ticked for them, and where."""

    conversation: Conversation
    votes: Mapping[int, str]
    agreed: str
    stop: Stop | None = None
    lives: bool = False
    pass_code: str = ""


@transaction.atomic
def hand_in_votes(viewer: Viewer, *, voted: Voted, once: str) -> int:
    """Count them as one voice, or as that of the person where it is asked who lives there; how many were written, 0 for a form that
    came before.

    NotAllowed for who writes nothing down here; Refused without an agreement, without any vote, and where votes are not taken.
    """
    row = voted.conversation
    duty = access.on_duty(viewer, voted.stop)
    if not duty.may(ENTER, access.ground(row.place)):
        raise NotAllowed(access.GIVE)
    if voted.agreed not in (SPOKEN, WRITTEN):
        raise Refused(
            "no-consent", _("Read out the text, and note how they agreed. Without agreement nothing is kept.")
        )
    if not voted.votes:
        raise Refused("no-votes", _("Tick at least one answer."))
    number = f"hand|{viewer.key}|{once}"
    voice = talking.voice_by_hand(
        viewer, conversation=row, once=number, lives=voted.lives, pass_code=voted.pass_code
    )  # fmt: skip
    return talking.take_sheet(conversation=row, code=number, votes=voted.votes, voice=voice)
