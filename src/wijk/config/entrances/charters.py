"""The doors of charters."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
