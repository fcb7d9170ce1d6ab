"""The doors of meetings."""

from wijk.config.door import ASKING, OPEN, OWN, OWN_POST, Door, can, does

ANYWHERE = Door("verb", "meetings.plan_meeting", anywhere=True)

DOORS: dict[str, Door] = {
    "meetings:index": OPEN,
    "meetings:meeting": OPEN,
    "meetings:event": OPEN,
    "meetings:paper": OPEN,
    "meetings:answer": ASKING,  # the secret part of the address opens it
    "meetings:calendar": OPEN,  # that of a person opens by its secret part alone
    "meetings:finish": OWN_POST,  # by who took it upon them, or who keeps the meeting
    "meetings:my_calendar": OWN,
    "meetings:office": ANYWHERE,
    "meetings:new": ANYWHERE,
    "meetings:import": ANYWHERE,
    # also for the chair and secretary of the organ, by their mandate
    "meetings:desk": can("meetings.plan_meeting"),
    "meetings:change": can("meetings.change_meeting"),
    "meetings:moment": can("meetings.move_meeting"),
    "meetings:poll": can("meetings.close_poll"),
    "meetings:answer_for": can("meetings.close_poll"),
    "meetings:invite": does("meetings.invite"),
    "meetings:print": can("meetings.plan_meeting"),
    "meetings:agenda": can("meetings.add_item"),
    "meetings:item": can("meetings.change_item"),
    "meetings:drop_item": does("meetings.drop_item"),
    "meetings:papers": can("meetings.add_paper"),
    "meetings:drop_paper": does("meetings.drop_paper"),
    "meetings:attendance": can("meetings.note_attendance"),
    "meetings:minutes": can("meetings.write_minutes"),
    "meetings:draft": does("meetings.write_minutes"),
    "meetings:approve": does("meetings.approve_minutes"),
    "meetings:decide": can("organs.decide"),
    "meetings:follow": can("meetings.note_follow_up"),
    "api:meetings_dictionary": OPEN,
    "api:meetings_listed": OPEN,
    "api:meeting_told": OPEN,
}
