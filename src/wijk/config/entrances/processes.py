"""The doors of processes."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
