"""`wijk cost energy`."""

from typing import Any


def register(kinds: Any) -> None:
    """Add `wijk cost energy`."""
