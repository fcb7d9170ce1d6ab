"""Which rooms are there, and what has each registered? The explicit lists; nothing is discovered."""

ROOMS = [
    "wijk.core",
    "wijk.ui",
    "wijk.trail",
    "wijk.territory",
    "wijk.accounts",
    "wijk.indicators",
    "wijk.packs",
    "wijk.demo",
    "wijk.portal",
    "wijk.opendata",
]

#: Modules with a list `VERBS`.
VERBS = [
    "wijk.trail.access",
    "wijk.territory.access",
    "wijk.accounts.access",
    "wijk.indicators.access",
    "wijk.packs.access",
]

#: Who answers the protocols of `core.providers`.
PROVIDERS: dict[str, list[str]] = {
    "describes": [],
    "erases": [],
    "goes_on": [],
    "publishes": [],
}

#: The main navigation: (label, url name). Labels are marked for translation in `config.labels`.
NAV = [
    ("Find your neighbourhood", "portal:home"),
    ("Figures", "indicators:catalogue"),
    ("Compare", "indicators:compare"),
    ("Open data", "opendata:index"),
]

#: The quiet second bar, for people with office work: (label, url name, verb that opens it).
OFFICE = [
    ("Catalogue", "indicators:office", "indicators.edit_catalogue"),
    ("Deliveries", "indicators:deliveries", "indicators.stage_delivery"),
    ("Sources", "indicators:sources", "indicators.edit_catalogue"),
    ("Perimeters", "territory:perimeters", "territory.register_perimeter"),
    ("People", "accounts:people", "accounts.grant_role"),
]
