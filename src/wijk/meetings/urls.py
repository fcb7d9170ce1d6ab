"""The addresses of meetings: for everybody, for members, for the office."""

from django.urls import URLPattern, path

from wijk.meetings.views import agenda, office, polling, public, room

app_name = "meetings"
_ROOM = "office/meetings/<slug:key>/"
urlpatterns: list[URLPattern] = [
    path("meetings/", public.index, name="index"),
    path("meetings/<slug:key>/", public.meeting, name="meeting"),
    path("meetings/<slug:key>/meeting.ics", public.event, name="event"),
    path("meetings/<slug:key>/documents/<int:pk>/", public.paper, name="paper"),
    path("meetings/<slug:key>/moment/<str:token>/", public.answer, name="answer"),
    path("meetings/<slug:key>/follow-up/<slug:follow_up>/done/", room.finish, name="finish"),
    path("calendars/<slug:what>/<path:key>.ics", public.calendar, name="calendar"),
    path("me/calendar/", public.my_calendar, name="my_calendar"),
    path("office/meetings/", office.meetings, name="office"),
    path("office/meetings/new/", office.plan, name="new"),
    path("office/meetings/file/", office.take_in, name="import"),
    path(_ROOM, office.desk, name="desk"),
    path(_ROOM + "facts/", office.change, name="change"),
    path(_ROOM + "moment/", office.moment, name="moment"),
    path(_ROOM + "poll/", polling.poll, name="poll"),
    path(_ROOM + "poll/<int:mandate>/", polling.answer_for, name="answer_for"),
    path(_ROOM + "invite/", office.invite, name="invite"),
    path(_ROOM + "print/<slug:what>.pdf", office.printed, name="print"),
    path(_ROOM + "agenda/", agenda.agenda, name="agenda"),
    path(_ROOM + "agenda/<slug:item>/", agenda.item, name="item"),
    path(_ROOM + "agenda/<slug:item>/drop/", agenda.drop_item, name="drop_item"),
    path(_ROOM + "documents/", agenda.papers, name="papers"),
    path(_ROOM + "documents/<int:pk>/drop/", agenda.drop_paper, name="drop_paper"),
    path(_ROOM + "attendance/", room.attendance, name="attendance"),
    path(_ROOM + "minutes/", room.minutes, name="minutes"),
    path(_ROOM + "minutes/draft/", room.draft, name="draft"),
    path(_ROOM + "approve/", room.approve, name="approve"),
    path(_ROOM + "decide/<slug:item>/", room.decide, name="decide"),
    path(_ROOM + "follow-up/", room.follow, name="follow"),
]
