"""What can be done in a conversation: prepare, open, vote, add a statement, translate, seal, close."""

from wijk.conversations.actions.keeping import (
    CONVERSATION,
    STATEMENT,
    Plan,
    change_conversation,
    close_conversation,
    drop_conversation,
    open_conversation,
    start_conversation,
)
from wijk.conversations.actions.sealing import commit_votes, forget_marks, to_forget, to_seal
from wijk.conversations.actions.statements import (
    add_statement,
    seed_statements,
    show_statement,
    translate_statement,
)
from wijk.conversations.actions.together import cast_vote
from wijk.conversations.actions.votes import (
    Cast,
    check_open,
    checked,
    erase_votes,
    join_voices,
    take_sheet,
    vote,
    write,
)

__all__ = [
    "CONVERSATION", "STATEMENT", "Cast", "Plan", "add_statement", "cast_vote", "change_conversation", "check_open", "checked",
    "close_conversation", "commit_votes", "drop_conversation", "erase_votes", "forget_marks", "join_voices",
    "open_conversation", "seed_statements", "show_statement", "start_conversation", "take_sheet", "to_forget", "to_seal",
    "translate_statement", "vote", "write",
]  # fmt: skip
