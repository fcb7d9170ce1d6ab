"""The public pages of the trail."""

from django.urls import path

from wijk.trail import views

app_name = "trail"
urlpatterns = [
    path("trail/", views.index, name="index"),
    path("trail/checkpoint/", views.checkpoint, name="checkpoint"),
    path("trail/key/", views.key, name="key"),
    path("trail/check_bundle.py", views.checker, name="checker"),
    path("trail/<int:index>/", views.entry, name="entry"),
    path("trail/<int:index>/bundle.json", views.bundle, name="bundle"),
]
