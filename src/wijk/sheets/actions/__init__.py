"""What can be done with paper: print it, hand it out, take it back in piles, type it, settle differences, declare it void."""

from wijk.sheets.actions.batches import close_batch, open_batch, put_back
from wijk.sheets.actions.handing import hand_over, hand_over_all
from wijk.sheets.actions.printing import MOST, MOST_SPARE, give_out, print_sheets
from wijk.sheets.actions.scanning import add_scans, drop_scan, forget_hand, forget_scans
from wijk.sheets.actions.settling import settle
from wijk.sheets.actions.typing import finish, keep, take_up
from wijk.sheets.actions.voiding import void_numbers, void_sheets

__all__ = [
    "MOST",
    "MOST_SPARE",
    "add_scans",
    "close_batch",
    "drop_scan",
    "finish",
    "forget_hand",
    "forget_scans",
    "give_out",
    "hand_over",
    "hand_over_all",
    "keep",
    "open_batch",
    "print_sheets",
    "put_back",
    "settle",
    "take_up",
    "void_numbers",
    "void_sheets",
]
