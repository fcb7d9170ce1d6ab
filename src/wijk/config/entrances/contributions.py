"""The doors of contributions."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
