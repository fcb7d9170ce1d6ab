"""Which addresses of this room are open to all? The room's `urls.py` takes this list in."""

from django.urls import URLPattern, path

from wijk.indicators.public.catalogue import catalogue, source, sources
from wijk.indicators.public.compare import compare
from wijk.indicators.public.indicator import indicator

public_urls: list[URLPattern] = [
    path("figures/", catalogue, name="catalogue"),
    path("figures/<str:code>/", indicator, name="indicator"),
    path("compare/", compare, name="compare"),
    path("sources/", sources, name="sources_public"),
    path("sources/<str:code>/", source, name="source"),
]
