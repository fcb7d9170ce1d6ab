"""The doors of moderation."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
