"""Addresses of the demo; without a language, like everything that is not part of the city itself."""

from django.urls import path

from wijk.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/mail/", views.box, name="mail"),
    path("demo/mail/<slug:key>/", views.letter, name="letter"),
    path("demo/mail/<slug:key>/dressed/", views.dressed, name="dressed"),
]
