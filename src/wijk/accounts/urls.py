"""The pages of one's own account, and the office page of people."""

from django.urls import path

from wijk.accounts.views import office, own

app_name = "accounts"
urlpatterns = [
    path("me/", own.me, name="me"),
    path("me/consent/<slug:purpose>/", own.consent, name="consent"),
    path("me/export/", own.export, name="export"),
    path("me/erase/", own.erase, name="erase"),
    path("goodbye/", own.erased, name="erased"),
    path("invitation/<str:token>/", own.invitation, name="invitation"),
    path("office/people/", office.people, name="people"),
    path("office/people/invite/", office.invite, name="invite"),
    path("office/people/<slug:key>/", office.person, name="person"),
    path("office/people/<slug:key>/roles/<int:grant>/end/", office.end, name="end"),
]
