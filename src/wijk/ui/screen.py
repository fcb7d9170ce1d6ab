"""A screen on which many people stand one after the other: what does every page there know?

Whoever puts a screen up sets `request.screen`; the base template then shows nothing of the site around the page, and goes back to `home`
when nobody touches it any more: after `idle` seconds by script, which asks first; after `blind` seconds without one.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Screen:
    """Where it stands and how soon it forgets. Opening `home` forgets who was here."""

    home: str
    where: str = ""
    staff: str = ""  #: where who works here signs in, which ends it
    idle: int = 60
    blind: int = 240
    in_use: bool = False  #: somebody stands here
