"""The doors of conversations."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
