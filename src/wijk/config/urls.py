"""Which address leads where? Pages stand under a language; machines and files do not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from wijk.contributions.urls import machine_urls as contributions_machine_urls
from wijk.notices.urls import machine_urls as notices_machine_urls
from wijk.opendata.urls import machine_urls

#: Rooms with pages, in the order in which their addresses are tried; the front door is last, its addresses are the widest.
PAGES = [
    "conversations",  # a thousand votes in a second go through this list
    *(
        "ui",
        "trail",
        "accounts",
        "territory",
        "notices",
        "outreach",
        "actors",
        "indicators",
        "toolbox",
        "organs",
        "meetings",
    ),
    *("charters", "processes", "residence", "moderation", "sheets", "contributions", "answers"),
    *("inquiries", "helping", "opendata", "portal"),
]

#: Pages first: what stands under no language is passed over by one look, and what stands under one is never looked for among the rest.
urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        *(path("", include(f"wijk.{room}.urls")) for room in PAGES[:1]),
        path("account/", include("allauth.urls")),
        *(path("", include(f"wijk.{room}.urls")) for room in PAGES[1:]),
    ),
    path("", include(machine_urls)),
    path("", include(notices_machine_urls)),
    path("", include(contributions_machine_urls)),
    path("", include("wijk.demo.urls")),
]
