"""The doors of answers."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
