"""What can be done with organs: found and change them, give and end mandates, decide, ask for opinions and give them."""

from wijk.organs.actions.deciding import Objection, decide
from wijk.organs.actions.founding import change_organ, end_organ, found_organ, keep_kind, prolong_group
from wijk.organs.actions.mandates import end_mandate, erase_mandates, give_mandate
from wijk.organs.actions.opinions import ask_opinion, give_opinion, reply_to_opinion

__all__ = [
    "Objection",
    "ask_opinion",
    "change_organ",
    "decide",
    "end_mandate",
    "end_organ",
    "erase_mandates",
    "found_organ",
    "give_mandate",
    "give_opinion",
    "keep_kind",
    "prolong_group",
    "reply_to_opinion",
]
