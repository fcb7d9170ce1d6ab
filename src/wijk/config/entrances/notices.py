"""The doors of notices."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
