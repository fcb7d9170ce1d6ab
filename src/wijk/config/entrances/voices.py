"""The doors of what is read of contributions: the list, the map, the files, and what other programs ask and send."""

from wijk.config.door import OPEN, Door, can

DOORS: dict[str, Door] = {
    "contributions:voices": OPEN,
    "contributions:load": can("contributions.load_voices"),
    "contributions:load_template": can("contributions.load_voices"),
    "voices-tile": OPEN,
    "voices-csv": OPEN,
    "voices-geojson": OPEN,
    "api:contributions_dictionary": OPEN,
    "api:contributions": OPEN,  # and a program says something there, without any cookie
    "api:contributions_file": OPEN,
    "api:contribution": OPEN,
    "api:open311_discovery": OPEN,
    "api:open311_services": OPEN,
    "api:open311_service": OPEN,
    "api:open311_requests": OPEN,  # and a program reports something there, without any cookie
    "api:say_something": OPEN,  # the same address
    "api:open311_report": OPEN,  # the same address
    "api:open311_request": OPEN,
    "api:open311_token": OPEN,
}
