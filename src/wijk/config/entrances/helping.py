"""The doors of helping."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
