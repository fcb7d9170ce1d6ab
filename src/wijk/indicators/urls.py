"""The addresses of this room: pages for everybody, and the office pages of the analyst."""

from wijk.indicators.office.urls import office_urls
from wijk.indicators.public.urls import public_urls

app_name = "indicators"
urlpatterns = [*office_urls, *public_urls]
