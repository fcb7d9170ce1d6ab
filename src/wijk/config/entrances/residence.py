"""The doors of residence."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
