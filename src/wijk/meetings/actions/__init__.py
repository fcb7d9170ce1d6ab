"""The verbs of meetings, the only writers of its rows."""

from wijk.meetings.actions.agenda import add_item, add_paper, change_item, drop_item, drop_paper
from wijk.meetings.actions.attending import invite, note_attendance
from wijk.meetings.actions.calendars import forget, renew_calendar
from wijk.meetings.actions.drafting import KeptDraft, drop_draft, forget_old_drafts, keep_draft
from wijk.meetings.actions.following import finish_follow_up, note_follow_up, remind
from wijk.meetings.actions.ground import Facts
from wijk.meetings.actions.loading import Imported, import_meetings
from wijk.meetings.actions.minutes import Clash, approve_minutes, record_decision, write_minutes
from wijk.meetings.actions.planning import cancel_meeting, change_meeting, move_meeting, plan_meeting, split_meeting
from wijk.meetings.actions.polling import answer_poll, close_poll, open_poll

__all__ = [
    "Clash",
    "Facts",
    "Imported",
    "KeptDraft",
    "add_item",
    "add_paper",
    "answer_poll",
    "approve_minutes",
    "cancel_meeting",
    "change_item",
    "change_meeting",
    "close_poll",
    "drop_draft",
    "drop_item",
    "drop_paper",
    "finish_follow_up",
    "forget",
    "forget_old_drafts",
    "import_meetings",
    "invite",
    "keep_draft",
    "move_meeting",
    "note_attendance",
    "note_follow_up",
    "open_poll",
    "plan_meeting",
    "record_decision",
    "remind",
    "renew_calendar",
    "split_meeting",
    "write_minutes",
]
