"""The front door's addresses; they are the widest and are tried last."""

from django.urls import path, re_path

from wijk.portal import area, prose, views

LEVEL = "(?P<level>sector|neighbourhood|municipality|region)"
CODE = r"(?P<code>[^/\0]{1,40})"

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("find/", views.search, name="search"),
    path("find/suggest/", views.suggest, name="suggest"),
    path("where/", views.where, name="where"),
    path("about/", prose.prose, {"page": "about"}, name="about"),
    path("privacy/", prose.prose, {"page": "privacy"}, name="privacy"),
    path("accessibility/", prose.prose, {"page": "accessibility"}, name="accessibility"),
    re_path(rf"^{LEVEL}/{CODE}/streetmap\.geojson$", area.streets_and_places, name="streetmap"),
    re_path(rf"^{LEVEL}/{CODE}/$", area.area_page, name="area"),
]
