"""What people and the worker do with notices: the only writers of this room."""

from wijk.notices.actions.direct import write_to
from wijk.notices.actions.enrolling import enrol_readers
from wijk.notices.actions.following import ask_to_follow, confirm, follow, own_reader, stop, stop_following
from wijk.notices.actions.gathering import gather
from wijk.notices.actions.mending import try_again
from wijk.notices.actions.pushing import send_parcels, turn_off_push, turn_on_push
from wijk.notices.actions.rewording import reword, take_back
from wijk.notices.actions.telling import forget_unconfirmed, tell
from wijk.notices.actions.wishes import agree_to_large, change_rhythm, withdraw_from_large

__all__ = [
    "agree_to_large",
    "ask_to_follow",
    "change_rhythm",
    "confirm",
    "enrol_readers",
    "follow",
    "forget_unconfirmed",
    "gather",
    "own_reader",
    "reword",
    "send_parcels",
    "stop",
    "stop_following",
    "take_back",
    "tell",
    "try_again",
    "turn_off_push",
    "turn_on_push",
    "withdraw_from_large",
    "write_to",
]
