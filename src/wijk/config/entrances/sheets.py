"""The doors of sheets."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
