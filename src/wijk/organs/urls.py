"""The addresses of organs."""

from django.urls import URLPattern

app_name = "organs"
urlpatterns: list[URLPattern] = []
