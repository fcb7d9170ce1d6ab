"""The doors of organs."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
