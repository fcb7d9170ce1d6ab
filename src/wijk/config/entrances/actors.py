"""The doors of actors."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
