"""In what words is asked for contributions? Where something is, and which ones one wants to see."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Order = Literal["newest", "oldest", "supported", "discussed", "near"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place: a point, a street by its key, an area ("neighbourhood/58"), words ("at the bench"); all empty is no place."""

    lon: float | None = None
    lat: float | None = None
    street: str = ""
    area: str = ""
    spot: str = ""

    @property
    def somewhere(self) -> bool:
        """Is it a place at all?"""
        return self.lon is not None or bool(self.street or self.area)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which contributions: everything empty is all that are shown, the newest first."""

    words: str = ""
    area: str = ""
    kind: str = ""
    category: str = ""
    state: str = ""
    process: str = ""
    opening: str = ""
    language: str = ""
    since: date | None = None
    until: date | None = None
    lon: float | None = None
    lat: float | None = None
    metres: int = 0
    order: Order = "newest"
