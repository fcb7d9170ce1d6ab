"""The addresses of organs."""

from django.urls import URLPattern, path

from wijk.organs.views import groups, loading, office, opinions, public

app_name = "organs"
urlpatterns: list[URLPattern] = [
    path("organs/", public.index, name="index"),
    path("organs/decisions/<slug:key>/", public.decision, name="decision"),
    path("organs/opinions/<slug:key>/", public.opinion, name="opinion"),
    path("organs/<slug:key>/", public.organ, name="organ"),
    path("office/organs/", office.organs, name="office"),
    path("office/organs/new/", office.found, name="found"),
    path("office/organs/file/", loading.take_in, name="import"),
    path("office/organs/kinds/", office.kinds, name="kinds"),
    path("office/organs/<slug:key>/", office.keep, name="keep"),
    path("office/organs/<slug:key>/mandates/", office.mandates, name="mandates"),
    path("office/organs/<slug:key>/mandates/<int:mandate>/end/", office.end_mandate, name="end_mandate"),
    path("office/organs/<slug:key>/decide/", office.decide, name="decide"),
    path("office/organs/<slug:key>/group/", groups.group, name="group"),
    path("office/organs/<slug:key>/prolong/", groups.prolong, name="prolong"),
    path("office/organs/<slug:key>/end/", groups.end, name="end"),
    path("office/organs/<slug:key>/ask/", opinions.ask, name="ask"),
    path("office/opinions/<slug:key>/give/", opinions.give, name="give_opinion"),
    path("office/opinions/<slug:key>/reply/", opinions.reply, name="reply"),
]
