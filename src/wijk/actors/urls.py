"""The addresses of organisations: the public directory, what keepers do, and the office."""

from django.urls import URLPattern, path

from wijk.actors.views import importing, keeping, office, public

app_name = "actors"
urlpatterns: list[URLPattern] = [
    path("organisations/", public.directory, name="directory"),
    path("organisations/still-right/<str:token>/", keeping.still_right, name="still_right"),
    path("organisations/take-over/<str:token>/", keeping.take_over, name="take_over"),
    path("organisations/<slug:key>/", public.organisation, name="organisation"),
    path("organisations/<slug:key>/wrong/", public.wrong, name="wrong"),
    path("organisations/<slug:key>/keep/", keeping.keep, name="keep"),
    path("organisations/<slug:key>/change/", keeping.change, name="change"),
    path("organisations/<slug:key>/confirm/", keeping.confirm, name="confirm"),
    path("organisations/<slug:key>/close/", keeping.close, name="close"),
    path("office/organisations/", office.overview, name="office"),
    path("office/organisations/add/", office.add, name="add"),
    path("office/organisations/kinds/", office.kinds, name="kinds"),
    path("office/organisations/keepers/", office.keepers, name="keepers"),
    path("office/organisations/keepers/<int:keeping>/", office.answer, name="answer"),
    path("office/organisations/import/", importing.upload, name="import"),
    path("office/organisations/import/<slug:token>/", importing.describe, name="describe"),
]
