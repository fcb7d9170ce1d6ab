"""The doors of inquiries."""

from wijk.config.door import Door

DOORS: dict[str, Door] = {}
