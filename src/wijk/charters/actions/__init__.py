"""What people do with living documents: the only writers of this room."""

from wijk.charters.actions.answering import answer, hide, show_again
from wijk.charters.actions.concluding import Verdict, Vote, conclude_round
from wijk.charters.actions.documents import ArticleDraft, adopt_edition, keep_document, keep_kind
from wijk.charters.actions.passing import ask_to_say, confirm_said, forget_waiting
from wijk.charters.actions.rounds import (
    NEARLY,
    announce_closing,
    change_round,
    close_round,
    evaluate_article,
    open_round,
    remind_owner,
)
from wijk.charters.actions.saying import Voice, erase_said, propose, say, stop_supporting, support, withdraw

__all__ = [
    "NEARLY",
    "ArticleDraft",
    "Verdict",
    "Voice",
    "Vote",
    "adopt_edition",
    "announce_closing",
    "answer",
    "ask_to_say",
    "change_round",
    "close_round",
    "conclude_round",
    "confirm_said",
    "erase_said",
    "evaluate_article",
    "forget_waiting",
    "hide",
    "keep_document",
    "keep_kind",
    "open_round",
    "propose",
    "remind_owner",
    "say",
    "show_again",
    "stop_supporting",
    "support",
    "withdraw",
]
