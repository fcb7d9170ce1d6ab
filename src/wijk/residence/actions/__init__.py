"""The verbs of residence."""

from wijk.residence.actions.asking import offer_ways, require
from wijk.residence.actions.by_hand import known_by_hand
from wijk.residence.actions.counter import Confirmed, confirm_at_counter, fresh_ticket, known_at_counter
from wijk.residence.actions.declaring import count_in, declare, forget, forget_own
from wijk.residence.actions.letters import (
    MOST,
    Post,
    Printed,
    Sheet,
    Shown,
    ask_letter,
    drop_letter,
    letters_sent,
    print_letters,
    show_code,
)
from wijk.residence.actions.provided import show_claims
from wijk.residence.actions.registers import (
    drop_register,
    set_columns,
    show_line,
    stage_register,
    use_register,
)
from wijk.residence.actions.upkeep import forget_old, tally

__all__ = [
    "MOST",
    "Confirmed",
    "Post",
    "Printed",
    "Sheet",
    "Shown",
    "ask_letter",
    "confirm_at_counter",
    "count_in",
    "declare",
    "drop_letter",
    "drop_register",
    "forget",
    "forget_old",
    "forget_own",
    "fresh_ticket",
    "known_at_counter",
    "known_by_hand",
    "letters_sent",
    "offer_ways",
    "print_letters",
    "require",
    "set_columns",
    "show_claims",
    "show_code",
    "show_line",
    "stage_register",
    "tally",
    "use_register",
]
