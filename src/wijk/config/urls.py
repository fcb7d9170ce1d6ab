"""Which address leads where? Pages stand under a language; machines and files do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        path("", include("wijk.ui.urls")),
    ),
]
