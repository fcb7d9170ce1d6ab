"""The doors of what is read of contributions: the list, the map, the files, and what other programs ask and send."""

from wijk.config.door import OPEN, SPEAKING, Door, can

DOORS: dict[str, Door] = {
    "contributions:voices": OPEN,
    "contributions:load": can("contributions.load_voices"),
    "contributions:load_template": can("contributions.load_voices"),
    "voices-tile": OPEN,
    "voices-csv": OPEN,
    "voices-geojson": OPEN,
    "api:contributions_dictionary": OPEN,
    "api:contributions": SPEAKING,
    "api:contributions_file": OPEN,
    "api:contribution": OPEN,
    "api:open311_discovery": OPEN,
    "api:open311_services": OPEN,
    "api:open311_service": OPEN,
    "api:open311_requests": SPEAKING,
    "api:say_something": SPEAKING,  # the same address
    "api:open311_report": SPEAKING,  # the same address
    "api:open311_request": OPEN,
    "api:open311_token": OPEN,
}
