"""The doors of meetings."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
