"""What can be done with contributions, and by whom? Every verb of the room, and the parts that other rooms' verbs are made of."""

from wijk.contributions.actions.asking import keep_questions
from wijk.contributions.actions.by_hand import (
    Hand,
    comment_by_hand,
    counts,
    known_by_hand,
    support_by_hand,
    take_back_comment,
    take_back_support,
)
from wijk.contributions.actions.changing import edit, withdraw
from wijk.contributions.actions.commenting import comment, confirm_comment
from wijk.contributions.actions.confirming import confirm, confirm_by_code
from wijk.contributions.actions.handing import hand_over
from wijk.contributions.actions.importing import Load, Loaded, load_voices, look_at_voices
from wijk.contributions.actions.openings import (
    Terms,
    change_opening,
    close_opening,
    keep_category,
    keep_kind,
    open_place,
    prolong,
)
from wijk.contributions.actions.parting import part
from wijk.contributions.actions.parts import (
    Before,
    blacken,
    merge,
    put_back,
    set_comment_visibility,
    set_state,
    set_state_of_many,
    set_visibility,
)
from wijk.contributions.actions.submitting import Submitted, submit
from wijk.contributions.actions.supporting import (
    Supported,
    ask_to_support,
    by_link,
    seal_supports,
    support,
    supported,
)
from wijk.contributions.actions.upkeep import forget_authors, forget_person, forget_unconfirmed
from wijk.contributions.indexing import gathered

__all__ = [
    "Before",
    "Hand",
    "Load",
    "Loaded",
    "Submitted",
    "Supported",
    "Terms",
    "ask_to_support",
    "blacken",
    "by_link",
    "change_opening",
    "close_opening",
    "comment",
    "comment_by_hand",
    "confirm",
    "confirm_by_code",
    "confirm_comment",
    "counts",
    "edit",
    "forget_authors",
    "forget_person",
    "forget_unconfirmed",
    "gathered",
    "hand_over",
    "keep_category",
    "keep_kind",
    "keep_questions",
    "known_by_hand",
    "load_voices",
    "look_at_voices",
    "merge",
    "open_place",
    "part",
    "prolong",
    "put_back",
    "seal_supports",
    "set_comment_visibility",
    "set_state",
    "set_state_of_many",
    "set_visibility",
    "submit",
    "support",
    "support_by_hand",
    "supported",
    "take_back_comment",
    "take_back_support",
    "withdraw",
]
