"""The verbs of moderation, and what other rooms do inside theirs: `enter`, `leave`, `forget_author`."""

from wijk.moderation.actions.appealing import appeal, dismiss_appeal, grant_appeal
from wijk.moderation.actions.deciding import claim, hide, propose_removal, refuse_removal, release, remove, show
from wijk.moderation.actions.entering import enter, forget_author, leave, report
from wijk.moderation.actions.keeping import keep_reason, keep_words
from wijk.moderation.actions.tidying import erase_person, remind, settle_gone, tidy

__all__ = [
    "appeal",
    "claim",
    "dismiss_appeal",
    "enter",
    "erase_person",
    "forget_author",
    "grant_appeal",
    "hide",
    "keep_reason",
    "keep_words",
    "leave",
    "propose_removal",
    "refuse_removal",
    "release",
    "remind",
    "remove",
    "report",
    "settle_gone",
    "show",
    "tidy",
]
