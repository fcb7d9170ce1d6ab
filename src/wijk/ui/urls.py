"""The pages of the look."""

from django.urls import path

from wijk.ui import views

app_name = "ui"
urlpatterns = [path("look/", views.look, name="look")]
