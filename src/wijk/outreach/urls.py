"""The addresses of outreach."""

from django.urls import path

from wijk.outreach.views import calls, newsletters, office, paper, reach

app_name = "outreach"
urlpatterns = [
    path("newsletters/", newsletters.archive, name="newsletters"),
    path("newsletters/<slug:key>/", newsletters.newsletter, name="newsletter"),
    path("newsletters/<slug:key>/newsletter.pdf", newsletters.printed, name="newsletter_pdf"),
    path("newsletters/in/<slug:level>/<str:code>/", newsletters.archive_of, name="newsletters_of"),
    path("k/", calls.code, name="code"),
    path("k/<str:code>/", calls.call, name="call"),
    path("k/<str:code>/position/", calls.position, name="position"),
    path("office/outreach/", office.overview, name="office"),
    path("office/newsletters/new/", office.compose, name="compose"),
    path("office/newsletters/<slug:key>/", office.edit, name="edit"),
    path("office/newsletters/<slug:key>/send/", office.send, name="send"),
    path("office/newsletters/<slug:key>/drop/", office.drop, name="drop"),
    path("office/calls/new/", office.open_call, name="open_call"),
    path("office/calls/<slug:key>/", office.change_call, name="change_call"),
    path("office/calls/<slug:key>/end/", office.end_call, name="end_call"),
    path("office/calls/<slug:key>/mail/", office.mail_call, name="mail_call"),
    path("office/calls/<slug:key>/slips/", office.slips, name="slips"),
    path("office/calls/<slug:key>/paper/", paper.papers, name="papers"),
    path("office/calls/<slug:key>/poster.pdf", paper.poster, name="poster"),
    path("office/calls/<slug:key>/letters/", paper.letters, name="letters"),
    path("office/reach/<str:kind>/<str:key>/", reach.report, name="reach"),
    path("office/reach/<str:kind>/<str:key>/reach.csv", reach.table, name="reach_csv"),
    path("office/reach/<str:kind>/<str:key>/letterboxes/", reach.homes, name="homes"),
]
