"""Somebody types a sheet, or enters votes for another: by which voice do they count, so that nobody counts twice?"""

from collections.abc import Sequence

from wijk.conversations import access
from wijk.conversations.actions.votes import join_voices
from wijk.conversations.models import Conversation
from wijk.core.viewer import Passerby, Viewer
from wijk.residence import actions as residents


def voice_by_hand(
    viewer: Viewer, *, conversation: Conversation, once: str, lives: bool = False, pass_code: str = "", line: Sequence[str] = ()
) -> str:  # fmt: skip
    """The token of the person for whom something is entered, the same that they have on the web; "" where nothing is asked of where one
    lives, so that the sheet is a voice of its own. Refused with what is missing (`residence.actions.known_by_hand`)."""
    asks = access.asked_home(conversation)
    if asks.level == "none":
        return ""
    scope = access.scope(conversation)
    proof = residents.known_by_hand(
        viewer, asks=asks, place=access.home(conversation), lives=lives, pass_code=pass_code, line=line, once=f"{scope}|{once}"
    )  # fmt: skip
    somebody = Passerby()
    access.check_lives(somebody, conversation, proof)
    token = access.token_of(somebody, conversation, proof)
    for before in access.tokens_before(somebody, conversation, proof):
        join_voices(conversation=conversation, old=before, new=token)
    if pass_code.strip() or any(cell.strip() for cell in line):
        residents.count_in(somebody, scope, session=proof)
    return token
