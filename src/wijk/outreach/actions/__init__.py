"""The verbs of outreach. Everything that writes stands here, in one transaction with its trail entry."""

from wijk.outreach.actions.calls import change_call, end_call, mail_call, open_call
from wijk.outreach.actions.coding import put_signpost
from wijk.outreach.actions.mailing import mail_on
from wijk.outreach.actions.newsletters import compose_newsletter, drop_newsletter, edit_newsletter, send_newsletter
from wijk.outreach.actions.paper import count_slips, note_distribution, note_homes
from wijk.outreach.actions.positions import Taken, take_position

__all__ = [
    "Taken",
    "change_call",
    "compose_newsletter",
    "count_slips",
    "drop_newsletter",
    "edit_newsletter",
    "end_call",
    "mail_call",
    "mail_on",
    "note_distribution",
    "note_homes",
    "open_call",
    "put_signpost",
    "send_newsletter",
    "take_position",
]
