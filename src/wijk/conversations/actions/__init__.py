"""What can be done in a conversation: prepare, open, vote, add a statement, translate, seal, close."""

from wijk.conversations.actions.by_hand import voice_by_hand
from wijk.conversations.actions.gatherings import declare, end_gathering, start_gathering
from wijk.conversations.actions.importing import Origin, import_conversation
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
from wijk.conversations.actions.placing import Word, place_points
from wijk.conversations.actions.sealing import commit_votes, forget_marks, to_forget, to_seal
from wijk.conversations.actions.statements import (
    add_statement,
    seed_statements,
    show_statement,
    translate_statement,
)
from wijk.conversations.actions.together import HomeAsked, cast_vote
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
from wijk.conversations.exporters import polis_folder, vote_rows
from wijk.conversations.importers import read_folder, read_zip
from wijk.conversations.tokens import of_person

#: Those of the last line only look, and are here because other rooms enter by this door.
__all__ = [
    "CONVERSATION",
    "STATEMENT",
    "Cast",
    "HomeAsked",
    "Origin",
    "Plan",
    "Word",
    "add_statement",
    "cast_vote",
    "change_conversation",
    "check_open",
    "checked",
    "close_conversation",
    "commit_votes",
    "declare",
    "drop_conversation",
    "end_gathering",
    "erase_votes",
    "forget_marks",
    "import_conversation",
    "join_voices",
    "of_person",
    "open_conversation",
    "place_points",
    "polis_folder",
    "read_folder",
    "read_zip",
    "seed_statements",
    "show_statement",
    "start_conversation",
    "start_gathering",
    "take_sheet",
    "to_forget",
    "to_seal",
    "translate_statement",
    "voice_by_hand",
    "vote",
    "vote_rows",
    "write",
]  # fmt: skip
