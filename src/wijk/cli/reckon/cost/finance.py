"""`wijk cost finance`."""

from typing import Any


def register(kinds: Any) -> None:
    """Add `wijk cost finance`."""
