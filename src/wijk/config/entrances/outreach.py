"""The doors of outreach."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
