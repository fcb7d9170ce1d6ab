"""The doors of toolbox."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
