"""The addresses of answers."""

from django.urls import URLPattern, path

from wijk.answers.views import desk, office, public

app_name = "answers"
urlpatterns: list[URLPattern] = [
    path("answers/", public.clock, name="clock"),
    path("answers/again/mine/<slug:key>/", public.again_own, name="again_own"),
    path("answers/again/<str:token>/", public.again, name="again"),
    path("office/answers/", desk.desk, name="desk"),
    path("office/answers/requests/<slug:key>/", desk.one, name="request"),
    path("office/answers/services/", office.services, name="services"),
    path("office/answers/services/new/", office.service, name="new_service"),
    path("office/answers/services/<slug:key>/", office.service, name="service"),
    path("office/answers/services/<slug:key>/end/", office.end_service, name="end_service"),
    path("office/answers/routes/", office.routes, name="routes"),
    path("office/answers/routes/<int:number>/", office.route, name="route"),
    path("office/answers/reasons/", office.reasons, name="reasons"),
    path("office/answers/reasons/new/", office.reason, name="new_reason"),
    path("office/answers/reasons/<slug:code>/", office.reason, name="reason"),
    path("office/answers/words/", office.phrases, name="phrases"),
    path("office/answers/words/new/", office.phrase, name="new_phrase"),
    path("office/answers/words/<slug:code>/", office.phrase, name="phrase"),
]
