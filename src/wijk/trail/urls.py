"""The public pages of the trail."""

from django.urls import URLPattern, URLResolver

app_name = "trail"
urlpatterns: list[URLPattern | URLResolver] = []
