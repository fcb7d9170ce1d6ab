"""The addresses of notices: pages and feeds under a language, and the script that a browser keeps."""

from django.urls import URLPattern, path

from wijk.notices.views import drawing, feeds, following, mine, office

app_name = "notices"
urlpatterns: list[URLPattern] = [
    path("follow/", following.follow, name="follow"),
    path("follow/circle/", drawing.draw, name="circle"),
    path("follow/confirm/<str:token>/", following.confirm, name="confirm"),
    path("hear/", mine.mine, name="mine"),
    path("hear/stop/<str:token>/", mine.stop, name="stop"),
    path("hear/<str:token>/", mine.by_letter, name="by_letter"),
    path("feeds/<path:tag>.atom", feeds.feed, name="feed"),
    path("office/letters/", office.outbox, name="outbox"),
]
machine_urls: list[URLPattern] = [path("push.js", feeds.push_worker, name="push-worker")]
