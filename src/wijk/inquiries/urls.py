"""The addresses of inquiries."""

from django.urls import URLPattern

from wijk.inquiries.public_urls import PUBLIC

app_name = "inquiries"
urlpatterns: list[URLPattern] = [*PUBLIC]
