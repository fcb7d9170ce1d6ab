"""What can be done with a public inquiry, and by whom? Every verb of the room."""

from wijk.inquiries.actions.blackening import MARK, confirm_redaction, forget_words, redact, refuse_redaction, seal_of
from wijk.inquiries.actions.ending import note_opinion, record_decision, set_hearing
from wijk.inquiries.actions.preparing import Told, add_document, change, draft, keep_rule
from wijk.inquiries.actions.receiving import note_remark, receive
from wijk.inquiries.actions.replying import close_replies, group_remark, keep_theme, reply_remark, reply_theme
from wijk.inquiries.actions.running import announce, extend, move_on
from wijk.inquiries.actions.telling import forget_person, tell_authors

__all__ = [
    "MARK",
    "Told",
    "add_document",
    "announce",
    "change",
    "close_replies",
    "confirm_redaction",
    "draft",
    "extend",
    "forget_person",
    "forget_words",
    "group_remark",
    "keep_rule",
    "keep_theme",
    "move_on",
    "note_opinion",
    "note_remark",
    "receive",
    "record_decision",
    "redact",
    "refuse_redaction",
    "reply_remark",
    "reply_theme",
    "seal_of",
    "set_hearing",
    "tell_authors",
]
