"""The addresses of moderation."""

from django.urls import URLPattern, path

from wijk.moderation.views import office, public, queue

app_name = "moderation"
urlpatterns: list[URLPattern] = [
    path("rules-of-speaking/", public.rules, name="rules"),
    path("report/", public.report, name="report"),
    path("appeal/<slug:key>/<slug:seal>/", public.appeal, name="appeal"),
    path("rules-of-speaking/mine/", public.mine, name="mine"),
    path("office/moderation/", queue.queue, name="queue"),
    path("office/moderation/next/", queue.following, name="next"),
    path("office/moderation/reasons/", office.reasons, name="reasons"),
    path("office/moderation/reasons/new/", office.reason, name="new_reason"),
    path("office/moderation/reasons/<slug:code>/", office.reason, name="reason"),
    path("office/moderation/words/", office.words, name="words"),
    path("office/moderation/items/<slug:key>/", queue.item, name="item"),
    path("office/moderation/items/<slug:key>/claim/", queue.claim, name="claim"),
    path("office/moderation/items/<slug:key>/decide/", queue.decide, name="decide"),
]
