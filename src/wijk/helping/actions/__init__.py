"""What can be done in the room of helping, and by whom?"""

from wijk.helping.actions.listing import (
    Line,
    confirm_action,
    forget_actions,
    forget_unconfirmed,
    list_action,
    show_action,
    subject_of,
    take_off_action,
)
from wijk.helping.actions.receipts import Given, Said, claim, write_down
from wijk.helping.actions.stands import StopTerms, cancel_stop, count_stop, forget_host, keep_tour, set_stop

__all__ = [
    "Given",
    "Line",
    "Said",
    "StopTerms",
    "cancel_stop",
    "claim",
    "confirm_action",
    "count_stop",
    "forget_actions",
    "forget_host",
    "forget_unconfirmed",
    "keep_tour",
    "list_action",
    "set_stop",
    "show_action",
    "subject_of",
    "take_off_action",
    "write_down",
]
