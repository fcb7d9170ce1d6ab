"""Addresses of the room: a page under a language; everything for machines without."""

from django.urls import URLPattern, URLResolver, path

from wijk.opendata import views
from wijk.opendata.api import api, description
from wijk.opendata.contributions import voices_file

app_name = "opendata"
urlpatterns = [path("data/", views.index, name="index")]
machine_urls: list[URLPattern | URLResolver] = [
    path("", api.urls),
    path("api/openapi.json", description, name="openapi"),
    path("voices.csv", voices_file, {"form": "csv"}, name="voices-csv"),
    path("voices.geojson", voices_file, {"form": "geojson"}, name="voices-geojson"),
    path("catalog.jsonld", views.json_ld, name="catalog-jsonld"),
    path("catalog.ttl", views.turtle, name="catalog-ttl"),
    path("healthz", views.health, name="health"),
]
