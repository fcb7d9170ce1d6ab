"""Which rooms are there, and what has each registered? The explicit lists; nothing is discovered."""

from django.utils.translation import gettext_noop as _

ROOMS = [
    "wijk.core",
    "wijk.ui",
    "wijk.trail",
    "wijk.territory",
    "wijk.accounts",
    "wijk.notices",
    "wijk.outreach",
    "wijk.actors",
    "wijk.indicators",
    "wijk.toolbox",
    "wijk.organs",
    "wijk.meetings",
    "wijk.charters",
    "wijk.processes",
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
    "wijk.notices.access",
    "wijk.outreach.access",
    "wijk.actors.access",
    "wijk.indicators.access",
    "wijk.toolbox.access",
    "wijk.organs.access",
    "wijk.meetings.access",
    "wijk.charters.access",
    "wijk.processes.access",
    "wijk.packs.access",
]

#: Who answers the protocols of `core.providers`.
PROVIDERS: dict[str, list[str]] = {
    "describes": [
        "wijk.actors.providing.organisations",
        "wijk.organs.providing.describes",
        "wijk.meetings.providing.describes",
        "wijk.outreach.providing.describes",
        "wijk.processes.providing.described",
        "wijk.toolbox.providing.cards",
        "wijk.charters.providing.describes",
    ],
    "erases": [
        "wijk.accounts.erasing.own_data",
        "wijk.notices.providing.own_notices",
        "wijk.trail.erasing.own_entries",
        "wijk.actors.providing.own_keeping",
        "wijk.meetings.providing.erases",
        "wijk.organs.providing.own_mandates",
        "wijk.toolbox.providing.own_plans",
        "wijk.charters.providing.own_words",
    ],
    "goes_on": [
        "wijk.meetings.providing.goes_on",
        "wijk.organs.providing.goes_on",
        "wijk.outreach.providing.goes_on",
        "wijk.processes.providing.goes_on",
        "wijk.charters.providing.goes_on",
    ],
    "tells": [
        "wijk.actors.providing.organisations",
        "wijk.organs.providing.tells",
        "wijk.meetings.providing.tells",
        "wijk.outreach.providing.tells",
        "wijk.processes.providing.told",
        "wijk.charters.providing.tells",
    ],
    "owes": [
        "wijk.charters.providing.owed",
    ],
    "finds": [
        "wijk.actors.providing.organisations",
        "wijk.organs.providing.finds",
        "wijk.meetings.providing.finds",
        "wijk.outreach.providing.finds",
        "wijk.processes.providing.found",
        "wijk.toolbox.providing.cards",
        "wijk.charters.providing.finds",
    ],
    "works": [
        "wijk.notices.providing.working",
        "wijk.actors.providing.reminders",
        "wijk.organs.providing.ends",
        "wijk.meetings.providing.works",
        "wijk.outreach.providing.ending",
        "wijk.outreach.providing.mailing",
        "wijk.charters.providing.reminds",
    ],
    "calendars": [
        "wijk.meetings.dates.calendars",
    ],
    "counts": [
        "wijk.indicators.homes.homes",
    ],
    "publishes": [
        "wijk.opendata.queries.published",
        "wijk.actors.providing.directory",
        "wijk.organs.providing.publishes",
        "wijk.meetings.providing.publishes",
        "wijk.processes.providing.published",
        "wijk.toolbox.providing.cards",
        "wijk.charters.providing.publishes",
    ],
}

#: The main navigation: (label, url name).
NAV = [
    (_("Find your neighbourhood"), "portal:home"),
    (_("What goes on"), "processes:index"),
    (_("Meetings"), "meetings:index"),
    (_("Figures"), "indicators:catalogue"),
    (_("Compare"), "indicators:compare"),
    (_("Organisations"), "actors:directory"),
    (_("Open data"), "opendata:index"),
]

#: The quiet second bar, for people with office work: (label, url name, verb that opens it).
OFFICE = [
    (_("Catalogue"), "indicators:office", "indicators.keep_indicator"),
    (_("Deliveries"), "indicators:deliveries", "indicators.stage_delivery"),
    (_("Sources"), "indicators:sources", "indicators.keep_source"),
    (_("Processes"), "processes:office", "processes.write_framework"),
    (_("Organs"), "organs:office", "organs.found_organ"),
    (_("Meetings"), "meetings:office", "meetings.plan_meeting"),
    (_("Organisations"), "actors:office", "actors.change_organisation"),
    (_("Living documents"), "charters:office", "charters.keep_document"),
    (_("Perimeters"), "territory:perimeters", "territory.register_perimeter"),
    (_("Planner"), "toolbox:plan", "toolbox.keep_plan"),
    (_("Method cards"), "toolbox:office", "toolbox.keep_card"),
    (_("Days without meetings"), "toolbox:closures", "toolbox.keep_closure"),
    (_("Reaching people"), "outreach:office", "outreach.compose_newsletter"),
    (_("Accounts"), "accounts:people", "accounts.grant_role"),
    (_("Letters"), "notices:outbox", "notices.try_again"),
]

#: The foot of every page: (label, url name).
FOOT = [
    (_("About this site"), "portal:about"),
    (_("Who decides"), "organs:index"),
    (_("Charters"), "charters:index"),
    (_("Toolbox"), "toolbox:index"),
    (_("Open data"), "opendata:index"),
    (_("Newsletters"), "outreach:newsletters"),
    (_("How to check us"), "trail:index"),
    (_("Sources"), "indicators:sources_public"),
    (_("Accessibility"), "portal:accessibility"),
    (_("Privacy"), "portal:privacy"),
]
